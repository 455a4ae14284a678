// Dates of the entity that belong to no process: its plan, a diagnosis, its accountability. People never find them elsewhere.
import { sql } from "kysely";
import type { Authority } from "#core/people/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";

export const DATE_KINDS = ["plan", "diagnosis", "accountability", "other"] as const;
export type DateKind = (typeof DATE_KINDS)[number];

export interface DateText {
  kind: DateKind;
  title: string;
  text: string;
  /** Undefined: in the whole entity. */
  territory?: string;
  /** Days `YYYY-MM-DD` on the entity's calendar. */
  from: string;
  to: string;
  link?: string;
}

export interface CalendarDate extends Omit<DateText, "territory" | "link"> {
  id: number;
  territory: string | null;
  link: string | null;
}

interface Who {
  authority: Authority;
  now: Date;
}

export async function addDate(tx: WriteTx, who: Who, date: DateText): Promise<void> {
  if (date.territory === undefined) who.authority.requireWhole("processes.prepare");
  else who.authority.require("processes.prepare", { territory: date.territory });
  await tx
    .insertInto("calendar_dates")
    .values({
      kind: date.kind,
      title: date.title,
      text: date.text,
      territory_code: date.territory ?? null,
      starts_on: date.from,
      ends_on: date.to,
      link: date.link ?? null,
      made_by: who.authority.actor.accountId ?? null,
      made_at: who.now,
    })
    .execute();
  await touch(tx, ["dates"]);
}

/** Takes a date off the calendar; its mark stays. @throws 404 when there is none */
export async function removeDate(tx: WriteTx, who: Who, id: number): Promise<void> {
  const row = await tx
    .selectFrom("calendar_dates")
    .select("territory_code as territory")
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  if (row.territory === null) who.authority.requireWhole("processes.prepare");
  else who.authority.require("processes.prepare", { territory: row.territory });
  await tx.updateTable("calendar_dates").set({ removed_at: who.now }).where("id", "=", id).execute();
  await touch(tx, ["dates"]);
}

/** Dates that end on a day or later, the first to begin first; with `territory`, those of that place and of the whole entity. */
export async function listCalendarDates(
  db: ReadDb,
  where: { endsFrom: string; territory?: string },
): Promise<CalendarDate[]> {
  const { rows } = await sql<CalendarDate>`
    select id, kind, title, text, territory_code as territory, starts_on as "from", ends_on as "to", link
    from calendar_dates
    where removed_at is null and ends_on >= ${where.endsFrom}
      and (${where.territory ?? null}::text is null or territory_code is null or territory_code = ${where.territory ?? null})
    order by starts_on, id limit 500`.execute(db);
  return rows;
}

/** Dates as the demonstration lived them. */
export async function loadCalendarDates(
  tx: WriteTx,
  dates: readonly (DateText & { by: number; at: Date })[],
): Promise<void> {
  if (dates.length === 0) return;
  await tx
    .insertInto("calendar_dates")
    .values(
      dates.map(({ by, at, ...date }) => ({
        kind: date.kind,
        title: date.title,
        text: date.text,
        territory_code: date.territory ?? null,
        starts_on: date.from,
        ends_on: date.to,
        link: date.link ?? null,
        made_by: by,
        made_at: at,
      })),
    )
    .execute();
}
