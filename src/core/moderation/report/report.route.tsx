import type { VNode } from "preact";
import { z } from "zod";
import { choice, FormState, optionalText } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Details } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Fine, Lead, Said } from "#platform/views/text.tsx";
import { Urgent } from "../protection/urgent.view.tsx";
import { REPORT_REASONS } from "../reasons.ts";
import { reportSubject } from "./report.ts";

const params = z.object({ kind: z.string(), id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
type Params = z.infer<typeof params>;

async function page(ctx: Context, { kind, id }: Params, form = new FormState()): Promise<PageAnswer> {
  const item = await ctx.reportables.get(kind)?.find(ctx.db, id);
  if (item === undefined || !item.public) throw notFound();
  return {
    kind: "page",
    title: t("moderation.report.title"),
    section: "participate",
    noindex: true,
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("moderation.report.title")}</h1>
          <Lead>{t("moderation.report.lead")}</Lead>
        </Stack>
        {item.text !== "" && <Said>{item.text}</Said>}
        <Form action={href(`/reportar/${kind}/${id}`)}>
          <Stack gap="s" measure>
            {REPORT_REASONS.map((reason) => (
              <Button kind={reason === "risk" ? "danger" : "quiet"} full name="reason" value={reason}>
                {t(`moderation.reportReason.${reason}`)}
              </Button>
            ))}
          </Stack>
          <Details
            summary={`${t("moderation.report.note")} ${t("views.form.optional")}`}
            open={form.value("note") !== ""}
          >
            <TextArea
              id="note"
              optional
              label={t("moderation.report.noteLabel")}
              hint={t("moderation.report.noteHint")}
              value={form.value("note")}
              error={form.error("note")}
              rows={3}
              maxLength={300}
            />
          </Details>
        </Form>
        <Fine>{t("moderation.report.secret")}</Fine>
      </Page>
    ),
  };
}

export const reportForm = get({
  path: "/reportar/:kind/:id",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params),
});

export const report = post({
  path: "/reportar/:kind/:id",
  access: "public",
  params,
  perMinute: 10,
  body: z.object({ reason: choice(REPORT_REASONS, "moderation.report.choose"), note: optionalText(300) }),
  handle: async (ctx, tx, { params: given, body }) => {
    const who = { reportables: ctx.reportables, browserBits: ctx.browser.bits(), now: ctx.now };
    await reportSubject(tx, who, { ...given, ...body });
    return redirect(body.reason === "risk" ? "/reportado/urgente" : "/reportado");
  },
  invalid: (ctx, input, form) => page(ctx, input.params, form),
});

/** Thanks, and the telephones for who reported a danger. Pages of their own: they hold nothing about what was reported. */
export const reported = get({ path: "/reportado", access: "public", handle: async () => thanks(undefined) });
export const reportedUrgent = get({
  path: "/reportado/urgente",
  access: "public",
  handle: async (ctx) => thanks(<Urgent entity={ctx.entity} />),
});

function thanks(urgent: VNode | undefined): PageAnswer {
  return {
    kind: "page",
    title: t(urgent === undefined ? "moderation.report.doneTitle" : "moderation.report.urgentTitle"),
    section: "participate",
    noindex: true,
    body: (
      <Page width="narrow" gap="l">
        <h1>{t("moderation.report.doneTitle")}</h1>
        {urgent}
        <Lead>{t("moderation.report.done")}</Lead>
        <LinkButton kind="quiet" href={href("/moderacion")}>
          {t("moderation.report.seeCounts")}
        </LinkButton>
      </Page>
    ),
  };
}
