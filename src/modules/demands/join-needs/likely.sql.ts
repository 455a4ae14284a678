import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { findSimilarDemands } from "../similar.sql.ts";

const MOST = 8;

/**
 * A need and those that say something like it, by their id, with how alike they are (from 0 to 1, of their letters): the need
 * itself first, as 1. Only a suggestion: a person reads both and decides.
 * @returns undefined when there is no such need in the process.
 */
export async function findLikely(
  db: ReadDb,
  processId: number,
  id: number,
): Promise<ReadonlyMap<number, number> | undefined> {
  const need = await db
    .selectFrom("demands")
    .select(["text", "territory_code"])
    .where("id", "=", id)
    .where("process_id", "=", processId)
    .where("hidden_reason", "is", null)
    .executeTakeFirst();
  if (need === undefined) return undefined;
  const similar = await findSimilarDemands(db, {
    processId,
    territoryCode: need.territory_code,
    text: need.text,
    limit: MOST + 1,
  });
  const ids = similar.map((one) => one.id).filter((other) => other !== id);
  const { rows } = await sql<{ id: number; likeness: number }>`
    select d.id, similarity(d.folded, (select folded from demands where id = ${id}))::float8 as likeness
    from demands d where d.id = any (${ids}::bigint[])`.execute(db);
  const likeness = new Map(rows.map((row) => [row.id, row.likeness]));
  return new Map([[id, 1], ...ids.slice(0, MOST).map((other): [number, number] => [other, likeness.get(other) ?? 0])]);
}
