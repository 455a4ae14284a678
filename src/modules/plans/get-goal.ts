import type { Authority } from "#core/people/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { loadTree, type PlanNode, type PlanTree } from "./plan.ts";
import { listPlans } from "./plans.sql.ts";

/** A goal of a plan that anybody may read, of which this person may speak; 404 if there is none. */
export async function getGoal(
  db: ReadDb,
  id: number,
  authority: Authority,
): Promise<{ tree: PlanTree; goal: PlanNode }> {
  for (const plan of await listPlans(db)) {
    const tree = await loadTree(db, plan);
    const goal = tree.byId.get(id);
    if (goal === undefined) continue;
    if (goal.children.length > 0) throw notFound();
    authority.require("plans.report", placeOf(goal));
    return { tree, goal };
  }
  throw notFound();
}

/** Where a goal is, for authority. One of no agency that we know belongs to those who report for all of them. */
export function placeOf({ agency }: Pick<PlanNode, "agency">): { agency: string } {
  return { agency: agency ?? "" };
}

/** A plan that is over keeps what was said of it. */
export function requireOpen({ plan }: PlanTree): void {
  if (plan.state !== "in_force") throw new Problem(409, "plans.report.closed");
}
