// Days on which an act of the entity suspended its terms. They are events of every case that is open then, so that its clock can be
// computed again by anybody from the case alone.
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import type { Entity } from "#core/territory/index.ts";
import { instantOf } from "#platform/clock/zone.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { StoredEvent } from "../case-store.ts";
import type { Official } from "../desk/case-acts.ts";
import { appendToEach, lockOpenCases } from "../many-cases.ts";

const DAY_MS = 86_400_000;

export interface Suspension {
  id: number;
  decree: string;
  firstDay: string;
  lastDay: string;
  workingDays: number;
}

/** The suspensions that end on a day or later, or all of them; the last first. */
export async function listSuspensions(db: ReadDb, endingFrom?: string): Promise<Suspension[]> {
  return db
    .selectFrom("case_suspensions")
    .select(["id", "decree", "first_day as firstDay", "last_day as lastDay", "working_days as workingDays"])
    .$if(endingFrom !== undefined, (query) => query.where("last_day", ">=", endingFrom ?? ""))
    .orderBy("first_day", "desc")
    .execute();
}

/** What of them belongs to the clock of a case that is received now. */
export async function suspendedEvents(db: ReadDb, entity: Entity, now: Date): Promise<StoredEvent[]> {
  const running = await listSuspensions(db, calendarDay(now, entity.timeZone));
  return running.map((one) => suspensionEvent(entity, one));
}

/** An act as an event of the clock. */
export function suspensionEvent(
  entity: Entity,
  { decree, firstDay, workingDays }: Omit<Suspension, "id">,
): StoredEvent {
  return { at: instantOf(firstDay, entity.timeZone), kind: "suspended", days: workingDays, reason: decree };
}

/**
 * Suspends the terms: every open case is counted again, with the act in its history.
 * @throws Problem 400 when no working day is in it, 409 when it is there already
 */
export async function suspend(
  tx: WriteTx,
  who: Official,
  act: { decree: string; firstDay: string; lastDay: string },
): Promise<void> {
  const { authority, entity, now } = who;
  authority.requireWhole("cases.suspend");
  if (act.lastDay < act.firstDay) throw new Problem(400, "cases.suspend.order", { field: "lastDay" });
  const before = new Date(Date.parse(`${act.firstDay}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
  const workingDays = workingDaysBetween(workCalendar(entity.jurisdiction), before, act.lastDay);
  if (workingDays === 0) throw new Problem(400, "cases.suspend.noDays", { field: "firstDay" });
  const by = authority.actor.accountId;
  const { decree } = act;
  const made = await tx
    .insertInto("case_suspensions")
    .values({
      decree,
      first_day: act.firstDay,
      last_day: act.lastDay,
      working_days: workingDays,
      made_by: by ?? null,
      made_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (made === undefined) throw new Problem(409, "cases.suspend.again", { field: "firstDay" });
  const open = await lockOpenCases(tx);
  await appendToEach(tx, entity, open, { ...suspensionEvent(entity, { ...act, workingDays }), byAccount: by }, now);
  await record(tx, { kind: "terms-suspended", at: now, content: { ...act, workingDays, cases: open.length } });
}
