// The rules of the clock, one function each. The days that they give are working days of the calendar they receive; where they come from
// is in the law of the jurisdiction (`law.ts`), which decision 015 explains.
import {
  addWorkingDays,
  type Day,
  type WorkCalendar,
  workingDayFrom,
  workingDaysBetween,
} from "#analysis/calendar/working-days.ts";
import { localTime } from "#platform/clock/zone.ts";
import type { Law, PersonTerm, Term } from "./law.ts";

/** Hour of the wall clock at which the desk closes when the government says no other. */
export const DESK_CLOSES = "17:00";

/**
 * The day on which something that arrives at an instant is received: that day, or the next working day when it arrives after the desk
 * closed or on a day when nobody works. (co: Ley 1437 art. 54; cl: Ley 19.880 art. 25.)
 */
export function receptionDay(at: Date, { timeZone, calendar, closes }: DeskClock): Day {
  const local = localTime(at, timeZone);
  const day = local.slice(0, 10);
  return workingDayFrom(calendar, local.slice(11) < closes ? day : nextDay(day));
}

export interface DeskClock {
  timeZone: string;
  calendar: WorkCalendar;
  /** `HH:MM` from which what arrives is received on the next working day. */
  closes: string;
}

/** The last day to answer: day 1 is the working day after the competent body receives. (co: Ley 1755 art. 14; cl: Ley 20.285 art. 14.) */
export function termDue(calendar: WorkCalendar, received: Day, days: number): Day {
  return addWorkingDays(calendar, received, days);
}

/** The working days that an extension may add: with them the term is at most twice the first one. (co: Ley 1755 art. 14 par.; Ley 1581 arts. 14–15.) */
export function longestExtension(term: Term): number {
  return Math.min(term.moreDays, term.days);
}

/** The last day to say that the answer will take longer: before the term ends, so while its last day lasts. (co: Ley 1755 art. 14 par.) */
export function extensionNoticeBy(due: Day): Day {
  return due;
}

/** The last day to forward a petition to the body that can answer it. Undefined where the law says "at once". (co: Ley 1755 art. 21.) */
export function transferBy(calendar: WorkCalendar, law: Law, received: Day): Day | undefined {
  return law.transfer.days === undefined ? undefined : addWorkingDays(calendar, received, law.transfer.days);
}

/** The last day to ask for what is missing: within its days and never after the term itself. (co: Ley 1755 art. 17.) */
export function completionRequestBy(calendar: WorkCalendar, law: Law, received: Day, due: Day): Day {
  const { days } = law.completionRequest;
  const by = days === undefined ? due : addWorkingDays(calendar, received, days);
  return by < due ? by : due;
}

/**
 * The last day of the person to complete: a month by the calendar, to the same number or the last of the month, and to the next working
 * day when it ends on one that is not; or so many working days. (co: Ley 1755 art. 17, Ley 4 of 1913 arts. 59 and 62; cl: Ley 20.285 art. 12.)
 * @param times 2 when the person asked for as much again
 */
export function personCompletesBy(calendar: WorkCalendar, asked: Day, time: PersonTerm, times = 1): Day {
  if ("days" in time) return addWorkingDays(calendar, asked, time.days * times);
  return workingDayFrom(calendar, addMonths(asked, time.months * times));
}

/** The last day of the person to say what they meant. (co: Ley 1755 art. 19.) */
export function personClarifiesBy(calendar: WorkCalendar, law: Law, asked: Day): Day {
  return addWorkingDays(calendar, asked, law.clarification.days);
}

/** Working days of the term that were used when it stops: the day on which it stops is used. (co: Ley 1755 art. 17.) */
export function daysUsed(calendar: WorkCalendar, runningSince: Day, stopped: Day, usedBefore: number): number {
  return usedBefore + Math.max(0, workingDaysBetween(calendar, runningSince, stopped));
}

/** The last day to answer once the term runs again, from the day after the person completed. At least that day is left. (co: Ley 1755 art. 17.) */
export function resumedDue(calendar: WorkCalendar, completed: Day, total: number, used: number): Day {
  return addWorkingDays(calendar, completed, Math.max(1, total - used));
}

/** The last day to hand the copies over when silence granted a request for information. (co: Ley 1755 art. 14 num. 1.) */
export function copiesAfterSilenceBy(calendar: WorkCalendar, law: Law, due: Day): Day | undefined {
  return law.silence && addWorkingDays(calendar, due, law.silence.copiesWithin);
}

/** The last day to insist after a refusal for reserve, or to claim before the Council. (co: Ley 1755 art. 26; cl: Ley 20.285 art. 24.) */
export function insistenceBy(calendar: WorkCalendar, law: Law, notified: Day): Day {
  return addWorkingDays(calendar, notified, law.insistence.within);
}

/** The last day of the judge to decide on an insistence; undefined where the law gives none. (co: Ley 1755 art. 26.) */
export function judgeDecidesBy(calendar: WorkCalendar, law: Law, insisted: Day): Day | undefined {
  const { decidedWithin } = law.insistence;
  return decidedWithin === undefined ? undefined : addWorkingDays(calendar, insisted, decidedWithin);
}

/** The day on which urgent measures are taken when life or integrity is in danger: the one on which it arrives, worked or not. (co: Ley 1755 art. 20.) */
export function urgentMeasuresBy(at: Date, timeZone: string): Day {
  return localTime(at, timeZone).slice(0, 10);
}

/** How many petitions alike, at the least, may have one published answer. (co: Ley 1755 art. 22.) */
export function joinedFrom({ moreThan }: NonNullable<Law["analogous"]>): number {
  return moreThan + 1;
}

/** The days that a suspension takes: so many working days from the one on which it begins, or the ones that it names. */
export function suspensionDays(calendar: WorkCalendar, from: Day, days: number | readonly Day[]): readonly Day[] {
  if (typeof days !== "number") return days;
  const found: Day[] = [];
  for (let day = workingDayFrom(calendar, from); found.length < days; day = addWorkingDays(calendar, day, 1))
    found.push(day);
  return found;
}

function nextDay(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The same number of a later month, or its last day. */
function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, number = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(number, last))).toISOString().slice(0, 10);
}
