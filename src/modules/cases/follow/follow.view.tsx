import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDate, formatInstant, href, locale, t, translate } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Details, Facts } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Plainly } from "#platform/views/text.tsx";
import type { CaseClock } from "../case-history.ts";
import type { Case } from "../case-store.ts";
import type { CaseAnswer, CasePerson, Message } from "../case-words.sql.ts";
import { StateTag } from "../state-tag.tsx";

export function FindCase({ form }: { form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.follow.title")}</h1>
        <Lead>{t("cases.follow.lead")}</Lead>
      </Stack>
      <Form action={href("/solicitudes/seguir")}>
        <Field
          id="number"
          label={t("cases.follow.number.label")}
          hint={t("cases.follow.number.hint")}
          value={form.value("number")}
          error={form.error("number")}
          autocomplete="off"
          maxLength={60}
        />
        <Field
          id="code"
          label={t("cases.follow.code.label")}
          hint={t("cases.follow.code.hint")}
          value={form.value("code")}
          error={form.error("code")}
          autocomplete="off"
          maxLength={80}
        />
        <Button size="big">{t("cases.follow.see")}</Button>
      </Form>
      <Fine>{t("cases.follow.privacy")}</Fine>
    </Page>
  );
}

interface MyCaseProps {
  one: Case;
  form: FormState;
  entity: Entity;
  today: string;
  told: CaseClock;
  added: readonly Message[];
  answer: CaseAnswer | undefined;
  person: CasePerson | undefined;
}

export function MyCase(props: MyCaseProps): VNode {
  const { one, form, entity, today, told, person } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{one.number}</h1>
        <p>
          <StateTag one={one} today={today} />
        </p>
        <Lead>{leadOf(one, told)}</Lead>
      </Stack>
      {told.clock.asked?.open === true && <Missing {...props} />}
      <Answer {...props} />
      <Facts
        items={[
          { name: t("cases.fact.agency"), value: entity.name(entity.agency(one.agency), locale()) },
          { name: t("cases.fact.form"), value: t(`cases.form.${one.form}.name`) },
          { name: t("cases.fact.received"), value: formatInstant(one.receivedAt) },
          { name: t("cases.fact.place"), value: entity.territory(one.territory).name },
          { name: t("cases.fact.text"), value: <Plainly text={one.text} /> },
        ]}
      />
      <History {...props} />
      {one.closedAt === null && <More {...props} />}
      {person !== undefined && <Notices person={person} form={form} />}
      <Form action={href("/solicitudes/mia/salir")}>
        <Button kind="quiet">{t("cases.mine.leave")}</Button>
      </Form>
    </Page>
  );
}

/** The one line that matters today. */
function leadOf(one: Case, { clock, source }: CaseClock): string {
  if (one.state === "answered") return t("cases.mine.lead.answered");
  if (one.closedAt !== null) return t("cases.mine.lead.closed");
  if (clock.due === undefined)
    return t("cases.mine.lead.stopped", { by: formatDate(clock.asked?.until ?? clock.received) });
  return t(source.confirmed ? "cases.mine.lead.due" : "cases.mine.lead.expected", { date: formatDate(clock.due) });
}

function Missing({ form, told }: MyCaseProps): VNode {
  const last = told.history.findLast(
    ({ kind }) => kind === "completion-requested" || kind === "clarification-requested",
  );
  return (
    <Card tone="tint" title={t("cases.mine.missing.title")} id="falta">
      <Plainly text={last?.reason ?? ""} />
      <p>{t("cases.mine.missing.until", { by: formatDate(told.clock.asked?.until ?? "") })}</p>
      <Form action={href("/solicitudes/mia/agregar")} hidden={{ complete: "yes" }}>
        <TextArea
          id="text"
          label={t("cases.mine.missing.label")}
          value={form.value("text")}
          error={form.error("text")}
          rows={4}
          maxLength={5000}
        />
        <Button>{t("cases.mine.missing.send")}</Button>
      </Form>
    </Card>
  );
}

function Answer({ one, answer, form }: MyCaseProps): VNode | null {
  if (answer === undefined) return null;
  if (one.state === "answered") {
    return (
      <Card tone="tint" title={t("cases.mine.answer.ready")} id="respuesta">
        <p>{t("cases.mine.answer.proof")}</p>
        <Form action={href("/solicitudes/mia/respuesta")}>
          <Button size="big">{t("cases.mine.answer.read")}</Button>
        </Form>
      </Card>
    );
  }
  if (one.state !== "notified" && one.state !== "insistence") return null;
  return (
    <>
      <Section title={t("cases.mine.answer.title")} id="respuesta">
        <Plainly text={answer.text} />
        {answer.proof !== null && <Fine>{answer.proof}</Fine>}
      </Section>
      <Form action={href("/solicitudes/mia/ayudo")} layout="card">
        <Radios
          id="helped"
          row
          label={t("cases.mine.helped.title")}
          value={form.value("helped") || one.helped || undefined}
          error={form.error("helped")}
          options={(["yes", "partly", "no"] as const).map((value) => ({
            value,
            label: t(`cases.mine.helped.${value}`),
          }))}
        />
        <TextArea
          id="comment"
          optional
          label={t("cases.mine.helped.comment")}
          value={form.value("comment")}
          error={form.error("comment")}
          rows={2}
          maxLength={1000}
        />
        <Button kind="quiet">{t("cases.mine.helped.send")}</Button>
      </Form>
      {answer.outcome === "refused" && one.state === "notified" && (
        <Details summary={t("cases.mine.insist.fold")} open={form.error("reason") !== undefined}>
          <Form action={href("/solicitudes/mia/insistir")}>
            <TextArea
              id="reason"
              label={t("cases.mine.insist.label")}
              value={form.value("reason")}
              error={form.error("reason")}
              rows={3}
              maxLength={2000}
            />
            <Button kind="quiet">{t("cases.mine.insist.send")}</Button>
          </Form>
        </Details>
      )}
    </>
  );
}

function History({ told, added }: MyCaseProps): VNode {
  const lines = [
    ...told.history
      .filter(({ kind }) => kind !== "assigned")
      .map(({ at, kind, reason }) => ({ at, title: translate(`cases.event.${kind}`), text: reason })),
    ...added.map(({ at, text }) => ({ at, title: t("cases.event.added"), text })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Section title={t("cases.mine.history")} id="historia">
      <Items ordered>
        {lines.map(({ at, title, text }) => (
          <Item title={title} small meta={formatInstant(at)}>
            {text !== undefined && <Plainly text={text} />}
          </Item>
        ))}
      </Items>
    </Section>
  );
}

function More({ form, told }: MyCaseProps): VNode {
  return (
    <Stack gap="s">
      {told.clock.asked?.open !== true && (
        <Details summary={t("cases.mine.add.fold")} open={form.error("text") !== undefined}>
          <Form action={href("/solicitudes/mia/agregar")}>
            <TextArea
              id="text"
              label={t("cases.mine.add.label")}
              value={form.value("text")}
              error={form.error("text")}
              rows={4}
              maxLength={5000}
            />
            <Button kind="quiet">{t("cases.mine.add.send")}</Button>
          </Form>
        </Details>
      )}
      <Details summary={t("cases.mine.withdraw.fold")} open={form.error("sure") !== undefined}>
        <Form action={href("/solicitudes/mia/retirar")}>
          <Checkboxes
            id="sure"
            label={t("cases.mine.withdraw.label")}
            hint={t("cases.mine.withdraw.hint")}
            error={form.error("sure")}
            values={form.values("sure")}
            options={[{ value: "yes", label: t("cases.mine.withdraw.sure") }]}
          />
          <Button kind="quiet">{t("cases.mine.withdraw.send")}</Button>
        </Form>
      </Details>
    </Stack>
  );
}

function Notices({ person, form }: { person: CasePerson; form: FormState }): VNode {
  return (
    <Details summary={t("cases.mine.notices.fold")} open={form.error("electronic") !== undefined}>
      <Form action={href("/solicitudes/mia/avisos")}>
        <Radios
          id="electronic"
          row
          label={t("cases.mine.notices.label")}
          value={person.electronic ? "yes" : "no"}
          error={form.error("electronic")}
          options={(["yes", "no"] as const).map((value) => ({ value, label: t(`cases.mine.notices.${value}`) }))}
        />
        <Button kind="quiet">{t("cases.mine.notices.send")}</Button>
      </Form>
    </Details>
  );
}
