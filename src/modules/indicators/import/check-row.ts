// A row of a series as an observation, or the first thing that is wrong with it.
import { hasValue, STATUSES } from "#analysis/cube/cube.ts";
import type { Entity } from "#core/territory/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { type RejectedRow, RowRefusal } from "#platform/tabular/import/import-file.ts";
import { type NumberRepair, readNumber } from "#platform/tabular/import/number.ts";
import type { TableRow } from "#platform/tabular/read-table.ts";
import type { Sheet } from "../sheets.ts";

export const FIELDS = [
  "indicator_id",
  "territory_code",
  "period",
  "value",
  "sex",
  "age_group",
  "disaggregation",
  "unit",
  "source",
  "status",
  "numerator",
  "denominator",
] as const;
export type Field = (typeof FIELDS)[number];
export const REQUIRED = ["indicator_id", "territory_code", "period", "value"] as const satisfies readonly Field[];

/** Each is a text of `messages/{language}/indicators.json`. */
export const ROW_REASONS = [
  "unknownIndicator",
  "unknownTerritory",
  "notYear",
  "noValue",
  "notNumber",
  "unwantedValue",
  "unknownStatus",
  "duplicated",
  "otherUnit",
] as const;
export type RowReason = (typeof ROW_REASONS)[number];
/** Each is a text of `messages/{language}/indicators.json`. */
export type RowRepair = NumberRepair | "zeros";
export const FINDINGS = ["outside_percent", "negative"] as const;
export type FindingKind = (typeof FINDINGS)[number];

export interface ImportedObservation {
  code: string;
  sex: string;
  ageGroup: string;
  breakdown: string;
  unit: string;
  territory: string;
  period: number;
  status: number;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  source: string;
  /** It is kept as it came, and somebody has to look at it. */
  finding: FindingKind | undefined;
}

const FIRST_YEAR = 1900;
/** What the database holds. */
const GREATEST = 1e300;
/** As programs write numbers: no thousands, a point for decimals. */
const NUMBER = /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d{1,3})?$/i;

export interface CheckerInput {
  entity: Entity;
  sheets: ReadonlyMap<string, Sheet>;
  thisYear: number;
  /** Column of the file in which a field is, where it has another name. */
  columns?: ReadonlyMap<Field, string>;
}

/**
 * Reads rows one after another: the same cell twice with different values is a mistake of the file. What was written otherwise
 * and can only mean one thing is added to `repaired`.
 */
export function rowChecker({ entity, sheets, thisYear, columns }: CheckerInput, repaired: RejectedRow[]) {
  const seen = new Map<string, string>();
  const units = new Map<string, string>();
  return ({ line }: TableRow, value: (field: Field) => string): ImportedObservation => {
    const refuse = (field: Field, reason: RowReason) => new RowRefusal(field, reason, value(field));
    const repairs: RejectedRow[] = [];
    const repair = (field: Field, how: RowRepair, read: string): void => {
      const reason = { text: t(`indicators.import.repaired.${how}`, { read }) };
      repairs.push({ line, column: columns?.get(field) ?? field, value: value(field), reason });
    };
    const sheet = sheets.get(value("indicator_id"));
    if (sheet === undefined) throw refuse("indicator_id", "unknownIndicator");
    // A spreadsheet takes away the zero in front of a number.
    const short = entity.find(value("territory_code")) === undefined;
    const territory = entity.find(`${short ? "0" : ""}${value("territory_code")}`);
    if (territory === undefined) throw refuse("territory_code", "unknownTerritory");
    if (short) repair("territory_code", "zeros", territory.code);
    const period = yearOf(value("period"), thisYear);
    if (period === undefined) throw refuse("period", "notYear");
    const [sex, ageGroup, breakdown] = [value("sex"), value("age_group"), value("disaggregation")];
    const series = JSON.stringify([sheet.code, sex, ageGroup, breakdown]);
    const unit = value("unit") || sheet.unit;
    const measured = readMeasure(value, unit, refuse, repair);
    if ((units.get(series) ?? unit) !== unit) throw refuse("unit", "otherUnit");
    units.set(series, unit);
    const cell = `${series} ${territory.code} ${period}`;
    const said = `${measured.status} ${measured.value}`;
    if ((seen.get(cell) ?? said) !== said) throw refuse("value", "duplicated");
    seen.set(cell, said);
    repaired.push(...repairs);
    return {
      code: sheet.code,
      sex,
      ageGroup,
      breakdown,
      unit,
      territory: territory.code,
      period,
      ...measured,
      source: value("source") || sheet.source,
      finding: findingOf(measured.value, unit, sheet),
    };
  };
}

/** A year that exists and has begun. */
function yearOf(text: string, thisYear: number): number | undefined {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= FIRST_YEAR && year <= thisYear ? year : undefined;
}

function readMeasure(
  value: (field: Field) => string,
  unit: string,
  refuse: (field: Field, reason: RowReason) => RowRefusal,
  repair: (field: Field, how: RowRepair, read: string) => void,
) {
  const status = STATUSES.findIndex((one) => one === (value("status") || "normal"));
  if (status < 0) throw refuse("status", "unknownStatus");
  const number = (field: Field): number | null => {
    const text = value(field);
    if (text === "") return null;
    const plain = NUMBER.test(text) ? Number(text) : undefined;
    const mended = plain === undefined ? mendNumber(text, unit) : undefined;
    const read = plain ?? mended?.number ?? Number.NaN;
    if (!(Math.abs(read) <= GREATEST)) throw refuse(field, "notNumber");
    if (mended?.how !== undefined) repair(field, mended.how, String(read));
    return read;
  };
  const measured = number("value");
  if (measured === null && hasValue(status)) throw refuse("value", "noValue");
  if (measured !== null && !hasValue(status)) throw refuse("value", "unwantedValue");
  return { status, value: measured, numerator: number("numerator"), denominator: number("denominator") };
}

/** A number that can only be one: `15 %` is 15 of what is measured in per cent, and nothing elsewhere. */
function mendNumber(text: string, unit: string): ReturnType<typeof readNumber> {
  const read = readNumber(text);
  if (read?.how !== "percent") return read;
  return unit.startsWith("%") ? { number: Number((read.number * 100).toFixed(8)), how: "percent" } : undefined;
}

/** What cannot be and may be: some coverages do pass 100 %, and somebody has to say so. */
function findingOf(value: number | null, unit: string, sheet: Sheet): FindingKind | undefined {
  if (value === null) return undefined;
  if (unit.startsWith("%") && (value < 0 || value > 100)) return "outside_percent";
  return sheet.rule === "sum" && value < 0 ? "negative" : undefined;
}
