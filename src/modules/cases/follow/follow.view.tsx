import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDate, formatInstant, href, locale, t, translate } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Details, Facts } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Plainly } from "#platform/views/text.tsx";
import type { CaseClock } from "../case-history.ts";
import type { Case } from "../case-store.ts";
import type { CaseAnswer, CasePerson, Message } from "../case-words.sql.ts";
import type { ChatLine } from "../chat/chat.sql.ts";
import { Transcript } from "../chat/chat.view.tsx";
import { HelpOf } from "../rights/help-now.view.tsx";
import { StateTag } from "../state-tag.tsx";
import { Again, Helped } from "./again.view.tsx";

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
  /** What was said in the chat from which it came. */
  chat: readonly ChatLine[];
  form: FormState;
  entity: Entity;
  today: string;
  told: CaseClock;
  added: readonly Message[];
  /** The last first. */
  answers: readonly CaseAnswer[];
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
      <HelpOf entity={entity} one={one} />
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
      <Transcript lines={props.chat} />
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
      <Form once action={href("/solicitudes/mia/agregar")} hidden={{ complete: "yes" }}>
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

const READ: ReadonlySet<string> = new Set(["notified", "insistence"]);

function Answer({ one, answers, form }: MyCaseProps): VNode | null {
  const sent = answers.filter(({ reviewedAt }) => reviewedAt !== null);
  const [answer] = sent;
  const ready = one.state === "answered";
  const earlier = READ.has(one.state) || ready ? sent.slice(1) : sent;
  return (
    <>
      {answer !== undefined && ready && (
        <Card tone="tint" title={t("cases.mine.answer.ready")} id="respuesta">
          <p>{t("cases.mine.answer.proof")}</p>
          <Form action={href("/solicitudes/mia/respuesta")}>
            <Button size="big">{t("cases.mine.answer.read")}</Button>
          </Form>
        </Card>
      )}
      {answer !== undefined && READ.has(one.state) && (
        <>
          <Section title={t("cases.mine.answer.title")} id="respuesta">
            <Plainly text={answer.text} />
            {answer.proof !== null && <Fine>{answer.proof}</Fine>}
            {answer.joint !== null && (
              <NextLink href={href(`/solicitudes/respuestas/${answer.joint}`)}>{t("cases.joint.mine")}</NextLink>
            )}
          </Section>
          <Helped one={one} form={form} />
          {answer.outcome === "refused" && one.state === "notified" && (
            <Again act="insist" form={form} open={form.error("insist") !== undefined} />
          )}
        </>
      )}
      {earlier.map(({ text, proof }) => (
        <Details summary={t("cases.mine.answer.earlier")}>
          <Plainly text={text} />
          {proof !== null && <Fine>{proof}</Fine>}
        </Details>
      ))}
      {one.closedAt !== null && <Again act="reopen" form={form} open={form.error("reopen") !== undefined} />}
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
          <Form once action={href("/solicitudes/mia/agregar")}>
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
