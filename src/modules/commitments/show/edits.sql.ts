import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Edit {
  at: Date;
  reason: string;
  /** Part → before and after. */
  changes: Record<string, { from: unknown; to: unknown }>;
}

/** What was corrected in a commitment, oldest first. */
export async function listEdits(db: ReadDb, commitmentId: number): Promise<Edit[]> {
  const result = await sql<Edit>`
    select at, data->>'reason' as reason, data->'changes' as changes from history
    where thing_id = ${commitmentId} and event = 'commitments.edited' and public
    order by id`.execute(db);
  return result.rows;
}
