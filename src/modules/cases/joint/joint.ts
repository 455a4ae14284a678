// One answer for many requests that ask for the same. Each case takes it as its own answer, by the way of every answer: written by one,
// reviewed by another, notified and proved case by case. What joins them is the words, which everybody may read afterwards.
import { findPersonalData } from "#analysis/text/personal-data.ts";
import type { Entity } from "#core/territory/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { type Case, lockCases } from "../case-store.ts";
import { findAnswer } from "../case-words.sql.ts";
import { leaveJoint, mayRead, type Official, requireCase, review, write } from "../desk/case-acts.ts";
import { type Law, lawOn } from "../law.ts";
import { joinedFrom } from "../rules.ts";
import { findJoint, type Joint, listMembers } from "./joint.sql.ts";

export interface JointWords {
  question: string;
  text: string;
  outcome: "granted" | "refused";
}

/**
 * Writes one answer for cases of the same agency; another person reads it before it leaves.
 * @returns the joint answer
 * @throws Problem 400 for words that say who somebody is, 409 for cases that cannot have it, with the number of the first
 */
export async function answerTogether(
  tx: WriteTx,
  who: Official,
  ids: readonly number[],
  words: JointWords,
): Promise<number> {
  const cases = await lockMembers(tx, who, ids);
  requireAlike(who, cases);
  for (const one of cases) await requireUnanswered(tx, one);
  for (const field of ["question", "text"] as const) {
    if (findPersonalData(words[field], who.entity.jurisdiction).length > 0) {
      throw new Problem(400, "cases.desk.publish.personal", { field });
    }
  }
  const { id } = await tx
    .insertInto("case_joint_answers")
    .values({
      ...words,
      agency_code: cases[0]?.agency ?? "",
      written_by: who.authority.actor.accountId ?? null,
      written_at: who.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { text, outcome } = words;
  for (const one of cases) await write(tx, who, one, { text, outcome, joint: id });
  return id;
}

async function lockMembers(tx: WriteTx, who: Official, ids: readonly number[]): Promise<Case[]> {
  const cases = await lockCases(tx, ids);
  if (cases.length !== new Set(ids).size || !cases.every((one) => mayRead(who, one))) {
    throw new Problem(409, "cases.bulk.changed");
  }
  return cases;
}

/** How the law of an entity lets one answer serve many; undefined where it does not say so. */
export function answersTogether(entity: Entity, now: Date): Law["analogous"] {
  return lawOn(entity.jurisdiction, calendarDay(now, entity.timeZone))?.analogous;
}

/** @throws Problem 409 for fewer than the law asks, or where no law gives it */
function requireEnough(
  { entity, now }: Pick<Official, "entity" | "now">,
  n: number,
  key: "few" | "fewLeft",
): NonNullable<Law["analogous"]> {
  const analogous = answersTogether(entity, now);
  if (analogous === undefined) throw new Problem(409, "cases.joint.noLaw");
  const from = joinedFrom(analogous);
  if (n < from) {
    throw new Problem(409, `cases.joint.${key}`, { parameters: { from, n, article: analogous.source.article } });
  }
  return analogous;
}

/** Of one agency, of the types and as many as the law asks. */
function requireAlike({ entity, now }: Official, cases: readonly Case[]): void {
  const analogous = requireEnough({ entity, now }, cases.length, "few");
  for (const { number, agency, type } of cases) {
    if (agency !== cases[0]?.agency) throw new Problem(409, "cases.joint.otherAgency", { parameters: { number } });
    if (!analogous.types.includes(type)) {
      throw new Problem(409, "cases.joint.otherType", { parameters: { number, article: analogous.source.article } });
    }
  }
}

async function requireUnanswered(tx: WriteTx, one: Case): Promise<void> {
  const parameters = { number: one.number };
  if (one.closedAt !== null || one.state === "answered") throw new Problem(409, "cases.joint.answered", { parameters });
  const answer = await findAnswer(tx, one.id);
  if (answer !== undefined && answer.reviewedAt === null) throw new Problem(409, "cases.joint.waits", { parameters });
}

/**
 * Lets it out for each case that still waits for it, and publishes it. It cannot be taken back. What was sent to another agency
 * meanwhile, or is of the protection role alone, leaves it and waits for an answer of its own.
 * @throws Problem 409 when it is over
 */
export async function reviewTogether(tx: WriteTx, who: Official, id: number): Promise<void> {
  const { cases, gone } = await holdWaiting(tx, who, id);
  const by = who.authority.actor.accountId;
  await leaveJoint(tx, gone, { by, now: who.now });
  // Who withdrew meanwhile is owed nothing more; those who are left have to be as many as the law asks.
  const waiting = cases.filter(({ closedAt }) => closedAt === null);
  if (waiting.length === 0) throw new Problem(409, "cases.joint.over");
  requireEnough(who, waiting.length, "fewLeft");
  for (const one of waiting) await review(tx, who, one, id);
  await tx
    .updateTable("case_joint_answers")
    .set({ reviewed_by: by ?? null, reviewed_at: who.now })
    .where("id", "=", id)
    .execute();
}

/** Gives it up before it leaves: its cases have no answer again. @throws Problem 409 when it is over */
export async function dropTogether(tx: WriteTx, who: Official, id: number): Promise<void> {
  const { cases, gone } = await holdWaiting(tx, who, id);
  for (const one of cases) requireCase(who, one);
  const by = who.authority.actor.accountId;
  await leaveJoint(tx, [...cases, ...gone], { by, now: who.now });
  await tx
    .updateTable("case_joint_answers")
    .set({ dropped_by: by ?? null, dropped_at: who.now })
    .where("id", "=", id)
    .execute();
  await touch(tx, ["cases"]);
}

/** Holds until the commit one that waits, with its cases: those that are still of its agency, and those that are gone from it. */
async function holdWaiting(tx: WriteTx, who: Official, id: number): Promise<{ cases: Case[]; gone: Case[] }> {
  await tx.selectFrom("case_joint_answers").select("id").where("id", "=", id).forUpdate().execute();
  const joint = await findJoint(tx, id);
  if (!mayReadJoint(who, joint)) throw notFound();
  if (joint.reviewedAt !== null || joint.droppedAt !== null) throw new Problem(409, "cases.joint.over");
  const members = await listMembers(tx, id);
  const all = await lockCases(
    tx,
    members.map((one) => one.id),
  );
  const stays = (one: Case): boolean => one.agency === joint.agency && one.route === null;
  return { cases: all.filter(stays), gone: all.filter((one) => !stays(one)) };
}

/** Whoever works in its agency; what they may do with each case is asked again case by case. */
export function mayReadJoint({ authority }: Pick<Official, "authority">, joint: Joint | undefined): joint is Joint {
  return joint !== undefined && authority.may("cases.work", { agency: joint.agency });
}
