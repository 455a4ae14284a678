import type { ReadDb } from "#platform/db/db.ts";

export interface Merge {
  id: number;
  undone: boolean;
  target: { id: number; text: string };
  members: readonly { id: number; text: string }[];
}

/** One act of merging with the words of its needs. */
export async function findMerge(db: ReadDb, id: number): Promise<Merge | undefined> {
  const row = await db
    .selectFrom("demand_merges as m")
    .innerJoin("demands as d", "d.id", "m.target_id")
    .select(["m.id", "m.undone_at", "d.id as target_id", "d.text"])
    .where("m.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const members = await db
    .selectFrom("demand_merge_members as m")
    .innerJoin("demands as d", "d.id", "m.demand_id")
    .select(["d.id", "d.text"])
    .where("m.merge_id", "=", id)
    .orderBy("d.id")
    .execute();
  return { id: row.id, undone: row.undone_at !== null, target: { id: row.target_id, text: row.text }, members };
}
