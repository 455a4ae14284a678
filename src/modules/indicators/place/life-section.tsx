// How life is in a place: a few indicators with what they were and what the place in the middle has.
import type { VNode } from "preact";
import type { Territory } from "#core/territory/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { ChartFoot, Legend } from "#platform/views/charts.tsx";
import { Card, Tag } from "#platform/views/content.tsx";
import { Grid, Section } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Fine } from "#platform/views/text.tsx";
import { explorerHref, fileHref, indicatorHref, rowsHref } from "../addresses.ts";
import {
  type Figures,
  findMeasured,
  lastPeriod,
  type Measured,
  medianOf,
  pointsOf,
  valueWithUnit,
} from "../figures.ts";
import { PlaceChart } from "../series-chart.tsx";

const SHOWN = 6;
/** A line of fewer years than these says little. */
const FEWEST_YEARS = 4;

/** What changed in a place; nothing where nothing was measured. */
export function LifeSection({ figures, place }: { figures: Figures; place: Territory }): VNode | null {
  const all = measuredIn(figures, place.code);
  if (all.length === 0) return null;
  return (
    <Section title={t("indicators.life.title")} id="vida">
      <Legend
        items={[
          { text: place.name, color: 1, shape: "line" },
          { text: t("indicators.life.median"), color: 6, shape: "dots" },
        ]}
      />
      <Grid>
        {all.slice(0, SHOWN).map((measured) => (
          <LifeCard measured={measured} place={place} />
        ))}
      </Grid>
      <Fine>{t("indicators.life.note")}</Fine>
      <NextLink href={explorerHref({ lugar: place.code })}>{t("indicators.life.all", { n: all.length })}</NextLink>
    </Section>
  );
}

/** Indicators with a line to show, the freshest and longest first: no indicator is chosen by hand. */
function measuredIn(figures: Figures, place: string): Measured[] {
  const weight = (measured: Measured): number => {
    const years = pointsOf(measured, place).filter(({ value }) => value !== null).length;
    if (years < FEWEST_YEARS) return 0;
    // What is made up never stands before what was measured, nor a count, which says how large a place is, before a rate.
    return (
      (measured.sheet.generated ? 0 : 2e6) +
      (measured.sheet.rule === "sum" ? 0 : 1e6) +
      (lastPeriod(measured, place) ?? 0) * 100 +
      years
    );
  };
  return figures.sheets
    .flatMap((sheet) => findMeasured(figures, sheet.code) ?? [])
    .map((measured) => ({ measured, weight: weight(measured) }))
    .filter((one) => one.weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.measured.sheet.code < b.measured.sheet.code ? -1 : 1))
    .map(({ measured }) => measured);
}

function LifeCard({ measured, place }: { measured: Measured; place: Territory }): VNode {
  const { sheet, series, plane } = measured;
  const period = lastPeriod(measured, place.code) ?? 0;
  const year = plane.axes.periods[period] ?? 0;
  const asked = { serie: series.id, lugar: place.code };
  return (
    <Card
      as="article"
      title={<Link href={indicatorHref(sheet.code, asked)}>{sheet.name}</Link>}
      titleLevel={3}
      id={`vida-${sheet.code}`}
    >
      <p>{changeSentence(measured, place)}</p>
      <PlaceChart measured={measured} place={place.code} name={place.shortName} />
      {sheet.generated && <Tag tone="warn">{t("indicators.generated")}</Tag>}
      <ChartFoot table={rowsHref(sheet.code, { ...asked, anio: year })} csv={fileHref(sheet.code)}>
        {series.unit} · {sheet.source}
      </ChartFoot>
    </Card>
  );
}

/** What it is, since when it is better or worse, and where the place in the middle stands. */
export function changeSentence(measured: Measured, place: Territory): string {
  const { sheet, series, plane } = measured;
  const points = pointsOf(measured, place.code);
  const last = points.findLastIndex(({ value }) => value !== null);
  const first = points.findIndex(({ value }) => value !== null);
  const [now, before] = [points[last]?.value ?? 0, points[first]?.value ?? 0];
  const middle = medianOf(measured, last);
  const moved = now === before ? "same" : now > before ? "up" : "down";
  return [
    t("indicators.life.change", {
      year: String(plane.axes.periods[last] ?? ""),
      since: String(plane.axes.periods[first] ?? ""),
      now: valueWithUnit(now, series.unit),
      before: valueWithUnit(before, series.unit),
      moved,
    }),
    sheet.better === null || moved === "same"
      ? ""
      : t(moved === sheet.better ? "indicators.life.improved" : "indicators.life.worsened"),
    middle === null ? "" : t("indicators.life.middle", { value: valueWithUnit(middle, series.unit) }),
  ]
    .filter((part) => part !== "")
    .join(" ");
}
