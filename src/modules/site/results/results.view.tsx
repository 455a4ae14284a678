// What a process left, said first in sentences, then drawn, then in tables whose numbers open the rows that make them.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import {
  formatDayMonthYear,
  formatMonthYear,
  formatNumber,
  formatPercent,
  href,
  locale,
  t,
} from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { EmptyState, Table, Tag } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items, type Kpi, Kpis } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { Funnel } from "./funnel.view.tsx";
import { listOf, Opened } from "./lists.tsx";
import { PlacesTable } from "./places.view.tsx";
import { type LevelStep, levelsApart } from "./reached-level.ts";
import type { ResultsProps } from "./results.route.tsx";
import type { GroupResult } from "./results.ts";

const SHOWN = 8;

export function ShowResults(props: ResultsProps): VNode {
  const { process, results, today } = props;
  const { total } = results;
  return (
    <Page gap="xl">
      <Stack gap="s">
        <h1>{t("results.title", { process: process.title })}</h1>
        <Lead>
          {t("results.lead", {
            spoke: total.spoke,
            voted: total.voted,
            commitments: total.commitments,
            met: total.met,
          })}
        </Lead>
        <Fine>{t("results.asOf", { date: formatDayMonthYear(today) })}</Fine>
      </Stack>
      <Kpis items={figures(props)} />
      <Funnel {...props} />
      <PlacesTable {...props} />
      <Sectors {...props} />
      <Months {...props} />
      <Groups {...props} />
      <Level {...props} />
      <Files {...props} />
    </Page>
  );
}

const KPIS = ["meetings", "spoke", "needs", "initiatives", "voted", "commitments", "met"] as const;

/** Each total opens the list that makes it. */
function figures(props: ResultsProps): Kpi[] {
  const { total } = props.results;
  return KPIS.map((name) => ({
    value: formatNumber(total[name]),
    text: t(`results.kpi.${name}`, { n: total[name] }),
    href: listOf(props, name === "spoke" ? "needs" : name),
  }));
}

function Sectors(props: ResultsProps): VNode {
  const { results, entity } = props;
  const { sectors, total } = results;
  const read = sectors.filter((one) => one.sector !== null);
  const [first] = read;
  const nameOf = (code: string | null) =>
    code === null ? t("results.sectors.unread") : entity.name(entity.sector(code), locale());
  if (first === undefined) return <EmptyState level={2} title={t("results.sectors.none")} />;
  return (
    <Section title={t("results.sectors.title")} id="temas">
      <p>
        {t("results.sectors.finding", {
          sector: nameOf(first.sector),
          n: formatNumber(first.needs),
          of: formatNumber(total.needs),
          share: formatPercent(first.needs, total.needs),
        })}
      </p>
      <Meters
        items={read.slice(0, SHOWN).map((one) => ({
          label: nameOf(one.sector),
          href: href(`/sectores/${one.sector}`),
          value: formatNumber(one.needs),
          percent: (100 * one.needs) / Math.max(1, first.needs),
        }))}
      />
      <Table
        id="tabla-temas"
        caption={t("results.sectors.caption")}
        columns={[
          { text: t("results.sectors.sector") },
          { text: t("results.places.needs"), numeric: true },
          { text: t("results.places.initiatives"), numeric: true },
          { text: t("results.places.commitments"), numeric: true },
          { text: t("results.places.met"), numeric: true },
        ]}
        rows={sectors.map((one) => [
          nameOf(one.sector),
          ...(["needs", "initiatives", "commitments", "met"] as const).map((what) => (
            <Opened {...props} what={what} n={one[what]} of={{ sector: one.sector }} name={nameOf(one.sector)} />
          )),
        ])}
      />
    </Section>
  );
}

export const MONTH_FIGURES = ["needs", "meetings", "voted", "commitments", "met"] as const;

function Months(props: ResultsProps): VNode | null {
  const { months } = props.results;
  const most = months.toSorted((a, b) => b.needs - a.needs)[0];
  if (most === undefined) return null;
  return (
    <Section title={t("results.months.title")} id="meses">
      <p>{t("results.months.finding", { month: formatMonthYear(most.month), n: most.needs })}</p>
      <Meters
        items={months
          .filter((one) => one.needs > 0)
          .map((one) => ({
            label: formatMonthYear(one.month),
            href: listOf(props, "needs", { month: one.month }),
            value: formatNumber(one.needs),
            percent: (100 * one.needs) / Math.max(1, most.needs),
          }))}
      />
      <Table
        id="tabla-meses"
        caption={t("results.months.caption")}
        columns={[
          { text: t("results.months.month") },
          ...MONTH_FIGURES.map((what) => ({ text: t(`results.places.${what}`), numeric: true })),
        ]}
        rows={months.map(({ month, ...one }) => [
          formatMonthYear(month),
          ...MONTH_FIGURES.map((what) => (
            <Opened {...props} what={what} n={one[what]} of={{ month }} name={formatMonthYear(month)} />
          )),
        ])}
      />
      <Fine>{t("results.months.note")}</Fine>
    </Section>
  );
}

function Groups({ results, entity }: ResultsProps): VNode {
  const { groups } = results;
  const answered = ({ promised, met }: { promised: number | null; met: number | null }) => (promised ?? 0) + (met ?? 0);
  const whole = groups.filter((one) => one.needs !== null && one.needs > 0);
  const most = whole.toSorted((a, b) => (b.needs ?? 0) - (a.needs ?? 0))[0];
  return (
    <Section title={t("results.groups.title")} id="grupos">
      {groups.length === 0 && <p>{t("results.groups.none")}</p>}
      {most !== undefined && (
        <p>
          {t("results.groups.finding", {
            group: groupName(entity, most),
            share: formatPercent(answered(most), most.needs ?? 0),
          })}
        </p>
      )}
      {groups.length > 0 && (
        <>
          <Table
            id="tabla-grupos"
            caption={t("results.groups.caption")}
            columns={[
              { text: t("results.groups.group") },
              ...(["came", "needs", "waiting", "promised", "met"] as const).map((name) => ({
                text: t(`results.groups.${name}`),
                numeric: true,
              })),
            ]}
            rows={groups.map((one) => [groupName(entity, one), ...groupFigures(one)])}
          />
          <Fine>{t("results.groups.note")}</Fine>
        </>
      )}
    </Section>
  );
}

export function groupName(entity: Entity, { group }: GroupResult): string {
  return entity.name(entity.catalogs.populationGroups.get(group), locale());
}

/** Who came, and what their needs became; in words where it is not published. */
export function groupFigures({ came, needs, waiting, promised, met }: GroupResult): string[] {
  const shown = (n: number | null) => (n === null ? t("results.groups.hidden") : formatNumber(n));
  const parts = [needs, waiting, promised, met].map(shown);
  return [came === undefined ? t("results.groups.uncounted") : shown(came), ...parts];
}

/** What was declared beside what was reached, with the count behind each step. */
function Level({ process, results }: ResultsProps): VNode {
  const { level, steps } = results.level;
  return (
    <Section title={t("results.level.title")} id="hasta-donde">
      <p>
        <strong>{levelSentence(process.level, level)}</strong>
      </p>
      <Fine>{t("results.level.rule")}</Fine>
      <Items ordered>
        {steps.map((step) => (
          <Item
            title={t(`processes.level.${step.level}`)}
            over={
              <Tag tone={step.reached ? "done" : "plain"}>
                {t(step.reached ? "results.level.yes" : "results.level.no")}
              </Tag>
            }
            meta={stepText(step)}
          />
        ))}
      </Items>
    </Section>
  );
}

export function stepText({ level, n, of }: LevelStep): string {
  if (level === "information") return t("results.level.step.information");
  return t(`results.level.step.${level}`, { n: formatNumber(n), of: formatNumber(of) });
}

export function levelSentence(declared: ResultsProps["process"]["level"], reached: typeof declared): string {
  const apart = levelsApart(declared, reached);
  const names = { declared: t(`processes.level.${declared}`), reached: t(`processes.level.${reached}`) };
  return apart === 0
    ? t("results.level.equal", names)
    : t(apart < 0 ? "results.level.less" : "results.level.more", names);
}

function Files({ process }: ResultsProps): VNode {
  const folder = `/datos/procesos/${process.slug}`;
  const files = [
    ["place", "resultados-por-lugar"],
    ["sector", "resultados-por-tema"],
    ["group", "resultados-por-grupo"],
    ["month", "resultados-por-mes"],
  ] as const;
  return (
    <Section title={t("results.files.title")} id="descargas">
      <Bullets
        items={files.map(([name, file]) => (
          <>
            {t(`results.files.${name}`)}: <Link href={`${folder}/${file}.csv`}>CSV</Link>{" "}
            <Link href={`${folder}/${file}.json`}>JSON</Link>
          </>
        ))}
      />
      <NextLink href={href(folder)}>{t("results.files.all")}</NextLink>
      <NextLink href={href(`/procesos/${process.slug}/resultados/audiencia`)}>{t("results.files.hearing")}</NextLink>
      <NextLink href={href(`/procesos/${process.slug}/resultados.pdf`)} download>
        {t("results.files.report")}
      </NextLink>
    </Section>
  );
}
