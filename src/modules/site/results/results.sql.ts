// What a process left besides its needs, counted once for the page, the hearing and the files. Whatever is hidden is in no count.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { type Moment, nameOfMonth, numberOfMonth } from "./months.sql.ts";

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

export interface InitiativeCounts {
  places: ReadonlyMap<string, number>;
  sectors: ReadonlyMap<string, number>;
  total: number;
}

/** Initiatives that were on the ballot. */
export async function countInitiatives(db: ReadDb, processId: number): Promise<InitiativeCounts> {
  const { rows } = await sql<{ by: string; key: string | null; n: number }>`
    select case grouping(i.territory_code, i.sector_code) when 1 then 'place' when 2 then 'sector' else 'total' end as by,
      coalesce(i.territory_code, i.sector_code) as key, count(*) as n
    from initiatives i join things t on t.id = i.id and t.visibility = 'public'
    where i.process_id = ${processId} and i.state = 'published'
    group by grouping sets ((i.territory_code), (i.sector_code), ()) order by 1, 2`.execute(db);
  const of = (by: string) => new Map(rows.filter((row) => row.by === by).map(({ key, n }) => [key ?? "", n]));
  return { places: of("place"), sectors: of("sector"), total: of("total").get("") ?? 0 };
}

export interface PromiseCount {
  commitments: number;
  met: number;
  late: number;
  /** Those that somebody outside the entity answers for too. */
  shared: number;
  /** Those that ended (met, in part or not), and those of them that the people who asked have judged. */
  ended: number;
  judged: number;
}

export interface PromiseCounts {
  /** By each of the places that they cover: one that covers two counts in both. */
  places: ReadonlyMap<string, PromiseCount>;
  /** Null: of no sector. */
  sectors: ReadonlyMap<string | null, PromiseCount>;
  /** `YYYY-MM` in which they were made, and in which those that are met were first told to be. */
  made: ReadonlyMap<string, PromiseCount>;
  told: ReadonlyMap<string, PromiseCount>;
  total: PromiseCount;
}

export const NO_PROMISES: PromiseCount = { commitments: 0, met: 0, late: 0, shared: 0, ended: 0, judged: 0 };

/** The commitments of a process, read once and counted in every way that its results show. */
export async function countPromises(db: ReadDb, processId: number, at: Moment): Promise<PromiseCounts> {
  const counts = sql`count(*) as commitments, count(*) filter (where met) as met, count(*) filter (where late) as late,
    count(*) filter (where shared) as shared, count(*) filter (where ended) as ended,
    count(*) filter (where ended and judged) as judged`;
  const { rows } = await sql<PromiseCount & { by: string; key: string | null; month: number | null }>`
    with told as (
      select u.commitment_id as id, min(u.at) as at from commitment_updates u where u.state = 'met' group by 1
    ), own as materialized (
      select c.id, c.territory_code, c.sector_code, c.state = 'met' as met, ${numberOfMonth(sql`c.created_at`, at)} as made,
        c.state not in ('met', 'not_met') and c.due_date < ${at.today} as late,
        c.state in ('met', 'partly_met', 'not_met') as ended,
        c.id in (select p.commitment_id from commitment_partners p where p.actor is not null) as shared,
        c.id in (select j.commitment_id from judgements j) as judged,
        case when c.state = 'met' then ${numberOfMonth(sql`told.at`, at)} end as told
      from commitments c join things t on t.id = c.id and t.visibility = 'public' left join told on told.id = c.id
      where c.process_id = ${processId}
    ), placed as (
      select own.*, own.territory_code as place from own
      union all
      select own.*, ct.territory_code from own join commitment_territories ct on ct.commitment_id = own.id
      where ct.territory_code <> own.territory_code
    )
    select 'place' as by, place as key, null::int as month, ${counts} from placed group by 2
    union all select 'sector', sector_code, null, ${counts} from own group by 2
    union all select 'made', null, made, ${counts} from own group by 3
    union all select 'told', null, told, ${counts} from own where told is not null group by 3
    union all select 'total', null, null, ${counts} from own
    order by 1, 2, 3`.execute(db);
  const of = (by: string) =>
    rows.filter((row) => row.by === by).map(({ by: _, key, month, ...count }) => ({ key, month, count }));
  const inMonths = (by: string) => new Map(of(by).map(({ month, count }) => [nameOfMonth(month ?? 0), count]));
  return {
    places: new Map(of("place").map(({ key, count }) => [key ?? "", count])),
    sectors: new Map(of("sector").map(({ key, count }) => [key, count])),
    made: inMonths("made"),
    told: inMonths("told"),
    total: of("total")[0]?.count ?? NO_PROMISES,
  };
}

/** People of each group in the meetings of a process, as they were counted: for nobody to read before `safeGroups`. */
export async function listAttendance(db: ReadDb, processId: number): Promise<{ group: string; people: number }[]> {
  const { rows } = await sql<{ group: string; people: number }>`
    select g.group_code as group, sum(g.people)::int8 as people from meeting_groups g
    join meetings m on m.id = g.meeting_id and m.process_id = ${processId} and m.state in ('held', 'published')
    group by 1 order by 1`.execute(db);
  return rows;
}

export interface MonthCount {
  /** `YYYY-MM` on the entity's calendar. */
  month: string;
  meetings: number;
  /** People whose vote was counted: of each vote nobody keeps the time, so they belong to the month in which their place closed. */
  voted: number;
}

/** Meetings held and votes counted in each month. */
export async function listMonths(db: ReadDb, processId: number, at: Moment): Promise<MonthCount[]> {
  const month = (column: string) => numberOfMonth(sql.ref(column), at);
  const { rows } = await sql<Omit<MonthCount, "month"> & { month: number }>`
    select month, sum(meetings)::int8 as meetings, sum(voted)::int8 as voted from (
      select ${month("m.starts_at")} as month, 1 as meetings, 0 as voted from meetings m
      where m.process_id = ${processId} and m.state in ('held', 'published')
      union all
      select ${month("bt.closed_at")}, 0, bt.ballots from ballots b join ballot_territories bt on bt.ballot_id = b.id
      where b.process_id = ${processId} and bt.ballots > 0
    ) each group by 1 order by 1`.execute(db);
  return rows.map((row) => ({ ...row, month: nameOfMonth(row.month) }));
}

export interface WinnerCount {
  /** Initiatives that won, and those of them that are commitments. */
  winners: number;
  winnersPromised: number;
}

export async function countWinners(db: ReadDb, processId: number): Promise<WinnerCount> {
  const { rows } = await sql<WinnerCount>`
    select count(*) as winners, count(*) filter (where exists (select 1 from links l
      where l.from_id = k.initiative_id and l.relation in ('became', 'promised_as') and l.ended_at is null)) as "winnersPromised"
    from ballots b join ballot_counts k on k.ballot_id = b.id and k.won where b.process_id = ${processId}`.execute(db);
  return rows[0] ?? { winners: 0, winnersPromised: 0 };
}
