// A case: one subject that a moderator looks at. While it waits, whatever points at the same subject joins it.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { ReportedItem } from "#platform/module.ts";
import type { HideReason, Source } from "./reasons.ts";

/** A claim of longer ago holds nobody back: who made it went to lunch. */
export const CLAIM_MS = 15 * 60_000;

export interface Case {
  id: number;
  thingId: number;
  kind: string;
  subjectId: number;
  authorId: number | null;
  territory: string | null;
  source: Source;
  openedAt: Date;
  claimedBy: number | null;
  claimedAt: Date | null;
  claimedName: string | null;
  decision: "keep" | "hide" | null;
  reason: HideReason | null;
  words: string | null;
  decidedBy: number | null;
  decidedName: string | null;
  decidedAt: Date | null;
  appeal: Appeal | null;
}

export interface Appeal {
  text: string;
  at: Date;
  granted: boolean | null;
  words: string | null;
  decidedName: string | null;
  decidedAt: Date | null;
}

type Opening = Pick<ReportedItem, "thingId" | "authorId" | "processId" | "territory"> & {
  kind: string;
  id: number;
  source: Source;
  now: Date;
};

/** The waiting case of a subject, opened if there is none. @returns its number. */
export async function openCase(tx: WriteTx, opening: Opening): Promise<number> {
  const [id] = await openCases(tx, [opening]);
  if (id === undefined) throw new Error("A case was neither found nor opened");
  return id;
}

/** As `openCase`, for many subjects at once. @returns their numbers. */
export async function openCases(tx: WriteTx, openings: readonly Opening[]): Promise<number[]> {
  const each = <T>(value: (opening: Opening) => T): T[] => openings.map(value);
  const { rows } = await sql<{ id: number }>`
    insert into moderation_cases (thing_id, kind, subject_id, author_id, process_id, territory_code, source, opened_at)
    select * from unnest(${each((one) => one.thingId)}::bigint[], ${each((one) => one.kind)}::text[],
      ${each((one) => one.id)}::bigint[], ${each((one) => one.authorId)}::bigint[], ${each((one) => one.processId)}::bigint[],
      ${each((one) => one.territory)}::text[], ${each((one) => one.source)}::text[], ${each((one) => one.now)}::timestamptz[])
    on conflict (kind, subject_id) where decision is null do update set kind = excluded.kind returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

function caseQuery(db: ReadDb) {
  return db
    .selectFrom("moderation_cases as c")
    .leftJoin("accounts as cl", "cl.id", "c.claimed_by")
    .leftJoin("accounts as de", "de.id", "c.decided_by")
    .leftJoin("moderation_appeals as a", "a.case_id", "c.id")
    .leftJoin("accounts as se", "se.id", "a.decided_by")
    .select([
      "c.id",
      "c.thing_id",
      "c.kind",
      "c.subject_id",
      "c.author_id",
      "c.territory_code",
      "c.source",
      "c.opened_at",
      "c.claimed_by",
      "c.claimed_at",
      "cl.name as claimed_name",
      "c.decision",
      "c.reason",
      "c.words",
      "c.decided_by",
      "c.decided_at",
      "de.name as decided_name",
      "a.text as appeal_text",
      "a.at as appeal_at",
      "a.granted",
      "a.words as appeal_words",
      "a.decided_at as appeal_decided_at",
      "se.name as appeal_name",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof caseQuery>["execute"]>>[number];

// The codes of source, decision and reason are kept to their lists by constraints of the table.
const toCase = (row: Row): Case => ({
  id: row.id,
  thingId: row.thing_id,
  kind: row.kind,
  subjectId: row.subject_id,
  authorId: row.author_id,
  territory: row.territory_code,
  source: row.source as Source,
  openedAt: row.opened_at,
  claimedBy: row.claimed_by,
  claimedAt: row.claimed_at,
  claimedName: row.claimed_name,
  decision: row.decision as Case["decision"],
  reason: row.reason as HideReason | null,
  words: row.words,
  decidedBy: row.decided_by,
  decidedName: row.decided_name,
  decidedAt: row.decided_at,
  appeal: row.appeal_at === null ? null : appealOf(row, row.appeal_at),
});

function appealOf(row: Row, at: Date): Appeal {
  return {
    text: row.appeal_text ?? "",
    at,
    granted: row.granted,
    words: row.appeal_words,
    decidedName: row.appeal_name,
    decidedAt: row.appeal_decided_at,
  };
}

export async function findCase(db: ReadDb, id: number): Promise<Case | undefined> {
  const row = await caseQuery(db).where("c.id", "=", id).executeTakeFirst();
  return row && toCase(row);
}

export type Shelf = "waiting" | "appeals" | "decided";
/** `territories` undefined: everywhere. `me`: nobody is offered the second look at their own decision. */
export interface Desk {
  territories: readonly string[] | undefined;
  me: number;
  now: Date;
}

function shelfQuery(db: ReadDb, shelf: Shelf, desk: Desk) {
  let query = caseQuery(db).innerJoin("things as t", "t.id", "c.thing_id").where("t.visibility", "<>", "reserved");
  if (desk.territories !== undefined) query = query.where("c.territory_code", "in", [...desk.territories, ""]);
  if (shelf === "waiting") return query.where("c.decision", "is", null);
  if (shelf === "decided") return query.where("c.decision", "is not", null);
  return query.where("a.at", "is not", null).where("a.granted", "is", null).where("c.decided_by", "<>", desk.me);
}

/** What waits, oldest first; what was decided, last first. */
export async function listCases(db: ReadDb, shelf: Shelf, desk: Desk, limit: number): Promise<Case[]> {
  const query = shelfQuery(db, shelf, desk);
  const rows = await (shelf === "decided"
    ? query.orderBy("c.decided_at", "desc").orderBy("c.id", "desc")
    : query.orderBy("c.opened_at").orderBy("c.id")
  )
    .limit(limit)
    .execute();
  return rows.map(toCase);
}

export async function countCases(db: ReadDb, shelf: Shelf, desk: Desk): Promise<number> {
  const row = await shelfQuery(db, shelf, desk)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Of the cases of a shelf, the first that nobody else is looking at, after one if it was skipped. */
export async function findNext(
  db: ReadDb,
  shelf: "waiting" | "appeals",
  desk: Desk,
  after = 0,
): Promise<number | undefined> {
  const free = new Date(desk.now.getTime() - CLAIM_MS);
  const row = await shelfQuery(db, shelf, desk)
    .where((eb) =>
      eb.or([eb("c.claimed_by", "is", null), eb("c.claimed_by", "=", desk.me), eb("c.claimed_at", "<", free)]),
    )
    .where("c.id", "<>", after)
    .clearSelect()
    .select("c.id")
    // The one that was skipped goes to the end: first those that are younger than it.
    .orderBy((eb) => eb("c.id", "<", after))
    .orderBy("c.opened_at")
    .orderBy("c.id")
    .executeTakeFirst();
  return row?.id;
}

export interface ReportCount {
  reason: string;
  n: number;
  notes: readonly string[];
}

/** Why people pointed at a subject, most said first; never who. */
export async function listReportCounts(db: ReadDb, caseId: number): Promise<ReportCount[]> {
  const { rows } = await sql<ReportCount>`
    select reason, count(*) as n, coalesce(jsonb_agg(note order by id) filter (where note is not null), '[]') as notes
    from moderation_reports where case_id = ${caseId} group by reason order by 2 desc, 1`.execute(db);
  return rows;
}

/** How often the same subject was looked at before and left as it was. */
export async function countKept(db: ReadDb, one: Case): Promise<number> {
  const row = await db
    .selectFrom("moderation_cases")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("kind", "=", one.kind)
    .where("subject_id", "=", one.subjectId)
    .where("decision", "=", "keep")
    .where("id", "<>", one.id)
    .executeTakeFirstOrThrow();
  return row.n;
}

/**
 * Forgets what waited about a thing that is not there to be looked at any more. What was decided stays.
 * @param options `appeals`: also the second looks that nobody gave yet, because its author withdrew it.
 */
export async function dropWaitingCases(
  tx: WriteTx,
  thingId: number,
  options: { appeals?: boolean } = {},
): Promise<void> {
  if (options.appeals === true) {
    const cases = tx.selectFrom("moderation_cases").select("id").where("thing_id", "=", thingId);
    await tx.deleteFrom("moderation_appeals").where("case_id", "in", cases).where("granted", "is", null).execute();
  }
  const waiting = tx
    .selectFrom("moderation_cases")
    .select("id")
    .where("thing_id", "=", thingId)
    .where("decision", "is", null);
  await tx.deleteFrom("moderation_reports").where("case_id", "in", waiting).execute();
  await tx.deleteFrom("moderation_cases").where("thing_id", "=", thingId).where("decision", "is", null).execute();
}
