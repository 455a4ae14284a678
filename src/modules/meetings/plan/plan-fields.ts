// What the form that calls a meeting sends, and how it becomes a plan.
import { z } from "zod";
import { instantOf, localTime } from "#platform/clock/zone.ts";
import { choice, choices, dayField, FormState, optionalCode, optionalText, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { MEETING_KINDS, type Meeting } from "../meeting.ts";
import type { Host } from "../meetings.sql.ts";
import type { MeetingPlan } from "./plan-meeting.ts";

const hour = (message: string) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value[0] : value) || undefined,
    z.string(message).regex(/^([01]\d|2[0-3]):[0-5]\d$/, message),
  );

export const planFields = z.object({
  kind: choice(MEETING_KINDS, "meetings.plan.kind.missing"),
  title: textField({
    min: 5,
    max: 140,
    required: "meetings.plan.name.missing",
    short: "meetings.plan.name.missing",
  }),
  sub: optionalCode(),
  place: textField({ min: 2, max: 160, required: "meetings.plan.place.missing", short: "meetings.plan.place.missing" }),
  address: optionalText(160),
  point: optionalText(60),
  day: dayField("meetings.plan.day.missing"),
  startsAt: hour("meetings.plan.starts.missing"),
  endsAt: hour("meetings.plan.ends.missing"),
  agenda: optionalText(3000),
  agencies: choices(20),
  organisations: choices(20),
});

/** The plan of a form. A meeting that ends at a smaller hour than it begins goes on after midnight. */
export function readPlan(body: z.infer<typeof planFields>, timeZone: string): MeetingPlan {
  const { day, startsAt: from, endsAt: to, point, organisations, agenda, ...rest } = body;
  const startsAt = instantOf(`${day}T${from}`, timeZone);
  const endsAt = instantOf(`${day}T${to}`, timeZone);
  const ids = organisations.map(Number);
  if (!ids.every(Number.isSafeInteger)) throw new Problem(400, "common.unknownChoice", { field: "organisations" });
  return {
    ...rest,
    startsAt,
    endsAt,
    agenda: agenda ?? "",
    point: point === undefined ? undefined : readPoint(point),
    organisations: [...new Set(ids)],
    agencies: [...new Set(rest.agencies)],
  };
}

/** «3.8801, -77.0312», as maps give it to copy. */
function readPoint(text: string): { lat: number; lon: number } {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  const [lat, lon] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    throw new Problem(400, "meetings.plan.point.wrong", { field: "point" });
  }
  return { lat, lon };
}

/** The form of a meeting that was called. */
export function filledPlan(meeting: Meeting, hosts: readonly Host[], timeZone: string): FormState {
  const starts = localTime(meeting.startsAt, timeZone);
  const { kind, title, sub, place, address, agenda, lat, lon } = meeting;
  return FormState.filled({
    kind,
    title,
    sub,
    place,
    address,
    agenda,
    point: lat === null ? "" : `${lat}, ${lon}`,
    day: starts.slice(0, 10),
    startsAt: starts.slice(11),
    endsAt: localTime(meeting.endsAt, timeZone).slice(11),
    agencies: hosts.flatMap((host) => host.agency ?? []),
    organisations: hosts.flatMap((host) => (host.organisation === null ? [] : String(host.organisation.id))),
  });
}
