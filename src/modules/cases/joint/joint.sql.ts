// Answers for many requests at once: those that wait, and those that everybody may read.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { CaseState } from "../case-event.ts";

export interface Joint {
  id: number;
  agency: string;
  question: string;
  text: string;
  outcome: "granted" | "refused";
  writtenBy: number | null;
  writer: string | null;
  writtenAt: Date;
  reviewedAt: Date | null;
  droppedAt: Date | null;
  /** Requests that have it, or wait for it. */
  asked: number;
}

const COLUMNS =
  sql.raw(`j.id, j.agency_code as agency, j.question, j.text, j.outcome, j.written_by as "writtenBy", a.name as writer,
  j.written_at as "writtenAt", j.reviewed_at as "reviewedAt", j.dropped_at as "droppedAt",
  (select count(*) from case_answers r join cases c on c.id = r.case_id
    where r.joint_id = j.id and (r.reviewed_at is not null or (j.reviewed_at is null and c.closed_at is null
      and c.agency_code = j.agency_code and c.route_code is null)))::int as asked
  from case_joint_answers j left join accounts a on a.id = j.written_by`);

export async function findJoint(db: ReadDb, id: number): Promise<Joint | undefined> {
  const { rows } = await sql<Joint>`select ${COLUMNS} where j.id = ${id}`.execute(db);
  return rows[0];
}

/** Those of some agencies, or of all, the ones that wait first. Those that were given up are told too. */
export async function listJoint(db: ReadDb, agencies: readonly string[] | undefined, limit: number): Promise<Joint[]> {
  const { rows } = await sql<Joint>`
    select ${COLUMNS} where ${agencies ?? null}::text[] is null or j.agency_code = any (${agencies ?? null}::text[])
    order by j.reviewed_at is null and j.dropped_at is null desc, j.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Those that everybody may read, the last first; all of them without a limit. */
export async function listPublicJoint(db: ReadDb, limit?: number): Promise<Joint[]> {
  const { rows } = await sql<Joint>`
    select ${COLUMNS} where j.reviewed_at is not null order by j.reviewed_at desc, j.id desc limit ${limit ?? null}`.execute(
    db,
  );
  return rows;
}

export interface JointMember {
  id: number;
  number: string;
  state: CaseState;
  closedAt: Date | null;
  dueOn: string | null;
  agency: string;
  territory: string;
  route: string | null;
}

/** The cases that have it as their answer. */
export async function listMembers(db: ReadDb, id: number): Promise<JointMember[]> {
  const { rows } = await sql<JointMember>`
    select c.id, c.number, c.state, c.closed_at as "closedAt", c.due_on as "dueOn", c.agency_code as agency,
      c.territory_code as territory, c.route_code as route
    from case_answers r join cases c on c.id = r.case_id where r.joint_id = ${id} order by c.id`.execute(db);
  return rows;
}
