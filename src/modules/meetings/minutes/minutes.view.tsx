import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { formatDayMonthYear, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Details, EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FieldRow, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Mono, Plainly, Said, Small } from "#platform/views/text.tsx";
import type { Meeting } from "../meeting.ts";
import { bothSpoke } from "./keep-minutes.ts";
import type { Minutes, Opinion, Representative } from "./minutes.sql.ts";

export interface DeskProps {
  meeting: Meeting;
  /** The last version first. */
  versions: readonly Minutes[];
  opinions: readonly Opinion[];
  representatives: readonly Representative[];
  form: FormState;
  /** Whether this person speaks for the administration, and has not yet of this version. */
  approves: boolean;
  runs: boolean;
}

export function MinutesDesk(props: DeskProps): VNode {
  const { meeting, versions, form, runs } = props;
  const [last] = versions;
  const base = `/gestion/reuniones/${meeting.id}/acta`;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("meetings.minutes.title", { title: meeting.title })}</h1>
        <Lead>{t("meetings.minutes.lead")}</Lead>
      </Stack>
      {meeting.state === "published" && (
        <Notice tone="success">
          <p>{t("meetings.minutes.isPublished")}</p>
        </Notice>
      )}
      {meeting.state === "planned" && (
        <EmptyState
          level={2}
          title={t("meetings.minutes.countFirst")}
          action={{
            href: href(`/gestion/reuniones/${meeting.id}/asistencia`),
            text: t("meetings.run.attendance.title"),
          }}
        />
      )}
      {meeting.state === "held" && last === undefined && runs && (
        <Form action={href(`${base}/borrador`)} layout="stack">
          <p>{t("meetings.minutes.draftText")}</p>
          <Actions>
            <Button>{t("meetings.minutes.draft")}</Button>
          </Actions>
        </Form>
      )}
      {last !== undefined && meeting.state === "held" && runs && <Writing {...props} last={last} />}
      {last !== undefined && !runs && <Plainly text={last.text} />}
      {last !== undefined && meeting.state === "held" && <Approving {...props} last={last} />}
      {last !== undefined && (
        <Section title={t("meetings.minutes.said")} id="opiniones" gap="s">
          <Opinions opinions={props.opinions} />
        </Section>
      )}
      {last !== undefined && meeting.state === "held" && runs && bothSpoke(props.opinions) && (
        <Form action={href(`${base}/publicar`)} hidden={{ version: String(last.version) }} layout="stack">
          <p>{t("meetings.minutes.publishText")}</p>
          <Actions>
            <Button>{t("meetings.minutes.publish")}</Button>
          </Actions>
        </Form>
      )}
      {versions.length > 1 && <Older versions={versions.slice(1)} />}
    </Page>
  );
}

function Writing({ meeting, last, form }: DeskProps & { last: Minutes }): VNode {
  return (
    <Form
      action={href(`/gestion/reuniones/${meeting.id}/acta`)}
      hidden={{ basedOn: form.value("basedOn") || String(last.version) }}
      layout="stack"
    >
      <TextArea
        id="text"
        rows={22}
        label={t("meetings.minutes.text")}
        hint={t("meetings.minutes.textHint")}
        maxLength={30_000}
        value={form.value("text") || last.text}
        error={form.error("text")}
      />
      <Actions>
        <Button kind="quiet">{t("meetings.minutes.save")}</Button>
      </Actions>
    </Form>
  );
}

function Approving(props: DeskProps & { last: Minutes }): VNode {
  const { meeting, representatives, form, approves, runs, last } = props;
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <>
      {approves && (
        <Section title={t("meetings.minutes.forAdministration")} id="administracion">
          <Form
            action={href(`/gestion/reuniones/${meeting.id}/acta/opinar`)}
            hidden={{ version: String(last.version) }}
            layout="stack"
          >
            <OpinionFields form={form} />
          </Form>
        </Section>
      )}
      {runs && (
        <Section title={t("meetings.minutes.representatives")} id="comunidad" gap="s">
          <p>{t("meetings.minutes.representativesText")}</p>
          <Items>
            {representatives.map((one) => (
              <Item small title={one.name} meta={one.organisation} />
            ))}
          </Items>
          <Details
            summary={t("meetings.minutes.addRepresentative")}
            open={representatives.length === 0 || ["name", "organisation"].some((id) => form.error(id) !== undefined)}
          >
            <Form action={href(`/gestion/reuniones/${meeting.id}/acta/representante`)} layout="stack">
              <FieldRow>
                <Field {...field("name")} label={t("meetings.minutes.name")} autocomplete="off" />
                <Field {...field("organisation")} label={t("meetings.minutes.organisation")} />
              </FieldRow>
              <Actions>
                <Button kind="quiet">{t("meetings.minutes.giveCode")}</Button>
              </Actions>
            </Form>
          </Details>
        </Section>
      )}
    </>
  );
}

export function OpinionFields({ form }: { form: FormState }): VNode {
  return (
    <>
      <Radios
        id="opinion"
        label={t("meetings.minutes.opinion")}
        value={form.value("opinion")}
        error={form.error("opinion")}
        options={(["approved", "objected"] as const).map((value) => ({
          value,
          label: t(`meetings.minutes.choose.${value}`),
        }))}
      />
      <TextArea
        id="objection"
        optional
        rows={3}
        label={t("meetings.minutes.objection.label")}
        hint={t("meetings.minutes.objection.hint")}
        maxLength={1500}
        value={form.value("objection")}
        error={form.error("objection")}
      />
      <Actions>
        <Button>{t("meetings.minutes.sayIt")}</Button>
      </Actions>
    </>
  );
}

/** @param props `report`: whether each objection has the link with which somebody reports it. */
export function Opinions({ opinions, report }: { opinions: readonly Opinion[]; report?: boolean }): VNode {
  if (opinions.length === 0) return <p>{t("meetings.minutes.nobody")}</p>;
  return (
    <Items>
      {opinions.map((one) => (
        <Item
          small
          title={[
            one.side === "community" ? one.name : undefined,
            one.organisation ?? t("meetings.minutes.side.administration"),
          ]
            .filter(Boolean)
            .join(", ")}
          over={
            <Tag tone={one.opinion === "approved" ? "done" : "warn"}>{t(`meetings.minutes.did.${one.opinion}`)}</Tag>
          }
          meta={formatDayMonthYear(one.at)}
        >
          {one.hiddenReason !== null && (
            <Small soft>{t("meetings.minutes.objection.hidden", { reason: one.hiddenReason })}</Small>
          )}
          {one.text !== null && one.hiddenReason === null && <Said>{one.text}</Said>}
          {one.text !== null && one.hiddenReason === null && report && (
            <Fine>
              <Link href={href(`/reportar/objection/${one.id}`)} label={`${t("moderation.report.link")} (${one.id})`}>
                {t("moderation.report.link")}
              </Link>
            </Fine>
          )}
        </Item>
      ))}
    </Items>
  );
}

function Older({ versions }: { versions: readonly Minutes[] }): VNode {
  return (
    <Section title={t("meetings.minutes.older")} id="versiones" gap="s">
      {versions.map((one) => (
        <Details summary={t("meetings.minutes.version", { n: one.version, at: formatInstant(one.at) })}>
          <Plainly text={one.text} />
        </Details>
      ))}
    </Section>
  );
}

/** The code of a representative, shown once. */
export function CodeOnce(props: {
  meeting: Meeting;
  person: { name: string; organisation: string };
  code: string;
  address: string;
}): VNode {
  const { meeting, person, code, address } = props;
  return (
    <Page width="narrow" gap="l">
      <h1>{t("meetings.minutes.codeTitle", { name: person.name })}</h1>
      <Notice tone="warn">{t("meetings.minutes.codeOnce")}</Notice>
      <Mono>{code}</Mono>
      <p>{t("meetings.minutes.codeWhere", { address })}</p>
      <LinkButton kind="quiet" href={href(`/gestion/reuniones/${meeting.id}/acta`)}>
        {t("meetings.minutes.back")}
      </LinkButton>
    </Page>
  );
}

export function PublicMinutes(props: { meeting: Meeting; minutes: Minutes; opinions: readonly Opinion[] }): VNode {
  const { meeting, minutes, opinions } = props;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("meetings.minutes.of", { title: meeting.title })}</h1>
        <Small soft>{t("meetings.minutes.version", { n: minutes.version, at: formatInstant(minutes.at) })}</Small>
      </Stack>
      <Plainly text={minutes.text} />
      <Section title={t("meetings.minutes.said")} id="opiniones" gap="s">
        <Opinions opinions={opinions} report />
        <Fine>{t("meetings.minutes.objectionsNote")}</Fine>
      </Section>
    </Page>
  );
}
