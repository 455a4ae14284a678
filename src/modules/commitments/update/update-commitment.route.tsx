import type { VNode } from "preact";
import { z } from "zod";
import { choice, dayField, FormState, optionalText, optionalWholeNumber, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, NearDateField } from "#platform/views/form.tsx";
import { Grid, Page, Row, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";
import { COMMITMENT_STATES, nextStates } from "../commitment.ts";
import { type Commitment, findCommitment } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";
import { changeDueDate, updateCommitment } from "./update-commitment.ts";

const params = z.object({ id: z.coerce.number().int().positive() });
const MAX_FIGURE = 1_000_000_000;

async function getCommitment(ctx: Context, id: number): Promise<Commitment> {
  const commitment = await findCommitment(ctx.db, id);
  if (commitment === undefined) throw notFound();
  return commitment;
}

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const commitment = await getCommitment(ctx, id);
  ctx.authority.require("commitments.update", { territory: commitment.territory, agency: commitment.agency });
  return {
    kind: "page",
    title: commitment.title,
    staff: true,
    section: "commitments",
    crumbs: [{ text: t("commitments.desk.title"), path: "/gestion/compromisos" }, { text: commitment.title }],
    body: <UpdateForms commitment={commitment} form={form} today={calendarDay(ctx.now, ctx.entity.timeZone)} />,
  };
}

export const updateForm = get({
  path: "/gestion/compromisos/:id",
  access: "commitments.update",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const update = post({
  path: "/gestion/compromisos/:id/novedad",
  access: "commitments.update",
  params,
  body: z.object({
    state: choice(COMMITMENT_STATES, "commitments.update.state.missing"),
    text: textField({
      min: 3,
      max: 3000,
      required: "commitments.update.text.missing",
      short: "commitments.update.text.missing",
    }),
    figureDone: optionalWholeNumber({ min: 0, max: MAX_FIGURE, message: "commitments.update.figure.wrong" }),
    figureOf: optionalWholeNumber({ min: 1, max: MAX_FIGURE, message: "commitments.update.figure.wrong" }),
    figureUnit: optionalText(60),
    link: z.preprocess(
      (value) => (Array.isArray(value) ? value[0] : value) || undefined,
      z
        .url({ protocol: /^https?$/, error: "commitments.update.link.wrong" })
        .max(500, "commitments.update.link.wrong")
        .optional(),
    ),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const commitment = await getCommitment(ctx, given.id);
    if ((body.figureDone === undefined) !== (body.figureUnit === undefined)) {
      throw new Problem(400, "commitments.update.figure.both", { field: "figureUnit" });
    }
    const figure =
      body.figureDone === undefined || body.figureUnit === undefined
        ? undefined
        : { done: body.figureDone, of: body.figureOf, unit: body.figureUnit };
    await updateCommitment(tx, ctx, commitment, { state: body.state, text: body.text, figure, link: body.link });
    return redirect(`/compromisos/${given.id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const changeDate = post({
  path: "/gestion/compromisos/:id/fecha",
  access: "commitments.update",
  params,
  body: z.object({
    dueDate: dayField("commitments.make.dueDate.missing"),
    reason: textField({
      min: 3,
      max: 600,
      required: "commitments.update.reason.missing",
      short: "commitments.update.reason.missing",
    }),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    await changeDueDate(tx, ctx, await getCommitment(ctx, given.id), body);
    return redirect(`/compromisos/${given.id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

function UpdateForms({ commitment, form, today }: { commitment: Commitment; form: FormState; today: string }): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <Row>
          <StateTag commitment={commitment} today={today} />
          <Small inline>{formatDayMonthYear(commitment.dueDate)}</Small>
        </Row>
        <h1>{commitment.title}</h1>
        <Small>
          <Link href={href(`/compromisos/${commitment.id}`)}>{t("commitments.update.seePublic")}</Link>
        </Small>
      </Stack>
      <Split>
        <Form action={href(`/gestion/compromisos/${commitment.id}/novedad`)}>
          <h2>{t("commitments.update.title")}</h2>
          <Radios
            {...field("state")}
            label={t("commitments.update.state.label")}
            options={nextStates(commitment.state).map((state) => ({
              value: state,
              label: t(`commitments.state.${state}`),
            }))}
          />
          <TextArea {...field("text")} label={t("commitments.update.text.label")} maxLength={3000} />
          <Grid size="small">
            <Field
              {...field("figureDone")}
              optional
              width="8"
              inputMode="numeric"
              label={t("commitments.update.figure.done")}
            />
            <Field
              {...field("figureOf")}
              optional
              width="8"
              inputMode="numeric"
              label={t("commitments.update.figure.of")}
            />
            <Field {...field("figureUnit")} optional label={t("commitments.update.figure.unit")} />
          </Grid>
          <Field {...field("link")} optional type="url" label={t("commitments.update.link.label")} />
          <Button>{t("commitments.update.save")}</Button>
        </Form>
        <Side>
          <Card title={t("commitments.update.dateTitle")} id="fecha" tone="flat">
            <Form action={href(`/gestion/compromisos/${commitment.id}/fecha`)} layout="stack">
              <NearDateField {...field("dueDate")} label={t("commitments.update.newDate")} />
              <TextArea {...field("reason")} rows={3} label={t("commitments.update.reason.label")} maxLength={600} />
              <Button kind="quiet">{t("commitments.update.changeDate")}</Button>
            </Form>
          </Card>
        </Side>
      </Split>
    </Page>
  );
}
