// The figures that the law asks to publish, of what arrived in a quarter.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Channel } from "../channels.ts";
import type { Form } from "../forms.ts";

export interface Span {
  from: Date;
  until: Date;
}

export interface InformationRequest {
  number: string;
  agency: string;
  receivedAt: Date;
  receivedOn: string;
  transferred: boolean;
  /** When its answer was delivered. */
  notifiedAt: Date | null;
  refused: boolean;
}

/** Each request for information that arrived in a span, or ever; in order. */
export async function listInformation(db: ReadDb, span?: Span): Promise<InformationRequest[]> {
  const { from = null, until = null } = span ?? {};
  const { rows } = await sql<InformationRequest>`
    select c.number, c.agency_code as agency, c.received_at as "receivedAt", c.received_on as "receivedOn",
      exists (select from case_events e where e.case_id = c.id and e.kind = 'transferred') as transferred,
      (select max(e.at) from case_events e where e.case_id = c.id and e.kind = 'notified') as "notifiedAt",
      coalesce((select r.outcome = 'refused' from case_answers r where r.case_id = c.id and r.reviewed_at is not null
        order by r.round desc limit 1), false) as refused
    from cases c where c.form = 'information'
      and c.received_at >= coalesce(${from}::timestamptz, '-infinity') and c.received_at < coalesce(${until}::timestamptz, 'infinity')
    order by c.received_at, c.id`.execute(db);
  return rows;
}

export interface ReportRow {
  /** Form, agency or channel. */
  code: string;
  received: number;
  answered: number;
  inTime: number;
  late: number;
  extended: number;
  transferred: number;
  refused: number;
}

export const REPORT_BY = ["form", "agency", "channel"] as const;
export type ReportBy = (typeof REPORT_BY)[number];

/** What arrived in it, by what was asked, by who answers and by how it came. `late`: open after its last day. */
export async function listReport(
  db: ReadDb,
  { from, until }: Span,
  today: string,
): Promise<Record<ReportBy, ReportRow[]>> {
  // What happened to all of them is read once, and not asked of each.
  const { rows } = await sql<ReportRow & { by: ReportBy }>`
    with arrived as (select * from cases where received_at >= ${from} and received_at < ${until}),
    happened as (
      select e.case_id, bool_or(e.kind = 'extended') as extended, bool_or(e.kind = 'transferred') as transferred
      from arrived c join case_events e on e.case_id = c.id where e.kind in ('extended', 'transferred') group by e.case_id
    ),
    refused as (
      select distinct r.case_id from arrived c join case_answers r on r.case_id = c.id
      where r.outcome = 'refused' and r.reviewed_at is not null
    )
    select case when grouping(c.form) = 0 then 'form' when grouping(c.agency_code) = 0 then 'agency' else 'channel' end as by,
      coalesce(c.form, c.agency_code, c.channel) as code, count(*)::int as received,
      (count(*) filter (where c.in_time is not null))::int as answered,
      (count(*) filter (where c.in_time))::int as "inTime",
      (count(*) filter (where c.closed_at is null and c.due_on < ${today}))::int as late,
      (count(*) filter (where h.extended))::int as extended, (count(*) filter (where h.transferred))::int as transferred,
      count(r.case_id)::int as refused
    from arrived c left join happened h on h.case_id = c.id left join refused r on r.case_id = c.id
    group by grouping sets ((c.form), (c.agency_code), (c.channel)) order by received desc, code`.execute(db);
  return { form: [], agency: [], channel: [], ...Object.groupBy(rows, ({ by }) => by) };
}

export interface MonthRow {
  /** `YYYY-MM` on the calendar of the entity. */
  month: string;
  form: Form;
  channel: Channel;
  agency: string;
  received: number;
  answered: number;
  inTime: number;
  late: number;
}

/** What each month brought, by what was asked, how it came and who answers. Nothing of who asks: small numbers tell of nobody. */
export async function listMonths(
  db: ReadDb,
  { today, timeZone }: { today: string; timeZone: string },
): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`
    select to_char(c.received_at at time zone ${timeZone}, 'YYYY-MM') as month, c.form, c.channel, c.agency_code as agency,
      count(*)::int as received,
      (count(*) filter (where c.in_time is not null))::int as answered,
      (count(*) filter (where c.in_time))::int as "inTime",
      (count(*) filter (where c.closed_at is null and c.due_on < ${today}))::int as late
    from cases c group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return rows;
}

export interface OpenRow {
  number: string;
  form: Form;
  channel: Channel;
  territory: string;
  sector: string | null;
  agency: string;
  state: string;
  receivedOn: string;
  dueOn: string | null;
  closedAt: Date | null;
  inTime: boolean | null;
  priority: boolean;
  helped: string | null;
  /** Only of those that everybody may read. */
  text: string | null;
}

const CHUNK = 5000;

/**
 * Every request, in the order of its number, without anything of who asked; a reserved one is a row like any other: left out, the
 * numbers that are missing would name them. Read a part at a time.
 */
export async function* listOpenRows(db: ReadDb): AsyncGenerator<OpenRow> {
  for (let last = 0; ; ) {
    const { rows } = await sql<OpenRow & { id: number }>`
      select c.id, c.number, c.form, c.channel, c.territory_code as territory, c.sector_code as sector,
        c.agency_code as agency, c.state, c.received_on as "receivedOn", c.due_on as "dueOn", c.closed_at as "closedAt",
        c.in_time as "inTime", c.priority, c.helped, c.public_text as text
      from cases c where c.id > ${last} order by c.id limit ${CHUNK}`.execute(db);
    yield* rows;
    last = rows.at(-1)?.id ?? 0;
    if (rows.length < CHUNK) return;
  }
}
