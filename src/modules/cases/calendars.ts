// Which days are holidays, by version: a law may add one in the middle of a year. Cases that are open then are counted again with
// the new version; those that were closed keep the one they had.
import { type Day, type Jurisdiction, type WorkCalendar, workCalendar } from "#analysis/calendar/working-days.ts";

export interface CalendarVersion {
  id: string;
  /** Day on which the law that made it was in force. */
  since: Day;
  law: string;
}

const VERSIONS: Record<Jurisdiction, readonly [CalendarVersion, ...CalendarVersion[]]> = {
  co: [
    { id: "co-1983", since: "1984-01-01", law: "Ley 51 de 1983" },
    { id: "co-2026", since: "2026-06-01", law: "Ley 2578 de 2026" },
  ],
  cl: [{ id: "cl-2021", since: "2021-06-01", law: "Leyes 2.977, 19.668, 20.148, 20.299, 20.983 y 21.357" }],
};

/** The version in force on a day, and those that came after it, in order. */
export function calendarsFrom(
  jurisdiction: Jurisdiction,
  day: Day,
): readonly [CalendarVersion, ...(readonly CalendarVersion[])] {
  const [first, ...others] = VERSIONS[jurisdiction];
  return [others.findLast(({ since }) => since <= day) ?? first, ...others.filter(({ since }) => since > day)];
}

/** The working days of a version, without those on which the government decreed that it does not work. */
export function versionCalendar(
  jurisdiction: Jurisdiction,
  version: CalendarVersion,
  closures: readonly Day[],
): WorkCalendar {
  const key = `${version.id} ${closures.join(" ")}`;
  const known = calendars.get(key);
  if (known !== undefined) return known;
  if (calendars.size >= MOST_CALENDARS) calendars.clear();
  const made = makeCalendar(jurisdiction, version, closures);
  calendars.set(key, made);
  return made;
}

/** Thousands of cases ask for the same calendar, and the library takes milliseconds to make one. */
const calendars = new Map<string, WorkCalendar>();
const MOST_CALENDARS = 200;

function makeCalendar(jurisdiction: Jurisdiction, version: CalendarVersion, closures: readonly Day[]): WorkCalendar {
  const calendar = workCalendar(jurisdiction, closures);
  if (version.id !== "co-1983") return calendar;
  return {
    holidays: (year) => calendar.holidays(year).filter((day) => !isAdded2026(day)),
    isWorkingDay: (day) => calendar.isWorkingDay(day) || (isAdded2026(day) && !closures.includes(day)),
  };
}

/** The holiday that Ley 2578 of 2026 added: 9 July, moved to the next Monday. */
function isAdded2026(day: Day): boolean {
  const within = day >= "2026" && day.slice(5) >= "07-09" && day.slice(5) <= "07-15";
  return within && new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
}
