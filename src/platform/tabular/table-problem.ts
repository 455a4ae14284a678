import { hasControls } from "../text/normalize-text.ts";

/** What can be wrong with a whole file of rows. Each code is a text of `messages/{language}/tabular.json`. */
export type TableProblemCode =
  | "no-header"
  | "not-a-table"
  | "empty-header"
  | "repeated-header"
  | "unclosed-quote"
  | "bad-encoding"
  | "bad-workbook"
  | "merged-cells"
  | "formulas"
  | "two-headers"
  | "controls"
  | "too-big"
  | "no-sheet"
  | "bad-gzip"
  | "unreadable";

/** What can be wrong with one row; the rest of the file can still be read. */
export type RowFault = "too-few-fields" | "too-many-fields" | "bad-json" | "not-an-object";

/**
 * A file that cannot be read as a table. `line` is where it shows in the file (for a quote that never closes, where it
 * opens) and `column` counts from 1. Carries no prose: whoever shows it writes the sentence from the code.
 */
export class TableProblem extends Error {
  constructor(
    readonly code: TableProblemCode,
    readonly where: { line?: number; column?: number; name?: string } = {},
  ) {
    super(where.line === undefined ? code : `${code} at line ${where.line}`);
    this.name = "TableProblem";
  }
}

/** For readers that leave no row out. @throws TableProblem `controls`, with the line and the name of the column. */
export function refuseControls(text: string, where: { line: number; name: string }): void {
  if (hasControls(text)) throw new TableProblem("controls", where);
}
