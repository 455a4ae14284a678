// Meetings that were held before this database, as the commands would have left them.
import { loadHistory, loadLinks, sealWords } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { digest, plainCode, pseudonym } from "#platform/secrets/secrets.ts";
import { calledWords, type Meeting, type MeetingState, shownAttendance } from "./meeting.ts";
import { slipCode } from "./slips/slips.ts";

export interface LivedMeeting extends Omit<Meeting, "processId"> {
  process: { id: number; slug: string };
  state: MeetingState;
  agencies: readonly string[];
  organisations: readonly number[];
  officials: readonly { agency: string; position: string; name?: string }[];
  groups: ReadonlyMap<string, number>;
  by: number;
  calledAt: Date;
  /** Needs that were said there. */
  heard: readonly number[];
  /** Commitments that were agreed there. */
  agreed: readonly number[];
  /** How many slips were prepared with its kit. */
  slips?: number;
  /** Pictures of the sheets that were filled in there. */
  sheets?: readonly { caption: string; file: PreparedFile }[];
  minutes?: {
    texts: readonly { text: string; by: number; at: Date }[];
    official: number;
    representative: { name: string; organisation: string };
    objection?: string;
    publishedAt: Date;
  };
}

/** How long after it was called a meeting was called off. */
const CALLED_OFF_MS = 6 * 3_600_000;

/** Writes meetings with everything told of them. */
export async function loadMeetings(tx: WriteTx, meetings: readonly LivedMeeting[]): Promise<void> {
  await insertMany(tx, "meetings", meetings.map(rowOf));
  await insertMany(
    tx,
    "meeting_hosts",
    meetings.flatMap(({ id, agencies, organisations }) => [
      ...agencies.map((code) => ({ meeting_id: id, agency_code: code, organisation_id: null })),
      ...organisations.map((one) => ({ meeting_id: id, agency_code: null, organisation_id: one })),
    ]),
  );
  await insertMany(
    tx,
    "meeting_officials",
    meetings.flatMap(({ id, officials }) =>
      officials.map(({ agency, position, name }) => ({
        meeting_id: id,
        agency_code: agency,
        position,
        name: name ?? null,
      })),
    ),
  );
  await insertMany(
    tx,
    "meeting_groups",
    meetings.flatMap(({ id, groups }) =>
      [...groups].map(([code, people]) => ({ meeting_id: id, group_code: code, people })),
    ),
  );
  await loadMinutes(tx, meetings);
  await loadSlips(tx, meetings);
  for (const meeting of meetings) await loadPictures(tx, meeting);
  await loadLinks(
    tx,
    meetings.flatMap(({ id, heard, agreed, by, endsAt }) => [
      ...heard.map((to) => ({ from: id, to, relation: "heard" as const, by, now: endsAt })),
      ...agreed.map((to) => ({ from: id, to, relation: "agreed" as const, by, now: endsAt })),
    ]),
  );
  await loadHistory(
    tx,
    meetings.flatMap(historyOf).sort((a, b) => a.now.getTime() - b.now.getTime()),
  );
  const words = await sealWords(
    tx,
    meetings.map((one) => ({ thingId: one.id, text: calledWords(one) })),
  );
  await recordAll(
    tx,
    meetings.map(({ id, process, territory, startsAt, endsAt, calledAt }, index) => ({
      kind: "meeting",
      process: process.slug,
      at: calledAt,
      content: { id, territory, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), words: words[index] },
    })),
  );
}

function rowOf(one: LivedMeeting) {
  return {
    id: one.id,
    process_id: one.process.id,
    territory_code: one.territory,
    sub_code: one.sub,
    kind: one.kind,
    title: one.title,
    place: one.place,
    address: one.address,
    lat: one.lat,
    lon: one.lon,
    starts_at: one.startsAt,
    ends_at: one.endsAt,
    agenda: one.agenda,
    state: one.state,
    cancel_reason: one.cancelReason,
    people: one.people,
    held_at: one.state === "held" || one.state === "published" ? one.endsAt : null,
    slip_key: slipKey(one),
    created_by: one.by,
    created_at: one.calledAt,
  };
}

const slipKey = ({ id, process }: LivedMeeting): Buffer => pseudonym(digest(`${process.slug} ${id}`), "slips");

async function loadSlips(tx: WriteTx, meetings: readonly LivedMeeting[]): Promise<void> {
  const slips = meetings.flatMap((meeting) =>
    Array.from({ length: meeting.slips ?? 0 }, (_, index) => ({
      meeting_id: meeting.id,
      number: index + 1,
      code_hash: digest(plainCode(slipCode(slipKey(meeting), index + 1))),
      printed_by: meeting.by,
      printed_at: meeting.calledAt,
    })),
  );
  await insertMany(tx, "meeting_slips", slips);
}

async function loadPictures(tx: WriteTx, { id, by, endsAt, sheets = [] }: LivedMeeting): Promise<void> {
  for (const { caption, file } of sheets) {
    await tx
      .insertInto("meeting_files")
      .values({
        meeting_id: id,
        file_id: await storeFile(tx, file, endsAt),
        kind: "sheet",
        caption,
        added_by: by,
        added_at: endsAt,
      })
      .execute();
  }
}

async function loadMinutes(tx: WriteTx, meetings: readonly LivedMeeting[]): Promise<void> {
  const told = meetings.flatMap(({ id, by, minutes }) => (minutes === undefined ? [] : [{ id, by, minutes }]));
  const versions = told.flatMap(({ id, minutes }) =>
    minutes.texts.map((one, index) => ({ id, version: index + 1, ...one })),
  );
  const ids = await insertManyForIds(
    tx,
    "meeting_minutes",
    versions.map(({ id, version, text, by, at }) => ({ meeting_id: id, version, text, made_by: by, made_at: at })),
  );
  const representatives = await insertManyForIds(
    tx,
    "meeting_representatives",
    told.map(({ id, by, minutes }) => ({
      meeting_id: id,
      ...minutes.representative,
      code_hash: digest(`demonstration ${id}`),
      made_by: by,
      made_at: minutes.texts[0]?.at ?? minutes.publishedAt,
    })),
  );
  const last = new Map(versions.map(({ id }, index) => [id, ids[index] ?? 0]));
  await insertMany(
    tx,
    "meeting_opinions",
    told.flatMap(({ id, minutes }, index) => {
      const { objection, official, publishedAt } = minutes;
      const common = { minutes_id: last.get(id) ?? 0, at: publishedAt };
      return [
        {
          ...common,
          side: "administration",
          opinion: "approved",
          text: null,
          account_id: official,
          representative_id: null,
        },
        {
          ...common,
          side: "community",
          opinion: objection === undefined ? "approved" : "objected",
          text: objection ?? null,
          account_id: null,
          representative_id: representatives[index] ?? 0,
        },
      ];
    }),
  );
}

function historyOf(one: LivedMeeting) {
  const { id, by, title, place, startsAt, endsAt, calledAt, minutes, state } = one;
  const line = (event: string, now: Date, data: Record<string, unknown>) => ({
    thingId: id,
    event,
    data,
    public: true,
    by,
    now,
  });
  const { people } = shownAttendance(one.people, one.groups);
  return [
    line("meetings.called", calledAt, {
      title,
      place,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    }),
    ...(state === "held" || state === "published" ? [line("meetings.held", endsAt, { people: people ?? 0 })] : []),
    ...(state === "cancelled"
      ? [line("meetings.cancelled", new Date(calledAt.getTime() + CALLED_OFF_MS), { reason: one.cancelReason })]
      : []),
    ...(minutes === undefined ? [] : [line("meetings.published", minutes.publishedAt, {})]),
  ];
}
