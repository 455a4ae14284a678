// Many rows in one statement: each column travels as one array of texts and the database turns it into its type.
import { CompiledQuery, type Insertable, sql } from "kysely";
import type { DB, WriteTx } from "./db.ts";

const CHUNK = 10_000;

type RowOf<T extends keyof DB> = Readonly<Insertable<DB[T]>>;

/** Inserts rows in their order. Every row must name the same columns; `undefined` is not a value, say null. */
export async function insertMany<T extends keyof DB & string>(
  tx: WriteTx,
  table: T,
  rows: readonly RowOf<T>[],
): Promise<void> {
  await insertChunks(tx, table, rows, "");
}

/** As `insertMany`, and gives the ids that the database chose, in the order of the rows. */
export async function insertManyForIds<T extends keyof DB & string>(
  tx: WriteTx,
  table: T,
  rows: readonly RowOf<T>[],
): Promise<number[]> {
  const inserted = await insertChunks(tx, table, rows, " returning id");
  return inserted.map((row) => Number(row.id));
}

async function insertChunks(
  tx: WriteTx,
  table: string,
  rows: readonly object[],
  ending: string,
): Promise<{ id?: unknown }[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first);
  const types = await columnTypes(tx, table);
  const values = columns.map((column) => `c.${quoted(column)}::${typeOf(types, table, column)}`).join(", ");
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(", ");
  const names = columns.map(quoted).join(", ");
  const text = `insert into ${quoted(table)} (${names}) select ${values} from unnest(${arrays}) as c (${names})${ending}`;
  const inserted: { id?: unknown }[] = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK).map((row) => new Map<string, unknown>(Object.entries(row)));
    const parameters = columns.map((column) => chunk.map((row) => asText(row.get(column), types.get(column) ?? "")));
    const result = await tx.executeQuery<{ id?: unknown }>(CompiledQuery.raw(text, parameters));
    for (const row of result.rows) inserted.push(row);
  }
  return inserted;
}

async function columnTypes(tx: WriteTx, table: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(tx);
  return new Map(rows.map((row) => [row.name, row.type]));
}

function typeOf(types: ReadonlyMap<string, string>, table: string, column: string): string {
  const type = types.get(column);
  if (type === undefined) throw new Error(`${table} has no column ${column}`);
  return type;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function asText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === "jsonb" || type === "json") return JSON.stringify(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString("hex")}`;
  // Arrays of numbers only: their elements need no quotes.
  if (Array.isArray(value)) return `{${value.map(Number).join(",")}}`;
  return String(value);
}
