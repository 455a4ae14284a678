import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** A need as a line of a list. */
export interface TopNeed {
  id: number;
  text: string;
  place: string | null;
  sub: string | null;
  sector: string | null;
  people: number;
}

/** What most people ask for in a place: a need that speaks for others counts their people too. */
export async function listTopNeeds(
  db: ReadDb,
  where: { processId: number; territory: string; limit: number },
): Promise<TopNeed[]> {
  const result = await sql<TopNeed>`
    with said as (
      select d.id, d.supports, d.merged_into_id from demands d
      join things t on t.id = d.id and t.visibility = 'public'
      where d.process_id = ${where.processId} and d.territory_code = ${where.territory} and d.state <> 'discarded'
    ), top as (
      select coalesce(merged_into_id, id) as id, sum(supports + 1) as people from said group by 1
      order by 2 desc, 1 desc limit ${where.limit}
    )
    select d.id, d.text, d.place, d.sub_code as sub, d.sector_code as sector, top.people::int8 as people
    from top join demands d on d.id = top.id join things t on t.id = d.id and t.visibility = 'public'
    order by top.people desc, d.id desc`.execute(db);
  return result.rows;
}

export interface Winner {
  id: number;
  title: string;
  votes: number;
  won: boolean;
}

/** The count of a place, once it is published: the order is the published one. */
export async function listCounted(
  db: ReadDb,
  where: { processId: number; territory: string },
): Promise<{ ballots: number | null; rows: Winner[] }> {
  const result = await sql<Winner & { ballots: number | null }>`
    select i.id, i.title, k.votes, k.won, bt.ballots
    from ballots b
    join ballot_territories bt on bt.ballot_id = b.id and bt.territory_code = ${where.territory}
    left join ballot_counts k on k.ballot_id = b.id and k.territory_code = bt.territory_code
    left join initiatives i on i.id = k.initiative_id
    where b.process_id = ${where.processId} and bt.closed_at is not null
    order by k.position`.execute(db);
  return {
    ballots: result.rows[0]?.ballots ?? null,
    rows: result.rows.filter((row) => row.id !== null),
  };
}
