import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface LastNews {
  id: number;
  text: string;
  at: Date;
}

/** What was told last of each commitment. */
export async function listLastNews(db: ReadDb, ids: readonly number[]): Promise<ReadonlyMap<number, LastNews>> {
  const { rows } = await sql<LastNews>`
    select distinct on (u.commitment_id) u.commitment_id as id, u.text, u.at
    from commitment_updates u where u.commitment_id = any (${ids}::bigint[]) order by u.commitment_id, u.id desc`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** When an agency last told something of any of its commitments, and of how many open ones it has told nothing since a day. */
export async function findReporting(
  db: ReadDb,
  agency: string,
  since: Date,
): Promise<{ last: Date | null; silent: number }> {
  const { rows } = await sql<{ last: Date | null; silent: number }>`
    select max(u.last) as last,
      count(*) filter (where c.state not in ('met', 'not_met') and coalesce(u.last, c.created_at) < ${since}) as silent
    from commitments c join things t on t.id = c.id and t.visibility = 'public'
      left join lateral (select max(at) as last from commitment_updates where commitment_id = c.id) u on true
    where c.agency_code = ${agency}`.execute(db);
  return rows[0] ?? { last: null, silent: 0 };
}
