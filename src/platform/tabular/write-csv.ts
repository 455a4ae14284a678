// Writes CSV that is safe to open in a spreadsheet and the same bytes every time: UTF-8, comma, LF, quotes only where needed.

/**
 * What a column holds. People write in `text` columns, so a value there that a spreadsheet would run as a formula (it
 * begins with = + - @, a tab or a carriage return) gets an apostrophe in front, the mark by which spreadsheets know text. The
 * apostrophe stays in the file: the dictionary of the data has to say so. `plain` columns (codes, numbers, dates that the
 * program itself writes) are left as they are, so that −3 stays a number.
 */
export type CsvColumn = { name: string; kind: "text" | "plain" };

/** A value to write; null and undefined are an empty field. */
export type CsvValue = string | number | bigint | boolean | null | undefined;

const RISKY = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/** The lines of a CSV file, each with its line feed, the header first. Pass them on as they come: nothing is kept. */
export async function* writeCsv(
  columns: readonly CsvColumn[],
  rows: AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>,
): AsyncGenerator<string> {
  yield csvHeader(columns);
  for await (const row of rows) yield csvLine(columns, row);
}

/** The header line of a CSV file. */
export function csvHeader(columns: readonly CsvColumn[]): string {
  return `${columns.map(({ name }) => quoted(name)).join(",")}\n`;
}

/** One line of a CSV file; values in the order of the columns. */
export function csvLine(columns: readonly CsvColumn[], row: readonly CsvValue[]): string {
  return `${columns.map(({ kind }, index) => csvField(row[index], kind)).join(",")}\n`;
}

function csvField(value: CsvValue, kind: CsvColumn["kind"]): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return quoted(kind === "text" && RISKY.test(text) ? `'${text}` : text);
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
