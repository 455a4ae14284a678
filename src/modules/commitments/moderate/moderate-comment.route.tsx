import type { VNode } from "preact";
import { z } from "zod";
import { choice, FormState, optionalText } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Card, EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Row, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Lead, Said, Small } from "#platform/views/text.tsx";
import { type Comment, listWaitingComments } from "./comments.sql.ts";
import { moderateComment } from "./moderate-comment.ts";

const SHOWN = 30;
const params = z.object({ id: z.coerce.number().int().positive() });

async function page(ctx: Context, form = new FormState(), wrongId?: number): Promise<PageAnswer> {
  const codes = ctx.authority.territoriesFor("commitments.moderate");
  const within =
    codes && ctx.entity.allTerritories().filter((one) => codes.some((code) => ctx.entity.isWithin(one.code, code)));
  const comments = await listWaitingComments(
    ctx.db,
    within?.map((one) => one.code),
    SHOWN,
  );
  return {
    kind: "page",
    title: t("commitments.moderate.title"),
    staff: true,
    section: "comments",
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors.map((error) => ({ ...error, field: `reason-${wrongId}` }))} />
        <Stack gap="s">
          <h1>{t("commitments.moderate.title")}</h1>
          <Lead>{t("commitments.moderate.lead")}</Lead>
        </Stack>
        {comments.length === 0 && (
          <EmptyState
            level={2}
            title={t("commitments.moderate.none")}
            text={t("commitments.moderate.noneText")}
            action={{ href: href("/compromisos"), text: t("commitments.board.title") }}
          />
        )}
        {comments.map((comment) => (
          <CommentCard comment={comment} form={comment.id === wrongId ? form : new FormState()} />
        ))}
      </Page>
    ),
  };
}

function CommentCard({ comment, form }: { comment: Comment; form: FormState }): VNode {
  return (
    <Card as="article" dense>
      <Row>
        <Tag>{t(`commitments.judge.${comment.answer}`)}</Tag>
        <Small inline>{formatDayMonthYear(comment.at)}</Small>
        <Link href={href(`/compromisos/${comment.commitmentId}`)}>{comment.title}</Link>
      </Row>
      <Said>{comment.comment}</Said>
      <Form action={href(`/gestion/comentarios/${comment.id}`)} layout="stack-s">
        <Field
          id={`reason-${comment.id}`}
          name="reason"
          optional
          label={t("commitments.moderate.reason.label")}
          value={form.value("reason")}
          error={form.error("reason")}
        />
        <Actions>
          <Button name="decision" value="show" size="small" label={`${t("commitments.moderate.show")}: ${comment.id}`}>
            {t("commitments.moderate.show")}
          </Button>
          <Button
            name="decision"
            value="hide"
            kind="quiet"
            size="small"
            label={`${t("commitments.moderate.hide")}: ${comment.id}`}
          >
            {t("commitments.moderate.hide")}
          </Button>
        </Actions>
      </Form>
    </Card>
  );
}

export const commentList = get({
  path: "/gestion/comentarios",
  access: "commitments.moderate",
  handle: (ctx) => page(ctx),
});

export const moderate = post({
  path: "/gestion/comentarios/:id",
  access: "commitments.moderate",
  params,
  body: z.object({
    decision: choice(["show", "hide"], "commitments.moderate.choose"),
    reason: optionalText(280),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    if (body.decision === "show") await moderateComment(tx, ctx, given.id, { show: true });
    else {
      const reason = body.reason ?? "";
      if (reason.length < 3) throw new Problem(400, "commitments.moderate.reason.missing", { field: "reason" });
      await moderateComment(tx, ctx, given.id, { show: false, reason });
    }
    return redirect("/gestion/comentarios");
  },
  invalid: (ctx, input, form) => page(ctx, form, input.params.id),
});
