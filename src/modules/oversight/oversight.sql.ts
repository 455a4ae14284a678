// Those who watch, what they watch and what they found, as rows.
import { type RawBuilder, sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { FindingKind } from "./oversight.ts";

export interface Oversight {
  id: number;
  organisation: string;
  territory: string;
  representative: number | null;
  /** What for, in its words; null while moderation hides them. */
  object: string | null;
  hiddenReason: string | null;
  from: string;
  to: string;
  /** Projects, goals and commitments that it watches. */
  watched: number;
  /** What it found and was not hidden; and of it, how much waits for its answer and how much past its term. */
  findings: number;
  waiting: number;
  overdue: number;
}

async function select(db: ReadDb, today: string, where: RawBuilder<unknown>): Promise<Oversight[]> {
  const { rows } = await sql<Oversight>`
    select v.id, o.name as organisation, o.territory_code as territory, o.representative_id as representative,
      case when v.hidden_reason is null then v.object end as object, v.hidden_reason as "hiddenReason",
      v.from_on as "from", v.to_on as "to",
      (select count(*)::integer from links l join things t on t.id = l.from_id and t.visibility = 'public'
        where l.to_id = v.id and l.relation = 'watched_by' and l.ended_at is null) as watched,
      f.findings, f.waiting, f.overdue
    from oversights v join organisations o on o.id = v.organisation_id
    cross join lateral (
      select count(*)::integer as findings, (count(*) filter (where answer is null))::integer as waiting,
        (count(*) filter (where answer is null and due_on < ${today}))::integer as overdue
      from oversight_findings where oversight_id = v.id and kind = 'finding' and hidden_reason is null
    ) f
    where ${where} order by v.to_on >= ${today} desc, v.from_on desc, v.id desc`.execute(db);
  return rows;
}

/** All of them: those whose period goes on first. */
export function listOversights(db: ReadDb, today: string): Promise<Oversight[]> {
  return select(db, today, sql`true`);
}

/** Some of them, by their numbers. */
export function listOversightsById(db: ReadDb, ids: readonly number[], today: string): Promise<Oversight[]> {
  return select(db, today, sql`v.id = any (${ids}::bigint[])`);
}

/** One of them. */
export async function findOversight(db: ReadDb, id: number, today: string): Promise<Oversight | undefined> {
  return (await select(db, today, sql`v.id = ${id}`))[0];
}

export interface Contract {
  id: number;
  code: string;
  object: string | null;
  supplier: string;
  /** A project that pays it. */
  project: number;
}

/** Contracts that are watched by name. */
export async function listContracts(db: ReadDb, oversightId: number): Promise<Contract[]> {
  const { rows } = await sql<Contract>`
    select c.id, c.code, c.object, c.supplier_name as supplier,
      (select min(l.project_id) from project_contract_links l where l.contract_id = c.id) as project
    from oversight_contracts w join project_contracts c on c.id = w.contract_id
    where w.oversight_id = ${oversightId} order by c.code`.execute(db);
  return rows;
}

export interface Finding {
  id: number;
  oversight: number;
  organisation: string;
  territory: string;
  kind: FindingKind;
  subject: number;
  /** Code of the contract that it is about. */
  contract: string | null;
  text: string;
  file: { id: number; type: string; width: number | null; height: number | null } | null;
  agency: string | null;
  at: Date;
  dueOn: string | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  hiddenReason: string | null;
}

function selectFindings(where: RawBuilder<unknown>, order: RawBuilder<unknown>): RawBuilder<Finding> {
  return sql<Finding>`
    select f.id, f.oversight_id as oversight, o.name as organisation, o.territory_code as territory, f.kind,
      f.subject_id as subject, c.code as contract, f.text,
      case when x.id is not null then
        jsonb_build_object('id', x.id, 'type', x.type, 'width', x.width, 'height', x.height) end as file,
      f.agency_code as agency, f.at, f.due_on as "dueOn", f.answer, a.name as "answeredBy", f.answered_at as "answeredAt",
      f.hidden_reason as "hiddenReason"
    from oversight_findings f join oversights v on v.id = f.oversight_id join organisations o on o.id = v.organisation_id
    left join project_contracts c on c.id = f.contract_id left join files x on x.id = f.file_id
    left join accounts a on a.id = f.answered_by
    where ${where} order by ${order}`;
}

/** What one of them said, newest first; what is hidden keeps its place. */
export async function listFindings(db: ReadDb, oversightId: number): Promise<readonly Finding[]> {
  return (await selectFindings(sql`f.oversight_id = ${oversightId}`, sql`f.at desc, f.id desc`).execute(db)).rows;
}

/** Some of what was said and everybody may read, in the order in which it was said. */
export async function listFindingsById(db: ReadDb, ids: readonly number[]): Promise<readonly Finding[]> {
  const where = sql`f.id = any (${ids}::bigint[]) and f.hidden_reason is null`;
  return (await selectFindings(where, sql`f.at, f.id`).execute(db)).rows;
}

/** One of them, hidden or not. */
export async function findFinding(db: ReadDb, id: number): Promise<Finding | undefined> {
  return (await selectFindings(sql`f.id = ${id}`, sql`f.id`).execute(db)).rows[0];
}

/** What waits for an answer, what is due first before. */
export async function listWaiting(db: ReadDb): Promise<readonly Finding[]> {
  const where = sql`f.kind = 'finding' and f.answer is null and f.hidden_reason is null`;
  return (await selectFindings(where, sql`f.due_on, f.id`).execute(db)).rows;
}

/** The organisations in whose name an account may watch: those that the entity checked and that it represents. */
export async function listRepresented(db: ReadDb, account: number): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom("organisations")
    .select(["id", "name"])
    .where("representative_id", "=", account)
    .where("approved_at", "is not", null)
    .orderBy("name")
    .orderBy("id")
    .execute();
}
