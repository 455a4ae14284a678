// How the requests of a boss go: by agency and by person, always within where the reader works.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { type Asking, within } from "../desk/work-list.sql.ts";

export interface AgencyBoard {
  agency: string;
  open: number;
  late: number;
  /** Due in the next working days. */
  soon: number;
  answered: number;
  inTime: number;
  /** Days by the calendar from arrival to the delivery of the answer; null while there is none. */
  median: number | null;
  p90: number | null;
  helped: number;
  judged: number;
}

/** What is open in each agency, and how those that arrived since an instant were answered. */
export async function listAgencyBoard(db: ReadDb, since: Date, asking: Asking): Promise<AgencyBoard[]> {
  const { today, soon } = asking;
  const { rows } = await sql<AgencyBoard>`
    select c.agency_code as agency,
      (count(*) filter (where c.closed_at is null))::int as open,
      (count(*) filter (where c.closed_at is null and c.due_on < ${today}))::int as late,
      (count(*) filter (where c.closed_at is null and c.due_on between ${today} and ${soon}))::int as soon,
      (count(*) filter (where c.in_time is not null and c.received_at >= ${since}))::int as answered,
      (count(*) filter (where c.in_time and c.received_at >= ${since}))::int as "inTime",
      ${daysTo(0.5, since)} as median, ${daysTo(0.9, since)} as p90,
      (count(*) filter (where c.helped in ('yes', 'partly') and c.received_at >= ${since}))::int as helped,
      (count(*) filter (where c.helped is not null and c.received_at >= ${since}))::int as judged
    from cases c where ${within(asking.authority)} and (c.closed_at is null or c.received_at >= ${since})
    group by c.agency_code order by late desc, open desc, c.agency_code`.execute(db);
  return rows;
}

function daysTo(share: number, since: Date) {
  return sql`round((percentile_cont(${share}::float8) within group (order by extract(epoch from c.closed_at - c.received_at) / 86400)
    filter (where c.in_time is not null and c.received_at >= ${since}))::numeric)::int`;
}

export interface PersonBoard {
  id: number | null;
  name: string | null;
  open: number;
  late: number;
  soon: number;
}

/** What each official has in hand, and what nobody has; the most loaded first. */
export async function listPersonBoard(db: ReadDb, asking: Asking): Promise<PersonBoard[]> {
  const { today, soon } = asking;
  const { rows } = await sql<PersonBoard>`
    select c.assigned_to as id, a.name, count(*)::int as open,
      (count(*) filter (where c.due_on < ${today}))::int as late,
      (count(*) filter (where c.due_on between ${today} and ${soon}))::int as soon
    from cases c left join accounts a on a.id = c.assigned_to
    where ${within(asking.authority)} and c.closed_at is null
    group by c.assigned_to, a.name order by open desc, a.name`.execute(db);
  return rows;
}
