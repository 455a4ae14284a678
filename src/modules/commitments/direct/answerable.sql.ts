import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface AnswerableNeed {
  id: number;
  text: string;
  place: string | null;
  supports: number;
}

/**
 * Public needs of a territory that speak for themselves and that no commitment answers yet, most supported first; those
 * in `chosen` whatever the search says, and before the others.
 */
export async function listAnswerable(
  db: ReadDb,
  where: { processId: number; territory: string; search: string; chosen: readonly number[]; limit: number },
): Promise<AnswerableNeed[]> {
  const { processId, territory, search, chosen, limit } = where;
  const result = await sql<AnswerableNeed>`
    select d.id, d.text, d.place, d.supports
    from demands d join things t on t.id = d.id and t.visibility = 'public'
    where d.process_id = ${processId} and d.territory_code = ${territory} and d.state in ('received', 'read', 'taken')
      and not exists (select 1 from links l where l.from_id = d.id and l.relation = 'promised_as' and l.ended_at is null)
      and (${search} = '' or d.id = any (${chosen}) or d.search @@ sigesi_search_query(${search}))
    order by d.id = any (${chosen}) desc, d.supports desc, d.id
    limit ${limit}`.execute(db);
  return result.rows;
}
