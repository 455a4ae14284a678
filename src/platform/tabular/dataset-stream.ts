// A dataset as bytes that are made while they are sent.
import { Readable } from "node:stream";
import type { Dataset, DatasetRow } from "../module.ts";
import { writeCsv } from "./write-csv.ts";

type Rows = AsyncIterable<DatasetRow>;
type Columns = Dataset["columns"];

/** CSV of some rows, its columns in their order. */
export async function* csvText(columns: Columns, rows: Rows): AsyncGenerator<string> {
  const kinds = columns.map(({ name, type }) => ({ name, kind: type === "text" ? "text" : "plain" }) as const);
  yield* writeCsv(kinds, valuesOf(columns, rows));
}

async function* valuesOf(columns: Columns, rows: Rows) {
  for await (const row of rows) yield columns.map(({ name }) => row[name]);
}

/** JSON of some rows: an array of objects, a line each, with every column present. */
export async function* jsonText(columns: Columns, rows: Rows): AsyncGenerator<string> {
  let first = true;
  yield "[";
  for await (const row of rows) {
    const line = JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])));
    yield `${first ? "\n" : ",\n"}${line}`;
    first = false;
  }
  yield "\n]\n";
}

export const DATA_TYPES = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const;
export type DataFormat = keyof typeof DATA_TYPES;

/** The body of an answer in a format. */
export function dataText(format: DataFormat, columns: Columns, rows: Rows): AsyncGenerator<string> {
  return format === "csv" ? csvText(columns, rows) : jsonText(columns, rows);
}

const CHUNK = 64 * 1024;

/** Joins small pieces before they travel: a line at a time would cost more than what it carries. */
export function dataStream(text: AsyncIterable<string>): Readable {
  return Readable.from(inChunks(text), { objectMode: false, highWaterMark: CHUNK });
}

async function* inChunks(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let pending = "";
  for await (const piece of text) {
    pending += piece;
    if (pending.length < CHUNK) continue;
    yield Buffer.from(pending);
    pending = "";
  }
  if (pending !== "") yield Buffer.from(pending);
}
