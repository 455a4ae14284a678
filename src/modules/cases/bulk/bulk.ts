// Assigning many cases at once: the same act as on one, case by case, with who worked on each before, to undo it.
import { addHistory } from "#core/trace/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Case, findCase, lockCase } from "../case-store.ts";
import { assign, mayRead, type Official } from "../desk/case-acts.ts";
import { listOfficers } from "../desk/work-list.sql.ts";

/** Most cases of one act: it holds them all until it commits. */
export const MOST = 500;

/** The cases that were chosen, those that the reader may work on. */
export async function listChosen(
  db: ReadDb,
  who: Pick<Official, "authority">,
  ids: readonly number[],
): Promise<Case[]> {
  const found: Case[] = [];
  for (const id of [...new Set(ids)].slice(0, MOST)) {
    const one = await findCase(db, id);
    if (mayRead(who, one) && one.closedAt === null) found.push(one);
  }
  return found;
}

/** The numbers of some cases as a form carries them; what is none is left out. */
export function readIds(text: string): number[] {
  return text
    .split(",")
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
}

/** Officials who may work on all of them. */
export async function listOfficersOfAll(db: ReadDb, cases: readonly Case[]): Promise<{ id: number; name: string }[]> {
  const lists: { id: number; name: string }[][] = [];
  for (const agency of new Set(cases.map((one) => one.agency))) lists.push(await listOfficers(db, agency));
  const [first = [], ...others] = lists;
  return first.filter(({ id }) => others.every((list) => list.some((one) => one.id === id)));
}

/**
 * Gives them all to an official, or none. @returns the act, to undo it
 * @throws Problem 409 when one of them was closed or left meanwhile
 */
export async function assignMany(
  tx: WriteTx,
  who: Official,
  { ids, officer }: { ids: readonly number[]; officer: number },
): Promise<number> {
  const by = who.authority.actor.accountId ?? null;
  const { id: act } = await tx
    .insertInto("case_bulk_acts")
    .values({ officer, made_by: by, made_at: who.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const before: { act_id: number; case_id: number; officer_before: number | null }[] = [];
  // In the order of their ids: two acts over the same cases wait for one another and never in a circle.
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const one = await lockCase(tx, id);
    if (!mayRead(who, one) || one.closedAt !== null) throw new Problem(409, "cases.bulk.changed");
    before.push({ act_id: act, case_id: id, officer_before: one.assignedTo });
    await assign(tx, who, one, officer);
  }
  await insertMany(tx, "case_bulk_members", before);
  return act;
}

/** Gives each back to who had it, unless somebody has given it to another since. */
export async function undoAssign(tx: WriteTx, who: Official, actId: number): Promise<void> {
  const by = who.authority.actor.accountId ?? null;
  const act = await tx
    .selectFrom("case_bulk_acts")
    .select(["officer", "undone_at"])
    .where("id", "=", actId)
    .where("made_by", "=", by)
    .forUpdate()
    .executeTakeFirst();
  if (act === undefined) throw notFound();
  if (act.undone_at !== null) throw new Problem(409, "cases.bulk.undoneBefore");
  const members = await tx
    .selectFrom("case_bulk_members")
    .select(["case_id", "officer_before"])
    .where("act_id", "=", actId)
    .orderBy("case_id")
    .execute();
  for (const { case_id: id, officer_before: before } of members) {
    const one = await lockCase(tx, id);
    if (!mayRead(who, one) || one.closedAt !== null || one.assignedTo !== act.officer) continue;
    await tx.updateTable("cases").set({ assigned_to: before }).where("id", "=", id).execute();
    await addHistory(tx, { thingId: id, event: "cases.unassigned", public: false, by: by ?? undefined, now: who.now });
  }
  await tx.updateTable("case_bulk_acts").set({ undone_at: who.now, undone_by: by }).where("id", "=", actId).execute();
}

export interface BulkActDone {
  id: number;
  officer: string | null;
  n: number;
  at: Date;
  undoneAt: Date | null;
}

/** The last acts of an official, the newest first. */
export async function listBulkActs(db: ReadDb, accountId: number | undefined, limit: number): Promise<BulkActDone[]> {
  return db
    .selectFrom("case_bulk_acts as b")
    .innerJoin("accounts as a", "a.id", "b.officer")
    .select((eb) => [
      "b.id",
      "a.name as officer",
      "b.made_at as at",
      "b.undone_at as undoneAt",
      eb
        .selectFrom("case_bulk_members as m")
        .whereRef("m.act_id", "=", "b.id")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .$castTo<{ n: number }>()
        .as("n"),
    ])
    .where("b.made_by", "=", accountId ?? 0)
    .orderBy("b.id", "desc")
    .limit(limit)
    .execute()
    .then((rows) => rows.map((row) => ({ ...row, n: Number(row.n ?? 0) })));
}
