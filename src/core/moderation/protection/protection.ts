// The reserved route. What tells of somebody in danger leaves public at once; only the protection role opens it, each opening
// is written down, and nothing of it reaches a count, a file, a public history or the desk of the others.
import type { Authority } from "#core/people/index.ts";
import { queueMail } from "#core/people/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Reportable } from "#platform/module.ts";
import { dropWaitingCases } from "../cases.ts";

export interface ProtectionCase {
  id: number;
  thingId: number;
  kind: string;
  subjectId: number;
  territory: string | null;
  source: "author" | "report" | "moderator";
  note: string | null;
  openedAt: Date;
  state: "open" | "returned" | "closed";
  outcome: string | null;
  decidedName: string | null;
}

interface Opening {
  kind: string;
  id: number;
  thingId: number;
  territory: string | null;
  source: ProtectionCase["source"];
  note?: string;
  now: Date;
}

/** Sets a subject aside from public and opens its reserved case. Doing it twice keeps the first. */
export async function openProtection(tx: WriteTx, reportable: Reportable, opening: Opening): Promise<void> {
  if (reportable.setReserved === undefined) throw new Error(`${opening.kind} cannot be set aside`);
  await reportable.setReserved(tx, { id: opening.id, reserved: true, now: opening.now });
  const inserted = await tx
    .insertInto("protection_cases")
    .values({
      thing_id: opening.thingId,
      kind: opening.kind,
      subject_id: opening.id,
      territory_code: opening.territory,
      source: opening.source,
      note: opening.note ?? null,
      opened_at: opening.now,
    })
    .onConflict((conflict) => conflict.columns(["kind", "subject_id"]).where("state", "=", "open").doNothing())
    .returning("id")
    .executeTakeFirst();
  // The desk of the others forgets that anything waited here.
  await dropWaitingCases(tx, opening.thingId);
  if (inserted !== undefined) await tellProtection(tx);
}

/** A message without a word of what it is about, nor where. */
export async function tellProtection(tx: WriteTx): Promise<void> {
  const people = await tx
    .selectFrom("role_grants as g")
    .innerJoin("account_emails as e", "e.account_id", "g.account_id")
    .innerJoin("accounts as a", "a.id", "g.account_id")
    .select("e.email")
    .distinct()
    .where("g.role", "=", "protection")
    .where("g.revoked_at", "is", null)
    .where("a.closed_at", "is", null)
    .where("e.verified_at", "is not", null)
    .execute();
  for (const { email } of people)
    await queueMail(tx, {
      to: email,
      subject: t("moderation.protection.mailSubject"),
      text: t("moderation.protection.mailText"),
    });
}

/** Whether the role looked at a subject before and gave it back: a report alone does not set it aside again. */
export async function wasReturned(db: ReadDb, kind: string, id: number): Promise<boolean> {
  const row = await db
    .selectFrom("protection_cases")
    .select("id")
    .where("kind", "=", kind)
    .where("subject_id", "=", id)
    .where("state", "=", "returned")
    .executeTakeFirst();
  return row !== undefined;
}

/** Cases by their number, place and day, without a word of what they tell. */
export async function listProtectionCases(
  db: ReadDb,
  territories: readonly string[] | undefined,
  limit: number,
): Promise<ProtectionCase[]> {
  let query = caseQuery(db);
  if (territories !== undefined) query = query.where("c.territory_code", "in", [...territories, ""]);
  const rows = await query
    .orderBy((eb) => eb("c.state", "<>", "open"))
    .orderBy("c.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toCase);
}

function caseQuery(db: ReadDb) {
  return db
    .selectFrom("protection_cases as c")
    .leftJoin("accounts as a", "a.id", "c.decided_by")
    .select([
      "c.id",
      "c.thing_id as thingId",
      "c.kind",
      "c.subject_id as subjectId",
      "c.territory_code as territory",
      "c.source",
      "c.note",
      "c.opened_at as openedAt",
      "c.state",
      "c.outcome",
      "a.name as decidedName",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof caseQuery>["execute"]>>[number];

// The table takes no other source nor state.
const toCase = (row: Row): ProtectionCase => ({
  ...row,
  source: row.source as ProtectionCase["source"],
  state: row.state as ProtectionCase["state"],
});

interface Protector {
  authority: Authority;
  now: Date;
}

/** The case, for who may see it. @throws 404 for everybody else: that it exists is nobody's business. */
export async function getProtectionCase(db: ReadDb, who: Protector, id: number): Promise<ProtectionCase> {
  const row = await caseQuery(db).where("c.id", "=", id).executeTakeFirst();
  if (row === undefined || !who.authority.may("protection.see", { territory: row.territory ?? undefined }))
    throw notFound();
  return toCase(row);
}

/** Writes down that somebody opens a case. */
export async function noteOpening(tx: WriteTx, who: Protector, id: number): Promise<void> {
  await getProtectionCase(tx, who, id);
  const { accountId } = who.authority.actor;
  if (accountId === undefined) throw notFound();
  await tx.insertInto("protection_openings").values({ case_id: id, account_id: accountId, at: who.now }).execute();
}

export interface OpeningLine {
  accountId: number;
  name: string;
  at: Date;
}

/** Who opened a case, the last first. */
export async function listOpenings(db: ReadDb, id: number): Promise<OpeningLine[]> {
  return db
    .selectFrom("protection_openings as o")
    .innerJoin("accounts as a", "a.id", "o.account_id")
    .select(["o.account_id as accountId", "a.name", "o.at"])
    .where("o.case_id", "=", id)
    .orderBy("o.id", "desc")
    .limit(200)
    .execute();
}

/** Ends a case: it is public again because nobody was in danger, or it stays reserved. @throws 409 when somebody did before. */
export async function decideProtection(
  tx: WriteTx,
  who: Protector & { reportables: ReadonlyMap<string, Reportable> },
  id: number,
  decision: { state: "returned" | "closed"; outcome: string },
): Promise<void> {
  await tx.selectFrom("protection_cases").select("id").where("id", "=", id).forUpdate().execute();
  const held = await getProtectionCase(tx, who, id);
  if (held.state !== "open")
    throw new Problem(409, "moderation.protection.already", { parameters: { name: held.decidedName ?? "" } });
  await tx
    .updateTable("protection_cases")
    .set({ ...decision, decided_by: who.authority.actor.accountId ?? null, decided_at: who.now })
    .where("id", "=", id)
    .execute();
  if (decision.state === "returned")
    await who.reportables.get(held.kind)?.setReserved?.(tx, { id: held.subjectId, reserved: false, now: who.now });
}
