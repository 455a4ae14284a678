// Commitments as lists: the same conditions choose the rows, count them by filter and make the file.
import { type RawBuilder, sql } from "kysely";
import type { Period } from "#platform/clock/month.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { CommitmentState } from "./commitment.ts";

export interface Commitment {
  id: number;
  processId: number;
  /** Main territory. */
  territory: string;
  /** Other territories that it covers. */
  territories: readonly string[];
  title: string;
  text: string;
  place: string | null;
  sector: string | null;
  agency: string;
  responsible: string;
  dueDate: string;
  /** The first promised day, when it was moved. */
  firstDueDate: string | null;
  money: number | null;
  state: CommitmentState;
  createdAt: Date;
}

export type Standing = CommitmentState | "late";

export interface BoardFilter {
  ids?: readonly number[];
  territory?: string;
  agency?: string;
  /** `NO_SECTOR`: those of none. */
  sector?: string;
  /** When they were made, and when those that are met were first told to be. */
  made?: Period;
  met?: Period;
  /** As it was last told, late or not. */
  state?: CommitmentState;
  /** How it stands: late ones are late, and not what was last told. */
  standing?: Standing;
  money?: "yes" | "no";
  processId?: number;
  /** Promised for this month (YYYY-MM). */
  month?: string;
  /** Only those of these places and agencies (what somebody may report on); undefined: all. */
  within?: readonly { agency: string | null; territories: readonly string[] | null }[];
  /** Today on the entity's calendar: what is late depends on it. */
  today: string;
}

/** Stands for "of no sector" in filters. */
export const NO_SECTOR = "-";

const within = (instant: RawBuilder<unknown>, { from, until }: Period) =>
  sql<boolean>`(${instant} >= ${from} and ${instant} < ${until})`;

const late = (today: string) => sql<boolean>`(c.state not in ('met', 'not_met') and c.due_date < ${today})`;
const standingOf = (today: string) => sql<Standing>`(case when ${late(today)} then 'late' else c.state end)`;

/** What chooses the rows, over `commitments c` and their `things t`. */
export function conditions(filter: BoardFilter): RawBuilder<boolean> {
  const { ids, territory, agency, sector, state, standing, money, processId, month, made, met, today } = filter;
  const parts = [sql`t.visibility = 'public'`];
  if (ids !== undefined) parts.push(sql`c.id = any (${ids})`);
  if (territory !== undefined) parts.push(coversAny([territory]));
  if (agency !== undefined) parts.push(sql`c.agency_code = ${agency}`);
  if (sector !== undefined) {
    parts.push(sector === NO_SECTOR ? sql`c.sector_code is null` : sql`c.sector_code = ${sector}`);
  }
  if (made !== undefined) parts.push(within(sql`c.created_at`, made));
  if (met !== undefined) {
    const told = sql`(select min(u.at) from commitment_updates u where u.commitment_id = c.id and u.state = 'met')`;
    parts.push(sql`(c.state = 'met' and ${within(told, met)})`);
  }
  if (processId !== undefined) parts.push(sql`c.process_id = ${processId}`);
  if (month !== undefined) parts.push(sql`to_char(c.due_date, 'YYYY-MM') = ${month}`);
  if (money !== undefined) parts.push(money === "yes" ? sql`c.money is not null` : sql`c.money is null`);
  if (state !== undefined) parts.push(sql`c.state = ${state}`);
  if (standing !== undefined) parts.push(sql`${standingOf(today)} = ${standing}`);
  if (filter.within !== undefined) {
    const grants = filter.within.map(
      (one) => sql`(${one.agency === null ? sql`true` : sql`c.agency_code = ${one.agency}`}
        and ${one.territories === null ? sql`true` : sql`c.territory_code = any (${one.territories})`})`,
    );
    parts.push(grants.length === 0 ? sql`false` : sql`(${sql.join(grants, sql` or `)})`);
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

function coversAny(codes: readonly string[]) {
  return sql`(c.territory_code = any (${codes}) or exists (
    select 1 from commitment_territories ct where ct.commitment_id = c.id and ct.territory_code = any (${codes})))`;
}

function commitmentQuery(db: ReadDb) {
  return db
    .selectFrom("commitments as c")
    .innerJoin("things as t", "t.id", "c.id")
    .select((eb) => [
      "c.id",
      "c.process_id as processId",
      "c.territory_code as territory",
      sql<string[]>`array(select ct.territory_code from commitment_territories ct
        where ct.commitment_id = c.id order by 1)`.as("territories"),
      "c.title",
      "c.text",
      "c.place",
      "c.sector_code as sector",
      "c.agency_code as agency",
      "c.responsible",
      "c.due_date as dueDate",
      "c.money",
      "c.state",
      "c.created_at as createdAt",
      eb
        .selectFrom("commitment_dates as d")
        .select("d.from_date")
        .whereRef("d.commitment_id", "=", "c.id")
        .orderBy("d.id")
        .limit(1)
        .as("firstDueDate"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof commitmentQuery>["execute"]>>[number];

function toCommitment(row: Row): Commitment {
  return { ...row, state: row.state as CommitmentState };
}

/** A commitment that anybody may read. */
export async function findCommitment(db: ReadDb, id: number): Promise<Commitment | undefined> {
  const row = await commitmentQuery(db).where("c.id", "=", id).where("t.visibility", "=", "public").executeTakeFirst();
  return row && toCommitment(row);
}

/** The first commitments under some filters: late first, then what is not settled, then by date. */
export async function listCommitments(db: ReadDb, filter: BoardFilter, limit: number): Promise<readonly Commitment[]> {
  return (await pageCommitments(db, filter, { limit })).commitments;
}

/** After or before a commitment (its id) in that order, as it stands now; neither: the beginning. */
export interface KeysetPage {
  after?: number;
  before?: number;
  limit: number;
}

export interface CommitmentPage {
  commitments: readonly Commitment[];
  /** Whether there are more before the first and after the last. */
  previous: boolean;
  next: boolean;
}

/** One page of them, in the same order. */
export async function pageCommitments(db: ReadDb, filter: BoardFilter, page: KeysetPage): Promise<CommitmentPage> {
  const back = page.before !== undefined;
  const cursor = page.before ?? page.after;
  const key = sql`not ${late(filter.today)}, c.state in ('met', 'not_met'), c.due_date, c.id`;
  let query = commitmentQuery(db).where(conditions(filter));
  if (cursor !== undefined) {
    const there = sql`(select ${key} from commitments c where c.id = ${cursor})`;
    query = query.where(back ? sql<boolean>`(${key}) < ${there}` : sql<boolean>`(${key}) > ${there}`);
  }
  const way = back ? "desc" : "asc";
  const rows = await query
    .orderBy(sql`not ${late(filter.today)}`, way)
    .orderBy(sql`c.state in ('met', 'not_met')`, way)
    .orderBy("c.due_date", way)
    .orderBy("c.id", way)
    .limit(page.limit + 1)
    .execute();
  const more = rows.length > page.limit;
  const shown = rows.slice(0, page.limit).map(toCommitment);
  return {
    commitments: back ? shown.reverse() : shown,
    previous: back ? more : cursor !== undefined,
    next: back ? true : more,
  };
}

/** The open commitment that comes after one in the order of the desk: late first, then by date. */
export async function findNextOpen(db: ReadDb, filter: BoardFilter, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ next: number | null }>`
    select next from (
      select c.id, lead(c.id) over (order by ${late(filter.today)} desc, c.due_date, c.id) as next
      from commitments c join things t on t.id = c.id
      where ${conditions(filter)} and (c.state not in ('met', 'not_met') or c.id = ${id})
    ) list where id = ${id}`.execute(db);
  return rows[0]?.next ?? undefined;
}

/** The next commitments after one, by id: to pass all of them on without keeping them. */
export async function listCommitmentsAfter(
  db: ReadDb,
  filter: BoardFilter,
  after: number,
  limit: number,
): Promise<Commitment[]> {
  const rows = await commitmentQuery(db)
    .where(conditions(filter))
    .where("c.id", ">", after)
    .orderBy("c.id")
    .limit(limit)
    .execute();
  return rows.map(toCommitment);
}

export interface Facet {
  /** `late`: how many are late, whatever was told of them. `standing`: the parts that make all of them, in every state. */
  facet: "state" | "late" | "standing" | "territory" | "agency" | "sector" | "money" | "process";
  value: string;
  n: number;
}

/** Counts by each filter under all the others, most first: what a person would see by choosing it. */
export async function countCommitments(db: ReadDb, filter: BoardFilter): Promise<Facet[]> {
  const under = (...without: (keyof BoardFilter)[]) => sql`
    from commitments c join things t on t.id = c.id
    where ${conditions({ ...filter, ...Object.fromEntries(without.map((name) => [name, undefined])) })}`;
  const from = (...without: (keyof BoardFilter)[]) => sql`${under(...without)} group by 2`;
  const result = await sql<Facet>`
    select 'state' as facet, c.state as value, count(*) as n ${from("state")}
    union all select 'late', 'yes', count(*) ${under("standing")} and ${late(filter.today)}
    union all select 'standing', ${standingOf(filter.today)}, count(*) ${from("state", "standing")}
    union all
    select 'territory', place.code, count(*)
    from commitments c join things t on t.id = c.id cross join lateral (
      select c.territory_code as code
      union select ct.territory_code from commitment_territories ct where ct.commitment_id = c.id
    ) place where ${conditions({ ...filter, territory: undefined })} group by 2
    union all select 'agency', c.agency_code, count(*) ${from("agency")}
    union all select 'sector', coalesce(c.sector_code, ${NO_SECTOR}), count(*) ${from("sector")}
    union all select 'money', case when c.money is null then 'no' else 'yes' end, count(*) ${from("money")}
    union all select 'process', c.process_id::text, count(*) ${from("processId")}
    order by 1, 3 desc, 2`.execute(db);
  return result.rows;
}

export interface MonthCount {
  /** YYYY-MM. */
  month: string;
  state: CommitmentState;
  n: number;
  /** How many of these are late. */
  late: number;
}

/** How many were promised for each month, by their state, in order of time. */
export async function countByMonth(db: ReadDb, filter: BoardFilter): Promise<MonthCount[]> {
  const { rows } = await sql<MonthCount>`
    select to_char(c.due_date, 'YYYY-MM') as month, c.state, count(*) as n,
      count(*) filter (where ${late(filter.today)}) as late
    from commitments c join things t on t.id = c.id where ${conditions({ ...filter, month: undefined })}
    group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}
