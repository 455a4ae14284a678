// What the address of a list says was just done, for the notice with its way back.
import type { ReadDb } from "#platform/db/db.ts";
import { listBulkActs } from "../act-on-all/bulk-acts.sql.ts";

export interface LastAct {
  id: number;
  /** How many needs. */
  n: number;
  at: Date;
  undoneAt: Date | null;
}

/** The words of an address for an act over several needs. */
export const BULK_DONE = ["codificadas", "descartadas", "entema"];

/** The act that `hecho` names ("juntas-31"), if it is one of the process that has a way back. */
export async function findLastAct(
  db: ReadDb,
  processId: number,
  hecho: string | undefined,
): Promise<LastAct | undefined> {
  const [what = "", number = "0"] = hecho?.split("-") ?? [];
  const id = Number(number);
  if (!Number.isSafeInteger(id)) return undefined;
  if (BULK_DONE.includes(what)) return (await listBulkActs(db, processId, { limit: 1, id }))[0];
  if (what !== "juntas") return undefined;
  return db
    .selectFrom("demand_merges as m")
    .innerJoin("demands as d", "d.id", "m.target_id")
    .select((eb) => [
      "m.id",
      "m.made_at as at",
      "m.undone_at as undoneAt",
      eb
        .selectFrom("demand_merge_members as mm")
        .whereRef("mm.merge_id", "=", "m.id")
        .select((inner) => inner.fn.countAll<number>().as("n"))
        .$asScalar()
        .$notNull()
        .as("n"),
    ])
    .where("m.id", "=", id)
    .where("d.process_id", "=", processId)
    .executeTakeFirst();
}
