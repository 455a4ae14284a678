// A row of a series as an observation, or the first thing that is wrong with it.
import { hasValue, STATUSES } from "#analysis/cube/cube.ts";
import type { Entity } from "#core/territory/index.ts";
import { RowRefusal } from "#platform/tabular/import/import-file.ts";
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
/** As programs write numbers: no thousands, a point for decimals. `1.234.567`, `12,5` or `15 %` are not guessed at. */
const NUMBER = /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** Reads rows one after another: the same cell twice with different values is a mistake of the file. */
export function rowChecker({
  entity,
  sheets,
  thisYear,
}: {
  entity: Entity;
  sheets: ReadonlyMap<string, Sheet>;
  thisYear: number;
}) {
  const seen = new Map<string, string>();
  const units = new Map<string, string>();
  return (_row: TableRow, value: (field: Field) => string): ImportedObservation => {
    const refuse = (field: Field, reason: RowReason) => new RowRefusal(field, reason, value(field));
    const sheet = sheets.get(value("indicator_id"));
    if (sheet === undefined) throw refuse("indicator_id", "unknownIndicator");
    const territory = entity.find(value("territory_code"));
    if (territory === undefined) throw refuse("territory_code", "unknownTerritory");
    const period = yearOf(value("period"), thisYear);
    if (period === undefined) throw refuse("period", "notYear");
    const measured = readMeasure(value, refuse);
    const [sex, ageGroup, breakdown] = [value("sex"), value("age_group"), value("disaggregation")];
    const series = JSON.stringify([sheet.code, sex, ageGroup, breakdown]);
    const unit = value("unit") || sheet.unit;
    if ((units.get(series) ?? unit) !== unit) throw refuse("unit", "otherUnit");
    units.set(series, unit);
    const cell = `${series} ${territory.code} ${period}`;
    const said = `${measured.status} ${measured.value}`;
    if ((seen.get(cell) ?? said) !== said) throw refuse("value", "duplicated");
    seen.set(cell, said);
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

function readMeasure(value: (field: Field) => string, refuse: (field: Field, reason: RowReason) => RowRefusal) {
  const status = STATUSES.findIndex((one) => one === (value("status") || "normal"));
  if (status < 0) throw refuse("status", "unknownStatus");
  const number = (field: Field): number | null => {
    const text = value(field);
    if (text === "") return null;
    const read = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(read)) throw refuse(field, "notNumber");
    return read;
  };
  const measured = number("value");
  if (measured === null && hasValue(status)) throw refuse("value", "noValue");
  if (measured !== null && !hasValue(status)) throw refuse("value", "unwantedValue");
  return { status, value: measured, numerator: number("numerator"), denominator: number("denominator") };
}

/** What cannot be and may be: some coverages do pass 100 %, and somebody has to say so. */
function findingOf(value: number | null, unit: string, sheet: Sheet): FindingKind | undefined {
  if (value === null) return undefined;
  if (unit.startsWith("%") && (value < 0 || value > 100)) return "outside_percent";
  return sheet.rule === "sum" && value < 0 ? "negative" : undefined;
}
