// The requests that Open311 gives: those that everybody may read, in the words that an official read before.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface RequestRow {
  number: string;
  text: string;
  sector: string | null;
  agency: string;
  territory: string;
  state: string;
  closed: boolean;
  receivedAt: Date;
  updatedAt: Date;
  dueOn: string | null;
}

export interface RequestFilter {
  /** They leave the other filters without effect. */
  numbers?: readonly string[];
  /** `null`: about no subject. */
  sectors?: readonly (string | null)[];
  from?: Date;
  until?: Date;
  closed?: boolean;
}

const MOST = 1000;

/** The newest first, a thousand at most. */
export async function listRequests(db: ReadDb, filter: RequestFilter): Promise<RequestRow[]> {
  const { numbers, sectors, from, until, closed } = filter;
  const named = sectors?.filter((one) => one !== null);
  const where =
    numbers !== undefined
      ? sql`c.number = any (${[...numbers]}::text[])`
      : sql`c.received_at >= ${from ?? null} and c.received_at <= ${until ?? null}
        and (${named ?? null}::text[] is null or c.sector_code = any (${named ?? null}::text[])
          or (${sectors?.includes(null) === true} and c.sector_code is null))
        and (${closed ?? null}::boolean is null or (c.closed_at is not null) = ${closed ?? null})`;
  const { rows } = await sql<RequestRow>`
    select c.number, c.public_text as text, c.sector_code as sector, c.agency_code as agency, c.territory_code as territory,
      c.state, c.closed_at is not null as closed, c.received_at as "receivedAt", c.due_on as "dueOn",
      coalesce((select max(e.at) from case_events e where e.case_id = c.id and e.kind <> 'suspended'), c.received_at) as "updatedAt"
    from cases c where c.public_text is not null and ${where}
    order by c.received_at desc, c.id desc limit ${MOST}`.execute(db);
  return rows;
}
