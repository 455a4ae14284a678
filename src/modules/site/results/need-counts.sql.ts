// The needs of a process, counted once for everything that its results say of them. Whatever is hidden is in no count.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { type Moment, nameOfMonth, numberOfMonth } from "./months.sql.ts";

/** Needs of one place, of one sector, of one month, or all of them. */
export interface NeedCount {
  needs: number;
  /** Those who said or joined them. */
  people: number;
  /** Those of them whose need led to a commitment. */
  heeded: number;
  /** Needs that lead to an initiative, a commitment or a public reason. */
  answered: number;
}

export interface NeedCounts {
  places: ReadonlyMap<string, NeedCount>;
  /** Null: nobody has read them yet. */
  sectors: ReadonlyMap<string | null, NeedCount>;
  /** `YYYY-MM` on the entity's calendar. */
  months: ReadonlyMap<string, NeedCount>;
  total: NeedCount;
}

const NO_NEEDS: NeedCount = { needs: 0, people: 0, heeded: 0, answered: 0 };

/** Where each need ends: at a commitment that is met, at another one, or at none. Higher is better, and the best counts. */
const ENDS = { met: sql.lit(2), promised: sql.lit(1) } as const;

/**
 * The needs of a process with where each of them ends: where it says itself, where the one that speaks for it does, and where the
 * initiative that came of it does. Joined by `full join`, which the database can do by hash or in order and never row by row: over tables
 * that were just filled it believes that they are small, and compared every need with every link for minutes.
 */
function needsOf(processId: number) {
  return sql`roots as (
      select l.from_id as id, max(case c.state when 'met' then ${ENDS.met} else ${ENDS.promised} end) as ending from commitments c
      join things t on t.id = c.id and t.visibility = 'public'
      join links l on l.to_id = c.id and l.relation = 'promised_as' and l.ended_at is null
      where c.process_id = ${processId} group by 1
    ), leads as (
      select l.id, max(coalesce(r.ending, 0)) as ending from (
        select from_id as id, case relation when 'became' then to_id else from_id end as at
        from links where relation in ('became', 'promised_as') and ended_at is null
      ) l full join roots r on r.id = l.at group by 1
    ), said as (
      select d.id, d.territory_code, d.sector_code, d.people, d.said_at,
        coalesce(l.ending, 0) as ending, l.id is not null or d.state = 'discarded' as answered
      from (
        select id, territory_code, sector_code, supports + 1 as people, said_at, state, coalesce(merged_into_id, id) as stands
        from demands where process_id = ${processId} and hidden_reason is null
      ) d full join leads l on l.id = d.stands where coalesce(d.id, 0) > 0
    )`;
}

/**
 * The needs of a process, read once and counted by place, sector and month: they are most of what the page of results costs. They
 * are first counted in cells, so that each way of counting adds some thousand rows and not all the needs again.
 */
export async function countNeeds(db: ReadDb, processId: number, at: Moment): Promise<NeedCounts> {
  const { rows } = await sql<NeedCount & { by: string; key: string | null; month: number | null }>`
    with ${needsOf(processId)}, cells as (
      select territory_code, sector_code, ${numberOfMonth(sql`said_at`, at)} as month, ending, answered,
        count(*) as needs, sum(people) as people
      from said group by 1, 2, 3, 4, 5
    )
    select case grouping(territory_code, sector_code, month) when 3 then 'place' when 5 then 'sector' when 6 then 'month' else 'total' end as by,
      coalesce(territory_code, sector_code) as key, month, coalesce(sum(needs), 0)::int8 as needs, coalesce(sum(people), 0)::int8 as people,
      coalesce(sum(people) filter (where ending > 0), 0)::int8 as heeded, coalesce(sum(needs) filter (where answered), 0)::int8 as answered
    from cells group by grouping sets ((territory_code), (sector_code), (month), ()) order by 1, 2, 3`.execute(db);
  const of = (by: string) =>
    rows.filter((row) => row.by === by).map(({ by: _, key, month, ...count }) => ({ key, month, count }));
  return {
    places: new Map(of("place").map(({ key, count }) => [key ?? "", count])),
    sectors: new Map(of("sector").map(({ key, count }) => [key, count])),
    months: new Map(of("month").map(({ month, count }) => [nameOfMonth(month ?? 0), count])),
    total: of("total")[0]?.count ?? NO_NEEDS,
  };
}

export interface GroupOutcome {
  group: string;
  /** Needs that name the group and led to no commitment; to one that is not met; to one that is. Disjoint. */
  waiting: number;
  promised: number;
  met: number;
}

/** Needs by the group they concern, as they are: for nobody to read before `safeGroups`. */
export async function listGroupOutcomes(db: ReadDb, processId: number): Promise<GroupOutcome[]> {
  const { rows } = await sql<GroupOutcome>`
    with ${needsOf(processId)}
    select g.group_code as group, count(*) filter (where s.ending = 0) as waiting,
      count(*) filter (where s.ending = ${ENDS.promised}) as promised, count(*) filter (where s.ending = ${ENDS.met}) as met
    from said s join demand_groups g on g.demand_id = s.id group by 1 order by 1`.execute(db);
  return rows;
}
