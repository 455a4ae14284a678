import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { SheetState } from "./type-sheet.ts";

export async function countSheets(db: ReadDb, meetingId: number): Promise<Map<SheetState, number>> {
  const { rows } = await sql<{ state: SheetState; n: number }>`
    select state, count(*) as n from ballot_paper_sheets where meeting_id = ${meetingId} group by 1`.execute(db);
  return new Map(rows.map((row) => [row.state, row.n]));
}

/** Paper ballots of a place, of all its meetings: how many are in the ballot, and how many are not because they do not agree yet. */
export async function countPaperIn(
  db: ReadDb,
  ballotId: number,
  territory: string,
): Promise<{ cast: number; waiting: number }> {
  const { rows } = await sql<{ cast: number; waiting: number }>`
    select count(*) filter (where s.state = 'cast') as cast, count(*) filter (where s.state <> 'cast') as waiting
    from ballot_paper_sheets s join meetings m on m.id = s.meeting_id
    where s.ballot_id = ${ballotId} and m.territory_code = ${territory}`.execute(db);
  return rows[0] ?? { cast: 0, waiting: 0 };
}

export interface Disagreement {
  hint: string;
  first: string;
  firstChoices: number[];
  second: string;
  secondChoices: number[];
}

/** Sheets that two people read differently, with who read what. */
export async function listDisagreements(db: ReadDb, meetingId: number): Promise<Disagreement[]> {
  const { rows } = await sql<Disagreement>`
    select s.hint, a.name as first, s.first_choices as "firstChoices", b.name as second, s.second_choices as "secondChoices"
    from ballot_paper_sheets s join accounts a on a.id = s.first_by join accounts b on b.id = s.second_by
    where s.meeting_id = ${meetingId} and s.state = 'disagree' order by s.typed_at, s.hint limit 100`.execute(db);
  return rows;
}
