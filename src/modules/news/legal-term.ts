// A question to a note is a request for information: how long the law gives to answer it, the law of cases says.
import type { Jurisdiction } from "#analysis/calendar/working-days.ts";
import { type Term, termFrom } from "#modules/cases/index.ts";

/** The term of a question that arrives on `day`. */
export function questionTerm(jurisdiction: Jurisdiction, day: string): Term {
  return termFrom(jurisdiction, "information", day).term;
}

/** When a question that arrives on `day` counts as received, and the last day to answer it. */
export function questionDays(jurisdiction: Jurisdiction, day: string): { receivedOn: string; dueOn: string } {
  const { receivedOn, dueOn } = termFrom(jurisdiction, "information", day);
  return { receivedOn, dueOn };
}
