// A CSV file as officials save it: with or without BOM, commas or semicolons, UTF-8 or the Windows page of a spreadsheet.
import { CsvError, parse } from "csv-parse/sync";

export interface CsvLine {
  /** 1 is the header. The line where the record ends, as a spreadsheet or an editor counts it. */
  readonly line: number;
  /** Column → trimmed text; an empty cell is absent. */
  readonly cells: Readonly<Record<string, string>>;
}

export type CsvTable =
  | { readonly columns: readonly string[]; readonly lines: readonly CsvLine[] }
  | { readonly brokenLine: number };

/** Reads a small CSV file whole. A file that cannot be split into records gives the line where reading stopped. */
export function readCsvTable(bytes: Uint8Array): CsvTable {
  const text = decode(bytes);
  try {
    const ends: number[] = [];
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      trim: true,
      on_record: (record, { lines }) => {
        ends.push(lines);
        return record;
      },
    });
    const [columns = [], ...rows] = records;
    return { columns, lines: rows.map((record, at) => ({ line: ends[at + 1] ?? 0, cells: cellsOf(columns, record) })) };
  } catch (error) {
    if (error instanceof CsvError && typeof error.lines === "number") return { brokenLine: error.lines };
    throw error;
  }
}

function cellsOf(columns: readonly string[], record: readonly string[]): Record<string, string> {
  const filled = columns.map((column, at) => [column, record[at] ?? ""]).filter(([, cell]) => cell !== "");
  return Object.fromEntries(filled);
}

/** The header never contains the other separator, so it tells which one the file uses. */
function delimiterOf(text: string): "," | ";" {
  const header = text.slice(0, Math.max(0, text.search(/\r|\n|$/)));
  return header.split(";").length > header.split(",").length ? ";" : ",";
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
