import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Demand, DemandState } from "./demand.ts";

function demandQuery(db: ReadDb) {
  return db
    .selectFrom("demands as d")
    .innerJoin("things as t", "t.id", "d.id")
    .leftJoin("organisations as o", "o.id", "d.organisation_id")
    .select([
      "d.id",
      "d.process_id as processId",
      "d.territory_code as territory",
      "d.sub_code as sub",
      "d.place",
      "d.text",
      "d.state",
      "d.sector_code as sector",
      "d.right_code as right",
      "d.merged_into_id as mergedInto",
      "d.reason",
      "d.supports",
      "d.said_at as saidAt",
      "o.name as organisation",
      "d.hidden_reason as hiddenReason",
      "d.lat",
      "d.lon",
      "d.edited_at as editedAt",
      "d.withdrawn_at as withdrawnAt",
      "t.visibility",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof demandQuery>["execute"]>>[number];

function toDemand(row: Row): Demand & { visibility: string } {
  return { ...row, state: row.state as DemandState };
}

/** A need that anybody may read. */
export async function findPublicDemand(db: ReadDb, id: number): Promise<Demand | undefined> {
  const row = await demandQuery(db).where("d.id", "=", id).where("t.visibility", "=", "public").executeTakeFirst();
  return row && toDemand(row);
}

/** Any need, hidden ones too: for who moderates. */
export async function findDemand(db: ReadDb, id: number): Promise<(Demand & { visibility: string }) | undefined> {
  const row = await demandQuery(db).where("d.id", "=", id).executeTakeFirst();
  return row && toDemand(row);
}

/** Why a moderator hid a need; undefined when nobody did. Its words stay out of the answer. */
export async function findHidden(
  db: ReadDb,
  id: number,
): Promise<{ processId: number; territory: string; reason: string; withdrawnAt: Date | null } | undefined> {
  const row = await db
    .selectFrom("demands as d")
    .innerJoin("things as t", "t.id", "d.id")
    .select(["d.process_id", "d.territory_code", "d.hidden_reason", "d.withdrawn_at"])
    .where("d.id", "=", id)
    .where("d.hidden_reason", "is not", null)
    .where("t.visibility", "=", "hidden")
    .executeTakeFirst();
  return (
    row && {
      processId: row.process_id,
      territory: row.territory_code,
      reason: row.hidden_reason ?? "",
      withdrawnAt: row.withdrawn_at,
    }
  );
}

/** Needs of a process by their ids, in the order of the ids. */
export async function listDemandsById(
  db: ReadDb,
  ids: readonly number[],
): Promise<(Demand & { visibility: string })[]> {
  if (ids.length === 0) return [];
  const rows = await demandQuery(db)
    .where("d.id", "in", ids)
    .where("t.visibility", "=", "public")
    .orderBy("d.id")
    .execute();
  return rows.map(toDemand);
}

/**
 * Holds needs against other officials, always in the order of their ids so that two cannot wait for each other.
 * @param options `hidden`: moderated ones too.
 */
export async function lockDemands(
  tx: WriteTx,
  ids: readonly number[],
  options: { hidden?: boolean } = {},
): Promise<(Demand & { visibility: string })[]> {
  if (ids.length === 0) return [];
  await tx.selectFrom("demands").select("id").where("id", "in", ids).orderBy("id").forUpdate().execute();
  if (options.hidden !== true) return listDemandsById(tx, ids);
  const rows = await demandQuery(tx).where("d.id", "in", ids).orderBy("d.id").execute();
  return rows.map(toDemand);
}

/** The public needs of a territory that speak for themselves, most supported first. */
export async function listPublicDemands(
  db: ReadDb,
  where: { processId: number; territory?: string; sector?: string; limit: number; offset?: number },
): Promise<Demand[]> {
  let query = demandQuery(db)
    .where("d.process_id", "=", where.processId)
    .where("t.visibility", "=", "public")
    .where("d.merged_into_id", "is", null);
  if (where.territory !== undefined) query = query.where("d.territory_code", "=", where.territory);
  if (where.sector !== undefined) query = query.where("d.sector_code", "=", where.sector);
  const rows = await query
    .orderBy("d.supports", "desc")
    .orderBy("d.id", "desc")
    .limit(where.limit)
    .offset(where.offset ?? 0)
    .execute();
  return rows.map(toDemand);
}

/** Of these things, the needs that their author withdrew (true) or could (false). */
export async function listWithdrawn(db: ReadDb, ids: readonly number[]): Promise<Map<number, boolean>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("demands").select(["id", "withdrawn_at"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.withdrawn_at !== null]));
}

/** The need that speaks for each of these: itself, or the end of its chain of merges. */
export async function rootsOf(db: ReadDb, ids: readonly number[]): Promise<Map<number, number>> {
  const result = await sql<{ id: number; root: number }>`
    with recursive up as (
      select id, id as at, merged_into_id from demands where id = any (${ids})
      union all
      select up.id, d.id, d.merged_into_id from up join demands d on d.id = up.merged_into_id
    ) select id, at as root from up where merged_into_id is null`.execute(db);
  return new Map(result.rows.map((row) => [row.id, row.root]));
}

/** How many public needs there are, and how many people said or supported them. Merged ones count too: each was said. */
export async function countDemands(
  db: ReadDb,
  where: { processId: number; territory?: string },
): Promise<{ demands: number; people: number }> {
  const result = await sql<{ demands: number; people: number }>`
    select count(*) as demands, count(*) + coalesce(sum(d.supports), 0)::int8 as people
    from demands d join things t on t.id = d.id and t.visibility = 'public'
    where d.process_id = ${where.processId} and (${where.territory ?? null}::text is null or d.territory_code = ${where.territory ?? null})`.execute(
    db,
  );
  return result.rows[0] ?? { demands: 0, people: 0 };
}
