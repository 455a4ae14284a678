// A commitment as part of a goal: from what somebody asked to what was planned, with the reason.
import type { Authority } from "#core/people/index.ts";
import { addHistory, link, unlink } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { placeOf, requireOpen } from "../get-goal.ts";
import { PLANS_TAG, type PlanNode, type PlanTree } from "../plan.ts";
import { listLinked } from "../plans.sql.ts";

interface Who {
  authority: Authority;
  now: Date;
}
interface Place {
  tree: PlanTree;
  goal: PlanNode;
}

/** The number of a commitment, as people have it: alone, or in the address of its page. */
export function commitmentNumber(text: string): number | undefined {
  const found = /^(?:.*\/compromisos\/)?(\d{1,15})(?:[/?#].*)?$/.exec(text.trim())?.[1];
  return found === undefined ? undefined : Number(found);
}

export async function joinCommitment(
  tx: WriteTx,
  who: Who,
  { tree, goal }: Place,
  { commitment, reason }: { commitment: string; reason: string },
): Promise<void> {
  who.authority.require("plans.report", placeOf(goal));
  requireOpen(tree);
  const number = commitmentNumber(commitment) ?? 0;
  const found = await tx
    .selectFrom("commitments as c")
    .innerJoin("things as t", "t.id", "c.id")
    .select(["c.id", "c.title"])
    .where("c.id", "=", number)
    .where("t.visibility", "=", "public")
    .forUpdate("c")
    .executeTakeFirst();
  if (found === undefined) throw new Problem(400, "plans.join.unknown", { field: "commitment" });
  if ((await listLinked(tx, goal.id)).some(({ id }) => id === found.id)) {
    throw new Problem(409, "plans.join.already", { field: "commitment" });
  }
  const by = who.authority.actor.accountId;
  await link(tx, { from: found.id, to: goal.id, relation: "planned_in", by, reason, now: who.now });
  const line = { public: true, by, now: who.now } as const;
  await addHistory(tx, {
    ...line,
    thingId: found.id,
    event: "plans.planned",
    data: { goal: goal.name, plan: tree.plan.name, reason },
  });
  await record(tx, { kind: "plan-link", at: who.now, content: { commitment: found.id, goal: goal.id, reason } });
  await touch(tx, [PLANS_TAG]);
}

/** Takes a commitment out of a goal; the link stays with its end, and the reason in the history. */
export async function leaveCommitment(
  tx: WriteTx,
  who: Who,
  { tree, goal }: Place,
  { commitment, reason }: { commitment: number; reason: string },
): Promise<void> {
  who.authority.require("plans.report", placeOf(goal));
  requireOpen(tree);
  if (!(await listLinked(tx, goal.id)).some(({ id }) => id === commitment)) {
    throw new Problem(409, "plans.join.gone", { field: "out" });
  }
  const by = who.authority.actor.accountId;
  await unlink(tx, { from: commitment, to: goal.id, relation: "planned_in", by, now: who.now });
  const data = { goal: goal.name, plan: tree.plan.name, reason };
  await addHistory(tx, { thingId: commitment, event: "plans.unplanned", data, public: true, by, now: who.now });
  await record(tx, { kind: "plan-unlink", at: who.now, content: { commitment, goal: goal.id, reason } });
  await touch(tx, [PLANS_TAG]);
}
