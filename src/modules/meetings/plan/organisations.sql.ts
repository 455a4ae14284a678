import type { ReadDb } from "#platform/db/db.ts";

/** Organisations that the entity checked and that act in some places, by name. */
export function listOrganisationsIn(
  db: ReadDb,
  territories: readonly string[],
): Promise<readonly { id: number; name: string }[]> {
  return db
    .selectFrom("organisations")
    .select(["id", "name"])
    .where("territory_code", "in", [...territories])
    .where("approved_at", "is not", null)
    .orderBy("name")
    .limit(200)
    .execute();
}
