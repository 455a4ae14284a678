// The author of something hidden asks that a second person looks at it: from this browser, with an account or with the receipt.
import type { VNode } from "preact";
import { z } from "zod";
import { type AuthorNotice, askSecondLook, listAuthorNotices } from "#core/moderation/index.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { listAuthors } from "./my-part.sql.ts";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const notice = (await listAuthorNotices(ctx.db, await listAuthors(ctx))).find((one) => one.caseId === id);
  if (notice === undefined) throw notFound();
  return {
    kind: "page",
    title: t("site.second.title"),
    section: "mine",
    noindex: true,
    crumbs: [{ text: t("site.mine.title"), path: "/mis-aportes" }, { text: t("site.second.title") }],
    body: <SecondLook notice={notice} form={form} />,
  };
}

export const secondLookForm = get({
  path: "/mis-aportes/segunda-mirada/:id",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const secondLook = post({
  path: "/mis-aportes/segunda-mirada/:id",
  access: "public",
  params,
  perMinute: 10,
  body: z.object({
    why: textField({ min: 10, max: 600, required: "site.second.missing", short: "site.second.missing" }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const { reportables, now } = ctx;
    await askSecondLook(tx, { caseId: id, authors: await listAuthors(ctx), reportables, text: body.why, now });
    return redirect(`/mis-aportes/segunda-mirada/${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

function SecondLook({ notice, form }: { notice: AuthorNotice; form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("site.second.title")}</h1>
        <Lead>{t("site.second.lead")}</Lead>
      </Stack>
      <Notice tone="warn" title={t("site.second.reason")}>
        {notice.words}
      </Notice>
      {notice.appeal === "none" ? (
        <Form action={href(`/mis-aportes/segunda-mirada/${notice.caseId}`)}>
          <TextArea
            id="why"
            label={t("site.second.label")}
            hint={t("site.second.hint")}
            value={form.value("why")}
            error={form.error("why")}
            rows={4}
            maxLength={600}
          />
          <Button>{t("site.second.send")}</Button>
        </Form>
      ) : (
        <Notice
          tone={notice.appeal === "granted" ? "success" : notice.appeal === "waiting" ? "info" : "warn"}
          title={t(`site.second.${notice.appeal}`)}
        >
          {notice.appealWords ?? t("site.second.waitingText")}
        </Notice>
      )}
      <LinkButton kind="quiet" href={href("/mis-aportes")}>
        {t("site.mine.title")}
      </LinkButton>
    </Page>
  );
}
