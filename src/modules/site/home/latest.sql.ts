import { sql } from "kysely";
import type { CommitmentState } from "#modules/commitments/index.ts";
import type { ReadDb } from "#platform/db/db.ts";

/** A commitment that moved lately, or the last one whose day passed. */
export interface Latest {
  id: number;
  title: string;
  territory: string;
  state: CommitmentState;
  dueDate: string;
  /** What was told, and when; both null for one that is late and silent. */
  text: string | null;
  at: Date | null;
}

/** The last things told about commitments, one per commitment, newest first. */
export async function listLatestUpdates(db: ReadDb, limit: number, territory?: string): Promise<Latest[]> {
  const result = await sql<Latest>`
    with recent as (
      select u.id, u.commitment_id, u.text, u.at from commitment_updates u
      join commitments c on c.id = u.commitment_id
      where (${territory ?? null}::text is null or c.territory_code = ${territory ?? null})
      order by u.at desc, u.id desc limit ${limit * 8}
    ), newest as (
      select distinct on (commitment_id) * from recent order by commitment_id, at desc, id desc
    )
    select c.id, c.title, c.territory_code as territory, c.state, c.due_date as "dueDate", n.text, n.at
    from newest n join commitments c on c.id = n.commitment_id
    join things t on t.id = c.id and t.visibility = 'public'
    order by n.at desc, n.id desc limit ${limit}`.execute(db);
  return result.rows;
}

/** The commitment whose day passed last and is not settled. */
export async function findLastLate(db: ReadDb, today: string): Promise<Latest | undefined> {
  const result = await sql<Latest>`
    select c.id, c.title, c.territory_code as territory, c.state, c.due_date as "dueDate", null as text, null as at
    from commitments c join things t on t.id = c.id and t.visibility = 'public'
    where c.state not in ('met', 'not_met') and c.due_date < ${today}
    order by c.due_date desc, c.id desc limit 1`.execute(db);
  return result.rows[0];
}

/** A life that goes from what was said to what was done, as an example: the last promise kept that came from needs. */
export async function findCompleteThread(db: ReadDb): Promise<{ id: number; title: string } | undefined> {
  const result = await sql<{ id: number; title: string }>`
    select c.id, c.title from commitments c join things t on t.id = c.id and t.visibility = 'public'
    where c.state in ('met', 'partly_met')
      and exists (select 1 from links l where l.to_id = c.id and l.ended_at is null)
    order by exists (select 1 from judgements j where j.commitment_id = c.id) desc, c.created_at desc, c.id desc
    limit 1`.execute(db);
  return result.rows[0];
}
