// How long the law gives to answer a question: a request for information. By jurisdiction, as all law is.
import { addWorkingDays, type Jurisdiction, workCalendar, workingDayFrom } from "#analysis/calendar/working-days.ts";

export interface LegalTerm {
  /** Working days, the first being the one after it is received. */
  days: number;
  source: string;
}

const TERMS: Record<Jurisdiction, LegalTerm> = {
  co: { days: 10, source: "Ley 1755 de 2015, art. 14, num. 1" },
  cl: { days: 20, source: "Ley 20.285, art. 14" },
};

export function legalTerm(jurisdiction: Jurisdiction): LegalTerm {
  return TERMS[jurisdiction];
}

/** When a question that arrives on `day` counts as received, and the last day to answer it. */
export function termOf(jurisdiction: Jurisdiction, day: string): { receivedOn: string; dueOn: string } {
  const calendar = workCalendar(jurisdiction);
  const receivedOn = workingDayFrom(calendar, day);
  return { receivedOn, dueOn: addWorkingDays(calendar, receivedOn, TERMS[jurisdiction].days) };
}
