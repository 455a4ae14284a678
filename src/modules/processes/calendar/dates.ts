// Dates of the entity that belong to no process: its plan, a diagnosis, its accountability. People never find them elsewhere.
import { sql } from "kysely";
import type { Authority } from "#core/people/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";

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
  /** The same through every correction: what calendars know it by. */
  number: number;
  territory: string | null;
  link: string | null;
}

interface Who {
  authority: Authority;
  now: Date;
}

/** Whoever prepares processes in that place; a date of the whole entity, whoever prepares them everywhere. */
function requireAt(who: Who, territory: string | null | undefined): void {
  if (territory == null) who.authority.requireWhole("processes.prepare");
  else who.authority.require("processes.prepare", { territory });
}

export async function addDate(tx: WriteTx, who: Who, date: DateText): Promise<void> {
  await insertDate(tx, who, date, null);
}

/** Says a date anew: the number that calendars know stays. @throws 409 when somebody corrected or removed it meanwhile. */
export async function correctDate(tx: WriteTx, who: Who, id: number, date: DateText): Promise<void> {
  const old = await endDate(tx, who, id);
  if (old === undefined) throw new Problem(409, "processes.calendar.gone");
  await insertDate(tx, who, date, old.firstId ?? id);
}

/** Takes a date off the calendar; its mark stays. @throws 404 when there is none */
export async function removeDate(tx: WriteTx, who: Who, id: number): Promise<void> {
  if ((await endDate(tx, who, id)) === undefined) throw notFound();
}

async function insertDate(tx: WriteTx, who: Who, date: DateText, firstId: number | null): Promise<void> {
  requireAt(who, date.territory);
  const row = rowOf(date, { by: who.authority.actor.accountId ?? null, at: who.now });
  await tx
    .insertInto("calendar_dates")
    .values({ ...row, first_id: firstId })
    .execute();
  await touch(tx, ["dates"]);
}

/** Ends a live date and says which one it was; undefined when it is not live. */
async function endDate(tx: WriteTx, who: Who, id: number): Promise<{ firstId: number | null } | undefined> {
  const row = await tx
    .selectFrom("calendar_dates")
    .select(["territory_code as territory", "first_id as firstId"])
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  requireAt(who, row.territory);
  await tx
    .updateTable("calendar_dates")
    .set({ removed_at: who.now, removed_by: who.authority.actor.accountId ?? null })
    .where("id", "=", id)
    .execute();
  await touch(tx, ["dates"]);
  return row;
}

function rowOf(date: DateText, { by, at }: { by: number | null; at: Date }) {
  return {
    kind: date.kind,
    title: date.title,
    text: date.text,
    territory_code: date.territory ?? null,
    starts_on: date.from,
    ends_on: date.to,
    link: date.link ?? null,
    made_by: by,
    made_at: at,
  };
}

/** A date and how it was said before, the newest first. */
export interface DateVersion extends CalendarDate {
  by: string | null;
  at: Date;
  endedAt: Date | null;
}

/** Every version of the date that some row belongs to; empty when there is no such row. */
export async function listVersions(db: ReadDb, id: number): Promise<DateVersion[]> {
  const { rows } = await sql<DateVersion>`
    select d.id, coalesce(d.first_id, d.id) as number, d.kind, d.title, d.text, d.territory_code as territory,
      d.starts_on as "from", d.ends_on as "to", d.link, a.name as by, d.made_at as at, d.removed_at as "endedAt"
    from calendar_dates d left join accounts a on a.id = d.made_by
    where coalesce(d.first_id, d.id) = (select coalesce(c.first_id, c.id) from calendar_dates c where c.id = ${id})
    order by d.id desc`.execute(db);
  return rows;
}

/** Dates that end on a day or later, the first to begin first; with `territory`, those of that place and of the whole entity. */
export async function listCalendarDates(
  db: ReadDb,
  where: { endsFrom: string; territory?: string },
): Promise<CalendarDate[]> {
  const { rows } = await sql<CalendarDate>`
    select id, coalesce(first_id, id) as number, kind, title, text, territory_code as territory, starts_on as "from",
      ends_on as "to", link
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
    .values(dates.map(({ by, at, ...date }) => rowOf(date, { by, at })))
    .execute();
}
