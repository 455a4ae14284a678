// The meetings of the demonstration as rows, with what was said and agreed in each.
import type { Entity } from "#core/territory/index.ts";
import { draftMinutes, type LivedMeeting, loadMeetings, shownAttendance } from "#modules/meetings/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { ENGLISH, withLocale } from "#platform/i18n/i18n.ts";
import type { DemoContent, DemoMeeting } from "../content/types.ts";
import type { LoadedPeople } from "./load-people.ts";
import { type Numbers, numberOf } from "./number-things.ts";

/** The draft is made the day after, and corrected from then on. */
const DAY = 86_400_000;

interface Loaded {
  entity: Entity;
  numbers: Numbers;
  people: LoadedPeople;
  processes: ReadonlyMap<string, Process>;
}

export async function loadMeetingsOf(tx: WriteTx, content: DemoContent, loaded: Loaded): Promise<void> {
  const { entity } = loaded;
  const region = { tags: { es: entity.locale, en: ENGLISH }, timeZone: entity.timeZone, currency: entity.currency };
  const meetings = withLocale("es", region, () =>
    content.meetings.map((meeting, index) =>
      withMinutes(livedMeeting(meeting, index, loaded), meeting, content, loaded),
    ),
  );
  await loadMeetings(tx, meetings);
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

/** The minutes as they would have been drafted then, reviewed by both sides. */
function withMinutes(lived: LivedMeeting, meeting: DemoMeeting, content: DemoContent, loaded: Loaded): LivedMeeting {
  const { minutes } = meeting;
  if (minutes === undefined) return lived;
  const { entity, people } = loaded;
  const text = draftMinutes({
    meeting: { ...lived, processId: lived.process.id },
    entity,
    hosts: meeting.agencies.map((agency) => ({ agency, organisation: null })),
    officials: meeting.officials.map((one, id) => ({ id, ...one })),
    attendance: shownAttendance(lived.people, lived.groups),
    needs: meeting.needs.flatMap((need) => content.needs[need]?.text ?? []),
    agreements: meeting.commitments.flatMap((index) => {
      const one = content.commitments[index];
      if (one === undefined) return [];
      // What was agreed then: a date that moved afterwards is not in the minutes.
      const dueDate = one.dateChanges[0]?.from ?? one.dueDate;
      return [{ title: one.text, agency: one.agency, responsible: one.responsible, dueDate }];
    }),
  });
  const reviewed = text.slice(0, text.lastIndexOf("\n\n"));
  return {
    ...lived,
    state: "published",
    minutes: {
      texts: [
        { text, by: lived.by, at: new Date(meeting.endsAt.getTime() + DAY) },
        { text: reviewed, by: lived.by, at: new Date(meeting.endsAt.getTime() + 2 * DAY) },
      ],
      official: people.administrator,
      ...minutes,
    },
  };
}
