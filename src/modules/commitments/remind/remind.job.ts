// Reminds officials of what they promised, in one letter a day and in business hours: before the day, after it, and then
// also whoever is above them.
import { workCalendar } from "#analysis/calendar/working-days.ts";
import { type LetterWords, sendLetter } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { calendarDay, formatDayMonthYear, type Locale, t, withLocale } from "#platform/i18n/i18n.ts";
import type { Job, JobServices } from "#platform/module.ts";
import { type DueCommitment, listDue, listOfficials } from "./remind.sql.ts";
import {
  FIRST_DAYS_BEFORE,
  inBusinessHours,
  type Ladder,
  type Official,
  reminderDue,
  whoAnswers,
  whoIsAbove,
} from "./reminders.ts";

const LISTED = 30;
const DAY_MS = 86_400_000;

export const remindJob: Job = { name: "commitments.remind", cron: "*/20 * * * *", run: remind };

interface Reader {
  accountId: number;
  /** What they answer for, or what those below them do. */
  of: "own" | "below";
  commitments: DueCommitment[];
}

async function remind(services: JobServices): Promise<void> {
  const { write, now, entity } = services;
  const at = now();
  const today = calendarDay(at, entity.timeZone);
  const calendar = workCalendar(entity.jurisdiction);
  if (!inBusinessHours(at, entity.timeZone, today, calendar)) return;
  await write(async (tx) => {
    const until = calendarDay(new Date(at.getTime() + FIRST_DAYS_BEFORE * DAY_MS), entity.timeZone);
    const due = (await listDue(tx, until)).flatMap((commitment) => {
      const reminder = reminderDue(commitment.dueDate, today, calendar);
      return reminder === undefined || commitment.sent.includes(reminder.step) ? [] : [{ commitment, reminder }];
    });
    if (due.length === 0) return;
    // The row is what makes each reminder one: it is written with the letters, or neither is.
    const rows = due.map(({ commitment: { id, dueDate }, reminder: { step } }) => ({
      commitment_id: id,
      due_date: dueDate,
      step,
      at,
    }));
    await insertMany(tx, "commitment_reminders", rows);
    const officials = await listOfficials(tx);
    for (const reader of readersOf(due, officials, ladderOf(entity))) {
      const locale = officials.find(({ accountId }) => accountId === reader.accountId)?.locale ?? "es";
      await writeLetter(tx, reader, { services, locale, today, at });
    }
  });
}

function ladderOf(entity: Entity): Ladder {
  const find = (code: string) => entity.catalogs.agencies.find(code);
  return {
    parentOf: (code) => find(code)?.parentCode,
    isRetired: (code) => find(code)?.retired ?? true,
    isWithin: (code, ancestor) => entity.isWithin(code, ancestor),
  };
}

function readersOf(
  due: readonly { commitment: DueCommitment; reminder: { boss: boolean } }[],
  officials: readonly Official[],
  ladder: Ladder,
): Reader[] {
  const readers = new Map<string, Reader>();
  const add = (accountId: number, of: Reader["of"], commitment: DueCommitment): void => {
    const reader = readers.get(`${accountId} ${of}`) ?? { accountId, of, commitments: [] };
    reader.commitments.push(commitment);
    readers.set(`${accountId} ${of}`, reader);
  };
  for (const { commitment, reminder } of due) {
    for (const id of whoAnswers(commitment, officials, ladder)) add(id, "own", commitment);
    if (reminder.boss) for (const id of whoIsAbove(commitment, officials, ladder)) add(id, "below", commitment);
  }
  return [...readers.values()];
}

async function writeLetter(
  tx: WriteTx,
  reader: Reader,
  { services, locale, today, at }: { services: JobServices; locale: Locale; today: string; at: Date },
): Promise<void> {
  const words = withLocale(locale, services.region, () => wordsOf(reader, services.entity, { locale, today }));
  // One letter of each kind a day; a second run of the same day has other commitments.
  const key = `reminder:${reader.of}:${at.toISOString()}`;
  await sendLetter(tx, { accountId: reader.accountId, key, words, now: at });
}

function wordsOf(
  { of, commitments }: Reader,
  entity: Entity,
  { locale, today }: { locale: Locale; today: string },
): LetterWords {
  const late = commitments.filter(({ dueDate }) => dueDate < today).length;
  const soon = commitments.length - late;
  const shown = commitments.slice(0, LISTED);
  const more = commitments.length - shown.length;
  return {
    subject: t(`commitments.remind.${of}.subject`, { late, soon }),
    paragraphs: [t(`commitments.remind.${of}.text`)],
    items: shown.map(({ id, title, dueDate, agency }) => {
      const found = entity.agency(agency);
      const date = formatDayMonthYear(dueDate);
      const name = entity.name(found, locale);
      return {
        title,
        path: of === "own" ? `/gestion/compromisos/${id}` : `/compromisos/${id}`,
        text: [
          t(dueDate < today ? "commitments.remind.was" : "commitments.remind.is", { date }),
          t(found.retired ? "commitments.remind.dissolved" : "commitments.remind.agency", { agency: name }),
        ].join(" "),
      };
    }),
    ...(more > 0 && { after: t("commitments.remind.more", { n: more }) }),
    action: { text: t("commitments.remind.action"), path: of === "own" ? "/gestion/compromisos" : "/compromisos" },
    why: t(`commitments.remind.${of}.why`),
  };
}
