import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { calendarDay, formatDateShort, formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { ChartFoot, Legend, Meters } from "#platform/views/charts.tsx";
import { Details, EmptyState, Facts, Notice, Table, Tag } from "#platform/views/content.tsx";
import { Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { FilterChips, Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead, Mono } from "#platform/views/text.tsx";
import { indicatorHref } from "../addresses.ts";
import { valueText } from "../figures.ts";
import type { CompositeRow, Edition, EditionContent } from "./composites.sql.ts";

type Place = EditionContent["places"][number];

export function CompositeList({ composites }: { composites: readonly CompositeRow[] }): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("indicators.composite.list")}</h1>
        <Lead>{t("indicators.composite.listLead")}</Lead>
      </Stack>
      {composites.length === 0 && (
        <EmptyState level={2} title={t("indicators.composite.none")} text={t("indicators.composite.nonePublic")} />
      )}
      <Items>
        {composites.map(({ code, name, purpose, editions }) => (
          <Item
            level={2}
            title={name}
            href={href(`/indices/${code}`)}
            meta={t("indicators.composite.editions", { n: editions })}
          >
            {purpose}
          </Item>
        ))}
      </Items>
    </Page>
  );
}

interface Props {
  composite: CompositeRow;
  editions: readonly Edition[];
  edition: Edition;
  entity: Entity;
}

export function ShowEdition(props: Props): VNode {
  const { composite, editions, edition, entity } = props;
  const { content, number } = edition;
  const base = `/indices/${composite.code}`;
  return (
    <Page gap="xl">
      <Stack gap="s">
        <h1>{composite.name}</h1>
        {content.measures.some(({ generated }) => generated) && (
          <Row>
            <Tag tone="warn">{t("indicators.generated")}</Tag>
          </Row>
        )}
        <Lead>{leadOf(edition, entity)}</Lead>
        <p>{composite.purpose}</p>
        {editions.length > 1 && (
          <FilterChips
            label={t("indicators.composite.editionsLabel")}
            items={editions.map((one) => ({
              text: t("indicators.composite.edition", { n: one.number, year: String(one.year) }),
              href: href(`${base}/${one.number}`),
              current: one.number === number,
            }))}
          />
        )}
      </Stack>
      <Split>
        <Stack gap="xl">
          <Ranges content={content} entity={entity} csv={`${base}/${number}/datos.csv`} />
          <Section title={t("indicators.composite.table")} id="lugares">
            <PlacesTable content={content} entity={entity} />
            <Left content={content} entity={entity} />
          </Section>
          <Formula edition={edition} />
        </Stack>
        <Side>
          <EditionFacts {...props} />
        </Side>
      </Split>
    </Page>
  );
}

const nameOf = (entity: Entity, code: string): string => entity.find(code)?.name ?? code;

function leadOf({ year, content: { places } }: Edition, entity: Entity): string {
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return t("indicators.composite.noPlaces");
  return t("indicators.composite.lead", {
    year: String(year),
    n: places.length,
    first: nameOf(entity, first.id),
    firstValue: formatNumber(first.value),
    last: nameOf(entity, last.id),
    lastValue: formatNumber(last.value),
    firm: places.filter(({ range }) => range.from === range.to).length,
  });
}

const rangeText = ({ range: { from, to } }: Place): string => (from === to ? String(from) : `${from}–${to}`);

/** Between which places each one stands under other weights, and where with these. */
function Ranges({ content, entity, csv }: { content: EditionContent; entity: Entity; csv: string }): VNode {
  const { places, draws } = content;
  const share = (place: number) => (100 * place) / places.length;
  return (
    <Section title={t("indicators.composite.ranges")} id="rangos">
      <p>{t("indicators.composite.rangesText", { draws: formatNumber(draws) })}</p>
      <Legend items={[{ text: t("indicators.composite.rangeMark"), color: 3, shape: "bar" }]} />
      <Meters
        label={t("indicators.composite.ranges")}
        items={places.map((one) => ({
          label: nameOf(entity, one.id),
          href: href(`/territorios/${entity.slugOf(one.id)}`),
          value: t("indicators.composite.placeAndRange", { place: one.place, range: rangeText(one) }),
          from: share(one.range.from - 1),
          percent: share(one.range.to),
          expected: share(one.place - 0.5),
          color: 3,
        }))}
      />
      <ChartFoot table="#lugares" csv={csv}>
        {t("indicators.composite.rangesFoot", { seed: content.seed })}
      </ChartFoot>
    </Section>
  );
}

export function PlacesTable({ content, entity }: { content: EditionContent; entity: Entity }): VNode {
  const { places, measures, draws } = content;
  if (places.length === 0)
    return (
      <EmptyState level={3} title={t("indicators.composite.noPlaces")} text={t("indicators.composite.noPlacesText")} />
    );
  return (
    <Table
      id="tabla-lugares"
      caption={t("indicators.composite.tableCaption")}
      columns={[
        { text: t("indicators.composite.position"), numeric: true },
        { text: t("indicators.list.place") },
        { text: t("indicators.composite.index"), numeric: true },
        { text: t("indicators.composite.range"), numeric: true },
        { text: t("indicators.composite.first"), numeric: true },
        ...measures.map(({ name }) => ({ text: name, numeric: true })),
      ]}
      rows={places.map((one) => [
        String(one.place),
        nameOf(entity, one.id),
        formatNumber(one.value),
        rangeText(one),
        formatPercent(Math.round(one.range.first * draws), draws),
        ...measures.map((_, at) => scoreText(one, at)),
      ])}
    />
  );
}

function scoreText({ scores, filled }: Place, at: number): string {
  const score = scores[at] ?? null;
  if (score === null) return "–";
  return filled.includes(at) ? `${formatNumber(score)} *` : formatNumber(score);
}

/** Who is not in the order and why, and what was put where nobody measured. */
export function Left({ content, entity }: { content: EditionContent; entity: Entity }): VNode {
  const { left, places, measures } = content;
  return (
    <>
      {places.some(({ filled }) => filled.length > 0) && <Fine>{t("indicators.composite.filledNote")}</Fine>}
      {left.length > 0 && (
        <Details summary={t("indicators.composite.left", { n: left.length })}>
          <Bullets
            items={left.map(({ id, missing }) =>
              t("indicators.composite.lacks", {
                place: nameOf(entity, id),
                names: missing.map((at) => measures[at]?.name ?? "").join("; "),
              }),
            )}
          />
        </Details>
      )}
    </>
  );
}

/** How it is computed, measure by measure. */
function Formula({ edition: { content } }: { edition: Edition }): VNode {
  const { measures, aggregation, gaps, draws, seed } = content;
  const weights = measures.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Section title={t("indicators.composite.formula")} id="formula">
      <Mono>{t("indicators.composite.scoreFormula")}</Mono>
      <Mono>{t(`indicators.composite.meanFormula.${aggregation}`)}</Mono>
      <p>{t(`indicators.composite.meanMore.${aggregation}`)}</p>
      <p>{t(`indicators.composite.gaps.${gaps}`)}</p>
      <Table
        id="tabla-medidas"
        caption={t("indicators.composite.measuresCaption")}
        columns={[
          { text: t("indicators.list.indicator") },
          { text: t("indicators.list.year"), numeric: true },
          { text: t("indicators.composite.worst"), numeric: true },
          { text: t("indicators.composite.best"), numeric: true },
          { text: t("indicators.composite.weight"), numeric: true },
          { text: t("indicators.list.unit") },
          { text: t("indicators.show.source") },
        ]}
        rows={measures.map(({ code, name, group, series, year, worst, best, weight, unit, source }) => [
          <Link href={indicatorHref(code, { serie: series, anio: year ?? undefined })}>
            {group === "" ? name : `${name} · ${group}`}
          </Link>,
          year === null ? t("indicators.noData") : String(year),
          valueText(worst),
          valueText(best),
          `${formatNumber((100 * weight) / weights)} %`,
          unit,
          source,
        ])}
      />
      <p>{t("indicators.composite.drawsText", { draws: formatNumber(draws), seed })}</p>
      <Notice tone="info">{t("indicators.composite.caution")}</Notice>
    </Section>
  );
}

function EditionFacts({ composite, edition, entity }: Props): VNode {
  const base = `/indices/${composite.code}/${edition.number}`;
  return (
    <Section title={t("indicators.composite.about")} id="edicion">
      <Facts
        items={[
          {
            name: t("indicators.composite.editionName"),
            value: t("indicators.composite.edition", { n: edition.number, year: String(edition.year) }),
          },
          {
            name: t("indicators.composite.published"),
            value: formatDateShort(calendarDay(edition.publishedAt, entity.timeZone)),
          },
          { name: t("indicators.composite.why"), value: edition.note },
        ]}
      />
      <NextLink href={`${base}/datos.csv`}>{t("indicators.composite.csv")}</NextLink>
      <NextLink href={`${base}/datos.json`}>{t("indicators.composite.json")}</NextLink>
      <Fine>{t("indicators.composite.again")}</Fine>
      <NextLink href={href("/indices")}>{t("indicators.composite.all")}</NextLink>
    </Section>
  );
}
