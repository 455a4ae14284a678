// What stood around the requests before this database: an act that suspends the terms, a program that files, and why people asked.
import { randomBytes } from "node:crypto";
import { addWorkingDays, workCalendar } from "#analysis/calendar/working-days.ts";
import type { Entity } from "#core/territory/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { StoredEvent } from "./case-store.ts";
import { addCauses } from "./causes/causes.sql.ts";
import { competentAgency } from "./competence.ts";
import type { Form } from "./forms.ts";
import { askedQuarter, quarterCode } from "./reports/quarter.ts";
import { suspensionEvent } from "./suspend/suspend.ts";

interface Act {
  decree: string;
  /** The first day is so many working days after `now`. */
  after: number;
  workingDays: number;
  by: number;
  now: Date;
}

/** An act whose days come later. @returns the event that every request open today has of it */
export async function loadSuspension(
  tx: WriteTx,
  entity: Entity,
  { decree, after, workingDays, by, now }: Act,
): Promise<StoredEvent> {
  const calendar = workCalendar(entity.jurisdiction);
  const firstDay = addWorkingDays(calendar, calendarDay(now, entity.timeZone), after);
  const lastDay = addWorkingDays(calendar, firstDay, workingDays - 1);
  await tx
    .insertInto("case_suspensions")
    .values({
      decree,
      first_day: firstDay,
      last_day: lastDay,
      working_days: workingDays,
      made_by: by,
      made_at: now,
    })
    .execute();
  return suspensionEvent(entity, { decree, firstDay, lastDay, workingDays });
}

/** A program that filed all that came through the public interface. Nobody holds its key. */
export async function loadClient(tx: WriteTx, client: { name: string; by: number; now: Date }): Promise<void> {
  const { id } = await tx
    .insertInto("case_clients")
    .values({ name: client.name, key_hash: randomBytes(32), made_by: client.by, made_at: client.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tx.updateTable("cases").set({ client_id: id }).where("channel", "=", "api").execute();
}

interface CausesToLoad {
  /** What they are about: a form, or the agency that answers for a subject. */
  form?: Form;
  sector?: string;
  causes: string;
  actions: string;
}

/** Why people asked in the quarter that ended last, and what is being done. */
export async function loadCauses(
  tx: WriteTx,
  entity: Entity,
  { lines, by, now }: { lines: readonly CausesToLoad[]; by: number; now: Date },
): Promise<void> {
  const quarter = quarterCode(askedQuarter({ now, entity }, undefined));
  for (const { form, sector, causes, actions } of lines) {
    const about = form === undefined ? "agency" : "form";
    const code = form ?? competentAgency(entity, { sector, territory: entity.root.code });
    await addCauses(tx, { quarter, about, code, causes, actions, by, now });
  }
}
