import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDate, formatInstant, href, locale, t, translate } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Facts, Notice, Picture, ShortFacts, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field } from "#platform/views/form.tsx";
import { Page, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Plainly } from "#platform/views/text.tsx";
import { Player } from "#platform/views/voice.tsx";
import type { CaseClock } from "../case-history.ts";
import type { Case } from "../case-store.ts";
import type { CaseAnswer, CaseFile, CasePerson, Message } from "../case-words.sql.ts";
import { StateTag } from "../state-tag.tsx";
import { ActForm, Acts } from "./acts.view.tsx";

const PATH = "/gestion/solicitudes";

export interface CaseProps {
  one: Case;
  form: FormState;
  entity: Entity;
  today: string;
  told: CaseClock;
  person: CasePerson | undefined;
  messages: readonly Message[];
  files: readonly CaseFile[];
  answer: CaseAnswer | undefined;
  officers: readonly { id: number; name: string }[];
  /** Account of the reader. */
  me: number | undefined;
  /** The case that comes after this one in their list. */
  next: number | undefined;
}

export function CasePage(props: CaseProps): VNode {
  const { one, form, today, next } = props;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{one.number}</h1>
        <p>
          <StateTag one={one} today={today} /> {one.priority && <Tag tone="late">{t("cases.priority")}</Tag>}
        </p>
        {next !== undefined && <NextLink href={href(`${PATH}/${next}`)}>{t("cases.desk.next")}</NextLink>}
      </Stack>
      <Split>
        <Stack gap="l">
          <Words {...props} />
          <Answer {...props} />
          <History {...props} />
        </Stack>
        <Side label={t("cases.desk.side")}>
          <Dates {...props} />
          <Acts {...props} />
        </Side>
      </Split>
    </Page>
  );
}

function Words({ one, entity, person, files, messages }: CaseProps): VNode {
  const { name, document, address, email, phone } = person ?? {};
  const who = [name, document, address, email, phone].filter((part) => part !== null && part !== undefined);
  const door = [t(`cases.channel.${one.channel}`), one.origin].filter(Boolean).join(": ");
  return (
    <Stack>
      <Plainly text={one.text} />
      {files.map((file) => {
        const src = href(`${PATH}/${one.id}/archivos/${file.id}`);
        if (file.type.startsWith("audio/")) return <Player src={src} label={t("cases.file.what.voice")} />;
        if (!file.type.startsWith("image/")) return <Link href={src}>{t("cases.desk.document")}</Link>;
        return <Picture src={src} alt={t("cases.desk.photo")} width={file.width ?? 480} height={file.height ?? 480} />;
      })}
      <Facts
        items={[
          { name: t("cases.fact.who"), value: who.length === 0 ? t("cases.anonymous") : <Bullets plain items={who} /> },
          { name: t("cases.fact.form"), value: t(`cases.form.${one.form}.name`) },
          {
            name: t("cases.fact.place"),
            value: [one.place, entity.territory(one.territory).name].filter(Boolean).join(", "),
          },
          { name: t("cases.fact.agency"), value: entity.name(entity.agency(one.agency), locale()) },
          { name: t("cases.fact.received"), value: `${formatInstant(one.receivedAt)} · ${door}` },
          ...(one.reasons === null ? [] : [{ name: t("cases.fact.reasons"), value: <Plainly text={one.reasons} /> }]),
          ...(one.annexes === null ? [] : [{ name: t("cases.fact.annexes"), value: one.annexes }]),
        ]}
      />
      {messages.map((message) => (
        <Card title={t(`cases.desk.message.${message.kind}`)} titleLevel={2} dense>
          <Plainly text={message.text} />
          <Fine>{[message.by, formatInstant(message.at)].filter(Boolean).join(" · ")}</Fine>
        </Card>
      ))}
    </Stack>
  );
}

function Dates({ one, told }: CaseProps): VNode {
  const { clock, businessDays, source, deadlines } = told;
  return (
    <Card title={t("cases.desk.dates")} id="plazos">
      <ShortFacts
        items={[
          {
            name: t("cases.fact.due"),
            value: clock.due === undefined ? t("cases.stopped") : formatDate(clock.due),
          },
          ...(one.closedAt === null
            ? deadlines.map(({ kind, by }) => ({ name: translate(`cases.deadline.${kind}`), value: formatDate(by) }))
            : []),
        ]}
      />
      <Fine>
        {t("cases.desk.rule", { days: businessDays, rule: source.article })}
        {!source.confirmed && ` ${t("cases.desk.toConfirm")}`}
      </Fine>
    </Card>
  );
}

function Answer(props: CaseProps): VNode | null {
  const { one, answer, form, me } = props;
  if (one.state === "notified" || one.state === "answered") {
    return (
      <Section title={t("cases.mine.answer.title")} id="respuesta">
        <Plainly text={answer?.text ?? ""} />
        {answer?.proof && <Fine>{answer.proof}</Fine>}
        {one.state === "answered" && (
          <ActForm {...props} name="notificar">
            <Field
              id="proof"
              label={t("cases.desk.prove.label")}
              hint={t("cases.desk.prove.hint")}
              value={form.value("proof")}
              error={form.error("proof")}
              maxLength={500}
            />
            <Button kind="quiet">{t("cases.desk.prove.send")}</Button>
          </ActForm>
        )}
      </Section>
    );
  }
  if (one.closedAt !== null) return null;
  const waiting = answer !== undefined && answer.reviewedAt === null;
  return (
    <Section title={t("cases.desk.answer.title")} id="responder">
      {waiting && (
        <Notice tone="info" title={t("cases.desk.answer.waiting", { name: answer.writer ?? "" })}>
          {answer.writtenBy === me ? (
            <p>{t("cases.desk.answer.other")}</p>
          ) : (
            <ActForm {...props} name="revisar">
              <Button>{t("cases.desk.answer.review")}</Button>
            </ActForm>
          )}
        </Notice>
      )}
      <ActForm {...props} name="responder">
        <TextArea
          id="text"
          label={t("cases.desk.answer.label")}
          value={form.value("text") || answer?.text || ""}
          error={form.error("text")}
          rows={10}
          maxLength={20_000}
        />
        <Radios
          id="outcome"
          row
          label={t("cases.desk.answer.outcome.label")}
          value={form.value("outcome") || answer?.outcome}
          error={form.error("outcome")}
          options={(["granted", "refused"] as const).map((value) => ({
            value,
            label: t(`cases.desk.answer.outcome.${value}`),
          }))}
        />
        <Button>{t("cases.desk.answer.send")}</Button>
      </ActForm>
    </Section>
  );
}

function History({ told }: CaseProps): VNode {
  return (
    <Section title={t("cases.mine.history")} id="historia">
      <Items ordered>
        {told.history.map(({ at, kind, due, reason, rule }) => (
          <Item
            small
            title={translate(`cases.event.${kind}`)}
            meta={[
              formatInstant(at),
              due === null ? t("cases.stopped") : t("cases.dueOn", { date: formatDate(due) }),
              rule,
            ].join(" · ")}
          >
            {reason !== undefined && <Plainly text={reason} />}
          </Item>
        ))}
      </Items>
    </Section>
  );
}
