// Brings the tables of the entity to what its folder says. Loading twice changes nothing; a code that disappears is
// retired, because needs, votes and commitments were recorded under it.
import { sql } from "kysely";
import { DatabaseError } from "#platform/db/database-error.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Entity } from "./entity.ts";
import { type Cell, ENTITY_TABLES, type EntityTable, keyOf, type TableRow } from "./entity-tables.ts";

export interface SyncCounts {
  readonly added: number;
  /** Rows that say something else now, those that came back from retirement included. */
  readonly changed: number;
  readonly retired: number;
}

/** The database belongs to another government; the message says so in one sentence. Nothing was written. */
export class OtherEntityError extends DatabaseError {
  readonly found: string;
  readonly asked: string;
  constructor(found: string, asked: string) {
    super(t("territory.otherEntity", { found, asked }));
    this.found = found;
    this.asked = asked;
  }
}

/**
 * Loads the entity into the database.
 * @throws OtherEntityError if the database was first loaded with another entity
 */
export async function syncEntity(tx: WriteTx, entity: Entity, now: Date): Promise<SyncCounts> {
  await claimDatabase(tx, entity.code, now);
  let counts: SyncCounts = { added: 0, changed: 0, retired: 0 };
  for (const table of ENTITY_TABLES) {
    const some = await syncTable(tx, table, { rows: table.rows(entity.definition), now });
    counts = {
      added: counts.added + some.added,
      changed: counts.changed + some.changed,
      retired: counts.retired + some.retired,
    };
  }
  return counts;
}

/** The first entity to come keeps the database. The row lock makes two programs that start at once take turns. */
async function claimDatabase(tx: WriteTx, code: string, now: Date): Promise<void> {
  await tx
    .insertInto("entity")
    .values({ code, loaded_at: now })
    .onConflict((conflict) => conflict.column("singleton").doNothing())
    .execute();
  const { code: found } = await tx.selectFrom("entity").select("code").forUpdate().executeTakeFirstOrThrow();
  if (found !== code) throw new OtherEntityError(found, code);
}

async function syncTable(
  tx: WriteTx,
  table: EntityTable,
  { rows, now }: { readonly rows: readonly TableRow[]; readonly now: Date },
): Promise<SyncCounts> {
  const stored = await storedRows(tx, table);
  const wanted = new Set(rows.map((row) => keyOf(table, row)));
  const added = rows.filter((row) => !stored.has(keyOf(table, row)));
  const moved = rows.filter((row) => differs(row, stored.get(keyOf(table, row)), ["position"]));
  const changed = rows.filter((row) => differs(row, stored.get(keyOf(table, row)), contentOf(table)));
  const retired = [...stored].filter(([key, row]) => !wanted.has(key) && row.retired !== true).map(([, row]) => row);
  await upsert(tx, table, [...new Set([...added, ...changed, ...moved])]);
  await retire(tx, table, { rows: retired, now });
  return { added: added.length, changed: changed.length, retired: retired.length };
}

/** What makes a row another one; its place in the file does not. */
function contentOf(table: EntityTable): readonly string[] {
  return [...table.columns.filter((column) => column !== "position"), "retired"];
}

function differs(row: TableRow, stored: TableRow | undefined, columns: readonly string[]): boolean {
  return stored !== undefined && columns.some((column) => (row[column] ?? false) !== (stored[column] ?? false));
}

async function storedRows(tx: WriteTx, table: EntityTable): Promise<Map<string, TableRow>> {
  const columns = sql.join(table.columns.map((column) => sql.ref(column)));
  const { rows } = await sql<Record<string, Cell>>`
    select ${columns}, retired_at is not null as retired from ${sql.table(table.name)} order by position
  `.execute(tx);
  return new Map(rows.map((row) => [keyOf(table, row), row]));
}

/** One statement, so that a parent and its children may arrive in any order. */
async function upsert(tx: WriteTx, table: EntityTable, rows: readonly TableRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = table.columns.map((column) => sql.ref(column));
  const changes = table.columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  await sql`
    insert into ${sql.table(table.name)} (${sql.join(columns)})
    select ${sql.join(columns)}
    from jsonb_populate_recordset(null::${sql.table(table.name)}, ${JSON.stringify(rows)}::jsonb)
    on conflict (${sql.join(table.keys.map((key) => sql.ref(key)))})
    do update set ${sql.join(changes)}, retired_at = null
  `.execute(tx);
}

async function retire(
  tx: WriteTx,
  table: EntityTable,
  { rows, now }: { readonly rows: readonly TableRow[]; readonly now: Date },
): Promise<void> {
  if (rows.length === 0) return;
  const keys = sql.join(table.keys.map((key) => sql.ref(key)));
  await sql`
    update ${sql.table(table.name)} set retired_at = ${now}
    where (${keys}) in (
      select ${keys} from jsonb_populate_recordset(null::${sql.table(table.name)}, ${JSON.stringify(rows)}::jsonb)
    )
  `.execute(tx);
}
