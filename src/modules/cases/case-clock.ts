// One step of the clock: (clock, event) → clock, or the refusal with the rule that the event breaks. Nothing here reads a database or
// the time; `history.ts` runs it over the events of a case.
import type { Day, WorkCalendar } from "#analysis/calendar/working-days.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { type CaseEvent, type CaseState, type EventKind, isClosed } from "./case-event.ts";
import type { CaseType, Law, Source, Term } from "./law.ts";
import {
  completionRequestBy,
  type DeskClock,
  daysUsed,
  extensionNoticeBy,
  insistenceBy,
  judgeDecidesBy,
  longestExtension,
  personClarifiesBy,
  personCompletesBy,
  receptionDay,
  resumedDue,
  termDue,
  transferBy,
} from "./rules.ts";

/** Why an event cannot be; each is a text under `cases.refused`. */
export type RefusalCode =
  | "unordered"
  | "beforeReception"
  | "closed"
  | "answered"
  | "stopped"
  | "extendedTwice"
  | "extendedLate"
  | "extendedNoReason"
  | "extendedNoDays"
  | "extendedLong"
  | "transferLate"
  | "completionLate"
  | "notAsked"
  | "completedLate"
  | "monthAsked"
  | "clarifiedLate"
  | "withdrawnEarly"
  | "withdrawnNoReason"
  | "archivedEarly"
  | "refusedBySilence"
  | "notAnswered"
  | "notNotified"
  | "insistenceLate"
  | "stillOpen"
  | "suspendedNoDays";

/** An event that the law does not allow. */
export class CaseRefusal extends Error {
  readonly code: RefusalCode;
  readonly source: Source;
  readonly parameters: Record<string, string | number>;

  constructor(code: RefusalCode, source: Source, parameters: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.source = source;
    this.parameters = parameters;
  }
}

export interface Clock {
  state: CaseState;
  /** When the body that must answer received it. */
  received: Day;
  /** Last day to answer; undefined while the clock is stopped. */
  due: Day | undefined;
  extension: number;
  /** Working days of the term used before it last began to run, on `runningSince`. */
  used: number;
  runningSince: Day;
  /** The last thing that the person was asked for. */
  asked?: { what: "completion" | "clarification"; on: Day; until: Day; times: number; open: boolean };
  answered?: Day;
  notified?: Day;
  insisted?: Day;
}

export interface Terms {
  law: Law;
  type: CaseType;
  term: Term;
  desk: DeskClock;
}

/** The clock of something that has just been received. */
export function startClock(at: Date, terms: Terms, state: CaseState = "filed"): Clock {
  const received = receptionDay(at, terms.desk);
  const due = termDue(terms.desk.calendar, received, terms.term.days);
  return { state, received, due, extension: 0, used: 0, runningSince: received };
}

/** The same clock under another calendar: what was used is used; what is left is counted again. */
export function recount(clock: Clock, { law, term, desk: { calendar } }: Terms): Clock {
  if (clock.due === undefined) return clock;
  if (clock.insisted !== undefined) return { ...clock, due: judgeDecidesBy(calendar, law, clock.insisted) };
  return { ...clock, due: dueOf(calendar, clock, term) };
}

/** The last day to answer of a clock that runs, without asking whether it does. */
export function dueOf(calendar: WorkCalendar, clock: Clock, term: Term): Day {
  const total = term.days + clock.extension;
  return clock.used === 0
    ? termDue(calendar, clock.runningSince, total)
    : resumedDue(calendar, clock.runningSince, total, clock.used);
}

/**
 * The clock after an event.
 * @throws CaseRefusal when the law does not allow it
 */
export function applyEvent(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  if (isClosed(clock.state) && !AFTER_CLOSING.has(event.kind)) {
    throw new CaseRefusal("closed", terms.law.history);
  }
  return STEPS[event.kind](clock, event, terms);
}

const AFTER_CLOSING: ReadonlySet<EventKind> = new Set(["suspended", "insistence", "archived", "reopened"]);

type Step = (clock: Clock, event: CaseEvent, terms: Terms) => Clock;

const STEPS: Record<EventKind, Step> = {
  assigned: (clock) =>
    clock.state === "filed" || clock.state === "reopened" ? { ...clock, state: "in-progress" } : clock,
  transferred,
  "completion-requested": askCompletion,
  "month-asked": askMonth,
  completed: (clock, event, terms) => resume(clock, event, terms, "completion"),
  withdrawn: withdraw,
  extended: extend,
  // Its days are in the calendar already.
  suspended: (clock) => clock,
  "clarification-requested": askClarification,
  clarified: (clock, event, terms) => resume(clock, event, terms, "clarification"),
  answered: answer,
  notified: notify,
  insistence: insist,
  archived: archive,
  reopened: reopen,
};

const dayOf = ({ at }: CaseEvent, { law }: Terms): Day => calendarDay(at, law.timeZone);

/** The last day to answer of a clock that runs. @throws CaseRefusal when it is stopped or was answered */
function running(clock: Clock, source: Source): Day {
  if (clock.answered !== undefined) throw new CaseRefusal("answered", source);
  if (clock.due === undefined) throw new CaseRefusal("stopped", source);
  return clock.due;
}

function transferred(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { law, desk } = terms;
  running(clock, law.transfer.source);
  const by = transferBy(desk.calendar, law, clock.received);
  if (by !== undefined && dayOf(event, terms) > by) {
    throw new CaseRefusal("transferLate", law.transfer.source, { days: law.transfer.days ?? 0, by });
  }
  return startClock(event.at, terms, "transferred");
}

function askCompletion(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { law, desk } = terms;
  const due = running(clock, law.completionRequest.source);
  const on = dayOf(event, terms);
  const by = completionRequestBy(desk.calendar, law, clock.received, due);
  if (on > by) throw new CaseRefusal("completionLate", law.completionRequest.source, { by });
  const until = personCompletesBy(desk.calendar, on, law.completion.time);
  return stop(clock, terms, { what: "completion", on, until, times: 1, open: true });
}

function askClarification(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { law, desk } = terms;
  const due = running(clock, law.clarification.source);
  const on = dayOf(event, terms);
  if (on > due) throw new CaseRefusal("completionLate", law.clarification.source, { by: due });
  const until = personClarifiesBy(desk.calendar, law, on);
  return stop(clock, terms, { what: "clarification", on, until, times: 1, open: true });
}

function stop(clock: Clock, { desk }: Terms, asked: NonNullable<Clock["asked"]>): Clock {
  const used = daysUsed(desk.calendar, clock.runningSince, asked.on, clock.used);
  return { ...clock, state: "needs-clarification", due: undefined, used, asked };
}

/** The person needs as much time again, once, and says so in time. */
function askMonth(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { law, desk } = terms;
  const { source, time } = law.completion;
  const asked = waitingFor(clock, "completion", source);
  if (asked.times > 1) throw new CaseRefusal("monthAsked", source);
  if (receptionDay(event.at, desk) > asked.until) throw new CaseRefusal("completedLate", source, { by: asked.until });
  const until = personCompletesBy(desk.calendar, asked.on, time, 2);
  return { ...clock, asked: { ...asked, until, times: 2 } };
}

function resume(clock: Clock, event: CaseEvent, terms: Terms, what: "completion" | "clarification"): Clock {
  const { law, term, desk } = terms;
  const { source } = law[what];
  const asked = waitingFor(clock, what, source);
  const completed = receptionDay(event.at, desk);
  if (dayOf(event, terms) > asked.until) {
    throw new CaseRefusal(what === "completion" ? "completedLate" : "clarifiedLate", source, { by: asked.until });
  }
  const resumed = {
    ...clock,
    state: "in-progress",
    runningSince: completed,
    asked: { ...asked, open: false },
  } as const;
  return { ...resumed, due: resumedDue(desk.calendar, completed, term.days + clock.extension, clock.used) };
}

function waitingFor(clock: Clock, what: "completion" | "clarification", source: Source): NonNullable<Clock["asked"]> {
  if (clock.asked?.open !== true || clock.asked.what !== what) throw new CaseRefusal("notAsked", source);
  return clock.asked;
}

function extend(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { law, term, desk } = terms;
  const source = law.extension;
  const due = running(clock, source);
  if (clock.extension > 0) throw new CaseRefusal("extendedTwice", source);
  if (dayOf(event, terms) > extensionNoticeBy(due)) throw new CaseRefusal("extendedLate", source, { by: due });
  if ((event.reason ?? "").trim() === "") throw new CaseRefusal("extendedNoReason", source);
  if (typeof event.days !== "number" || event.days < 1) throw new CaseRefusal("extendedNoDays", source);
  const most = longestExtension(term);
  if (event.days > most) throw new CaseRefusal("extendedLong", source, { most, term: term.days });
  const extended: Clock = { ...clock, state: "extended", extension: event.days };
  return { ...extended, due: dueOf(desk.calendar, extended, term) };
}

/**
 * The person may withdraw at any time. The government may hold the petition as withdrawn by an act with its reasons, once the time of
 * the person to complete it has passed: while it waits, a withdrawal with reasons is taken as that act unless it says whose it is.
 */
function withdraw(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { withdrawal } = terms.law;
  if (clock.asked?.open === true && event.by !== "person") {
    const reasoned = (event.reason ?? "").trim() !== "";
    const passed = dayOf(event, terms) > clock.asked.until;
    if ((reasoned || event.by === "entity") && !passed) {
      throw new CaseRefusal("withdrawnEarly", withdrawal, { by: clock.asked.until });
    }
    if (passed && !reasoned) throw new CaseRefusal("withdrawnNoReason", withdrawal);
  } else if (event.by === "entity") throw new CaseRefusal("notAsked", withdrawal);
  return { ...clock, state: "withdrawn" };
}

function answer(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { silence, notification } = terms.law;
  if (clock.answered !== undefined && clock.state !== "insistence") throw new CaseRefusal("answered", notification);
  const on = dayOf(event, terms);
  const late = clock.due !== undefined && on > clock.due ? clock.due : undefined;
  if (silence?.type === terms.type && late !== undefined && event.outcome === "refused") {
    throw new CaseRefusal("refusedBySilence", silence.source, { by: late });
  }
  return { ...clock, state: "answered", answered: on };
}

/** An answer counts on the day on which its delivery is proved. */
function notify(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  if (clock.state !== "answered") throw new CaseRefusal("notAnswered", terms.law.notification);
  return { ...clock, state: "notified", notified: dayOf(event, terms) };
}

/** The term of the first answer is over: what is waited for is the judge, for as long as the law gives; where it gives nothing, no day runs. */
function insist(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { law, desk } = terms;
  const { source, within } = law.insistence;
  if (clock.state !== "notified" || clock.notified === undefined) throw new CaseRefusal("notNotified", source);
  const insisted = receptionDay(event.at, desk);
  const by = insistenceBy(desk.calendar, law, clock.notified);
  if (dayOf(event, terms) > by) throw new CaseRefusal("insistenceLate", source, { days: within, by });
  return { ...clock, state: "insistence", insisted, due: judgeDecidesBy(desk.calendar, law, insisted) };
}

/** What nobody clarified is archived once its days passed; what was answered and told may be put away. */
function archive(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  const { source } = terms.law.clarification;
  if (clock.state === "notified") return { ...clock, state: "archived" };
  const asked = waitingFor(clock, "clarification", source);
  if (dayOf(event, terms) <= asked.until) throw new CaseRefusal("archivedEarly", source, { by: asked.until });
  return { ...clock, state: "archived" };
}

/** What was closed is received again, with its whole term. */
function reopen(clock: Clock, event: CaseEvent, terms: Terms): Clock {
  if (!isClosed(clock.state)) throw new CaseRefusal("stillOpen", terms.law.reopening);
  return startClock(event.at, terms, "reopened");
}
