import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** Initiatives that won, or that concern the whole entity and are not voted, and have no commitment yet. */
export async function listWaiting(db: ReadDb, processIds: readonly number[]): Promise<Set<number>> {
  const result = await sql<{ id: number }>`
    select i.id from initiatives i
    where i.process_id = any (${processIds}) and i.state = 'published'
      and exists (select 1 from ballot_counts c where c.initiative_id = i.id and c.won)
      and not exists (select 1 from links l where l.from_id = i.id and l.relation = 'promised_as' and l.ended_at is null)
    order by i.id`.execute(db);
  return new Set(result.rows.map((row) => row.id));
}
