// The meetings of the demonstration as rows, with what was said and agreed in each.
import { type LivedMeeting, loadMeetings } from "#modules/meetings/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { DemoContent, DemoMeeting } from "../content/types.ts";
import type { LoadedPeople } from "./load-people.ts";
import { type Numbers, numberOf } from "./number-things.ts";

interface Loaded {
  numbers: Numbers;
  people: LoadedPeople;
  processes: ReadonlyMap<string, Process>;
}

export async function loadMeetingsOf(tx: WriteTx, content: DemoContent, loaded: Loaded): Promise<void> {
  await loadMeetings(
    tx,
    content.meetings.map((meeting, index) => livedMeeting(meeting, index, loaded)),
  );
}

function livedMeeting(meeting: DemoMeeting, index: number, { numbers, people, processes }: Loaded): LivedMeeting {
  const process = processes.get(meeting.process);
  if (process === undefined) throw new Error(`There is no process ${meeting.process}`);
  return {
    id: numberOf(numbers.meetings, index),
    process,
    territory: meeting.territory,
    sub: meeting.sub ?? null,
    kind: meeting.kind,
    title: meeting.title,
    place: meeting.place,
    address: null,
    lat: null,
    lon: null,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    agenda: meeting.agenda.join("\n"),
    state: meeting.cancelled !== undefined ? "cancelled" : meeting.attendance === undefined ? "planned" : "held",
    cancelReason: meeting.cancelled ?? null,
    people: meeting.attendance?.people ?? null,
    agencies: meeting.agencies,
    organisations: meeting.organisations.flatMap((one) => people.organisations[one] ?? []),
    officials: meeting.officials,
    groups: meeting.attendance?.groups ?? new Map(),
    by: people.facilitator,
    calledAt: meeting.calledAt,
    heard: meeting.needs.map((need) => numberOf(numbers.needs, need)),
    agreed: meeting.commitments.map((one) => numberOf(numbers.commitments, one)),
  };
}
