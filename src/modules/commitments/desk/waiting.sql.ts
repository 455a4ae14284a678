import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Waiting {
  id: number;
  title: string;
  territory: string;
  agency: string;
  /** Votes it won with; null for one of the whole entity, which is not voted. */
  votes: number | null;
}

/** Initiatives that won, or that concern the whole entity and are not voted, and have no commitment yet; by place. */
export async function listWaiting(db: ReadDb, processIds: readonly number[], root: string): Promise<Waiting[]> {
  const result = await sql<Waiting>`
    select i.id, i.title, i.territory_code as territory, i.agency_code as agency, c.votes
    from initiatives i left join ballot_counts c on c.initiative_id = i.id and c.won
    where i.process_id = any (${processIds}) and i.state = 'published'
      and (c.initiative_id is not null or i.territory_code = ${root})
      and not exists (select 1 from links l where l.from_id = i.id and l.relation = 'promised_as' and l.ended_at is null)
    order by i.territory_code, c.votes desc nulls last, i.id`.execute(db);
  return result.rows;
}
