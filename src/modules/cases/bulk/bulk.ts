// Assigning many cases at once: the same act as on one, with who worked on each before, to undo it while its minutes last.
import { sql } from "kysely";
import { addStaffHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { requireUndoable } from "#platform/http/undo-window.ts";
import { lawful } from "../as-problem.ts";
import { type Case, listCases, lockCases } from "../case-store.ts";
import { mayRead, type Official } from "../desk/case-acts.ts";
import { listOfficers } from "../desk/work-list.sql.ts";
import { appendToEach } from "../many-cases.ts";

/** Most cases of one act: it holds them all until it commits. */
export const MOST = 2000;

/** The cases that were chosen, those that the reader may work on. */
export async function listChosen(
  db: ReadDb,
  who: Pick<Official, "authority">,
  ids: readonly number[],
): Promise<Case[]> {
  const cases = await listCases(db, ids.slice(0, MOST));
  return cases.filter((one) => mayRead(who, one) && one.closedAt === null);
}

/** The numbers of some cases as a form carries them; what is none is left out. */
export function readIds(text: string): number[] {
  return text
    .split(",")
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
}

/** The agencies of some cases, each once. */
export const agenciesOf = (cases: readonly Pick<Case, "agency">[]): string[] => [
  ...new Set(cases.map(({ agency }) => agency)),
];

/**
 * Gives them all to an official, or none. @returns the act, to undo it
 * @throws Problem 409 when one of them was closed or left meanwhile
 */
export async function assignMany(
  tx: WriteTx,
  who: Official,
  { ids, officer }: { ids: readonly number[]; officer: number },
): Promise<number> {
  const by = who.authority.actor.accountId;
  const cases = await lockCases(tx, ids);
  const changed = cases.length !== new Set(ids).size || cases.length === 0 || cases.length > MOST;
  if (changed || cases.some((one) => !mayRead(who, one) || one.closedAt !== null)) {
    throw new Problem(409, "cases.bulk.changed");
  }
  const officers = await listOfficers(tx, agenciesOf(cases));
  if (!officers.some(({ id }) => id === officer)) throw new Problem(400, "common.unknownChoice", { field: "officer" });
  const { id: act } = await tx
    .insertInto("case_bulk_acts")
    .values({ officer, made_by: by ?? null, made_at: who.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertMany(
    tx,
    "case_bulk_members",
    cases.map((one) => ({ act_id: act, case_id: one.id, officer_before: one.assignedTo })),
  );
  await lawful(() => appendToEach(tx, who.entity, cases, { kind: "assigned", at: who.now, byAccount: by }, who.now));
  await sql`update cases set assigned_to = ${officer} where id = any (${ids}::bigint[])`.execute(tx);
  return act;
}

/**
 * Gives each back to who had it, unless somebody has given it to another since.
 * @throws Problem 409 once its minutes are over
 */
export async function undoAssign(tx: WriteTx, who: Official, actId: number): Promise<void> {
  const by = who.authority.actor.accountId;
  const act = await tx
    .selectFrom("case_bulk_acts")
    .select(["officer", "made_at as at", "undone_at as undoneAt"])
    .where("id", "=", actId)
    .where("made_by", "=", by ?? null)
    .forUpdate()
    .executeTakeFirst();
  if (act === undefined) throw notFound();
  requireUndoable(act, who.now, "cases.bulk.late");
  const members = await tx.selectFrom("case_bulk_members").select("case_id").where("act_id", "=", actId).execute();
  const cases = await lockCases(
    tx,
    members.map(({ case_id: id }) => id),
  );
  const back = cases
    .filter((one) => mayRead(who, one) && one.closedAt === null && one.assignedTo === act.officer)
    .map(({ id }) => id);
  await sql`
    update cases c set assigned_to = m.officer_before from case_bulk_members m
    where m.act_id = ${actId} and c.id = m.case_id and c.id = any (${back}::bigint[])`.execute(tx);
  await addStaffHistory(tx, back, { event: "cases.unassigned", by, now: who.now });
  await tx
    .updateTable("case_bulk_acts")
    .set({ undone_at: who.now, undone_by: by ?? null })
    .where("id", "=", actId)
    .execute();
  await touch(tx, ["cases"]);
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
