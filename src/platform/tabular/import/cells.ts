// What a cell of a file may hold, whatever is imported: texts, whole numbers, lists. What cannot be is refused with its words.
import { t } from "../../i18n/i18n.ts";
import { normalizeLine } from "../../text/normalize-text.ts";
import { RowRefusal } from "./import-file.ts";

/** Why a cell is refused. Each is a text of `messages/{language}/tabular.json`. */
export type CellReason = "empty" | "short" | "long" | "broken" | "badDate" | "future" | "badNumber" | "tooMany";

/** The refusal of a cell for a reason that any file may give. */
export function refuseCell(field: string, reason: Exclude<CellReason, "long">, value: string): RowRefusal {
  return new RowRefusal(field, { text: t(`tabular.cell.${reason}`) }, value);
}

function refuseLong(field: string, max: number, value: string): RowRefusal {
  return new RowRefusal(field, { text: t("tabular.cell.long", { max }) }, value);
}

/** A text that has to be there, with at least `min` and at most `max` letters. @throws RowRefusal */
export function readText(field: string, given: string, [min, max]: readonly [number, number]): string {
  const text = given.trim();
  const letters = [...text].length;
  if (text === "") throw refuseCell(field, "empty", given);
  if (letters < min) throw refuseCell(field, "short", given);
  if (letters > max) throw refuseLong(field, max, given);
  if (text.includes("\uFFFD")) throw refuseCell(field, "broken", given);
  return text;
}

/** A text of one line, or nothing. @throws RowRefusal */
export function readLine(field: string, given: string, max: number): string | undefined {
  const text = normalizeLine(given);
  if ([...text].length > max) throw refuseLong(field, max, given);
  return text === "" ? undefined : text;
}

/** A whole number from 0, written with nothing but digits, or nothing. @throws RowRefusal */
export function readWhole(field: string, given: string, max: number): number | undefined {
  if (given === "") return undefined;
  const number = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isNaN(number) || number > max) throw refuseCell(field, "badNumber", given);
  return number;
}

const MOST_LISTED = 100;

/** Several values between bars (`a|b`), each read by `read`, once each. @throws RowRefusal */
export function readList(field: string, given: string, read: (one: string) => string): string[] {
  const parts = given.split("|").map((one) => one.trim());
  const list = [...new Set(parts.filter((one) => one !== "").map(read))];
  if (list.length > MOST_LISTED) throw refuseCell(field, "tooMany", given);
  return list;
}
