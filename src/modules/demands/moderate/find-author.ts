import type { ReadDb } from "#platform/db/db.ts";

/** The participant who said a need; nobody for those that came in a file. */
export async function findAuthor(db: ReadDb, id: number): Promise<number | undefined> {
  const row = await db
    .selectFrom("receipts")
    .select("participant_id")
    .where("thing_id", "=", id)
    .where("act", "=", "said")
    .executeTakeFirst();
  return row?.participant_id;
}
