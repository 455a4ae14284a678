import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { placeOf, requireOpen } from "../get-goal.ts";
import { PLANS_TAG, type PlanNode, type PlanTree } from "../plan.ts";

export interface Report {
  value: number;
  /** Day up to which it counts, `YYYY-MM-DD`: its year is the year reported. */
  asOf: string;
  note: string;
}

/** Says what was achieved of a goal. Nothing is edited: a correction is another report, and the last one of a year counts. */
export async function reportGoal(
  tx: WriteTx,
  who: { authority: Authority; now: Date; today: string },
  { tree, goal }: { tree: PlanTree; goal: PlanNode },
  { value, asOf, note }: Report,
): Promise<void> {
  who.authority.require("plans.report", placeOf(goal));
  requireOpen(tree);
  const year = Number(asOf.slice(0, 4));
  if (asOf > who.today) throw new Problem(400, "plans.report.future", { field: "asOf" });
  if (!tree.years.includes(year)) throw new Problem(400, "plans.report.otherYear", { field: "asOf" });
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("plan_reports")
    .values({ node_id: goal.id, year, value, as_of: asOf, note, reported_by: by ?? null, at: who.now })
    .execute();
  await addHistory(tx, {
    thingId: goal.id,
    event: "plans.reported",
    data: { value, unit: goal.unit ?? "", asOf, note },
    public: true,
    by,
    now: who.now,
  });
  await record(tx, { kind: "plan-report", at: who.now, content: { goal: goal.id, year, value, asOf, note } });
  await touch(tx, [PLANS_TAG]);
}
