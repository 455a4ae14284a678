import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface MeetingNeed {
  id: number;
  text: string;
  sector: string | null;
  sub: string | null;
  place: string | null;
  groups: string[];
  channel: string;
}

/** What a meeting heard, the last first. */
export async function listMeetingNeeds(db: ReadDb, meetingId: number, limit: number): Promise<MeetingNeed[]> {
  const { rows } = await sql<MeetingNeed>`
    select d.id, d.text, d.sector_code as sector, d.sub_code as sub, d.place, d.channel,
      array(select g.group_code from demand_groups g where g.demand_id = d.id order by 1) as groups
    from links l join demands d on d.id = l.to_id join things t on t.id = d.id and t.visibility = 'public'
    where l.from_id = ${meetingId} and l.relation = 'heard' and l.ended_at is null
    order by l.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function countMeetingNeeds(db: ReadDb, meetingId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from links l join things t on t.id = l.to_id and t.visibility = 'public'
    where l.from_id = ${meetingId} and l.relation = 'heard' and l.ended_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}
