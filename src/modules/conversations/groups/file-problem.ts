// What a person can mend in a file of a conversation: where it is and why it cannot be.

import type { MessageKey } from "#platform/i18n/i18n.ts";
import { t } from "#platform/i18n/i18n.ts";
import { openBytes } from "#platform/tabular/bytes.ts";
import { describeRowFault, describeTableProblem } from "#platform/tabular/describe.ts";
import { type RowFault, TableProblem } from "#platform/tabular/table-problem.ts";

/** Why a cell cannot be. Each is a text of `messages/{language}/groups.json`. */
export type CellReason =
  | "notNumber"
  | "repeated"
  | "long"
  | "notStatement"
  | "empty"
  | "notVote"
  | "notTime"
  | "notModerated"
  | "notMeta"
  | "short"
  | "controls"
  | "notText";

const REASONS: Record<CellReason, MessageKey> = {
  notNumber: "groups.file.notNumber",
  repeated: "groups.file.repeated",
  long: "groups.file.long",
  notStatement: "groups.file.notStatement",
  empty: "groups.file.empty",
  notVote: "groups.file.notVote",
  notTime: "groups.file.notTime",
  notModerated: "groups.file.notModerated",
  notMeta: "groups.file.notMeta",
  short: "groups.file.short",
  controls: "groups.file.controls",
  notText: "groups.file.notText",
};

/** A file that cannot be used: its message is the sentence that people read. */
export class FileProblem extends Error {}

/** What is wrong in one cell: the row as the file counts it, from 1, with its header. */
export function cellProblem(file: string, row: number, column: string, reason: CellReason): FileProblem {
  return new FileProblem(t("groups.file.cell", { file, row, column, reason: t(REASONS[reason]) }));
}

/** What is later is a number that is no time. */
const LAST = Date.UTC(2200);

/** A moment as the files tell it: milliseconds since 1970, or a date; undefined where they do not say. @throws FileProblem */
export function timeIn(text: string, { path, line, column }: Cell): number | undefined {
  if (text.trim() === "") return undefined;
  const time = /^\s*\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number(text);
  if (!(time >= 0 && time < LAST)) throw cellProblem(path, line, column, "notTime");
  return time;
}

/** Where something stands in a file. */
export interface Cell {
  path: string;
  line: number;
  column: string;
}

/** What is wrong with a whole row. */
export function rowProblem(file: string, row: number, fault: RowFault): FileProblem {
  return new FileProblem(t("groups.file.row", { file, row, reason: describeRowFault(fault) }));
}

/** Files that are read whole are small: the statements of the largest conversation take less than a tenth of this. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The bytes of a file that is read at once, within gzip or not. @throws FileProblem, TableProblem */
export async function wholeFile(path: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of openBytes(path)) {
    size += piece.length;
    if (size > MOST_BYTES) throw new FileProblem(t("groups.file.tooLarge", { file: path, most: MOST_BYTES / 2 ** 20 }));
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The sentence for a file that cannot be read or used. @throws the error, when it is no fault of a file. */
export function sentenceOf(error: unknown): string {
  if (error instanceof TableProblem) return describeTableProblem(error);
  if (error instanceof FileProblem) return error.message;
  throw error;
}
