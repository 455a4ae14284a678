import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { CommitmentState } from "./commitment.ts";

export interface Commitment {
  id: number;
  processId: number;
  territory: string;
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

export interface Update {
  id: number;
  state: CommitmentState;
  text: string;
  figureDone: number | null;
  figureOf: number | null;
  figureUnit: string | null;
  linkUrl: string | null;
  fileId: number | null;
  at: Date;
  author: string | null;
}

export interface DateChange {
  from: string;
  to: string;
  reason: string;
  at: Date;
}

export interface Judgement {
  yes: number;
  partly: number;
  no: number;
}

function commitmentQuery(db: ReadDb) {
  return db
    .selectFrom("commitments as c")
    .innerJoin("things as t", "t.id", "c.id")
    .where("t.visibility", "=", "public")
    .select((eb) => [
      "c.id",
      "c.process_id as processId",
      "c.territory_code as territory",
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

export async function findCommitment(db: ReadDb, id: number): Promise<Commitment | undefined> {
  const row = await commitmentQuery(db).where("c.id", "=", id).executeTakeFirst();
  return row && toCommitment(row);
}

export interface BoardFilter {
  territory?: string;
  agency?: string;
  sector?: string;
  state?: CommitmentState | "late";
  processId?: number;
  /** Today on the entity's calendar: what is late depends on it. */
  today: string;
}

const LATE = (today: string) => sql<boolean>`c.state not in ('met', 'not_met') and c.due_date < ${today}`;

/** Commitments under some filters: late first, then by date. */
export async function listCommitments(
  db: ReadDb,
  filter: BoardFilter,
  page: { limit: number; offset: number },
): Promise<Commitment[]> {
  let query = commitmentQuery(db);
  if (filter.territory !== undefined) query = query.where("c.territory_code", "=", filter.territory);
  if (filter.agency !== undefined) query = query.where("c.agency_code", "=", filter.agency);
  if (filter.sector !== undefined) query = query.where("c.sector_code", "=", filter.sector);
  if (filter.processId !== undefined) query = query.where("c.process_id", "=", filter.processId);
  if (filter.state === "late") query = query.where(LATE(filter.today));
  else if (filter.state !== undefined) query = query.where("c.state", "=", filter.state);
  const rows = await query
    .orderBy(LATE(filter.today), "desc")
    .orderBy("c.due_date")
    .orderBy("c.id")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(toCommitment);
}

export interface Facet {
  facet: "state" | "territory" | "agency" | "sector";
  value: string;
  n: number;
}

/** Counts by state (with `late` apart), territory, agency and sector, under the filters. */
export async function countCommitments(db: ReadDb, filter: BoardFilter): Promise<Facet[]> {
  const { territory = null, agency = null, sector = null, processId = null, today } = filter;
  const result = await sql<Facet>`
    with scoped as materialized (
      select c.territory_code, c.agency_code, c.sector_code,
        case when c.state not in ('met', 'not_met') and c.due_date < ${today} then 'late' else c.state end as state
      from commitments c join things t on t.id = c.id and t.visibility = 'public'
      where (${territory}::text is null or c.territory_code = ${territory})
        and (${agency}::text is null or c.agency_code = ${agency})
        and (${sector}::text is null or c.sector_code = ${sector})
        and (${processId}::bigint is null or c.process_id = ${processId})
    )
    select 'state' as facet, state as value, count(*) as n from scoped group by state
    union all select 'territory', territory_code, count(*) from scoped group by territory_code
    union all select 'agency', agency_code, count(*) from scoped group by agency_code
    union all select 'sector', sector_code, count(*) from scoped where sector_code is not null group by sector_code
    order by 1, 3 desc, 2`.execute(db);
  return result.rows;
}

export async function listUpdates(db: ReadDb, commitmentId: number): Promise<Update[]> {
  const rows = await db
    .selectFrom("commitment_updates as u")
    .leftJoin("accounts as a", "a.id", "u.made_by")
    .select([
      "u.id",
      "u.state",
      "u.text",
      "u.figure_done as figureDone",
      "u.figure_of as figureOf",
      "u.figure_unit as figureUnit",
      "u.link_url as linkUrl",
      "u.file_id as fileId",
      "u.at",
      "a.name as author",
    ])
    .where("u.commitment_id", "=", commitmentId)
    .orderBy("u.id", "desc")
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as CommitmentState }));
}

export async function listDateChanges(db: ReadDb, commitmentId: number): Promise<DateChange[]> {
  return db
    .selectFrom("commitment_dates")
    .select(["from_date as from", "to_date as to", "reason", "at"])
    .where("commitment_id", "=", commitmentId)
    .orderBy("id")
    .execute();
}

export async function listPartners(db: ReadDb, commitmentId: number) {
  return db
    .selectFrom("commitment_partners")
    .select(["agency_code as agency", "actor"])
    .where("commitment_id", "=", commitmentId)
    .orderBy("id")
    .execute();
}

/** What those who asked answered. */
export async function findJudgement(db: ReadDb, commitmentId: number): Promise<Judgement> {
  const rows = await db
    .selectFrom("judgements")
    .select((eb) => ["answer", eb.fn.countAll<number>().as("n")])
    .where("commitment_id", "=", commitmentId)
    .groupBy("answer")
    .execute();
  const of = (answer: string): number => rows.find((row) => row.answer === answer)?.n ?? 0;
  return { yes: of("yes"), partly: of("partly"), no: of("no") };
}
