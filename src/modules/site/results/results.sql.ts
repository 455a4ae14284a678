// What a process left, counted once for the page, the hearing and the files. Whatever is hidden is in no count.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** The places that a process reaches, with how many people live in each. */
export async function listReached(db: ReadDb, processId: number): Promise<{ code: string; population?: number }[]> {
  const rows = await db
    .selectFrom("territories")
    .select(["code", "population"])
    .where("code", "in", (query) =>
      query.selectFrom("process_phases").select("territory_code").where("process_id", "=", processId),
    )
    .orderBy("code")
    .execute();
  return rows.map(({ code, population }) => ({ code, ...(population !== null && { population }) }));
}

/** Initiatives that were on the ballot of each place. */
export async function countInitiatives(db: ReadDb, processId: number): Promise<{ territory: string; n: number }[]> {
  const { rows } = await sql<{ territory: string; n: number }>`
    select i.territory_code as territory, count(*) as n from initiatives i
    join things t on t.id = i.id and t.visibility = 'public'
    where i.process_id = ${processId} and i.state = 'published' group by 1 order by 1`.execute(db);
  return rows;
}

/**
 * Needs that lead to a commitment, by themselves or through what they were joined to and the initiative that came of them, with
 * the best state among its commitments: `met` before any other.
 */
function promisedNeeds(processId: number) {
  return sql`promised as (
    select l.from_id as need, c.id as commitment, c.state = 'met' as met from commitments c
    join things t on t.id = c.id and t.visibility = 'public'
    join links l on l.to_id = c.id and l.relation = 'promised_as' and l.ended_at is null
    where c.process_id = ${processId}
  ), rooted as (
    select need, met from promised
    union all
    select b.from_id, p.met from promised p join links b on b.to_id = p.need and b.relation = 'became' and b.ended_at is null
  ), kept as (
    select need, bool_or(met) as met from rooted group by 1
  ), said as (
    select d.id, d.territory_code, d.sector_code, d.supports, d.said_at, d.reason, coalesce(d.merged_into_id, d.id) as stands,
      k.need is not null as promised, coalesce(k.met, false) as met
    from demands d join things t on t.id = d.id and t.visibility = 'public'
    left join kept k on k.need = coalesce(d.merged_into_id, d.id)
    where d.process_id = ${processId}
  )`;
}

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

/** The needs of a process, read once and counted in every way that its results show. */
export async function countNeeds(db: ReadDb, processId: number, timeZone: string): Promise<NeedCounts> {
  const { rows } = await sql<NeedCount & { by: string; key: string | null }>`
    with ${promisedNeeds(processId)}, answers as (
      select distinct l.from_id as id from links l where l.relation in ('became', 'promised_as') and l.ended_at is null
    ), counted as (
      select s.*, to_char(s.said_at at time zone ${timeZone}, 'YYYY-MM') as month, s.reason is not null or a.id is not null as answered
      from said s left join answers a on a.id = s.stands
    )
    select case grouping(territory_code, sector_code, month) when 3 then 'place' when 5 then 'sector' when 6 then 'month' else 'total' end as by,
      coalesce(territory_code, sector_code, month) as key, count(*) as needs, coalesce(sum(supports + 1), 0)::int8 as people,
      coalesce(sum(supports + 1) filter (where promised), 0)::int8 as heeded, count(*) filter (where answered) as answered
    from counted group by grouping sets ((territory_code), (sector_code), (month), ())`.execute(db);
  const of = (by: string) =>
    rows.filter((row) => row.by === by).map(({ by: _, key, ...count }) => [key, count] as const);
  return {
    places: new Map(of("place").map(([place, count]) => [place ?? "", count])),
    sectors: new Map(of("sector")),
    months: new Map(of("month").map(([month, count]) => [month ?? "", count])),
    total: of("total")[0]?.[1] ?? NO_NEEDS,
  };
}

export interface SectorResult {
  /** Null: nobody has read them yet. */
  sector: string | null;
  needs: number;
  initiatives: number;
  commitments: number;
  met: number;
}

/** By sector, most asked first. */
export async function listSectorResults(
  db: ReadDb,
  processId: number,
  { sectors }: Pick<NeedCounts, "sectors">,
): Promise<SectorResult[]> {
  const { rows } = await sql<Omit<SectorResult, "needs">>`
    with all_of as (
      select i.sector_code as sector, 1 as initiatives, 0 as commitments, 0 as met from initiatives i
      join things t on t.id = i.id and t.visibility = 'public'
      where i.process_id = ${processId} and i.state = 'published'
      union all
      select c.sector_code, 0, 1, (c.state = 'met')::int from commitments c
      join things t on t.id = c.id and t.visibility = 'public' where c.process_id = ${processId}
    )
    select sector, sum(initiatives)::int8 as initiatives, sum(commitments)::int8 as commitments, sum(met)::int8 as met
    from all_of group by 1`.execute(db);
  const known = new Map(rows.map((row) => [row.sector, row]));
  return [...new Set([...sectors.keys(), ...known.keys()])]
    .map((sector) => ({
      sector,
      needs: sectors.get(sector)?.needs ?? 0,
      initiatives: known.get(sector)?.initiatives ?? 0,
      commitments: known.get(sector)?.commitments ?? 0,
      met: known.get(sector)?.met ?? 0,
    }))
    .toSorted((a, b) => b.needs - a.needs || inOrder(a.sector, b.sector));
}

/** By code, with what nobody has read yet at the end. */
function inOrder(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
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
    with ${promisedNeeds(processId)}
    select g.group_code as group, count(*) filter (where not s.promised) as waiting,
      count(*) filter (where s.promised and not s.met) as promised, count(*) filter (where s.met) as met
    from said s join demand_groups g on g.demand_id = s.id group by 1 order by 1`.execute(db);
  return rows;
}

/** People of each group in the meetings of a process, as they were counted: for nobody to read before `safeGroups`. */
export async function listAttendance(db: ReadDb, processId: number): Promise<{ group: string; people: number }[]> {
  const { rows } = await sql<{ group: string; people: number }>`
    select g.group_code as group, sum(g.people)::int8 as people from meeting_groups g
    join meetings m on m.id = g.meeting_id and m.process_id = ${processId} and m.state in ('held', 'published')
    group by 1 order by 1`.execute(db);
  return rows;
}

export interface MonthResult {
  /** `YYYY-MM` on the entity's calendar. */
  month: string;
  needs: number;
  meetings: number;
  commitments: number;
  met: number;
}

/** What happened in each month, oldest first; a commitment is met in the month in which it was told. */
export async function listMonthResults(
  db: ReadDb,
  processId: number,
  { months, timeZone }: Pick<NeedCounts, "months"> & { timeZone: string },
): Promise<MonthResult[]> {
  const month = (column: string) => sql`to_char(${sql.ref(column)} at time zone ${timeZone}, 'YYYY-MM')`;
  const { rows } = await sql<Omit<MonthResult, "needs">>`
    with all_of as (
      select ${month("m.starts_at")} as month, 1 as meetings, 0 as commitments, 0 as met from meetings m
      where m.process_id = ${processId} and m.state in ('held', 'published')
      union all
      select ${month("c.created_at")}, 0, 1, 0 from commitments c
      join things t on t.id = c.id and t.visibility = 'public' where c.process_id = ${processId}
      union all
      select ${month("u.at")}, 0, 0, 1 from commitments c join things t on t.id = c.id and t.visibility = 'public'
      join lateral (
        select min(at) as at from commitment_updates u where u.commitment_id = c.id and u.state = 'met'
      ) u on u.at is not null
      where c.process_id = ${processId} and c.state = 'met'
    )
    select month, sum(meetings)::int8 as meetings, sum(commitments)::int8 as commitments, sum(met)::int8 as met
    from all_of group by 1`.execute(db);
  const known = new Map(rows.map((row) => [row.month, row]));
  return [...new Set([...months.keys(), ...known.keys()])].toSorted().map((one) => ({
    month: one,
    needs: months.get(one)?.needs ?? 0,
    meetings: known.get(one)?.meetings ?? 0,
    commitments: known.get(one)?.commitments ?? 0,
    met: known.get(one)?.met ?? 0,
  }));
}

export interface LevelFacts extends Pick<NeedCount, "needs" | "answered"> {
  /** Initiatives that won, and those of them that are commitments. */
  winners: number;
  winnersPromised: number;
  /** Commitments, and those that somebody outside the entity answers for too. */
  commitments: number;
  shared: number;
  /** Commitments that ended (met, in part or not), and those that the people who asked have judged. */
  ended: number;
  judged: number;
}

/** What the reached level of participation is computed from. */
export async function findLevelFacts(
  db: ReadDb,
  processId: number,
  { total }: Pick<NeedCounts, "total">,
): Promise<LevelFacts> {
  const { rows } = await sql<Omit<LevelFacts, "needs" | "answered">>`
    with answers as (
      select distinct l.from_id as id from links l where l.relation in ('became', 'promised_as') and l.ended_at is null
    ), won as (
      select count(*) as winners, count(*) filter (where a.id is not null) as promised
      from ballots b join ballot_counts k on k.ballot_id = b.id and k.won left join answers a on a.id = k.initiative_id
      where b.process_id = ${processId}
    ), kept as (
      select count(*) as commitments,
        count(*) filter (where exists (
          select 1 from commitment_partners p where p.commitment_id = c.id and p.actor is not null)) as shared,
        count(*) filter (where c.state in ('met', 'partly_met', 'not_met')) as ended,
        count(*) filter (where c.state in ('met', 'partly_met', 'not_met')
          and exists (select 1 from judgements j where j.commitment_id = c.id)) as judged
      from commitments c join things t on t.id = c.id and t.visibility = 'public' where c.process_id = ${processId}
    )
    select winners, won.promised as "winnersPromised", commitments, shared, ended, judged from won, kept`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error("An aggregate without group gives one row");
  return { needs: total.needs, answered: total.answered, ...facts };
}
