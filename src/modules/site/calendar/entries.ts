// Everything that has a date and where people have a place: phases of processes, meetings, and dates of the entity.
import type { Entity } from "#core/territory/index.ts";
import { listMeetings, type Meeting } from "#modules/meetings/index.ts";
import {
  type CalendarDate,
  listCalendarDates,
  listPublicProcesses,
  type PhaseDates,
  type Process,
} from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";

const MOST_MEETINGS = 300;

export type Entry =
  | { kind: "phase"; process: Process; territory: string; dates: PhaseDates; from: string; to: string }
  | { kind: "meeting"; meeting: Meeting; from: string; to: string }
  | { kind: "date"; date: CalendarDate; from: string; to: string };

export interface CalendarFilter {
  /** Code of a place; undefined: what concerns the whole entity, with the meetings of every place. */
  place?: string;
  process?: string;
}

/** What ends on `now` or later, the first to begin first. */
export async function listEntries(
  db: ReadDb,
  entity: Entity,
  { place, process: slug }: CalendarFilter,
  now: Date,
): Promise<Entry[]> {
  const today = calendarDay(now, entity.timeZone);
  const processes = (await listPublicProcesses(db)).filter(
    (process) => process.state === "published" && (slug === undefined || process.slug === slug),
  );
  const wanted = slug === undefined ? undefined : processes[0]?.id;
  const meetings =
    slug !== undefined && wanted === undefined
      ? []
      : await listMeetings(db, {
          territories: place === undefined ? undefined : [place],
          processId: wanted,
          endsAfter: now,
          order: "next",
          limit: MOST_MEETINGS,
        });
  const dates = slug === undefined ? await listCalendarDates(db, { endsFrom: today, territory: place }) : [];
  const day = (instant: Date) => calendarDay(instant, entity.timeZone);
  const entries: Entry[] = [
    ...processes.flatMap((process) => phasesOf(process, place ?? entity.root.code, now, day)),
    ...meetings.map(
      (meeting): Entry => ({ kind: "meeting", meeting, from: day(meeting.startsAt), to: day(meeting.endsAt) }),
    ),
    ...dates.map((date): Entry => ({ kind: "date", date, from: date.from, to: date.to })),
  ];
  return entries.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function phasesOf(process: Process, territory: string, now: Date, day: (instant: Date) => string): Entry[] {
  return (process.phases.get(territory) ?? [])
    .filter((dates) => dates.closesAt > now)
    .map((dates) => ({
      kind: "phase",
      process,
      territory,
      dates,
      from: day(dates.opensAt),
      to: day(new Date(dates.closesAt.getTime() - 1)),
    }));
}
