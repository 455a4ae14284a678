import { z } from "zod";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDate, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Fine, Said, Small } from "#platform/views/text.tsx";
import { answerQuestion } from "../ask/ask.ts";
import { findNews, findQuestion } from "../news.sql.ts";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

async function getBoth(ctx: Context, id: number) {
  const question = await findQuestion(ctx.db, id);
  const news = question && (await findNews(ctx.db, question.newsId));
  if (question === undefined || news === undefined) throw notFound();
  return { question, news };
}

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const { question, news } = await getBoth(ctx, id);
  return {
    kind: "page",
    title: t("news.answer.title"),
    staff: true,
    section: "news",
    crumbs: [{ text: t("news.desk.title"), path: "/gestion/noticias" }, { text: t("news.answer.title") }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("news.answer.title")}</h1>
          <Said>{question.text}</Said>
          <Small>
            <Link href={href(`/noticias/${news.id}`)}>{news.title}</Link>
          </Small>
          <Small soft>{t("news.question.due", { date: formatDate(question.dueOn) })}</Small>
        </Stack>
        <Form action={href(`/gestion/noticias/preguntas/${id}`)}>
          <TextArea
            id="answer"
            label={t("news.answer.label")}
            value={form.value("answer")}
            error={form.error("answer")}
            rows={8}
            maxLength={3000}
          />
          <Button>{t("news.answer.send")}</Button>
        </Form>
        <Fine>{t("news.answer.public")}</Fine>
      </Page>
    ),
  };
}

export const answerForm = get({
  path: "/gestion/noticias/preguntas/:id",
  access: "news.answer",
  params,
  handle: (ctx, { params: { id } }) => page(ctx, id),
});

export const answer = post({
  path: "/gestion/noticias/preguntas/:id",
  access: "news.answer",
  params,
  body: z.object({
    answer: textField({ min: 3, max: 3000, required: "news.answer.missing", short: "news.answer.missing" }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const { question, news } = await getBoth(ctx, id);
    await answerQuestion(tx, ctx, news, question, body.answer);
    return redirect("/gestion/noticias");
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});
