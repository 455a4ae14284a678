import { TextReader } from "./bytes.ts";
import type { TableRow } from "./read-table.ts";
import { TableProblem } from "./table-problem.ts";

/** The rows of a file with one JSON object a line. A line that is not one is a row with a fault. */
export async function* jsonRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<TableRow> {
  const reader = new TextReader();
  let rest = "";
  let line = 1;
  const decoded = (decode: () => string): string => {
    try {
      return decode();
    } catch {
      throw new TableProblem("bad-encoding", { line: line + reader.brokenLine() });
    }
  };
  for await (const piece of pieces) {
    const lines = (rest + decoded(() => reader.read(piece))).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      if (text.trim() !== "") yield parseLine(text, line);
      line += 1;
    }
  }
  rest += decoded(() => reader.end());
  if (rest.trim() !== "") yield parseLine(rest, line);
}

function parseLine(text: string, line: number): TableRow {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { line, values: {}, fault: "bad-json" };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return { line, values: {}, fault: "not-an-object" };
  }
  const cells = Object.entries(parsed);
  const values = Object.fromEntries(cells.map(([name, value]) => [name, valueText(value)]));
  const nested = cells.filter(([, value]) => typeof value === "object" && value !== null).map(([name]) => name);
  return nested.length === 0 ? { line, values } : { line, values, nested };
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
