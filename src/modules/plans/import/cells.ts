// The cells of a file of a plan: read as they are, or put right when what they mean is certain. Whatever is put right is told.
import { isDay } from "#platform/clock/zone.ts";
import { t } from "#platform/i18n/i18n.ts";
import { type RejectedRow, RowRefusal } from "#platform/tabular/import/import-file.ts";
import { type NumberRepair, readNumber } from "#platform/tabular/import/number.ts";

/** Each is a text of `messages/{language}/plans.json`. */
export type Repair = NumberRepair | "zeros" | "year" | "spaces" | "empty";
export type Reason =
  | "noCode"
  | "noName"
  | "badCode"
  | "badDepth"
  | "noParent"
  | "otherParent"
  | "notGoal"
  | "duplicated"
  | "again"
  | "notNumber"
  | "notProduct"
  | "notProject"
  | "notDay"
  | "notYear"
  | "notBehaviour"
  | "tooLong";

const EMPTY = /^[.\-–]?$/;
/** Not programmed: what planning offices write, and it is not zero. */
const NOT_PROGRAMMED = /^n\.?p\.?$/i;
const PRODUCT_DIGITS = 7;
const PROJECT_DIGITS = 13;

export interface Cells<F extends string> {
  /** Words with single spaces between them; empty when there are none. */
  text: (field: F, max: number) => string;
  /** Null: not programmed. Undefined: nothing is said. */
  number: (field: F) => number | null | undefined;
  product: (field: F) => string;
  project: (field: F) => string;
  day: (field: F) => string | null;
  refuse: (field: F, reason: Reason) => RowRefusal;
}

export interface Reading<F extends string> {
  line: number;
  value: (field: F) => string;
  /** Name of the column of a field in the file. */
  columnOf: (field: F) => string;
  repaired: RejectedRow[];
  years: readonly [number, number];
}

/** The cells of a row. Repairs are added to `repaired`, each with its line, its column and what it said. */
export function cellsOf<F extends string>({ line, value, columnOf, repaired, years }: Reading<F>): Cells<F> {
  const refuse = (field: F, reason: Reason) =>
    new RowRefusal(field, { text: t(`plans.import.reason.${reason}`) }, value(field));
  const repair = (field: F, how: Repair, read: string): void => {
    const reason = { text: t(`plans.import.repaired.${how}`, { read }) };
    repaired.push({ line, column: columnOf(field), value: value(field), reason });
  };
  const digits = (field: F, length: number, reason: Reason): string => {
    const text = value(field);
    if (!new RegExp(`^\\d{1,${length}}$`).test(text)) throw refuse(field, reason);
    if (text.length === length) return text;
    // A spreadsheet takes away the zero in front of a number; two would be another thing.
    if (text.length !== length - 1 || reason !== "notProduct") throw refuse(field, reason);
    repair(field, "zeros", `0${text}`);
    return `0${text}`;
  };
  return {
    refuse,
    text: (field, max) => {
      const words = value(field).replaceAll(/\s+/g, " ").trim();
      if (words.length > max) throw refuse(field, "tooLong");
      if (words !== value(field)) repair(field, "spaces", words);
      return words;
    },
    number: (field) => {
      const text = value(field);
      if (EMPTY.test(text)) {
        if (text !== "") repair(field, "empty", "");
        return undefined;
      }
      if (NOT_PROGRAMMED.test(text)) return null;
      const read = readNumber(text);
      if (read === undefined) throw refuse(field, "notNumber");
      if (read.how !== undefined) repair(field, read.how, String(read.number));
      return read.number;
    },
    product: (field) => digits(field, PRODUCT_DIGITS, "notProduct"),
    project: (field) => digits(field, PROJECT_DIGITS, "notProject"),
    day: (field) => {
      if (EMPTY.test(value(field))) return null;
      const read = readDay(value(field), years);
      if (read === undefined) throw refuse(field, "notDay");
      if (read.repaired) repair(field, "year", read.day);
      return read.day;
    },
  };
}

/** A day as `YYYY-MM-DD` or day/month/year. A year that lost a digit (0205) is the one year of the plan that it can be, if there is one. */
export function readDay(
  text: string,
  years: readonly [number, number],
): { day: string; repaired: boolean } | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)([ T]00:00:00)?$/.exec(text);
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const whole = year.startsWith("0") ? wholeYear(year.slice(1), years) : year;
  const written = `${whole}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(written) ? { day: written, repaired: whole !== year } : undefined;
}

function wholeYear(three: string, [from, to]: readonly [number, number]): string | undefined {
  const all = Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
  const possible = all.filter((year) => [0, 1, 2, 3].some((at) => year.slice(0, at) + year.slice(at + 1) === three));
  return possible.length === 1 ? possible[0] : undefined;
}
