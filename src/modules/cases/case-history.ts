// The whole clock of a case: what it is now, day by day what it was, and the dates that matter, computed from its events alone.
import type { Day, Jurisdiction } from "#analysis/calendar/working-days.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { type CalendarVersion, calendarsFrom, versionCalendar } from "./calendars.ts";
import { applyEvent, CaseRefusal, type Clock, dueOf, recount, startClock, type Terms } from "./case-clock.ts";
import { type CaseEvent, type CaseState, type EventKind, isClosed } from "./case-event.ts";
import { type CaseType, type Law, lawOn, legalZone, type Source, type Term } from "./law.ts";
import {
  completionRequestBy,
  copiesAfterSilenceBy,
  DESK_CLOSES,
  extensionNoticeBy,
  insistenceBy,
  judgeDecidesBy,
  suspensionDays,
  transferBy,
  urgentMeasuresBy,
} from "./rules.ts";

export interface CaseFacts {
  jurisdiction: Jurisdiction;
  type: CaseType;
  /** When it arrived, at whatever hour. */
  received: Date;
  /** In the order in which they happened. */
  events: readonly CaseEvent[];
  priority?: boolean;
  /** Days on which the government decreed that it does not work. */
  closures?: readonly Day[];
  /** `HH:MM` at which its desk closes. */
  closes?: string;
}

export interface HistoryLine {
  at: Date;
  kind: EventKind | "filed" | "calendar-changed";
  state: CaseState;
  /** Last day to answer after it; null while the clock is stopped. */
  due: Day | null;
  rule: string;
  reason?: string;
}

export interface Deadline {
  kind:
    | "extension-notice"
    | "transfer"
    | "completion-request"
    | "petitioner-month"
    | "petitioner-clarification"
    | "copies-after-silence"
    | "insistence"
    | "judge-decision"
    | "urgent-measures";
  by: Day;
  rule: string;
}

export interface CaseClock {
  clock: Clock;
  /** Working days of the term, with its extension. */
  businessDays: number;
  source: Source;
  calendarVersion: string;
  history: readonly HistoryLine[];
  deadlines: readonly Deadline[];
}

/** Why the clock of a case cannot be started at all. */
export class NoLaw extends Error {
  readonly why: "early" | "type";
  constructor(why: "early" | "type") {
    super(why);
    this.why = why;
  }
}

/**
 * Computes the clock of a case.
 * @throws CaseRefusal, with the number of the event in `parameters.event`, when one breaks a rule
 * @throws NoLaw when no term is written for that type or that year
 */
export function caseClock(facts: CaseFacts): CaseClock {
  const { law, term } = findTerm(facts);
  const receivedOn = calendarDay(facts.received, law.timeZone);
  const [first, ...later] = calendarsFrom(facts.jurisdiction, receivedOn);
  const closures = collectClosures(facts, law, later.at(-1) ?? first);
  const termsUnder = (version: CalendarVersion): Terms => ({
    law,
    term,
    type: facts.type,
    desk: {
      timeZone: law.timeZone,
      calendar: versionCalendar(facts.jurisdiction, version, closures),
      closes: facts.closes ?? DESK_CLOSES,
    },
  });
  const run = new Run(facts, { version: first, terms: termsUnder(first) });
  for (const [index, event] of facts.events.entries()) {
    run.changeCalendar(later, calendarDay(event.at, law.timeZone), termsUnder);
    run.happen(event, index);
  }
  run.changeCalendar(later, LAST_DAY, termsUnder);
  return run.told();
}

const LAST_DAY = "9999-12-31";

function findTerm(facts: CaseFacts): { law: Law; term: Term } {
  const law = lawOn(facts.jurisdiction, calendarDay(facts.received, legalZone(facts.jurisdiction)));
  if (law === undefined) throw new NoLaw("early");
  const term = law.terms[facts.type];
  if (term === undefined) throw new NoLaw("type");
  return { law, term };
}

/** The days of all suspensions: they are in the calendar from the beginning, whenever they were decreed. */
function collectClosures(facts: CaseFacts, law: Law, version: CalendarVersion): readonly Day[] {
  const decreed = facts.closures ?? [];
  const calendar = versionCalendar(facts.jurisdiction, version, decreed);
  const suspended = facts.events.flatMap((event, index) => {
    if (event.kind !== "suspended") return [];
    if (event.days === undefined || event.days === 0 || (Array.isArray(event.days) && event.days.length === 0)) {
      throw new CaseRefusal("suspendedNoDays", law.suspension, { event: index + 1 });
    }
    return suspensionDays(calendar, calendarDay(event.at, law.timeZone), event.days);
  });
  return [...decreed, ...suspended];
}

/** The clock while the events of a case go through it. */
class Run {
  readonly #facts: CaseFacts;
  readonly #history: HistoryLine[];
  #clock: Clock;
  #version: CalendarVersion;
  #terms: Terms;
  #last: Date;

  constructor(facts: CaseFacts, start: { version: CalendarVersion; terms: Terms }) {
    this.#facts = facts;
    this.#version = start.version;
    this.#terms = start.terms;
    this.#clock = startClock(facts.received, start.terms);
    this.#last = facts.received;
    this.#history = [this.#line(facts.received, "filed", start.terms.term.source)];
  }

  /** Counts an open case again under each version that is in force on `day`. */
  changeCalendar(later: readonly CalendarVersion[], day: Day, termsUnder: (version: CalendarVersion) => Terms): void {
    for (const version of later) {
      if (version.since > day || version.since <= this.#version.since || isClosed(this.#clock.state)) continue;
      this.#version = version;
      this.#terms = termsUnder(version);
      const recounted = recount(this.#clock, this.#terms);
      const moved = recounted.due !== this.#clock.due;
      this.#clock = recounted;
      if (!moved) continue;
      const at = new Date(`${version.since}T12:00:00Z`);
      this.#history.push(this.#line(at, "calendar-changed", { article: version.law, confirmed: true }));
    }
  }

  happen(event: CaseEvent, index: number): void {
    const { law } = this.#terms;
    try {
      if (event.kind !== "suspended" && event.at < this.#facts.received) {
        throw new CaseRefusal("beforeReception", law.history);
      }
      if (event.kind !== "suspended" && event.at < this.#last) throw new CaseRefusal("unordered", law.history);
      this.#clock = applyEvent(this.#clock, event, this.#terms);
    } catch (error) {
      if (!(error instanceof CaseRefusal)) throw error;
      throw new CaseRefusal(error.code, error.source, { ...error.parameters, event: index + 1 });
    }
    // An act suspends days that may not have come yet: what happens meanwhile is in order all the same.
    if (event.kind !== "suspended" && event.at > this.#last) this.#last = event.at;
    this.#history.push(this.#line(event.at, event.kind, sourceOf(event.kind, law), event.reason));
  }

  #line(at: Date, kind: HistoryLine["kind"], source: Source, reason?: string): HistoryLine {
    return { at, kind, state: this.#clock.state, due: this.#clock.due ?? null, rule: source.article, reason };
  }

  told(): CaseClock {
    const { term } = this.#terms;
    const [facts, clock, terms] = [this.#facts, this.#clock, this.#terms];
    return {
      clock,
      businessDays: term.days + clock.extension,
      source: term.source,
      calendarVersion: this.#version.id,
      history: this.#history,
      // A hundred thousand clocks are counted for their last day alone.
      get deadlines() {
        return deadlines(facts, clock, terms);
      },
    };
  }
}

/** The article that each event applies. */
function sourceOf(kind: EventKind, law: Law): Source {
  const sources: Record<EventKind, Source> = {
    assigned: law.history,
    transferred: law.transfer.source,
    "completion-requested": law.completionRequest.source,
    "month-asked": law.completion.source,
    completed: law.completion.source,
    withdrawn: law.withdrawal,
    extended: law.extension,
    suspended: law.suspension,
    "clarification-requested": law.clarification.source,
    clarified: law.clarification.source,
    answered: law.notification,
    notified: law.notification,
    insistence: law.insistence.source,
    archived: law.clarification.source,
    reopened: law.reopening,
  };
  return sources[kind];
}

/** The dates that matter besides the last day to answer, as they are or were. */
function deadlines(facts: CaseFacts, clock: Clock, { law, term, desk }: Terms): readonly Deadline[] {
  const { calendar } = desk;
  const { received, asked } = clock;
  const firstDue = dueOf(calendar, { ...clock, extension: 0 }, term);
  const stopped = clock.due === undefined;
  const silent = facts.type === law.silence?.type;
  const completing = asked?.what === "completion" ? asked.until : undefined;
  const clarifying = asked?.what === "clarification" ? asked.until : undefined;
  const list: readonly [Deadline["kind"], Day | undefined, Source][] = [
    ["extension-notice", stopped ? undefined : extensionNoticeBy(firstDue), law.extension],
    ["transfer", transferBy(calendar, law, received), law.transfer.source],
    ["completion-request", completionRequestBy(calendar, law, received, firstDue), law.completionRequest.source],
    ["petitioner-month", completing, law.completion.source],
    ["petitioner-clarification", clarifying, law.clarification.source],
    [
      "copies-after-silence",
      silent && clock.due ? copiesAfterSilenceBy(calendar, law, clock.due) : undefined,
      law.silence?.source ?? law.history,
    ],
    ["insistence", clock.notified && insistenceBy(calendar, law, clock.notified), law.insistence.source],
    ["judge-decision", clock.insisted && judgeDecidesBy(calendar, law, clock.insisted), law.insistence.source],
    ["urgent-measures", facts.priority ? urgentMeasuresBy(facts.received, law.timeZone) : undefined, law.priority],
  ];
  return list.flatMap(([kind, by, source]) => (by === undefined ? [] : [{ kind, by, rule: source.article }]));
}
