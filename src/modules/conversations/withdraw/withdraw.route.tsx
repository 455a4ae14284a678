import { z } from "zod";
import { isAuthor } from "#modules/demands/index.ts";
import { FormState } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Page } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Bullets, Said } from "#platform/views/text.tsx";
import { statementParams } from "../addresses.ts";
import type { Conversation, Statement } from "../conversation.ts";
import { findStatement } from "../conversations.sql.ts";
import { withdrawStatement } from "./withdraw-statement.ts";

const path = "/conversaciones/:slug/afirmaciones/:number/retirar";
type Asked = z.infer<typeof statementParams>;

/** A statement for its author alone, also when it is hidden or waits: to the others these pages do not exist. */
async function own(
  ctx: Context,
  { slug, number }: Asked,
): Promise<{ conversation: Conversation; statement: Statement }> {
  const { conversation } = await ctx.answers.find(slug);
  const statement = await findStatement(ctx.db, conversation.id, number);
  if (statement === undefined || statement.withdrawnAt !== null) throw notFound();
  if (!(await isAuthor(ctx, { id: statement.id, processId: conversation.processId }))) throw notFound();
  return { conversation, statement };
}

async function page(ctx: Context, asked: Asked, form = new FormState()): Promise<PageAnswer> {
  const { conversation, statement } = await own(ctx, asked);
  return {
    kind: "page",
    title: t("conversations.withdraw.title"),
    section: "mine",
    noindex: true,
    crumbs: [
      { text: t("site.mine.title"), path: "/mis-aportes" },
      { text: conversation.title, written: true, path: `/conversaciones/${conversation.slug}` },
      { text: t("conversations.withdraw.link") },
    ],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <h1>{t("conversations.withdraw.title")}</h1>
        <Said>{statement.text}</Said>
        <Bullets
          items={[
            t("conversations.withdraw.what.erased"),
            t("conversations.withdraw.what.answers"),
            t("conversations.withdraw.what.need"),
            t("conversations.withdraw.what.final"),
          ]}
        />
        <Form action={href(`/conversaciones/${asked.slug}/afirmaciones/${asked.number}/retirar`)}>
          <Actions>
            <Button kind="danger">{t("conversations.withdraw.yes")}</Button>
            <LinkButton kind="quiet" href={href("/mis-aportes")}>
              {t("demands.own.back")}
            </LinkButton>
          </Actions>
        </Form>
      </Page>
    ),
  };
}

export const withdrawForm = get({
  path,
  access: "public",
  params: statementParams,
  handle: (ctx, { params }) => page(ctx, params),
});

export const withdraw = post({
  path,
  access: "public",
  params: statementParams,
  perMinute: 10,
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    const { conversation, statement } = await own(ctx, params);
    await withdrawStatement(tx, conversation, statement, ctx.now);
    return redirect("/mis-aportes");
  },
  invalid: (ctx, { params }, form) => page(ctx, params, form),
});
