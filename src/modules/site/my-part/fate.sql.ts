import { sql } from "kysely";
import type { CommitmentState } from "#modules/commitments/index.ts";
import type { ReadDb } from "#platform/db/db.ts";

/** What became of a thing that somebody said, joined, voted or judged. */
export interface Fate {
  id: number;
  /** State of the need, and why it was left out; null for other things. */
  demand: "received" | "read" | "merged" | "taken" | "discarded" | null;
  reason: string | null;
  /** Needs that go together with it, itself not counted. */
  others: number;
  /** The need that it became, when it was no need itself. */
  need: number | null;
  initiative: number | null;
  /** Null while nobody has counted. */
  won: boolean | null;
  commitment: number | null;
  state: CommitmentState | null;
  dueDate: string | null;
  firstDueDate: string | null;
}

/** The fates of some things, through what anybody may see. */
export async function listFates(db: ReadDb, ids: readonly number[]): Promise<Fate[]> {
  if (ids.length === 0) return [];
  const result = await sql<Fate>`
    with recursive forth as (
      select id as origin, id from unnest(${ids}::bigint[]) as given (id)
      union
      select f.origin, l.to_id from forth f join links l on l.from_id = f.id and l.ended_at is null
      join things t on t.id = l.to_id and t.visibility = 'public'
    ), ends as (
      select f.origin, max(i.id) as initiative, max(c.id) as commitment, max(d.id) as demand
      from forth f left join initiatives i on i.id = f.id left join commitments c on c.id = f.id
      left join demands d on d.id = f.id and d.merged_into_id is null group by 1
    ), back as (
      select distinct coalesce(initiative, demand) as top, coalesce(initiative, demand) as id from ends
      union
      select b.top, l.from_id from back b join links l on l.to_id = b.id and l.ended_at is null
      join things t on t.id = l.from_id and t.visibility = 'public'
    ), together as (
      select b.top, count(*) as n from back b join demands d on d.id = b.id group by 1
    )
    select e.origin as id, own.state as demand, own.reason, greatest(coalesce(g.n, 1) - 1, 0)::int8 as others,
      case when own.id is null then e.demand end as need, e.initiative, (select bool_or(k.won) from ballot_counts k where k.initiative_id = e.initiative) as won,
      e.commitment, c.state, c.due_date as "dueDate",
      (select d.from_date from commitment_dates d where d.commitment_id = c.id order by d.id limit 1) as "firstDueDate"
    from ends e left join demands own on own.id = e.origin left join commitments c on c.id = e.commitment
    left join together g on g.top = coalesce(e.initiative, e.demand)`.execute(db);
  return result.rows;
}
