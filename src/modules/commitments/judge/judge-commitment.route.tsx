import type { VNode } from "preact";
import { z } from "zod";
import { getProcess } from "#modules/processes/index.ts";
import { choice, FormState, optionalText } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Lead, Small, Written } from "#platform/views/text.tsx";
import { canBeJudged } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { getCommitment } from "../get-commitment.ts";
import { type Asker, findAsker, judgeCommitment } from "./judge-commitment.ts";

const params = z.object({ id: z.coerce.number().int().positive() });
const ANSWERS = ["yes", "partly", "no"] as const;
const COMMENT_LETTERS = 500;

async function page(ctx: Context, id: number, given?: FormState): Promise<PageAnswer> {
  const commitment = await getCommitment(ctx.db, id);
  const asker = await findAsker(ctx.db, ctx, await getProcess(ctx.db, commitment.processId), id);
  const form = given ?? FormState.filled({ answer: asker?.answer, comment: asker?.comment });
  return {
    kind: "page",
    title: t("commitments.judge.title"),
    section: "look",
    noindex: true,
    crumbs: [
      { text: t("commitments.board.title"), path: "/compromisos" },
      { text: commitment.title, written: true, path: `/compromisos/${id}` },
      { text: t("commitments.judge.title") },
    ],
    body: (
      <JudgePage
        commitment={commitment}
        form={form}
        asker={asker}
        ready={canBeJudged(commitment, calendarDay(ctx.now, ctx.entity.timeZone))}
      />
    ),
  };
}

export const judgeForm = get({
  path: "/compromisos/:id/juzgar",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const judge = post({
  path: "/compromisos/:id/juzgar",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({
    answer: choice(ANSWERS, "commitments.judge.choose"),
    comment: optionalText(COMMENT_LETTERS),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const commitment = await getCommitment(tx, given.id);
    const asker = await findAsker(tx, ctx, await getProcess(tx, commitment.processId), given.id);
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    await judgeCommitment(tx, commitment, {
      asker,
      answer: body.answer,
      comment: body.comment,
      now: ctx.now,
      today,
    });
    return redirect(`/compromisos/${given.id}#juicio`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

interface Props {
  commitment: Commitment;
  form: FormState;
  asker: Asker | undefined;
  ready: boolean;
}

function JudgePage({ commitment, form, asker, ready }: Props): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("commitments.judge.title")}</h1>
        <Lead>
          <Written>{commitment.title}</Written>
        </Lead>
      </Stack>
      {!ready && <Notice>{t("commitments.judge.early")}</Notice>}
      {ready && asker === undefined && (
        <>
          <Notice>{t("commitments.judge.notAsked")}</Notice>
          <NextLink href={href("/mis-aportes")}>{t("commitments.judge.withCode")}</NextLink>
        </>
      )}
      {ready && asker !== undefined && <JudgeForm commitment={commitment} form={form} asker={asker} />}
    </Page>
  );
}

function JudgeForm({ commitment, form, asker }: Omit<Props, "ready" | "asker"> & { asker: Asker }): VNode {
  return (
    <Form action={href(`/compromisos/${commitment.id}/juzgar`)}>
      {asker.answer !== null && <Notice>{t("commitments.judge.again")}</Notice>}
      <Radios
        id="answer"
        label={t("commitments.judge.question")}
        value={form.value("answer")}
        error={form.error("answer")}
        options={ANSWERS.map((value) => ({ value, label: t(`commitments.judge.${value}`) }))}
      />
      <TextArea
        id="comment"
        optional
        rows={3}
        maxLength={COMMENT_LETTERS}
        label={t("commitments.judge.comment")}
        hint={t("commitments.judge.commentHint")}
        value={form.value("comment")}
        error={form.error("comment")}
      />
      <Button>{t("commitments.judge.send")}</Button>
      <Small soft>{t("commitments.judge.secret")}</Small>
    </Form>
  );
}
