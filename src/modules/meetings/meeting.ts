// A meeting and the states it goes through, as pure values.
import { SMALLEST_SHOWN, suppressSmall } from "#analysis/suppress/suppress-small.ts";

export const MEETING_KINDS = ["workshop", "meeting"] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];
export const MEETING_STATES = ["planned", "held", "published", "cancelled"] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

export interface Meeting {
  id: number;
  processId: number;
  territory: string;
  sub: string | null;
  kind: MeetingKind;
  title: string;
  /** The hall, school or house. */
  place: string;
  address: string | null;
  lat: number | null;
  lon: number | null;
  startsAt: Date;
  endsAt: Date;
  /** A point a line. */
  agenda: string;
  state: MeetingState;
  cancelReason: string | null;
  /** How many were counted in the room; never shown below five. */
  people: number | null;
}

/** What people are called to, as the log seals it. */
export function calledWords({ title, place }: Pick<Meeting, "title" | "place">): string {
  return `${title}\n${place}`;
}

export type MeetingAct = "hold" | "publish" | "cancel" | "count" | "edit" | "write";

const NEXT: Record<MeetingState, Partial<Record<MeetingAct, MeetingState>>> = {
  planned: { hold: "held", cancel: "cancelled", edit: "planned" },
  held: { publish: "published", count: "held", edit: "held", write: "held" },
  published: {},
  cancelled: {},
};

/** The state after an act; undefined when the act is not possible in that state. */
export function nextState(state: MeetingState, act: MeetingAct): MeetingState | undefined {
  return NEXT[state][act];
}

/** Doors open before the hour: from here on a meeting can have people in it, and needs. */
export const DOORS_MS = 2 * 3_600_000;

/** Whether a meeting may have begun: only then can it have attendance or needs. */
export function hasBegun(meeting: Pick<Meeting, "startsAt">, now: Date): boolean {
  return now.getTime() >= meeting.startsAt.getTime() - DOORS_MS;
}

/** Points of an agenda, without blank lines. */
export function agendaPoints(agenda: string): string[] {
  return agenda
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export interface ShownAttendance {
  /** People in the room; null where fewer than five came or nobody counted. */
  people: number | null;
  /** Count of each group; null where it is not published. */
  groups: ReadonlyMap<string, number | null>;
}

/**
 * Attendance as everybody may read it. A group of one to four is hidden, and with it enough for nobody to find it by
 * subtraction: also what is left over when a group is taken from the people in the room counts as a group (three men in a
 * room of fifteen are the fifteen less the twelve women).
 */
export function shownAttendance(people: number | null, groups: ReadonlyMap<string, number>): ShownAttendance {
  const visible = suppressSmall(groups).counts;
  const isFew = (n: number): boolean => n > 0 && n < SMALLEST_SHOWN;
  const total = people === null || isFew(people) ? null : people;
  return {
    people: total,
    groups: new Map(
      [...visible].map(([code, count]) => [
        code,
        count !== null && count > 0 && people !== null && (total === null || isFew(people - count)) ? null : count,
      ]),
    ),
  };
}
