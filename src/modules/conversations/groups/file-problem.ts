// What a person can mend in a file of a conversation: where it is and why it cannot be.

import type { MessageKey } from "#platform/i18n/i18n.ts";
import { t } from "#platform/i18n/i18n.ts";
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
  | "controls";

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
};

/** A file that cannot be used: its message is the sentence that people read. */
export class FileProblem extends Error {}

/** What is wrong in one cell: the row as the file counts it, from 1, with its header. */
export function cellProblem(file: string, row: number, column: string, reason: CellReason): FileProblem {
  return new FileProblem(t("groups.file.cell", { file, row, column, reason: t(REASONS[reason]) }));
}

/** What is wrong with a whole row. */
export function rowProblem(file: string, row: number, fault: RowFault): FileProblem {
  return new FileProblem(t("groups.file.row", { file, row, reason: describeRowFault(fault) }));
}

/** The sentence for a file that cannot be read or used. @throws the error, when it is no fault of a file. */
export function sentenceOf(error: unknown): string {
  if (error instanceof TableProblem) return describeTableProblem(error);
  if (error instanceof FileProblem) return error.message;
  throw error;
}
