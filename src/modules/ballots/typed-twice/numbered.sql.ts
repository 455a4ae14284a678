import type { ReadDb } from "#platform/db/db.ts";

export interface Numbered {
  /** Number on the sheet. */
  number: number;
  id: number;
  title: string;
  withdrawn: boolean;
}

/**
 * The initiatives of a place with the numbers that paper sheets give them: in the order in which they were written, the
 * withdrawn ones too, so that a sheet printed before means the same afterwards.
 */
export async function listNumbered(db: ReadDb, processId: number, territory: string): Promise<Numbered[]> {
  const rows = await db
    .selectFrom("initiatives")
    .select(["id", "title", "state"])
    .where("process_id", "=", processId)
    .where("territory_code", "=", territory)
    .where("state", "<>", "draft")
    .orderBy("id")
    .execute();
  return rows.map(({ id, title, state }, index) => ({
    number: index + 1,
    id,
    title,
    withdrawn: state !== "published",
  }));
}
