// An index of the catalogue: the values of its measures in a year, and what comes of them.

import { hasValue } from "#analysis/cube/cube.ts";
import { type Composite, compositeIndex, DRAWS } from "#analysis/indices/composite.ts";
import type { Figures, Measured } from "../figures.ts";
import { seriesName } from "../series-name.ts";
import type { EditionContent, Method } from "./composites.sql.ts";

/** A measure with its values, in the order of the places. */
export interface MeasureValues {
  measure: EditionContent["measures"][number];
  values: readonly (number | null)[];
}

/** Everything that can be part of an index: each breakdown of each public indicator. */
export function listMeasurable({ sheets, cube }: Figures): Measured[] {
  return sheets.flatMap((sheet) => {
    const plane = cube.planes.get(sheet.code);
    if (plane === undefined) return [];
    return (cube.series.get(sheet.code) ?? []).map((series, breakdown) => ({ sheet, plane, series, breakdown }));
  });
}

/** Values of the places in a period; the whole, which comes first, is none of them. */
function valuesIn({ plane, breakdown }: Measured, period: number): (number | null)[] {
  const { values, statuses } = plane.map(breakdown, period);
  return plane.axes.territories.flatMap((_, at) =>
    at === 0 ? [] : [hasValue(statuses[at] ?? 0) ? (values[at] ?? null) : null],
  );
}

/** The last values up to a year, of one and the same year for all the places; undefined when there is none. */
export function lastValues(measured: Measured, year: number): { year: number; values: (number | null)[] } | undefined {
  const { periods } = measured.plane.axes;
  const at = periods.findLastIndex(
    (one, period) => one <= year && valuesIn(measured, period).some((value) => value !== null),
  );
  return at < 0 ? undefined : { year: periods[at] ?? 0, values: valuesIn(measured, at) };
}

/** What can be typed has nine decimals at most. */
const GOALPOST_UNITS = 1e9;

/** What one begins with: the worst and the best value that any place has. Undefined where they are the same. */
export function likelyGoalposts(measured: Measured, year: number): { worst: number; best: number } | undefined {
  const known = lastValues(measured, year)?.values.filter((value) => value !== null) ?? [];
  const low = Math.floor(Math.min(...known) * GOALPOST_UNITS) / GOALPOST_UNITS;
  const high = Math.ceil(Math.max(...known) * GOALPOST_UNITS) / GOALPOST_UNITS;
  if (!(low < high)) return undefined;
  return measured.sheet.better === "down" ? { worst: high, best: low } : { worst: low, best: high };
}

/** The measures of a method with their values now. Those whose series is no longer public have none. */
export function measuresOf(figures: Figures, { measures, year }: Method): MeasureValues[] {
  const all = listMeasurable(figures);
  const places = Math.max(0, figures.cube.axes.territories.length - 1);
  return measures.flatMap((given) => {
    const measured = all.find(({ series }) => series.id === given.series);
    if (measured === undefined) return [];
    const { sheet, series } = measured;
    const found = lastValues(measured, year);
    const { code, name, source, generated } = sheet;
    const group = series.sex + series.ageGroup + series.breakdown === "" ? "" : seriesName(series);
    return {
      measure: { ...given, code, name, group, unit: series.unit, source, year: found?.year ?? null, generated },
      values: found?.values ?? Array.from({ length: places }, () => null),
    };
  });
}

/** All that an edition says. @throws IndexProblem when a goalpost or a weight cannot be. */
export function composeEdition(
  { aggregation, gaps }: Pick<Method, "aggregation" | "gaps">,
  measures: readonly MeasureValues[],
  { places, seed }: { places: readonly string[]; seed: string },
): EditionContent {
  const given = places.map((id, at) => ({ id, values: measures.map(({ values }) => values[at] ?? null) }));
  const method = { aggregation, gaps, measures: measures.map(({ measure }) => measure) };
  const result: Composite = compositeIndex(given, method, { seed });
  const valuesOf = new Map(given.map(({ id, values }) => [id, values]));
  return {
    ...method,
    seed,
    draws: DRAWS,
    places: result.places.map((one) => ({
      ...one,
      scores: [...one.scores],
      filled: [...one.filled],
      values: valuesOf.get(one.id) ?? [],
    })),
    left: result.left.map(({ id, missing }) => ({ id, missing: [...missing], values: valuesOf.get(id) ?? [] })),
  };
}

/** Seed of the draws of an edition: anybody can repeat them. */
export const seedOf = (code: string, number: number): string => `${code} ${number}`;

/**
 * An edition as a file that `sigesi index composite` reads: what it was computed from and, beside it, what was published. The
 * public log holds its hash.
 */
export function editionFile({ measures, aggregation, gaps, seed, draws, places, left }: EditionContent): string {
  const published = places.map(({ id, value, place, range }) => ({ id, value, place, ...range }));
  const given = [...places, ...left].sort((a, b) => (a.id < b.id ? -1 : 1));
  const content = {
    measures: measures.map(({ code, group, unit, year, worst, best, weight }) => {
      return { code, group, unit, year, worst, best, weight };
    }),
    aggregation,
    gaps,
    seed,
    draws,
    places: given.map(({ id, values }) => ({ id, values })),
    published,
  };
  return `${JSON.stringify(content, undefined, 1)}\n`;
}
