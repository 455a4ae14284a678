import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface MonthOfModeration {
  /** `YYYY-MM` on the entity's calendar. */
  month: string;
  reason: string;
  hidden: number;
  appealed: number;
  granted: number;
}

/** What was hidden, by month and reason, and what a second look gave back. What the reserved route took is not counted. */
export async function countByReason(db: ReadDb, timeZone: string): Promise<MonthOfModeration[]> {
  const { rows } = await sql<MonthOfModeration>`
    select to_char(c.decided_at at time zone ${timeZone}, 'YYYY-MM') as month, c.reason,
      count(*) as hidden, count(a.case_id) as appealed, count(*) filter (where a.granted) as granted
    from moderation_cases c join things t on t.id = c.thing_id and t.visibility <> 'reserved'
    left join moderation_appeals a on a.case_id = c.id
    where c.decision = 'hide' group by 1, 2 order by 1 desc, 3 desc, 2`.execute(db);
  return rows;
}

export interface ModerationTotals {
  /** Subjects that somebody reported and a person looked at. */
  reported: number;
  kept: number;
  hidden: number;
  granted: number;
  waiting: number;
}

export async function countTotals(db: ReadDb): Promise<ModerationTotals> {
  const { rows } = await sql<ModerationTotals>`
    select count(*) filter (where c.source = 'report') as reported,
      count(*) filter (where c.decision = 'keep' and c.source <> 'first_look') as kept,
      count(*) filter (where c.decision = 'hide') as hidden,
      count(*) filter (where a.granted) as granted, count(*) filter (where c.decision is null) as waiting
    from moderation_cases c join things t on t.id = c.thing_id and t.visibility <> 'reserved'
    left join moderation_appeals a on a.case_id = c.id`.execute(db);
  return rows[0] ?? { reported: 0, kept: 0, hidden: 0, granted: 0, waiting: 0 };
}
