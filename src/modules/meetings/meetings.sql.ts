import { sql } from "kysely";
import { type JoinedThing, listJoined } from "#core/trace/index.ts";
import type { Period } from "#platform/clock/month.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Meeting, MeetingKind, MeetingState } from "./meeting.ts";

const COLUMNS = [
  "id",
  "process_id as processId",
  "territory_code as territory",
  "sub_code as sub",
  "kind",
  "title",
  "place",
  "address",
  "lat",
  "lon",
  "starts_at as startsAt",
  "ends_at as endsAt",
  "agenda",
  "state",
  "cancel_reason as cancelReason",
  "people",
] as const;

function meetingQuery(db: ReadDb) {
  return db.selectFrom("meetings").select(COLUMNS);
}

type Row = Awaited<ReturnType<ReturnType<typeof meetingQuery>["execute"]>>[number];

function toMeeting(row: Row): Meeting {
  return { ...row, kind: row.kind as MeetingKind, state: row.state as MeetingState };
}

export async function findMeeting(db: ReadDb, id: number): Promise<Meeting | undefined> {
  const row = await meetingQuery(db).where("id", "=", id).executeTakeFirst();
  return row && toMeeting(row);
}

/** The meeting of an address; 404 if there is none. */
export async function getMeeting(db: ReadDb, id: number): Promise<Meeting> {
  const meeting = await findMeeting(db, id);
  if (meeting === undefined) throw notFound();
  return meeting;
}

export interface MeetingFilter {
  ids?: readonly number[];
  processId?: number;
  /** Codes of the places. */
  territories?: readonly string[];
  states?: readonly MeetingState[];
  /** Those that end after this instant. */
  endsAfter?: Date;
  /** Those that ended before or at this instant. */
  endedBy?: Date;
  /** Those that began then. */
  began?: Period;
}

function filtered(db: ReadDb, filter: MeetingFilter) {
  let query = db.selectFrom("meetings");
  // An empty list is a list: it finds nothing.
  if (filter.ids !== undefined) query = query.where("id", "in", [...filter.ids, 0]);
  if (filter.processId !== undefined) query = query.where("process_id", "=", filter.processId);
  if (filter.territories !== undefined) query = query.where("territory_code", "in", [...filter.territories, ""]);
  if (filter.states !== undefined) query = query.where("state", "in", [...filter.states]);
  if (filter.endsAfter !== undefined) query = query.where("ends_at", ">", filter.endsAfter);
  if (filter.endedBy !== undefined) query = query.where("ends_at", "<=", filter.endedBy);
  if (filter.began === undefined) return query;
  return query.where("starts_at", ">=", filter.began.from).where("starts_at", "<", filter.began.until);
}

/** Meetings under some conditions, by their date: the next ones first, or the last ones. */
export async function listMeetings(
  db: ReadDb,
  filter: MeetingFilter & { order?: "next" | "last"; limit: number; offset?: number },
): Promise<Meeting[]> {
  const direction = filter.order === "last" ? "desc" : "asc";
  const rows = await filtered(db, filter)
    .select(COLUMNS)
    .orderBy("starts_at", direction)
    .orderBy("id", direction)
    .limit(filter.limit)
    .offset(filter.offset ?? 0)
    .execute();
  return rows.map(toMeeting);
}

/** How many there are under some conditions. */
export async function countListed(db: ReadDb, filter: MeetingFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** The next meetings of a process after one, by id: to pass all of them on without keeping them. */
export async function listMeetingsAfter(
  db: ReadDb,
  processId: number,
  after: number,
  limit: number,
): Promise<Meeting[]> {
  const rows = await meetingQuery(db)
    .where("process_id", "=", processId)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toMeeting);
}

export interface MeetingCount {
  territory: string;
  /** Called and not cancelled. */
  meetings: number;
  held: number;
  /** People counted, over the meetings with five or more: never fewer than five. */
  people: number;
}

/** How many meetings a process has had in each place, and how many people were in them (somebody in two counts twice). */
export async function countMeetings(
  db: ReadDb,
  where: { processId: number; territory?: string },
): Promise<MeetingCount[]> {
  const { rows } = await sql<MeetingCount>`
    select territory_code as territory, count(*) as meetings, count(*) filter (where state in ('held', 'published')) as held,
      coalesce(sum(people) filter (where people >= 5), 0)::int8 as people
    from meetings where process_id = ${where.processId} and state <> 'cancelled'
      and (${where.territory ?? null}::text is null or territory_code = ${where.territory ?? null})
    group by 1 order by 1`.execute(db);
  return rows;
}

export interface Host {
  agency: string | null;
  organisation: { id: number; name: string } | null;
}

export async function listHosts(db: ReadDb, meetingId: number): Promise<Host[]> {
  const rows = await db
    .selectFrom("meeting_hosts as h")
    .leftJoin("organisations as o", "o.id", "h.organisation_id")
    .select(["h.agency_code as agency", "o.id as organisationId", "o.name"])
    .where("h.meeting_id", "=", meetingId)
    .orderBy("h.id")
    .execute();
  return rows.map(({ agency, organisationId, name }) => ({
    agency,
    organisation: organisationId === null || name === null ? null : { id: organisationId, name },
  }));
}

export interface Official {
  id: number;
  agency: string;
  position: string;
  name: string | null;
}

export function listOfficials(db: ReadDb, meetingId: number): Promise<Official[]> {
  return db
    .selectFrom("meeting_officials")
    .select(["id", "agency_code as agency", "position", "name"])
    .where("meeting_id", "=", meetingId)
    .orderBy("id")
    .execute();
}

/** Counts by group of some meetings as they were counted: meeting → group → people. Not for the public: see `shownAttendance`. */
export async function listGroupCounts(
  db: ReadDb,
  meetingIds: readonly number[],
): Promise<Map<number, Map<string, number>>> {
  const counts = new Map<number, Map<string, number>>(meetingIds.map((id) => [id, new Map()]));
  if (meetingIds.length === 0) return counts;
  const rows = await db
    .selectFrom("meeting_groups")
    .select(["meeting_id as meeting", "group_code as group", "people"])
    .where("meeting_id", "in", [...meetingIds])
    .orderBy("meeting_id")
    .orderBy("group_code")
    .execute();
  for (const { meeting, group, people } of rows) counts.get(meeting)?.set(group, people);
  return counts;
}

/** Things that a meeting heard or agreed, still linked, in the order in which they were written. */
export function listOutcomes(db: ReadDb, meetingId: number, relation: "heard" | "agreed"): Promise<JoinedThing[]> {
  return listJoined(db, { from: meetingId }, relation);
}
