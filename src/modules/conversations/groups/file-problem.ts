// What a person can mend in a file of a conversation: where it is and why it cannot be.

import type { MessageKey } from "#platform/i18n/i18n.ts";
import { t } from "#platform/i18n/i18n.ts";

/** Why a cell cannot be. Each is a text of `messages/{language}/groups.json`. */
export type CellReason = "empty" | "notVote" | "notTime" | "notModerated" | "notMeta" | "short";

const REASONS: Record<CellReason, MessageKey> = {
  empty: "groups.file.empty",
  notVote: "groups.file.notVote",
  notTime: "groups.file.notTime",
  notModerated: "groups.file.notModerated",
  notMeta: "groups.file.notMeta",
  short: "groups.file.short",
};

/** A file that cannot be used: its message is the sentence that people read. */
export class FileProblem extends Error {}

/** What is wrong in one cell: the row as the file counts it, from 1, with its header. */
export function cellProblem(file: string, row: number, column: string, reason: CellReason): FileProblem {
  return new FileProblem(t("groups.file.cell", { file, row, column, reason: t(REASONS[reason]) }));
}
