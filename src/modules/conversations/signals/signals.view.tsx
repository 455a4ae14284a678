import type { VNode } from "preact";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDayMonthYear, formatInstant, formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Details, EmptyState, Notice, Table, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Bullets, Lead, Small } from "#platform/views/text.tsx";
import type { Conversation } from "../conversation.ts";
import type { Shown } from "../results/shown.ts";
import type { Case } from "./signals.sql.ts";

/** Somebody in a case. */
export interface Member {
  pseudonym: string;
  at: Date;
  answers: number;
  /** Their number in the published files, once there are some. */
  fileNumber: number | undefined;
}

/** People of a case who are listed. */
const MOST_LISTED = 100;

interface Props {
  conversation: Conversation;
  cases: readonly Case[];
  /** Number of a case → who is in it. */
  members: ReadonlyMap<number, readonly Member[]>;
  /** The result of everybody, and without the people of the cases; undefined while it was not computed. */
  whole: Shown | undefined;
  without: Shown | undefined;
  /** Case whose form came back. */
  about: number | undefined;
  done: boolean;
  form: FormState;
}

export function Signals(props: Props): VNode {
  const { cases, whole, without, form } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      {props.done && (
        <Notice tone="success" live>
          {t("conversations.signals.done")}
        </Notice>
      )}
      <Stack gap="s">
        <h1>{t("conversations.signals.title")}</h1>
        <Lead>{t("conversations.signals.lead")}</Lead>
      </Stack>
      {cases.length === 0 && <EmptyState level={2} title={t("conversations.signals.none")} />}
      {cases.map((one) => (
        <CaseCard {...props} one={one} />
      ))}
      {cases.length > 0 && whole && without && (
        <Section title={t("conversations.signals.compare")} id="comparar">
          <p>{t("conversations.signals.compareAbout")}</p>
          <WithAndWithout whole={whole} without={without} />
        </Section>
      )}
      <Details summary={t("conversations.signals.rules")}>
        <Bullets
          items={(["fast", "copies", "network"] as const).map((rule) => t(`conversations.signals.rule.${rule}`))}
        />
      </Details>
    </Page>
  );
}

function CaseCard({ conversation, members, one, about, form: sent }: Props & { one: Case }): VNode {
  const form = about === one.number ? sent : undefined;
  const id = `caso-${one.number}`;
  return (
    <Card title={titleOf(one)} id={id}>
      <p>
        <Tag tone={one.decision === null ? "warn" : one.decision === "doubt" ? "info" : "plain"}>
          {t(`conversations.signals.state.${one.decision ?? "open"}`)}
        </Tag>
      </p>
      <p>{measuredText(one)}</p>
      <Small soft>{t("conversations.signals.foundOn", { date: formatDayMonthYear(one.foundAt) })}</Small>
      {one.reason !== null && <p>{t("conversations.signals.because", { reason: one.reason })}</p>}
      <Who id={id} members={members.get(one.number) ?? []} />
      <Details
        summary={t(one.decision === null ? "conversations.signals.decide" : "conversations.signals.again")}
        open={one.decision === null || form !== undefined}
      >
        <Form
          layout="stack-s"
          action={href(`/gestion/conversaciones/${conversation.slug}/senales/${one.number}`)}
          label={`${t("conversations.signals.decide")}: ${titleOf(one)}`}
        >
          <Radios
            id={form === undefined ? `${id}-decision` : "decision"}
            name="decision"
            label={t("conversations.signals.what")}
            value={form?.value("decision")}
            error={form?.error("decision")}
            options={(["keep", "doubt"] as const).map((value) => ({
              value,
              label: t(`conversations.signals.${value}`),
              more: t(`conversations.signals.${value}More`),
            }))}
          />
          <TextArea
            id={form === undefined ? `${id}-razon` : "reason"}
            name="reason"
            label={t("conversations.signals.reason")}
            hint={t("conversations.signals.reasonHint")}
            value={form?.value("reason")}
            error={form?.error("reason")}
            rows={2}
            maxLength={600}
          />
          <Button size="small">{t("conversations.signals.save")}</Button>
        </Form>
      </Details>
    </Card>
  );
}

/** Whose answers a case is about: never who they are. */
function Who({ id, members }: { id: string; members: readonly Member[] }): VNode {
  const closed = members.some(({ fileNumber }) => fileNumber !== undefined);
  return (
    <Details summary={t("conversations.signals.who")}>
      <Table
        id={`${id}-personas`}
        caption={t("conversations.signals.people")}
        captionHidden
        columns={[
          { text: t("conversations.signals.pseudonym") },
          { text: t("conversations.signals.firstAnswer") },
          { text: t("conversations.signals.answers"), numeric: true },
          ...(closed ? [{ text: t("conversations.signals.fileNumber"), numeric: true }] : []),
        ]}
        rows={members
          .slice(0, MOST_LISTED)
          .map(({ pseudonym, at, answers, fileNumber }) => [
            pseudonym,
            formatInstant(at),
            formatNumber(answers),
            ...(closed ? [String(fileNumber)] : []),
          ])}
      />
      {members.length > MOST_LISTED && <Small soft>{t("conversations.signals.firstOnes", { n: MOST_LISTED })}</Small>}
    </Details>
  );
}

/** What a case is, in a sentence. */
export function titleOf({ rule, people }: Pick<Case, "rule" | "people">): string {
  return t(`conversations.signals.case.${rule}`, { n: people });
}

function measuredText({ rule, figures }: Case): string {
  const { messages = 0, ms = 0, answers = 0, expected = 0, same = 0, everybody = 0 } = figures;
  if (rule === "fast") return t("conversations.signals.figures.fast", { messages, ms: Math.round(ms) });
  if (rule === "copies")
    return t("conversations.signals.figures.copies", { answers, expected: formatNumber(Math.ceil(expected)) });
  const parameters = { same: formatPercent(same, 1), everybody: formatPercent(everybody, 1) };
  return t("conversations.signals.figures.network", parameters);
}

/**
 * A result of everybody and without some people, side by side: shapes and shares alone. Counts of both would tell by their difference what
 * a few people answered.
 */
export function WithAndWithout({ whole, without }: { whole: Shown; without: Shown }): VNode {
  const names = (shown: Shown): Map<number, string> =>
    new Map(shown.common.map(({ statement }) => [statement.number, statement.text]));
  const [before, after] = [names(whole), names(without)];
  const only = (one: Map<number, string>, other: Map<number, string>): string[] =>
    [...one].flatMap(([number, text]) => (other.has(number) ? [] : [text]));
  const [gone, come] = [only(before, after), only(after, before)];
  return (
    <Stack>
      <Table
        id="tabla-con-y-sin"
        caption={t("conversations.signals.compare")}
        captionHidden
        columns={[
          { text: t("conversations.signals.column.what") },
          { text: t("conversations.signals.column.with") },
          { text: t("conversations.signals.column.without") },
        ]}
        rows={[
          [t("conversations.signals.row.groups"), sharesOf(whole), sharesOf(without)],
          [t("conversations.signals.row.common"), formatNumber(before.size), formatNumber(after.size)],
        ]}
      />
      {gone.length + come.length === 0 ? (
        <p>{t("conversations.signals.sameCommon")}</p>
      ) : (
        <Bullets
          items={[
            ...gone.map((text) => t("conversations.signals.gone", { text })),
            ...come.map((text) => t("conversations.signals.come", { text })),
          ]}
        />
      )}
    </Stack>
  );
}

function sharesOf({ groups }: Shown): string {
  const all = groups.reduce((sum, { size }) => sum + size, 0);
  if (groups.length === 0) return t("conversations.signals.noGroups", { n: SMALLEST_SHOWN });
  return groups.map(({ letter, size }) => `${letter}: ${formatPercent(size, all)}`).join(" · ");
}
