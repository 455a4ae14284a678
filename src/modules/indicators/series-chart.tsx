// The line of a place through the years and, dotted, what it is compared with.
import type { VNode } from "preact";
import { formatList, t } from "#platform/i18n/i18n.ts";
import { LineChart } from "#platform/views/line-chart.tsx";
import { type Measured, medianOf, pointsOf, valueWithUnit, yearsOf } from "./figures.ts";

interface Props {
  measured: Measured;
  name: string;
  points: readonly { value: number | null }[];
}

/** A chart from the first to the last year with a value. Nothing, where there are not two. */
export function SeriesChart({ measured, name, points }: Props): VNode | null {
  const { periods } = measured.plane.axes;
  const span = yearsOf(measured.plane, points);
  if (span === undefined || span.first === span.last) return null;
  const [from, to] = [periods.indexOf(span.first), periods.indexOf(span.last)];
  const main = points.slice(from, to + 1).map(({ value }) => value);
  const middle = periods.slice(from, to + 1).map((_, at) => medianOf(measured, from + at));
  const text = (value: number) => valueWithUnit(value, measured.series.unit);
  const spoken = periods.slice(from, to + 1).flatMap((year, at) => {
    const value = main[at] ?? null;
    return value === null ? [] : [t("indicators.chart.point", { year: String(year), value: text(value) })];
  });
  const last = middle.findLast((value) => value !== null);
  return (
    <LineChart
      label={t("indicators.chart.label", { indicator: measured.sheet.name, place: name, values: formatList(spoken) })}
      from={String(span.first)}
      to={String(span.last)}
      series={[
        { name, points: main, lastText: text(main.at(-1) ?? 0), main: true },
        ...(last === undefined || last === null
          ? []
          : [{ name: t("indicators.chart.median"), points: middle, lastText: text(last) }]),
      ]}
    />
  );
}

/** The chart of one place. */
export function PlaceChart({
  measured,
  place,
  name,
}: {
  measured: Measured;
  place: string;
  name: string;
}): VNode | null {
  return <SeriesChart measured={measured} name={name} points={pointsOf(measured, place)} />;
}
