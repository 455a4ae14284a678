import { sql } from "kysely";
import type { CommitmentState } from "#modules/commitments/index.ts";
import type { ReadDb } from "#platform/db/db.ts";

/** A promise with how many needs it answers. */
export interface PlaceThread {
  id: number;
  title: string;
  state: CommitmentState;
  dueDate: string;
  needs: number;
}

/** Promises of some territories, or about a sector: those that answer more needs first. */
export async function listThreads(
  db: ReadDb,
  where: { territories?: readonly string[]; sector?: string; limit: number },
): Promise<PlaceThread[]> {
  const result = await sql<PlaceThread>`
    select c.id, c.title, c.state, c.due_date as "dueDate", (
      select count(*) from links p join links b on b.to_id = p.from_id and b.relation = 'became' and b.ended_at is null
      join things n on n.id = b.from_id and n.visibility = 'public'
      where p.to_id = c.id and p.relation = 'promised_as' and p.ended_at is null
    ) as needs
    from commitments c join things t on t.id = c.id and t.visibility = 'public'
    where (${where.territories ?? null}::text[] is null or c.territory_code = any (${where.territories ?? null}))
      and (${where.sector ?? null}::text is null or c.sector_code = ${where.sector ?? null})
    order by needs desc, c.due_date, c.id limit ${where.limit}`.execute(db);
  return result.rows;
}

export interface WonInitiative {
  id: number;
  title: string;
  votes: number;
  process: string;
}

/** Initiatives that won in some territories, most voted first, and how many there are. */
export async function listWon(
  db: ReadDb,
  territories: readonly string[],
  limit: number,
): Promise<{ total: number; rows: WonInitiative[] }> {
  const result = await sql<WonInitiative & { total: number }>`
    select i.id, i.title, k.votes, p.title as process, count(*) over () as total
    from ballot_counts k
    join initiatives i on i.id = k.initiative_id
    join things t on t.id = i.id and t.visibility = 'public'
    join processes p on p.id = i.process_id
    where k.won and k.territory_code = any (${territories})
    order by p.published_at desc, k.votes desc, i.id limit ${limit}`.execute(db);
  return { total: result.rows[0]?.total ?? 0, rows: result.rows };
}
