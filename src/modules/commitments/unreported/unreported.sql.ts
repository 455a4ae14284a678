import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface SilentAgency {
  agency: string;
  /** Its promises that are not settled. */
  open: number;
  /** Of those, the ones of which it has told nothing since the given day. */
  silent: number;
  /** The last time that it told anything of any of its promises. */
  lastReport: Date | null;
}

/** Agencies with promises of which they have told nothing since an instant, the most silent first. */
export async function listSilentAgencies(db: ReadDb, since: Date): Promise<SilentAgency[]> {
  const result = await sql<SilentAgency>`
    with told as (
      select commitment_id, max(at) as at from commitment_updates group by commitment_id
    )
    select c.agency_code as agency, count(*) filter (where c.state not in ('met', 'not_met')) as open,
      count(*) filter (where c.state not in ('met', 'not_met') and coalesce(u.at, c.created_at) < ${since}) as silent,
      max(u.at) as "lastReport"
    from commitments c join things t on t.id = c.id and t.visibility = 'public' left join told u on u.commitment_id = c.id
    group by c.agency_code
    having count(*) filter (where c.state not in ('met', 'not_met') and coalesce(u.at, c.created_at) < ${since}) > 0
    order by silent desc, c.agency_code`.execute(db);
  return result.rows;
}
