// What an official does with a case. Each act asks for authority, appends one event, and is refused as the law refuses it.
import { sql } from "kysely";
import { type Authority, queueMail } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory } from "#core/trace/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { t } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import { lawful } from "../as-problem.ts";
import { appendEvent, type Case, isPublicEvent, type StoredEvent } from "../case-store.ts";
import { addMessage, findAnswer, findPerson, keepProof } from "../case-words.sql.ts";
import { listProtectors } from "../rights/routes.sql.ts";
import { listOfficers } from "./work-list.sql.ts";

export interface Official {
  authority: Authority;
  entity: Entity;
  now: Date;
  publicUrl: string;
}

/** Who does not work in its agency and place is told that it does not exist: that it does is a secret too. */
export function mayRead<T extends Pick<Case, "agency" | "territory" | "route">>(
  { authority }: Pick<Official, "authority">,
  one: T | undefined,
): one is T {
  if (one === undefined) return false;
  if (one.route !== null) return authority.may("protection.see", { territory: one.territory });
  return authority.may("cases.work", { agency: one.agency, territory: one.territory });
}

/** @throws 401, 403 for whoever does not work in its agency and place; for whoever has no protection role, if it is reserved */
export function requireCase({ authority }: Official, one: Case): void {
  if (one.route !== null) authority.require("protection.see", { territory: one.territory });
  else authority.require("cases.work", { agency: one.agency, territory: one.territory });
}

async function happen(tx: WriteTx, who: Official, one: Case, event: Omit<StoredEvent, "at">): Promise<void> {
  requireCase(who, one);
  const by = who.authority.actor.accountId;
  await lawful(() => appendEvent(tx, who.entity, one, { ...event, at: who.now, byAccount: by }));
  await addHistory(tx, {
    thingId: one.id,
    event: `cases.${event.kind}`,
    public: isPublicEvent(one, event.kind),
    by,
    now: who.now,
  });
}

/** Who may work on a case: officials of its agency, or the protection role when it is reserved. */
export function listOfficersOf(db: ReadDb, one: Case): Promise<{ id: number; name: string }[]> {
  return one.route === null ? listOfficers(db, [one.agency]) : listProtectors(db);
}

/** Gives it to an official of its agency. @throws Problem 400 for somebody who is none */
export async function assign(tx: WriteTx, who: Official, one: Case, officer: number): Promise<void> {
  requireCase(who, one);
  const officers = await listOfficersOf(tx, one);
  if (!officers.some(({ id }) => id === officer)) throw new Problem(400, "common.unknownChoice", { field: "officer" });
  await happen(tx, who, one, { kind: "assigned" });
  await tx.updateTable("cases").set({ assigned_to: officer }).where("id", "=", one.id).execute();
}

/** Sends it to the agency that can answer: its whole term starts again on the day after. */
export async function transfer(
  tx: WriteTx,
  who: Official,
  one: Case,
  to: { agency: string; reason: string },
): Promise<void> {
  const { entity } = who;
  if (!entity.catalogs.agencies.offers(to.agency) || to.agency === one.agency) {
    throw new Problem(400, "common.unknownChoice", { field: "agency" });
  }
  await happen(tx, who, one, { kind: "transferred", reason: to.reason });
  await tx.updateTable("cases").set({ agency_code: to.agency, assigned_to: null }).where("id", "=", one.id).execute();
  await tell(tx, who, one, "transferred");
}

export async function ask(
  tx: WriteTx,
  who: Official,
  one: Case,
  asked: { what: "completion" | "clarification"; reason: string },
): Promise<void> {
  const kind = asked.what === "completion" ? "completion-requested" : "clarification-requested";
  await happen(tx, who, one, { kind, reason: asked.reason });
  await tell(tx, who, one, "asked");
}

export async function extend(
  tx: WriteTx,
  who: Official,
  one: Case,
  more: { days: number; reason: string },
): Promise<void> {
  await happen(tx, who, one, { kind: "extended", ...more });
  await record(tx, { kind: "case-extended", at: who.now, content: { number: one.number, days: more.days } });
  await tell(tx, who, one, "extended");
}

/** Holds it as withdrawn, or puts it away, because nobody completed or clarified it. */
export async function close(
  tx: WriteTx,
  who: Official,
  one: Case,
  act: { kind: "withdrawn" | "archived"; reason: string },
): Promise<void> {
  await happen(tx, who, one, { ...act, by: "entity" });
  await tell(tx, who, one, "closed");
}

/** Writes the answer, which another person reads before it leaves. Written again, it waits again. */
export async function write(
  tx: WriteTx,
  who: Official,
  one: Case,
  answer: { text: string; outcome: "granted" | "refused"; template?: number; joint?: number },
): Promise<void> {
  requireCase(who, one);
  if (one.closedAt !== null || one.state === "answered") throw new Problem(409, "cases.desk.answer.gone");
  const by = who.authority.actor.accountId;
  const last = await findAnswer(tx, one.id);
  // What was sent stays as it was sent: who insists, or asks to open it again, gets another answer.
  const round = last === undefined ? 1 : last.reviewedAt === null ? last.round : last.round + 1;
  const { text, outcome, template, joint } = answer;
  const values = {
    text,
    outcome,
    template_version_id: await findVersion(tx, template),
    joint_id: joint ?? null,
    written_by: by ?? null,
    written_at: who.now,
    reviewed_by: null,
    reviewed_at: null,
  };
  await tx
    .insertInto("case_answers")
    .values({ case_id: one.id, round, ...values })
    .onConflict((conflict) => conflict.columns(["case_id", "round"]).doUpdateSet(values))
    .execute();
  await addHistory(tx, { thingId: one.id, event: "cases.written", public: false, by, now: who.now });
}

/** Takes the words of an answer to many out of cases that wait for it: they have no answer again. */
export async function leaveJoint(
  tx: WriteTx,
  cases: readonly Pick<Case, "id">[],
  { by, now }: { by?: number; now: Date },
): Promise<void> {
  const left = await tx
    .deleteFrom("case_answers")
    .where(sql<boolean>`case_id = any (${cases.map(({ id }) => id)}::bigint[])`)
    .where("joint_id", "is not", null)
    .where("reviewed_at", "is", null)
    .returning("case_id")
    .execute();
  for (const { case_id: thingId } of left) {
    await addHistory(tx, { thingId, event: "cases.unwritten", public: false, by, now });
  }
}

/** The version of a template, if there is one with that number. */
async function findVersion(tx: WriteTx, id: number | undefined): Promise<number | null> {
  if (id === undefined) return null;
  const row = await tx.selectFrom("case_template_versions").select("id").where("id", "=", id).executeTakeFirst();
  return row?.id ?? null;
}

/**
 * Lets the answer out. @throws Problem 409 when it is of the same person, or of nobody
 * @param joint the answer to many that is let out: what is part of one leaves with the others
 */
export async function review(tx: WriteTx, who: Official, one: Case, joint?: number): Promise<void> {
  requireCase(who, one);
  const answer = await findAnswer(tx, one.id);
  const by = who.authority.actor.accountId;
  if (answer === undefined || answer.reviewedAt !== null) throw new Problem(409, "cases.desk.answer.none");
  if (answer.joint !== (joint ?? null)) throw new Problem(409, "cases.joint.reviewedTogether");
  if (answer.writtenBy === by) throw new Problem(409, "cases.desk.answer.own");
  await happen(tx, who, one, { kind: "answered", outcome: answer.outcome });
  await tx
    .updateTable("case_answers")
    .set({ reviewed_by: by ?? null, reviewed_at: who.now })
    .where("case_id", "=", one.id)
    .where("round", "=", answer.round)
    .execute();
  await record(tx, { kind: "case-answered", at: who.now, content: { number: one.number, outcome: answer.outcome } });
  await tell(tx, who, one, "answered");
}

/** Says how it was delivered, when it was not here: on paper, at the counter, by public notice. */
export async function prove(tx: WriteTx, who: Official, one: Case, proof: string): Promise<void> {
  await happen(tx, who, one, { kind: "notified", reason: proof });
  await keepProof(tx, one.id, proof);
}

export async function note(tx: WriteTx, who: Official, one: Case, text: string): Promise<void> {
  requireCase(who, one);
  const by = who.authority.actor.accountId;
  await addMessage(tx, { caseId: one.id, kind: "note", text, by, at: who.now });
  await addHistory(tx, { thingId: one.id, event: "cases.noted", public: false, by, now: who.now });
}

/** Writes to who accepted mail that something happened; what it says is read with the receipt. */
async function tell(
  tx: WriteTx,
  who: Official,
  one: Case,
  what: "transferred" | "asked" | "extended" | "closed" | "answered",
): Promise<void> {
  const person = await findPerson(tx, one.id);
  if (person?.electronic !== true || person.email === null) return;
  await queueMail(tx, {
    to: person.email,
    subject: t("cases.mail.news", { number: one.number }),
    text: `${t(`cases.mail.${what}`)}\n\n${t("cases.mail.where", { address: `${who.publicUrl}/solicitudes/seguir` })}`,
  });
}
