// A question to a note is a request for information: how long the law gives to answer it, the law of cases says.
import { addWorkingDays, type Jurisdiction, workCalendar, workingDayFrom } from "#analysis/calendar/working-days.ts";
import { type Term, termOf } from "#modules/cases/index.ts";

/** The term of a question that arrives on `day`. */
export function questionTerm(jurisdiction: Jurisdiction, day: string): Term {
  const term = termOf(jurisdiction, "information", day);
  if (term === undefined) throw new Error(`No law of information is written for ${jurisdiction} on ${day}`);
  return term;
}

/** When a question that arrives on `day` counts as received, and the last day to answer it. */
export function questionDays(jurisdiction: Jurisdiction, day: string): { receivedOn: string; dueOn: string } {
  const calendar = workCalendar(jurisdiction);
  const receivedOn = workingDayFrom(calendar, day);
  return { receivedOn, dueOn: addWorkingDays(calendar, receivedOn, questionTerm(jurisdiction, day).days) };
}
