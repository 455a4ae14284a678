import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { MeetingState } from "../meeting.ts";
import { listMeetings } from "../meetings.sql.ts";

interface Where {
  /** Undefined: everywhere. */
  territories: readonly string[] | undefined;
  state: MeetingState | undefined;
  now: Date;
}

/** What is to come, the next one first; then what was, the last one first. */
export async function listForDesk(db: ReadDb, where: Where, page: { limit: number; offset: number }) {
  const { territories, state, now } = where;
  const { rows } = await sql<{ id: number }>`
    select id from meetings
    where (${territories ?? null}::text[] is null or territory_code = any (${territories ?? null}::text[]))
      and (${state ?? null}::text is null or state = ${state ?? null})
    order by ends_at <= ${now}, case when ends_at > ${now} then starts_at end, starts_at desc, id
    limit ${page.limit} offset ${page.offset}`.execute(db);
  const ids = rows.map((row) => row.id);
  const meetings = new Map((await listMeetings(db, { ids, limit: page.limit })).map((one) => [one.id, one]));
  return ids.flatMap((id) => meetings.get(id) ?? []);
}

export async function countStates(
  db: ReadDb,
  territories: readonly string[] | undefined,
): Promise<Map<MeetingState, number>> {
  const { rows } = await sql<{ state: MeetingState; n: number }>`
    select state, count(*) as n from meetings
    where ${territories ?? null}::text[] is null or territory_code = any (${territories ?? null}::text[])
    group by 1`.execute(db);
  return new Map(rows.map((row) => [row.state, row.n]));
}
