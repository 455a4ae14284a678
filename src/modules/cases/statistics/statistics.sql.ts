// What everybody may know of the requests: how many, how late, by whom. Nothing here has words or names.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Channel } from "../channels.ts";

export interface Statistics {
  received: number;
  open: number;
  late: number;
  answered: number;
  inTime: number;
  /** Who was asked and said that it helped, wholly or in part. */
  helped: number;
  /** Of them, those who said in part. */
  partly: number;
  judged: number;
}

/** Figures of what arrived since an instant. `today`: day on the calendar of the entity. */
export async function findStatistics(db: ReadDb, since: Date, today: string): Promise<Statistics> {
  const { rows } = await sql<Statistics>`
    select count(*)::int as received,
      (count(*) filter (where closed_at is null))::int as open,
      (count(*) filter (where closed_at is null and due_on < ${today}))::int as late,
      (count(*) filter (where in_time is not null))::int as answered,
      (count(*) filter (where in_time))::int as "inTime",
      (count(*) filter (where helped in ('yes', 'partly')))::int as helped,
      (count(*) filter (where helped = 'partly'))::int as partly,
      (count(*) filter (where helped is not null))::int as judged
    from cases where received_at >= ${since}`.execute(db);
  return rows[0] ?? { received: 0, open: 0, late: 0, answered: 0, inTime: 0, helped: 0, partly: 0, judged: 0 };
}

export interface AgencyFigures {
  agency: string;
  received: number;
  open: number;
  late: number;
  answered: number;
  inTime: number;
}

export async function listAgencyFigures(db: ReadDb, since: Date, today: string): Promise<AgencyFigures[]> {
  const { rows } = await sql<AgencyFigures>`
    select agency_code as agency, count(*)::int as received,
      (count(*) filter (where closed_at is null))::int as open,
      (count(*) filter (where closed_at is null and due_on < ${today}))::int as late,
      (count(*) filter (where in_time is not null))::int as answered,
      (count(*) filter (where in_time))::int as "inTime"
    from cases where received_at >= ${since} group by agency_code order by late desc, received desc, agency_code`.execute(
    db,
  );
  return rows;
}

export interface ChannelFigures {
  channel: Channel;
  received: number;
  answered: number;
  inTime: number;
  /** Received in the same days of the year before. */
  before: number;
}

/** What came by each door since an instant, and in as long a time a year before it. */
export async function listChannelFigures(
  db: ReadDb,
  { since, before, beforeUntil }: { since: Date; before: Date; beforeUntil: Date },
): Promise<ChannelFigures[]> {
  const { rows } = await sql<ChannelFigures>`
    select channel, (count(*) filter (where received_at >= ${since}))::int as received,
      (count(*) filter (where received_at >= ${since} and in_time is not null))::int as answered,
      (count(*) filter (where received_at >= ${since} and in_time))::int as "inTime",
      (count(*) filter (where received_at < ${beforeUntil}))::int as before
    from cases where received_at >= ${before}
    group by channel order by received desc, channel`.execute(db);
  return rows;
}

export interface LateCase {
  id: number;
  number: string;
  form: string;
  agency: string;
  dueOn: string;
}

/** The latest first. */
export async function listLate(db: ReadDb, today: string, limit: number): Promise<LateCase[]> {
  const { rows } = await sql<LateCase>`
    select id, number, form, agency_code as agency, due_on as "dueOn" from cases
    where closed_at is null and due_on < ${today} order by due_on, id limit ${limit}`.execute(db);
  return rows;
}
