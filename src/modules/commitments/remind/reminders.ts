// When whoever answers for a commitment is reminded of it: a pure calendar, in working days.
import { addWorkingDays, type WorkCalendar } from "#analysis/calendar/working-days.ts";
import type { Role } from "#platform/module.ts";

/** Each reminder of a promised day, in order. `boss`: also whoever is above. */
const STEPS = [
  { step: "before-10", days: -10, boss: false },
  { step: "before-2", days: -2, boss: false },
  { step: "late-1", days: 1, boss: false },
  { step: "late-5", days: 5, boss: true },
  { step: "late-20", days: 20, boss: true },
  { step: "late-60", days: 60, boss: true },
] as const;

export type Step = (typeof STEPS)[number]["step"];

export interface Reminder {
  step: Step;
  boss: boolean;
}

/**
 * The last reminder whose day has come; undefined before the first. If days went by without any (a machine that was off,
 * a date that was moved nearer), the earlier ones are not sent any more.
 */
export function reminderDue(dueDate: string, today: string, calendar: WorkCalendar): Reminder | undefined {
  const found = STEPS.findLast(({ days }) => addWorkingDays(calendar, dueDate, days) <= today);
  return found && { step: found.step, boss: found.boss };
}

/** First day of the last reminder, counted from the promised day: nothing is older. */
export const FIRST_DAYS_BEFORE = 30;

const OPENS = 8;
const CLOSES = 17;

/** Whether officials are at work: from eight to five by the entity's clock, on a working day. */
export function inBusinessHours(now: Date, timeZone: string, today: string, calendar: WorkCalendar): boolean {
  const hour = Number(new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(now));
  return calendar.isWorkingDay(today) && hour >= OPENS && hour < CLOSES;
}

export interface Official {
  accountId: number;
  role: string;
  agency: string | null;
  /** Places of the grant; undefined for everywhere. */
  territory: string | undefined;
}

export interface Ladder {
  /** The agency above one; undefined at the top. */
  parentOf: (agency: string) => string | undefined;
  /** Whether an agency was dissolved. */
  isRetired: (agency: string) => boolean;
  isWithin: (territory: string, ancestor: string) => boolean;
}

/**
 * Who is written to about something: those who have the role in its agency and its place; where nobody is left, or the agency was
 * dissolved, in the agency above, and so on; then those who have it for the whole entity; in the end, who administers.
 */
export function whoAnswers(
  about: { agency: string; territory: string },
  officials: readonly Official[],
  ladder: Ladder,
  role: Role = "planner",
): readonly number[] {
  const here = officials.filter(
    ({ territory }) => territory === undefined || ladder.isWithin(about.territory, territory),
  );
  const those = here.filter((one) => one.role === role);
  for (let agency: string | undefined = about.agency; agency !== undefined; agency = ladder.parentOf(agency)) {
    const mine = ladder.isRetired(agency) ? [] : those.filter((one) => one.agency === agency);
    if (mine.length > 0) return accountsOf(mine);
  }
  const general = those.filter((one) => one.agency === null);
  return accountsOf(general.length > 0 ? general : here.filter(({ role }) => role === "administrator"));
}

/** Whoever is above those who answer: the agency above its own, as `whoAnswers` climbs. */
export function whoIsAbove(
  about: { agency: string; territory: string },
  officials: readonly Official[],
  ladder: Ladder,
  role: Role = "planner",
): readonly number[] {
  const above = { ...about, agency: ladder.parentOf(about.agency) ?? "" };
  const answers = new Set(whoAnswers(about, officials, ladder, role));
  return whoAnswers(above, officials, ladder, role).filter((id) => !answers.has(id));
}

function accountsOf(officials: readonly Official[]): number[] {
  return [...new Set(officials.map(({ accountId }) => accountId))];
}
