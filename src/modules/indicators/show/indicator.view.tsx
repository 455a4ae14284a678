import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { calendarDay, formatDateShort, locale, t } from "#platform/i18n/i18n.ts";
import { ChartFoot } from "#platform/views/charts.tsx";
import { Details, Facts, Notice, Table, Tag } from "#platform/views/content.tsx";
import { Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { explorerHref, fileHref, indicatorHref, rowsHref } from "../addresses.ts";
import {
  type Figures,
  type Measured,
  medianOf,
  pointsOf,
  rankedPlaces,
  ruleText,
  valueText,
  valueWithUnit,
  wholeOf,
} from "../figures.ts";
import type { Finding, Observation } from "../indicators.sql.ts";
import { changeSentence } from "../place/life-section.tsx";
import { SeriesChart } from "../series-chart.tsx";
import { seriesName } from "../series-name.ts";
import { Where } from "./where.view.tsx";

interface Props {
  entity: Entity;
  figures: Figures;
  measured: Measured;
  place: string | undefined;
  period: number;
  findings: readonly Finding[];
  revisions: readonly Observation[];
}

export function ShowIndicator(props: Props): VNode {
  const { measured, figures, place } = props;
  const { sheet } = measured;
  const all = figures.cube.series.get(sheet.code) ?? [];
  return (
    <Page gap="xl">
      <Stack gap="s">
        <h1>{sheet.name}</h1>
        {sheet.generated && (
          <Row>
            <Tag tone="warn">{t("indicators.generated")}</Tag>
          </Row>
        )}
        <Lead>{leadOf(props)}</Lead>
        {sheet.caveat !== null && <Notice tone="warn">{t("indicators.show.caveat", { text: sheet.caveat })}</Notice>}
        {all.length > 1 && (
          <FilterChips
            label={t("indicators.show.breakdowns")}
            items={all.map((series) => ({
              text: seriesName(series),
              href: indicatorHref(sheet.code, { serie: series.id, lugar: place }),
              current: series.id === measured.series.id,
            }))}
          />
        )}
      </Stack>
      <Split>
        <Stack gap="xl">
          <Through {...props} />
          <Where {...props} />
          <Places {...props} />
        </Stack>
        <Side>
          <SheetFacts {...props} />
          <Looked {...props} />
        </Side>
      </Split>
    </Page>
  );
}

function leadOf({ entity, measured, place, period }: Props): string {
  const { series, plane, sheet } = measured;
  if (place !== undefined && pointsOf(measured, place).some(({ value }) => value !== null))
    return `${entity.territory(place).name}: ${changeSentence(measured, entity.territory(place))}`;
  const ranked = rankedPlaces(measured, period);
  const [least, most] = [ranked[0], ranked.at(-1)];
  const year = String(plane.axes.periods[period] ?? "");
  if (least === undefined || most === undefined) return t("indicators.show.noneIn", { year });
  const whole = wholeOf(measured, period);
  const spread = t("indicators.show.spread", {
    year,
    n: ranked.length,
    most: entity.territory(most.place).name,
    mostValue: valueWithUnit(most.value, series.unit),
    least: entity.territory(least.place).name,
    leastValue: valueWithUnit(least.value, series.unit),
  });
  if (whole.value !== null)
    return `${t("indicators.show.whole", { place: entity.root.name, value: valueWithUnit(whole.value, series.unit) })} ${spread}`;
  return `${spread} ${sheet.rule === "none" ? t("indicators.show.notAggregable", { place: entity.root.name }) : ""}`.trim();
}

/** Through the years: of the place, or of the whole, or of the place in the middle where there is no whole. */
function Through({ entity, measured, place }: Props): VNode | null {
  const { plane, series, sheet } = measured;
  const points =
    place === undefined
      ? plane.axes.periods.map((_, at) => ({ value: wholeOf(measured, at).value }))
      : pointsOf(measured, place);
  const known = points.some(({ value }) => value !== null);
  const shown = known ? points : plane.axes.periods.map((_, at) => ({ value: medianOf(measured, at) }));
  const name = known
    ? place === undefined
      ? entity.root.name
      : entity.territory(place).shortName
    : t("indicators.chart.median");
  const years = plane.axes.periods.flatMap((year, at) => {
    const value = shown[at]?.value ?? null;
    return value === null ? [] : [{ year, value, middle: medianOf(measured, at) }];
  });
  if (years.length === 0) return null;
  return (
    <Section title={t("indicators.show.through")} id="tiempo">
      <SeriesChart measured={measured} name={name} points={shown} />
      <ChartFoot csv={fileHref(sheet.code)}>
        {series.unit} · {sheet.source}
      </ChartFoot>
      <Details summary={t("indicators.show.yearTable")}>
        <Table
          id="tabla-tiempo"
          caption={t("indicators.show.yearCaption", { place: name })}
          columns={[
            { text: t("indicators.list.year") },
            { text: name, numeric: true },
            { text: t("indicators.chart.median"), numeric: true },
          ]}
          rows={years.toReversed().map(({ year, value, middle }) => [
            <Link href={indicatorHref(sheet.code, { serie: series.id, lugar: place, anio: year })}>
              {String(year)}
            </Link>,
            <Link
              href={rowsHref(sheet.code, { serie: series.id, lugar: place, anio: year })}
              label={t("indicators.list.rows", {
                value: valueWithUnit(value, series.unit),
                indicator: sheet.name,
                year: String(year),
              })}
            >
              {valueWithUnit(value, series.unit)}
            </Link>,
            middle === null ? "" : valueWithUnit(middle, series.unit),
          ])}
        />
      </Details>
    </Section>
  );
}

function Places({ entity, measured, period }: Props): VNode | null {
  const { sheet, series, plane } = measured;
  const year = plane.axes.periods[period] ?? 0;
  const ranked = rankedPlaces(measured, period).toReversed();
  if (ranked.length === 0) return null;
  return (
    <Section title={t("indicators.show.places", { year: String(year) })} id="lugares">
      <Table
        id="tabla-lugares"
        caption={t("indicators.show.placesCaption", { unit: series.unit })}
        columns={[{ text: t("indicators.list.place") }, { text: t("indicators.list.value"), numeric: true }]}
        rows={ranked.map(({ place, value }) => [
          <Link href={indicatorHref(sheet.code, { serie: series.id, lugar: place })}>
            {entity.territory(place).name}
          </Link>,
          <Link
            href={rowsHref(sheet.code, { serie: series.id, lugar: place, anio: year })}
            label={t("indicators.list.rows", {
              value: valueWithUnit(value, series.unit),
              indicator: entity.territory(place).name,
              year: String(year),
            })}
          >
            {valueWithUnit(value, series.unit)}
          </Link>,
        ])}
      />
      <Row links>
        <NextLink href={rowsHref(sheet.code, { serie: series.id, anio: year })}>{t("indicators.show.rows")}</NextLink>
      </Row>
    </Section>
  );
}

function SheetFacts({ measured, entity }: Props): VNode {
  const { sheet, series } = measured;
  return (
    <Section title={t("indicators.show.sheet")} id="ficha">
      <Facts
        narrow
        items={[
          { name: t("indicators.show.definition"), value: sheet.definition },
          { name: t("indicators.list.unit"), value: series.unit },
          { name: t("indicators.show.better"), value: t(`indicators.better.${sheet.better ?? "none"}`) },
          {
            name: t("indicators.show.rule"),
            value: ruleText(sheet),
          },
          { name: t("indicators.show.source"), value: sheet.source },
          ...(sheet.sdgTarget === null ? [] : [{ name: t("indicators.show.sdg"), value: sheet.sdgTarget }]),
          {
            name: t("indicators.show.version"),
            value: t("indicators.show.versionOf", {
              n: sheet.version,
              date: formatDateShort(calendarDay(sheet.at, entity.timeZone)),
            }),
          },
        ]}
      />
      <Bullets
        plain
        items={[
          <NextLink href={fileHref(sheet.code)}>{t("indicators.show.file")}</NextLink>,
          <NextLink href={explorerHref()}>{t("indicators.show.explorer")}</NextLink>,
        ]}
      />
      {locale() !== "es" && <Fine>{t("indicators.show.language")}</Fine>}
    </Section>
  );
}

/** What somebody found odd, and what was corrected. */
function Looked({ entity, findings, revisions }: Props): VNode {
  const name = (code: string): string => entity.find(code)?.name ?? code;
  return (
    <Section title={t("indicators.show.looked")} id="revisiones">
      {findings.length === 0 && revisions.length === 0 && <p>{t("indicators.show.nothingOdd")}</p>}
      {findings.length > 0 && (
        <Details summary={t("indicators.show.findings", { n: findings.length })}>
          <Bullets
            items={findings.map((one) =>
              t(one.kind === "negative" ? "indicators.show.negative" : "indicators.show.outside", {
                place: name(one.territory),
                year: String(one.period),
                value: valueText(one.value),
                answer: one.note ?? t("indicators.show.unanswered"),
              }),
            )}
          />
        </Details>
      )}
      {revisions.length > 0 && (
        <Details summary={t("indicators.show.revisions", { n: revisions.length })}>
          <Bullets
            items={revisions.map((one) =>
              t("indicators.show.revision", {
                place: name(one.territory),
                year: String(one.period),
                value: one.value === null ? t("indicators.noData") : valueText(one.value),
                n: one.revision,
                date: formatDateShort(calendarDay(one.approvedAt, entity.timeZone)),
              }),
            )}
          />
        </Details>
      )}
    </Section>
  );
}
