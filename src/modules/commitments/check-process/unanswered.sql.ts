import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Unanswered {
  id: number;
  territory: string;
  text: string;
}

/**
 * Needs of a process that lead nowhere: no initiative, no commitment and no public reason, neither their own nor of any need
 * that speaks for them. A withdrawn initiative leads to its reason.
 */
export async function listUnanswered(db: ReadDb, processId: number): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    with recursive voices as (
      select id as need, id as at, merged_into_id from demands where process_id = ${processId}
      union all
      select v.need, d.id, d.merged_into_id from voices v join demands d on d.id = v.merged_into_id
    ), answered as (
      select v.need from voices v join demands d on d.id = v.at
      where d.reason is not null or d.hidden_reason is not null
        or exists (
          select 1 from links l left join initiatives i on i.id = l.to_id left join commitments c on c.id = l.to_id
          where l.from_id = v.at and l.ended_at is null and l.relation in ('became', 'promised_as')
            and (c.id is not null or i.state <> 'draft')
        )
    )
    select d.id, d.territory_code as territory, d.text from demands d
    where d.process_id = ${processId} and d.id not in (select need from answered)
    order by d.id`.execute(db);
  return rows;
}
