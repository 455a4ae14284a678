import { countBundles, type Voices } from "#modules/demands/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";

export type InitiativeState = "draft" | "published" | "withdrawn";
export const FEASIBILITIES = ["viable", "conditional", "studying", "not_viable"] as const;
export type Feasibility = (typeof FEASIBILITIES)[number];

export interface Initiative {
  id: number;
  processId: number;
  territory: string;
  title: string;
  text: string;
  place: string | null;
  sector: string;
  right: string | null;
  /** Whole units of the entity's currency. */
  cost: number | null;
  agency: string;
  feasibility: Feasibility;
  feasibilityNote: string | null;
  state: InitiativeState;
  reason: string | null;
  createdAt: Date;
  /** Needs linked to it that the public may read. */
  demands: number;
}

/** All that an initiative is, to be narrowed by whoever lists. */
export function initiativeQuery(db: ReadDb) {
  return db.selectFrom("initiatives as i").select((eb) => [
    "i.id",
    "i.process_id as processId",
    "i.territory_code as territory",
    "i.title",
    "i.text",
    "i.place",
    "i.sector_code as sector",
    "i.right_code as right",
    "i.cost",
    "i.agency_code as agency",
    "i.feasibility",
    "i.feasibility_note as feasibilityNote",
    "i.state",
    "i.reason",
    "i.created_at as createdAt",
    eb
      .selectFrom("links as l")
      .innerJoin("things as t", "t.id", "l.from_id")
      .select((count) => count.fn.countAll<number>().as("n"))
      .whereRef("l.to_id", "=", "i.id")
      .where("l.relation", "=", "became")
      .where("l.ended_at", "is", null)
      .where("t.visibility", "=", "public")
      .as("demands"),
  ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof initiativeQuery>["execute"]>>[number];

export function toInitiative(row: Row): Initiative {
  return {
    ...row,
    feasibility: row.feasibility as Feasibility,
    state: row.state as InitiativeState,
    demands: row.demands ?? 0,
  };
}

export async function findInitiative(db: ReadDb, id: number): Promise<Initiative | undefined> {
  const row = await initiativeQuery(db).where("i.id", "=", id).executeTakeFirst();
  return row && toInitiative(row);
}

/** Holds an initiative against others who would change it. */
export async function lockInitiative(tx: WriteTx, id: number): Promise<Initiative | undefined> {
  await tx.selectFrom("initiatives").select("id").where("id", "=", id).forUpdate().execute();
  return findInitiative(tx, id);
}

/** The needs from which initiatives were written, by live links; staff see the hidden ones nowhere either. */
export async function listOrigins(
  db: ReadDb,
  ids: readonly number[],
): Promise<readonly { initiative: number; need: number }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("links as l")
    .select(["l.to_id as initiative", "l.from_id as need"])
    .where("l.to_id", "in", ids)
    .where("l.relation", "=", "became")
    .where("l.ended_at", "is", null)
    .orderBy("l.id")
    .execute();
}

/** How many needs and people stand behind each initiative; a person behind two of its needs counts once. */
export async function countBehind(db: ReadDb, ids: readonly number[]): Promise<Map<number, Voices>> {
  const origins = await listOrigins(db, ids);
  return countBundles(
    db,
    origins.map(({ initiative, need }) => ({ bundle: initiative, need })),
  );
}

/** Initiatives of a process, or of one territory of it, in the order in which they were written. */
export async function listInitiatives(
  db: ReadDb,
  where: { processId: number; territory?: string; states: readonly InitiativeState[] },
): Promise<Initiative[]> {
  let query = initiativeQuery(db).where("i.process_id", "=", where.processId).where("i.state", "in", where.states);
  if (where.territory !== undefined) query = query.where("i.territory_code", "=", where.territory);
  const rows = await query.orderBy("i.id").execute();
  return rows.map(toInitiative);
}
