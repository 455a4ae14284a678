import type { ReadDb } from "#platform/db/db.ts";

/** The organisations in whose name an account may speak: those that the entity checked and that it represents. */
export async function listVoicesFor(
  db: ReadDb,
  accountId: number | undefined,
): Promise<readonly { id: number; name: string }[]> {
  if (accountId === undefined) return [];
  return db
    .selectFrom("organisations")
    .select(["id", "name"])
    .where("representative_id", "=", accountId)
    .where("approved_at", "is not", null)
    .orderBy("name")
    .execute();
}
