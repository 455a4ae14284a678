// The board in time: how many were promised for each month and how they stand, drawn and as a table.
import type { VNode } from "preact";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatMonthYear, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { Legend, StackedBar } from "#platform/views/charts.tsx";
import { Details, EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { countByMonth, type MonthCount } from "../commitments.sql.ts";
import { type BoardQuery, boardPath, boardQuery, filterOf } from "./board-query.ts";
import { partsOf } from "./finding.tsx";

export const boardTime = get({
  path: "/compromisos/tiempo",
  access: "public",
  query: boardQuery,
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async ({ db, entity, now }, { query }) => {
    const today = calendarDay(now, entity.timeZone);
    const { filter } = await filterOf(db, entity, query, today);
    const place = filter.territory === undefined ? undefined : entity.find(filter.territory);
    const title =
      place === undefined ? t("commitments.time.title") : t("commitments.time.titleOf", { place: place.name });
    return {
      kind: "page",
      title,
      section: "look",
      crumbs: [{ text: t("commitments.board.title"), path: "/compromisos" }, { text: t("commitments.time.link") }],
      body: InTime({ title, months: monthsOf(await countByMonth(db, filter)), query, today }),
    };
  },
});

interface Month {
  /** YYYY-MM. */
  month: string;
  states: ReadonlyMap<string, number>;
  total: number;
  late: number;
}

function monthsOf(counts: readonly MonthCount[]): Month[] {
  return [...Map.groupBy(counts, ({ month }) => month)].map(([month, rows]) => ({
    month,
    states: new Map(rows.map(({ state, n }) => [state, n])),
    total: rows.reduce((sum, { n }) => sum + n, 0),
    late: rows.reduce((sum, one) => sum + one.late, 0),
  }));
}

interface Props {
  title: string;
  months: readonly Month[];
  query: BoardQuery;
  today: string;
}

function InTime({ title, months, query, today }: Props): VNode {
  const past = months.filter(({ month }) => month < today.slice(0, 7));
  const due = past.reduce((sum, { total }) => sum + total, 0);
  const met = past.reduce((sum, { states }) => sum + (states.get("met") ?? 0), 0);
  const late = months.reduce((sum, one) => sum + one.late, 0);
  const whole = Math.max(...months.map(({ total }) => total), 1);
  const all = new Map<string, number>();
  for (const { states } of months) for (const [state, n] of states) all.set(state, (all.get(state) ?? 0) + n);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{title}</h1>
        {months.length > 0 && <Lead>{t("commitments.time.finding", { n: due, met, late })}</Lead>}
      </Stack>
      {months.length === 0 && <EmptyState level={2} title={t("commitments.board.none")} />}
      {months.length > 0 && <Legend items={partsOf(all).map(({ label, color }) => ({ text: label, color }))} />}
      {years(months).map(([year, own]) => (
        <Section title={year} id={`a${year}`}>
          <Items>
            {own.map((one) => (
              <MonthRow one={one} whole={whole} query={query} today={today} />
            ))}
          </Items>
        </Section>
      ))}
      {months.length > 0 && <MonthTable months={months} query={query} />}
      <NextLink href={href(boardPath(query))}>{t("commitments.time.board")}</NextLink>
    </Page>
  );
}

/** The last year first: what is near is what people look for. */
const years = (months: readonly Month[]): [string, Month[]][] =>
  [...Map.groupBy(months, ({ month }) => month.slice(0, 4))].reverse();

const listOf = (query: BoardQuery, month: string): string => href(boardPath({ ...query, mes: month }));

function MonthRow({
  one,
  whole,
  query,
  today,
}: {
  one: Month;
  whole: number;
  query: BoardQuery;
  today: string;
}): VNode {
  const { month, states, total } = one;
  const parts = partsOf(states);
  const words = parts.map(({ label, value }) => `${label} ${formatNumber(value)}`).join(" · ");
  return (
    <Item
      small
      title={formatMonthYear(month)}
      href={listOf(query, month)}
      over={month === today.slice(0, 7) ? t("commitments.time.now") : undefined}
      meta={words}
      side={<strong>{formatNumber(total)}</strong>}
      end={<StackedBar parts={parts} height={14} whole={whole} />}
    />
  );
}

function MonthTable({ months, query }: { months: readonly Month[]; query: BoardQuery }): VNode {
  const count = (states: Month["states"], ...wanted: string[]): string =>
    formatNumber(wanted.reduce((sum, state) => sum + (states.get(state) ?? 0), 0));
  return (
    <Details summary={t("commitments.time.table")}>
      <Table
        id="tabla-meses"
        caption={t("commitments.time.table")}
        captionHidden
        columns={[
          { text: t("commitments.time.month") },
          { text: t("commitments.agency.promised"), numeric: true },
          { text: t("commitments.stateMany.met"), numeric: true },
          { text: t("commitments.stateMany.partly_met"), numeric: true },
          { text: t("commitments.time.open"), numeric: true },
          { text: t("commitments.stateMany.not_met"), numeric: true },
          { text: t("commitments.stateMany.late"), numeric: true },
        ]}
        rows={months.map(({ month, states, total, late }) => [
          <Link href={listOf(query, month)}>{formatMonthYear(month)}</Link>,
          formatNumber(total),
          count(states, "met"),
          count(states, "partly_met"),
          count(states, "in_progress", "agreed", "proposed"),
          count(states, "not_met"),
          formatNumber(late),
        ])}
      />
    </Details>
  );
}
