import type { VNode } from "preact";
import type { CatalogEntry, Entity } from "#core/territory/index.ts";
import type { Meeting } from "#modules/meetings/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, Details, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Key, Link, LinkButton } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead, Said, Small } from "#platform/views/text.tsx";
import { ArrivedList, ArrivedRow, TypingDesk } from "#platform/views/typing.tsx";
import type { MeetingNeed } from "./meeting-needs.sql.ts";
import { shortKeys } from "./typed-line.ts";

interface Props {
  meeting: Meeting;
  needs: readonly MeetingNeed[];
  total: number;
  entity: Entity;
  form: FormState;
  formKey: string;
  /** Why nothing can be written, if so. */
  closed: string | undefined;
}

export function MeetingNeeds(props: Props): VNode {
  const { meeting, needs, entity, form, closed } = props;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} focus={false} />
      <Stack gap="s">
        <h1>{t("demands.meeting.title", { title: meeting.title })}</h1>
        {closed === undefined && <Lead>{t("demands.meeting.lead")}</Lead>}
      </Stack>
      {closed !== undefined && <Notice>{closed}</Notice>}
      <Split>
        <Stack gap="l">
          {closed === undefined ? (
            <Writing {...props} />
          ) : (
            <ArrivedList id="escritas" label={t("demands.meeting.written", { n: props.total })}>
              {needs.map((need) => (
                <Arrived meeting={meeting} need={need} entity={entity} fixed />
              ))}
            </ArrivedList>
          )}
        </Stack>
        {closed === undefined && (
          <Side>
            <Keys entity={entity} />
          </Side>
        )}
      </Split>
    </Page>
  );
}

function Writing({ meeting, needs, total, entity, form, formKey }: Props): VNode {
  const base = `/gestion/reuniones/${meeting.id}/necesidades`;
  return (
    <TypingDesk
      words={{
        batch: href(`${base}/lote`),
        correct: href(`${base}/0`),
        keep: `reunion:${meeting.id}`,
        total,
        arrived: t("demands.meeting.arrived", { n: "%" }),
        here: t("demands.meeting.here", { n: "%" }),
        since: t("demands.meeting.since"),
        offline: t("demands.meeting.offline"),
        refused: t("demands.meeting.refused"),
        waiting: t("demands.meeting.waiting"),
        fix: t("demands.meeting.fix"),
      }}
    >
      <Form action={href(base)} id="escribir" hidden={{ key: formKey }} layout="stack">
        <Field
          id="line"
          label={t("demands.meeting.line")}
          hint={t("demands.meeting.lineHint")}
          value={form.value("line")}
          error={form.error("line")}
          autocomplete="off"
          maxLength={700}
          focus
        />
        <Row>
          <Button>{t("demands.meeting.save")}</Button>
          <LinkButton kind="quiet" href={href(`/reuniones/${meeting.id}/sala`)}>
            {t("meetings.run.screen")}
          </LinkButton>
        </Row>
      </Form>
      <Notice tone="success" live>
        {t("demands.meeting.arrived", { n: total })}
      </Notice>
      <ArrivedList id="escritas" label={t("demands.meeting.list")}>
        {needs.map((need) => (
          <Arrived meeting={meeting} need={need} entity={entity} />
        ))}
      </ArrivedList>
    </TypingDesk>
  );
}

function Arrived({
  meeting,
  need,
  entity,
  fixed,
}: {
  meeting: Meeting;
  need: MeetingNeed;
  entity: Entity;
  fixed?: boolean;
}) {
  const groups = entity.catalogs.populationGroups;
  return (
    <ArrivedRow
      text={need.text}
      tags={
        <>
          {need.sector !== null && <Tag tone="info">{entity.name(entity.sector(need.sector), locale())}</Tag>}
          {need.groups.map((code) => (
            <Tag>{entity.name(groups.get(code), locale())}</Tag>
          ))}
          {need.channel === "paper" && <Tag tone="done">{t("demands.meeting.slipTag")}</Tag>}
        </>
      }
      action={
        fixed ? undefined : (
          <Link
            href={href(`/gestion/reuniones/${meeting.id}/necesidades/${need.id}`)}
            label={`${t("demands.meeting.fix")}: ${need.text}`}
          >
            {t("demands.meeting.fix")}
          </Link>
        )
      }
    />
  );
}

/** The short keys, beside the line: nobody has to learn them. */
function Keys({ entity }: { entity: Entity }): VNode {
  return (
    <Card tone="flat" title={t("demands.meeting.keys")} id="teclas">
      <Bullets
        plain
        items={[
          <>
            <Key>Enter</Key> {t("demands.meeting.keyEnter")}
          </>,
          <>
            <Key>↑</Key> {t("demands.meeting.keyUp")}
          </>,
          <>
            <Key>*17</Key> {t("demands.meeting.keySlip")}
          </>,
        ]}
      />
      <Details summary={t("demands.meeting.keySectors")} open>
        <KeyTable entries={entity.sectors()} mark="#" entity={entity} />
      </Details>
      <Details summary={t("demands.meeting.keyGroups")}>
        <KeyTable entries={entity.populationGroups()} mark="@" entity={entity} />
      </Details>
      <Fine>{t("demands.meeting.keysNote")}</Fine>
    </Card>
  );
}

function KeyTable({
  entries,
  mark,
  entity,
}: {
  entries: readonly CatalogEntry[];
  mark: string;
  entity: Entity;
}): VNode {
  const keys = shortKeys(entries);
  return (
    <Bullets
      plain
      items={entries.map((entry) => (
        <Small inline>
          <Key>
            {mark}
            {keys.get(entry.code)}
          </Key>{" "}
          {entity.name(entry, locale())}
        </Small>
      ))}
    />
  );
}

export function CorrectNeed(props: { meeting: Meeting; need: MeetingNeed; entity: Entity; form: FormState }): VNode {
  const { meeting, need, form } = props;
  const base = `/gestion/reuniones/${meeting.id}/necesidades/${need.id}`;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("demands.meeting.correct")}</h1>
        <Said>{need.text}</Said>
      </Stack>
      <Form action={href(base)}>
        <TextArea
          id="line"
          rows={3}
          label={t("demands.meeting.line")}
          hint={t("demands.meeting.lineHint")}
          maxLength={700}
          value={form.value("line")}
          error={form.error("line")}
        />
        <Actions>
          <Button>{t("demands.meeting.saveCorrection")}</Button>
        </Actions>
      </Form>
      <Section title={t("demands.meeting.undoTitle")} id="deshacer" gap="s">
        <p>{t("demands.meeting.undoText")}</p>
        <Form action={href(`${base}/deshacer`)} layout="bare">
          <Button kind="danger">{t("demands.meeting.undo")}</Button>
        </Form>
      </Section>
    </Page>
  );
}
