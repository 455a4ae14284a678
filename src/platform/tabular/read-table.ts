// Reads a table from whatever file a person has, one row at a time.
import type { CellValue } from "read-excel-file/node";
import { hasControls } from "../text/normalize-text.ts";
import { openBytes, peek } from "./bytes.ts";
import { checkWorkbook } from "./check-workbook.ts";
import { csvBatches } from "./csv-rows.ts";
import { jsonRows } from "./json-rows.ts";
import { type RowFault, TableProblem } from "./table-problem.ts";

export type TableFormat = "csv" | "xlsx" | "jsonl";

/**
 * A row: its values by column name, trimmed of nothing, and the line of the file where it starts (in a workbook, the
 * row of the sheet). With `fault`, the row itself is broken: `values` holds what could be read of it, and it must not be loaded.
 * `nested` names the columns whose value is JSON and nobody's words.
 */
export type TableRow = { line: number; values: Record<string, string>; fault?: RowFault; nested?: readonly string[] };

export type TableOptions = {
  /** Without it, the content decides. */
  format?: TableFormat;
  /** Of a workbook: name or number from 1; the first sheet without it. */
  sheet?: string | number;
  /** Refuse a sheet with merged cells or formulas: what its author sees is not what would be read. */
  strict?: boolean;
  /** Refuse what takes more once unpacked: for files that anybody may send. */
  mostBytes?: number;
};

/**
 * Rows of a CSV, XLSX or JSON-lines file, each of them also within gzip. CSV and JSON lines are streamed; a workbook is
 * read whole. Rows with nothing in them are left out.
 *
 * - CSV: comma, semicolon or tab; UTF-8 with or without BOM, UTF-16 with BOM, Windows-1252; LF, CRLF or CR; quoted line breaks.
 * - XLSX: text as it is, numbers as JavaScript writes them, days as `YYYY-MM-DD`, instants as `YYYY-MM-DDTHH:MM:SS`, truth as
 *   `true` and `false`, formulas as their last computed value.
 * - JSON lines: one object a line; scalars as text, null as empty, anything deeper as JSON.
 * @throws TableProblem when the file as a whole cannot be read: no header, an empty or repeated column name…
 */
export async function* readTable(source: string | Buffer, options: TableOptions = {}): AsyncGenerator<TableRow> {
  const { first, all } = await peek(openBytes(source, options.mostBytes), 1024);
  const format = options.format ?? formatOf(first);
  if (format === "xlsx") {
    const bytes = await whole(all);
    const { sheet = 1, strict = false, mostBytes } = options;
    checkWorkbook(bytes, { sheet, strict, mostBytes });
    yield* workbookRows(bytes, sheet);
  } else if (format === "jsonl") yield* jsonRows(all);
  else yield* named(csvBatches(all));
}

function formatOf(first: Buffer): TableFormat {
  if (first.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) return "xlsx";
  return /^(?:\u00ef\u00bb\u00bf)?\s*\{/.test(first.toString("latin1")) ? "jsonl" : "csv";
}

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

type Row = { fields: string[]; line: number };

/** Gives its column name to each value; the first row that is not empty is the header. `places`: where each field stands, from 0. */
async function* named(
  batches: AsyncIterable<Row[]> | Iterable<Row[]>,
  places?: readonly number[],
): AsyncGenerator<TableRow> {
  let header: string[] | undefined;
  for await (const batch of batches) {
    for (const { fields, line } of batch) {
      if (fields.every((field) => field === "")) continue;
      if (header === undefined) header = checkHeader(fields, line, places);
      else yield rowOf(header, fields, line);
    }
  }
  if (header === undefined) throw new TableProblem("no-header");
}

function checkHeader(fields: string[], line: number, places?: readonly number[]): string[] {
  // A photo, a PDF, an old .xls: their first "line" holds bytes that no column name has.
  if (fields.some(hasControls)) throw new TableProblem("not-a-table");
  const names = fields.map((field) => field.trim());
  for (const [index, name] of names.entries()) {
    const column = (places?.[index] ?? index) + 1;
    if (name === "") throw new TableProblem("empty-header", { line, column });
    if (names.indexOf(name) < index) throw new TableProblem("repeated-header", { line, column, name });
  }
  return names;
}

function rowOf(header: string[], fields: string[], line: number): TableRow {
  const values = Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ""]));
  // A row that falls short is nearly always a line break that lost its quotes: half a text must not pass for a whole one.
  if (fields.length < header.length) return { line, values, fault: "too-few-fields" };
  if (fields.slice(header.length).some((field) => field !== "")) return { line, values, fault: "too-many-fields" };
  return { line, values };
}

async function* workbookRows(bytes: Buffer, sheet: string | number): AsyncGenerator<TableRow> {
  const { default: readWorkbook } = await import("read-excel-file/node");
  const sheets = await readWorkbook(bytes).catch(() => {
    throw new TableProblem("bad-workbook");
  });
  const found = sheets.find((one) => one.sheet === sheet) ?? sheets[Number(sheet) - 1];
  if (found === undefined) throw new TableProblem("no-sheet", { name: String(sheet) });
  const rows = found.data.map((row, index) => ({ fields: row.map(cellText), line: index + 1 }));
  // Columns with nothing in them are the white of the sheet, not columns without a name.
  const width = rows.reduce((most, { fields }) => Math.max(most, fields.length), 0);
  const used = Array.from({ length: width }, (_, at) => at).filter((at) =>
    rows.some(({ fields }) => (fields[at] ?? "") !== ""),
  );
  yield* named([rows.map(({ fields, line }) => ({ fields: used.map((at) => fields[at] ?? ""), line }))], used);
}

function cellText(cell: CellValue | null): string {
  if (cell === null) return "";
  if (!(cell instanceof Date)) return String(cell);
  // Cells have no time zone: the library gives their digits as if they were UTC. They are fractions of a day, so a time may
  // come out a hair before its second.
  const text = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19);
  return text.endsWith("T00:00:00") ? text.slice(0, 10) : text;
}
