// What a need said before: kept when its author corrects it, when a meeting does and when personal data is covered; erased with it.
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Demand } from "../demand.ts";
import type { Sheet } from "../say-need/need-fields.ts";

/** Keeps a need as it is before it changes. `covered`: for moderators alone. @returns the number of the version. */
export async function keepVersion(
  tx: WriteTx,
  demand: Demand,
  { covered = false, sheet, now }: { covered?: boolean; sheet?: Sheet; now: Date },
): Promise<number> {
  const { id, text, place, lat, lon } = demand;
  const { n } = await tx
    .selectFrom("demand_versions")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("demand_id", "=", id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("demand_versions")
    .values({
      demand_id: id,
      version: n + 1,
      text,
      place,
      lat,
      lon,
      covered,
      sheet: sheet === undefined ? null : JSON.stringify(sheet),
      replaced_at: now,
    })
    .execute();
  return n + 1;
}

export interface Version {
  version: number;
  text: string;
  replacedAt: Date;
}

/** What a need said before, first version first: for the team, not for everybody; what was covered, for moderators. */
export async function listVersions(db: ReadDb, id: number, { covered }: { covered: boolean }): Promise<Version[]> {
  let query = db
    .selectFrom("demand_versions")
    .select(["version", "text", "replaced_at as replacedAt"])
    .where("demand_id", "=", id);
  if (!covered) query = query.where("covered", "=", false);
  return query.orderBy("version").execute();
}

/** Whether a moderator covered something of a need: everybody reads that it was done. */
export async function wasCovered(db: ReadDb, id: number): Promise<boolean> {
  const row = await db
    .selectFrom("demand_versions")
    .select("version")
    .where("demand_id", "=", id)
    .where("covered", "=", true)
    .executeTakeFirst();
  return row !== undefined;
}
