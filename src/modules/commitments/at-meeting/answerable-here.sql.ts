import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** Needs said in a meeting that nobody has answered yet, the last first. */
export async function listAnswerableHere(
  db: ReadDb,
  meetingId: number,
  limit: number,
): Promise<{ id: number; text: string }[]> {
  const { rows } = await sql<{ id: number; text: string }>`
    select d.id, d.text from links h join demands d on d.id = h.to_id
      join things t on t.id = d.id and t.visibility = 'public'
    where h.from_id = ${meetingId} and h.relation = 'heard' and h.ended_at is null
      and d.state in ('received', 'read', 'taken')
      and not exists (select 1 from links l where l.from_id = d.id and l.relation = 'promised_as' and l.ended_at is null)
    order by h.id desc limit ${limit}`.execute(db);
  return rows;
}
