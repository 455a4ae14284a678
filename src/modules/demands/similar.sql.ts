import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface SimilarDemand {
  id: number;
  text: string;
  place: string | null;
  supports: number;
}

/** Public needs of a territory that say something like `text`, nearest first. */
export async function findSimilarDemands(
  db: ReadDb,
  near: { processId: number; territoryCode: string; text: string; limit: number },
): Promise<SimilarDemand[]> {
  const result = await sql<SimilarDemand>`
    select d.id, d.text, d.place, d.supports from demands d join things t on t.id = d.id
    where d.process_id = ${near.processId} and d.territory_code = ${near.territoryCode}
      and t.visibility = 'public' and d.merged_into_id is null and d.state <> 'discarded'
      and similarity(d.folded, sigesi_fold(${near.text})) > 0.2
    order by similarity(d.folded, sigesi_fold(${near.text})) desc, d.id limit ${near.limit}`.execute(db);
  return result.rows;
}
