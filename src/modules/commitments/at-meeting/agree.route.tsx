import { randomBytes } from "node:crypto";
import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { getMeeting, listOutcomes, type Meeting } from "#modules/meetings/index.ts";
import { choice, choices, code, dayField, FormState, optionalText, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, href, locale, t, translate } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { Details, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FieldRow, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { type Commitment, listCommitments } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";
import { agreeAtMeeting, requireAgreeing } from "./agree.ts";
import { listAnswerableHere } from "./answerable-here.sql.ts";

const params = z.object({ id: z.coerce.number().int().positive() });
const LISTED = 60;

interface Props {
  meeting: Meeting;
  agreements: readonly Commitment[];
  needs: readonly { id: number; text: string }[];
  entity: Entity;
  today: string;
  form: FormState;
  formKey: string;
  /** Why nothing can be agreed now, if so. */
  closed: string | undefined;
  /** Whether this person may promise for some agency here. */
  promises: boolean;
}

function closedBecause(ctx: Context, meeting: Meeting): string | undefined {
  try {
    requireAgreeing(ctx, meeting);
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return translate(error.key, error.parameters);
    throw error;
  }
}

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const { db, entity, authority } = ctx;
  const meeting = await getMeeting(db, id);
  const closed = closedBecause(ctx, meeting);
  const today = calendarDay(ctx.now, entity.timeZone);
  const ids = (await listOutcomes(db, id, "agreed")).map((one) => one.id);
  return {
    kind: "page",
    title: t("commitments.meeting.title", { title: meeting.title }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
      { text: t("meetings.run.agreements.title") },
    ],
    body: Agreements({
      meeting,
      agreements: ids.length === 0 ? [] : await listCommitments(db, { ids, today }, ids.length),
      needs: await listAnswerableHere(db, id, LISTED),
      entity,
      today,
      form,
      formKey: form.value("key") || randomBytes(16).toString("base64url"),
      closed,
      promises: authority.may("commitments.write", { territory: meeting.territory }),
    }),
  };
}

function Agreements(props: Props): VNode {
  const { meeting, agreements, entity, today, form, closed } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("commitments.meeting.title", { title: meeting.title })}</h1>
        <Lead>{t("commitments.meeting.lead")}</Lead>
      </Stack>
      {closed === undefined ? <AgreeForm {...props} /> : <Notice>{closed}</Notice>}
      {agreements.length > 0 && (
        <Section title={t("commitments.meeting.made", { n: agreements.length })} id="acuerdos" gap="s">
          <Items>
            {agreements.map((one) => (
              <Item
                title={one.title}
                href={href(`/compromisos/${one.id}`)}
                over={<StateTag commitment={one} today={today} />}
                meta={[entity.name(entity.agency(one.agency), locale()), formatDayMonthYear(one.dueDate)].join(" · ")}
              />
            ))}
          </Items>
        </Section>
      )}
    </Page>
  );
}

function AgreeForm({ meeting, needs, entity, form, formKey, promises }: Props): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Form action={href(`/gestion/reuniones/${meeting.id}/acuerdos`)} hidden={{ key: formKey }} layout="stack">
      <Field
        {...field("title")}
        label={t("commitments.meeting.what.label")}
        hint={t("commitments.meeting.what.hint")}
        focus
      />
      <Select
        {...field("agency")}
        label={t("commitments.make.agency.label")}
        placeholder={t("common.choose")}
        options={entity.agencies().map((one) => ({ value: one.code, label: entity.name(one, locale()) }))}
      />
      <FieldRow>
        <Field {...field("responsible")} label={t("commitments.make.responsible.label")} />
        <NearDateField {...field("dueDate")} label={t("commitments.make.dueDate.label")} />
      </FieldRow>
      <Details
        summary={t("commitments.meeting.more")}
        open={["text", "needs"].some((id) => form.error(id) !== undefined || form.values(id).some((one) => one !== ""))}
      >
        <Stack gap="l">
          <TextArea {...field("text")} optional rows={3} label={t("commitments.make.text.label")} maxLength={3000} />
          {needs.length > 0 && (
            <Checkboxes
              id="needs"
              optional
              label={t("commitments.meeting.needs")}
              values={form.values("needs")}
              error={form.error("needs")}
              options={needs.map((need) => ({ value: String(need.id), label: need.text }))}
            />
          )}
        </Stack>
      </Details>
      {!promises && <Notice>{t("commitments.meeting.proposes")}</Notice>}
      <Actions>
        {promises && (
          <Button name="state" value="agreed">
            {t("commitments.meeting.agree")}
          </Button>
        )}
        <Button kind={promises ? "quiet" : "main"} name="state" value="proposed">
          {t("commitments.meeting.propose")}
        </Button>
      </Actions>
    </Form>
  );
}

export const agreements = get({
  path: "/gestion/reuniones/:id/acuerdos",
  access: "commitments.propose",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const agree = post({
  path: "/gestion/reuniones/:id/acuerdos",
  access: "commitments.propose",
  params,
  body: z.object({
    title: textField({
      min: 5,
      max: 160,
      required: "commitments.meeting.what.missing",
      short: "commitments.meeting.what.missing",
    }),
    text: optionalText(3000),
    agency: code("commitments.make.agency.missing"),
    responsible: textField({
      min: 3,
      max: 120,
      required: "commitments.make.responsible.missing",
      short: "commitments.make.responsible.missing",
    }),
    dueDate: dayField("commitments.make.dueDate.missing"),
    needs: choices(LISTED),
    // Sent with the key of the keyboard: nobody promised for an agency without saying so.
    state: z.preprocess(
      (value) => value ?? "proposed",
      choice(["agreed", "proposed"], "commitments.update.state.missing"),
    ),
    key: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().min(8).max(64)),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const needs = [...new Set(body.needs.map(Number))];
    if (!needs.every(Number.isSafeInteger)) throw new Problem(400, "common.unknownChoice", { field: "needs" });
    await agreeAtMeeting(tx, ctx, id, { ...body, needs });
    return redirect(`/gestion/reuniones/${id}/acuerdos`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});
