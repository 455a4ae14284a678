// What pages say of indicators: the cube of what is public, the sheets, and the few questions that every page asks of them.
import { hasValue, type Plane, type Status } from "#analysis/cube/cube.ts";
import { type RolledUp, rollUpCell } from "#analysis/cube/roll-up.ts";
import type { Entity } from "#core/territory/index.ts";
import type { Database } from "#platform/db/db.ts";
import { formatNumber, t } from "#platform/i18n/i18n.ts";
import { type IndicatorCube, loadCube, type Series } from "./cube/load-cube.ts";
import { listSheets, type SheetVersion } from "./sheets.ts";

export interface Figures {
  cube: IndicatorCube;
  /** Those with something public, by name. */
  sheets: readonly SheetVersion[];
}

/** Everything public, over the whole entity and its places. */
export async function loadFigures(db: Database, entity: Entity): Promise<Figures> {
  const places = entity.participationTerritories().map((place) => place.code);
  const cube = await loadCube(db.pool, [entity.root.code, ...places]);
  const sheets = await listSheets(db.read);
  return { cube, sheets: sheets.filter(({ code }) => cube.planes.get(code)?.statuses.some(hasValue) === true) };
}

/** One breakdown of one indicator, ready to be asked. */
export interface Measured {
  sheet: SheetVersion;
  plane: Plane;
  series: Series;
  /** Which of its breakdowns. */
  breakdown: number;
}

/** A breakdown of an indicator: the one with that number, or the first that has values. */
export function findMeasured({ cube, sheets }: Figures, code: string, seriesId?: number): Measured | undefined {
  const sheet = sheets.find((one) => one.code === code);
  const plane = cube.planes.get(code);
  if (sheet === undefined || plane === undefined) return undefined;
  const all = cube.series.get(code) ?? [];
  const breakdown = seriesId === undefined ? 0 : all.findIndex(({ id }) => id === seriesId);
  const series = all[breakdown];
  return series === undefined ? undefined : { sheet, plane, series, breakdown };
}

export interface Point {
  value: number | null;
  status: Status;
}

/** A place through the years; the first place is the whole. */
export function pointsOf({ plane, breakdown }: Measured, place: string): Point[] {
  const at = plane.axes.territories.indexOf(place);
  return at < 0 ? [] : plane.series(breakdown, at);
}

/** The figure of the whole in a year: published as such, or put together from its places by the rule of the indicator. */
export function wholeOf(measured: Measured, period: number): RolledUp & { published: boolean } {
  const { plane, breakdown, sheet } = measured;
  const [own] = plane.map(breakdown, period).values;
  const members = membersOf(plane);
  const rolled = rollUpCell(plane, { breakdown, period }, members, sheet);
  const published = hasValue(plane.map(breakdown, period).statuses[0] ?? 0);
  return published ? { ...rolled, value: own ?? null, published } : { ...rolled, published };
}

/** Places of the whole, without it. */
function membersOf(plane: Plane): Uint16Array {
  return Uint16Array.from({ length: Math.max(0, plane.axes.territories.length - 1) }, (_, at) => at + 1);
}

/** Fewer places than these have no middle one worth comparing with. */
const FEWEST = 5;

/** Places with a value in a year, lowest first. */
export function rankedPlaces({ plane, breakdown }: Measured, period: number): { place: string; value: number }[] {
  const { values, statuses } = plane.map(breakdown, period);
  return plane.axes.territories
    .flatMap((place, at) => (at > 0 && hasValue(statuses[at] ?? 0) ? [{ place, value: values[at] ?? 0 }] : []))
    .sort((a, b) => a.value - b.value || (a.place < b.place ? -1 : 1));
}

/** Value of the place in the middle: what a place is compared with where rates cannot be averaged. */
export function medianOf(measured: Measured, period: number): number | null {
  const ranked = rankedPlaces(measured, period);
  if (ranked.length < FEWEST) return null;
  const half = ranked.length >> 1;
  const [low, high] = [ranked[half - 1]?.value ?? 0, ranked[half]?.value ?? 0];
  return ranked.length % 2 === 1 ? high : (low + high) / 2;
}

/** The last period in which any place has a value, or a certain one. Undefined: never. */
export function lastPeriod({ plane, breakdown }: Measured, place?: string): number | undefined {
  const only = place === undefined ? -1 : plane.axes.territories.indexOf(place);
  const found = plane.axes.periods.findLastIndex((_, period) => {
    const { statuses } = plane.map(breakdown, period);
    return only < 0 ? statuses.some(hasValue) : hasValue(statuses[only] ?? 0);
  });
  return found < 0 ? undefined : found;
}

/** Years with a value, first and last. */
export function yearsOf(
  { axes }: Measured["plane"],
  points: readonly { value: number | null }[],
): { first: number; last: number } | undefined {
  const first = points.findIndex(({ value }) => value !== null);
  const last = points.findLastIndex(({ value }) => value !== null);
  if (first < 0) return undefined;
  return { first: axes.periods[first] ?? 0, last: axes.periods[last] ?? 0 };
}

/** A value as people read it: two decimals below ten, where one would hide the difference. */
export function valueText(value: number): string {
  return formatNumber(value, Math.abs(value) < 10 ? 2 : 1);
}

/** With its unit, when it is short enough to be read as part of the figure. */
export function valueWithUnit(value: number, unit: string): string {
  return unit.startsWith("%") ? `${valueText(value)}\u00A0%` : valueText(value);
}

/** How the places of an indicator are put together, in words. */
export function ruleText({ rule, scale }: SheetVersion): string {
  return rule === "ratio" ? t("indicators.rule.ratio", { scale: formatNumber(scale) }) : t(`indicators.rule.${rule}`);
}
