// Reminds officials of what falls due, in one letter a day and in business hours: before the day, after it, and then also whoever
// is above them. What falls due and what the letter says belong to who asks for it: commitments here, requests in their module.
import { type WorkCalendar, workCalendar } from "#analysis/calendar/working-days.ts";
import { type LetterWords, sendLetter } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { calendarDay, type Locale, withLocale } from "#platform/i18n/i18n.ts";
import type { JobServices, Role } from "#platform/module.ts";
import { listOfficials } from "./remind.sql.ts";
import {
  FIRST_DAYS_BEFORE,
  inBusinessHours,
  type Ladder,
  type Official,
  type Reminder,
  reminderDue,
  type Step,
  whoAnswers,
  whoIsAbove,
} from "./reminders.ts";

const DAY_MS = 86_400_000;

/** Something with a last day, and the reminders of that day that were sent. */
export interface Due {
  id: number;
  agency: string;
  territory: string;
  dueDate: string;
  sent: readonly string[];
  /** Who works on it; otherwise, whoever answers in its agency and place. */
  assignedTo?: number | null;
}

export interface Reader<T extends Due> {
  accountId: number;
  /** What they answer for, or what those below them do. */
  of: "own" | "below";
  due: T[];
}

export interface ReminderKind<T extends Due> {
  /** First word of the key of its letters. */
  key: string;
  /** Who answers for it. */
  role: Role;
  /** Nobody else may know of it: it is told to who has the role in its place, of whatever agency, and to nobody above. */
  roleAlone?: boolean;
  /** Reminders that it does not send. */
  skip?: ReadonlySet<Step>;
  /** What is open and has its last day before `until`. */
  listDue: (tx: WriteTx, until: string) => Promise<T[]>;
  /** Keeps which were sent: it is what makes each reminder one. */
  keep: (tx: WriteTx, sent: readonly { id: number; dueDate: string; step: Step; at: Date }[]) => Promise<void>;
  wordsOf: (reader: Reader<T>, about: { entity: Entity; locale: Locale; today: string }) => LetterWords;
}

/** Sends the reminders whose day has come, once each, if officials are at work now. */
export async function remindOfficials<T extends Due>(services: JobServices, kind: ReminderKind<T>): Promise<void> {
  const { write, now, entity } = services;
  const at = now();
  const today = calendarDay(at, entity.timeZone);
  const calendar = workCalendar(entity.jurisdiction);
  if (!inBusinessHours(at, entity.timeZone, today, calendar)) return;
  await write(async (tx) => {
    const until = calendarDay(new Date(at.getTime() + FIRST_DAYS_BEFORE * DAY_MS), entity.timeZone);
    const due = (await kind.listDue(tx, until)).flatMap((one) => {
      const reminder = unsentReminder(one, kind, today, calendar);
      return reminder === undefined ? [] : [{ one, reminder }];
    });
    if (due.length === 0) return;
    // Written with the letters, or neither is.
    await kind.keep(
      tx,
      due.map(({ one: { id, dueDate }, reminder: { step } }) => ({ id, dueDate, step, at })),
    );
    const officials = await readersIn(tx, kind);
    for (const reader of readersOf(due, officials, ladderOf(entity), kind.role)) {
      const locale = officials.find(({ accountId }) => accountId === reader.accountId)?.locale ?? "es";
      const words = withLocale(locale, services.region, () => kind.wordsOf(reader, { entity, locale, today }));
      // One letter of each kind a day; a second run of the same day is about other things.
      const key = `${kind.key}:${reader.of}:${at.toISOString()}`;
      await sendLetter(tx, { accountId: reader.accountId, key, words, now: at });
    }
  });
}

async function readersIn<T extends Due>(tx: WriteTx, { role, roleAlone = false }: ReminderKind<T>) {
  const all = await listOfficials(tx, role);
  return roleAlone ? all.filter((one) => one.role === role).map((one) => ({ ...one, agency: null })) : all;
}

function unsentReminder<T extends Due>(
  { dueDate, sent }: T,
  { skip }: ReminderKind<T>,
  today: string,
  calendar: WorkCalendar,
): Reminder | undefined {
  const reminder = reminderDue(dueDate, today, calendar);
  if (reminder === undefined || sent.includes(reminder.step)) return undefined;
  return skip?.has(reminder.step) === true ? undefined : reminder;
}

function ladderOf(entity: Entity): Ladder {
  const find = (code: string) => entity.catalogs.agencies.find(code);
  return {
    parentOf: (code) => find(code)?.parentCode,
    isRetired: (code) => find(code)?.retired ?? true,
    isWithin: (code, ancestor) => entity.isWithin(code, ancestor),
  };
}

function readersOf<T extends Due>(
  due: readonly { one: T; reminder: Reminder }[],
  officials: readonly Official[],
  ladder: Ladder,
  role: Role,
): Reader<T>[] {
  const readers = new Map<string, Reader<T>>();
  const add = (accountId: number, of: "own" | "below", one: T): void => {
    const reader = readers.get(`${accountId} ${of}`) ?? { accountId, of, due: [] };
    reader.due.push(one);
    readers.set(`${accountId} ${of}`, reader);
  };
  const working = new Set(officials.map(({ accountId }) => accountId));
  for (const { one, reminder } of due) {
    // Whoever left, or has no address, answers for nothing.
    const assigned = one.assignedTo != null && working.has(one.assignedTo) ? [one.assignedTo] : undefined;
    for (const id of assigned ?? whoAnswers(one, officials, ladder, role)) add(id, "own", one);
    if (!reminder.boss) continue;
    for (const id of whoIsAbove(one, officials, ladder, role))
      if (assigned?.includes(id) !== true) add(id, "below", one);
  }
  return [...readers.values()];
}
