// Working days: Monday to Friday without public holidays. Legal terms are counted in them, and officials are written to in
// them. The holidays come from `date-holidays`, put right where it differs from the law (Colombia: Ley 51 of 1983 and Ley
// 2578 of 2026; Chile: Leyes 2.977, 19.668, 20.148 and 20.299), which the tests compare day by day.
import Holidays from "date-holidays";

/** Day as `YYYY-MM-DD`. */
export type Day = string;

/** Whose law says which days are holidays. */
export type Jurisdiction = "co" | "cl";

const COUNTRY: Record<Jurisdiction, string> = { co: "CO", cl: "CL" };
/** Sunday as any other, but the library lists it as a public holiday. */
const EASTER_SUNDAY = "easter";
/** Holidays of the law that the library lacks, as its rules. */
const LACKING: Record<Jurisdiction, readonly string[]> = { co: [], cl: ["easter -1"] };

/** The working days of a jurisdiction. */
export interface WorkCalendar {
  isWorkingDay(day: Day): boolean;
  /** The public holidays of a year, in order. */
  holidays(year: number): readonly Day[];
}

/**
 * The calendar of a jurisdiction.
 * @param closures other days on which the government does not work, as it decreed them.
 */
export function workCalendar(jurisdiction: Jurisdiction, closures: readonly Day[] = []): WorkCalendar {
  const library = new Holidays(COUNTRY[jurisdiction]);
  for (const rule of LACKING[jurisdiction]) library.setHoliday(rule, { name: rule, type: "public" });
  const years = new Map<number, readonly Day[]>();
  const closed = new Set(closures);
  // Terms of a hundred thousand requests go over the same days again and again.
  const known = new Map<Day, boolean>();
  const holidays = (year: number): readonly Day[] => {
    const listed = years.get(year);
    if (listed !== undefined) return listed;
    const days = library
      .getHolidays(year)
      .filter(({ type, rule }) => type === "public" && rule !== EASTER_SUNDAY)
      .map(({ date }) => date.slice(0, 10));
    const found = [...new Set(days)].sort();
    years.set(year, found);
    return found;
  };
  const find = (day: Day): boolean => {
    const weekday = dateOf(day).getUTCDay();
    return weekday > 0 && weekday < 6 && !closed.has(day) && !holidays(Number(day.slice(0, 4))).includes(day);
  };
  return {
    holidays,
    isWorkingDay: (day) => {
      const found = known.get(day) ?? find(day);
      if (known.size >= MOST_DAYS) known.clear();
      known.set(day, found);
      return found;
    },
  };
}

/** Days of a century and a half. */
const MOST_DAYS = 55_000;

/** The same day if it is a working day, else the next one: what arrives on any other day is received then. */
export function workingDayFrom(calendar: WorkCalendar, day: Day): Day {
  let at = day;
  while (!calendar.isWorkingDay(at)) at = shift(at, 1);
  return at;
}

/**
 * The last day of a term: day 1 is the working day after `day`. With a negative `count` it goes backwards in the same way.
 * Zero gives `day` itself.
 */
export function addWorkingDays(calendar: WorkCalendar, day: Day, count: number): Day {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0; ) {
    at = shift(at, step);
    if (calendar.isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** Working days after `from`, up to and including `to`; negative when `to` comes before. */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let at = shift(from, 1); at <= to; at = shift(at, 1)) if (calendar.isWorkingDay(at)) count += 1;
  return count;
}

const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

function shift(day: Day, days: number): Day {
  const steps = days === 1 ? after : days === -1 ? before : undefined;
  const known = steps?.get(day);
  if (known !== undefined) return known;
  const found = new Date(dateOf(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
  if (steps !== undefined && steps.size >= MOST_DAYS) steps.clear();
  steps?.set(day, found);
  return found;
}

/** The day after each, and the one before. */
const after = new Map<Day, Day>();
const before = new Map<Day, Day>();
