// Where the agencies answer what those who watch found: what is due first, before.
import { z } from "zod";
import { FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDate, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Said, Small } from "#platform/views/text.tsx";
import { listWaiting } from "../oversight.sql.ts";
import { ANSWER, findingPath } from "../oversight.ts";
import { FindingTag } from "../show/finding.view.tsx";
import { answerFinding, getFinding, placeOf } from "./answer-finding.ts";

const DESK = "/gestion/veedurias";
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

export const oversightDesk = get({
  path: DESK,
  access: ANSWER,
  handle: async (ctx) => {
    const { entity } = ctx;
    const today = calendarDay(ctx.now, entity.timeZone);
    const waiting = (await listWaiting(ctx.db)).filter((one) => ctx.authority.may(ANSWER, placeOf(one)));
    return {
      kind: "page",
      title: t("oversight.desk.title"),
      staff: true,
      section: "oversight",
      body: (
        <Page width="wide" gap="l">
          <Stack gap="s">
            <h1>{t("oversight.desk.title")}</h1>
            <Lead>{t("oversight.desk.lead", { n: waiting.length })}</Lead>
          </Stack>
          {waiting.length === 0 && (
            <EmptyState
              level={2}
              title={t("oversight.desk.none")}
              text={t("oversight.desk.noneText")}
              action={{ href: href("/veedurias"), text: t("oversight.title") }}
            />
          )}
          <Items>
            {waiting.map((one) => (
              <Item
                level={2}
                title={one.text}
                href={href(`${DESK}/${one.id}`)}
                over={<FindingTag finding={one} entity={entity} today={today} />}
                meta={`${one.organisation} · ${t("oversight.desk.due", { date: formatDate(one.dueOn ?? today) })}`}
              />
            ))}
          </Items>
        </Page>
      ),
    };
  },
});

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const finding = await getFinding(ctx.db, id, ctx);
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  return {
    kind: "page",
    title: t("oversight.answer.title"),
    staff: true,
    section: "oversight",
    crumbs: [{ text: t("oversight.desk.title"), path: DESK }, { text: t("oversight.answer.title") }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("oversight.answer.title")}</h1>
          <FindingTag finding={finding} entity={ctx.entity} today={today} />
          <Said>{finding.text}</Said>
          <Small>
            <Link href={href(findingPath(finding.oversight, id))}>{finding.organisation}</Link>
          </Small>
          <Small soft>{t("oversight.desk.due", { date: formatDate(finding.dueOn ?? today) })}</Small>
        </Stack>
        {finding.answer !== null ? (
          <Notice>{t("oversight.answer.gone")}</Notice>
        ) : (
          <Form action={href(`${DESK}/${id}`)}>
            <TextArea
              id="answer"
              label={t("oversight.answer.label")}
              value={form.value("answer")}
              error={form.error("answer")}
              rows={8}
              maxLength={3000}
            />
            <Button>{t("oversight.answer.send")}</Button>
          </Form>
        )}
        <Fine>{t("oversight.answer.public")}</Fine>
      </Page>
    ),
  };
}

export const answerForm = get({
  path: `${DESK}/:id`,
  access: ANSWER,
  params,
  handle: (ctx, { params: { id } }) => page(ctx, id),
});

export const answer = post({
  path: `${DESK}/:id`,
  access: ANSWER,
  params,
  body: z.object({
    answer: textField({ min: 3, max: 3000, required: "oversight.answer.missing", short: "oversight.answer.missing" }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await answerFinding(tx, ctx, id, body.answer);
    return redirect(DESK);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});
