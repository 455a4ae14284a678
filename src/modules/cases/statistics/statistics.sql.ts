// The requests that are late, as everybody may know them: their numbers, without words or names. One that only the protection role reads is
// a number like any other: left out, it would be told apart by whoever compares the list with the open data.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface LateCase {
  id: number;
  number: string;
  form: string;
  agency: string;
  dueOn: string;
}

/** The latest first. */
export async function listLate(
  db: ReadDb,
  today: string,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<LateCase[]> {
  const { rows } = await sql<LateCase>`
    select id, number, form, agency_code as agency, due_on as "dueOn" from cases
    where closed_at is null and due_on < ${today} order by due_on, id limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export async function countLate(db: ReadDb, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from cases where closed_at is null and due_on < ${today}`.execute(db);
  return rows[0]?.n ?? 0;
}
