// How far a route went, computed from what was done in it: each step with its term and whether it is late.
import { addWorkingDays, type Jurisdiction, workCalendar } from "#analysis/calendar/working-days.ts";
import type { RightsRoute } from "#core/territory/index.ts";
import { instantOf, localTime } from "#platform/clock/zone.ts";

export const ROUTE_EVENTS = ["opened", "read", "done", "undone", "closed", "returned"] as const;
export type RouteEventKind = (typeof ROUTE_EVENTS)[number];

export interface RouteEvent {
  at: Date;
  kind: RouteEventKind;
  route: string;
  step: string | null;
  /** Day on which the step was done. */
  doneOn: string | null;
  note: string | null;
  byAccount: number | null;
  /** Name of who wrote it. */
  by: string | null;
}

export interface StepState {
  step: RightsRoute["steps"][number];
  /** Until when. */
  by: Date;
  /** Its term is counted in hours, so that the hour matters. */
  byHour: boolean;
  doneOn: string | undefined;
  late: boolean;
}

export interface RouteState {
  openedAt: Date;
  closed: RouteEvent | undefined;
  steps: readonly StepState[];
  late: number;
  /** The term that ends first of what is left to do. */
  next: StepState | undefined;
}

export interface RouteCalendar {
  jurisdiction: Jurisdiction;
  timeZone: string;
}

/** State of a route at an instant. A step that the entity took out of it is not told; what was done stays in its history. */
export function routeState(
  route: RightsRoute,
  events: readonly RouteEvent[],
  calendar: RouteCalendar,
  now: Date,
): RouteState {
  const own = events.slice(
    Math.max(
      0,
      events.findLastIndex(({ kind }) => kind === "opened"),
    ),
  );
  const openedAt = own[0]?.at ?? now;
  const closed = own.find(({ kind }) => kind === "closed");
  const steps = route.steps.map((step): StepState => {
    const last = own.findLast((event) => event.step === step.code);
    const by = termEnd(step.term, openedAt, calendar);
    const doneOn = last?.kind === "done" ? (last.doneOn ?? undefined) : undefined;
    const late = doneOn === undefined && closed === undefined && now > by;
    return { step, by, byHour: "hours" in step.term, doneOn, late };
  });
  const left = steps.filter(({ doneOn }) => doneOn === undefined).toSorted((a, b) => a.by.getTime() - b.by.getTime());
  return {
    openedAt,
    closed,
    steps,
    late: steps.filter(({ late }) => late).length,
    next: closed === undefined ? left[0] : undefined,
  };
}

/** So many hours by the clock, danger does not rest; or the end of the last working day. */
function termEnd(term: StepState["step"]["term"], from: Date, { jurisdiction, timeZone }: RouteCalendar): Date {
  if ("hours" in term) return new Date(from.getTime() + term.hours * 3_600_000);
  const day = localTime(from, timeZone).slice(0, 10);
  return instantOf(`${addWorkingDays(workCalendar(jurisdiction), day, term.workingDays)}T23:59`, timeZone);
}
