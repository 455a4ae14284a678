import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { nodePath, planPath } from "./figures.ts";
import { importPlan } from "./import/import.command.ts";
import * as staff from "./report/report.route.tsx";
import { planFile } from "./show/file.route.ts";
import { showNode } from "./show/show-node.route.ts";
import { currentPlan, showPlan } from "./show/show-plan.route.ts";
import { plansStory } from "./thread-story.tsx";

export const plans: Module = {
  name: "plans",
  tables: ["plans", "plan_nodes", "plan_years", "plan_reports", "plan_products", "plan_activities"],
  routes: [
    currentPlan,
    showPlan,
    planFile,
    showNode,
    staff.goalsDesk,
    staff.goalForm,
    staff.report,
    staff.join,
    staff.leave,
  ],
  permissions: { "plans.report": ["planner"] },
  kinds: {
    plan: { label: "plans.kind", titles: planTitles },
    plan_node: { label: "plans.nodeKind", titles: nodeTitles },
  },
  commands: [importPlan],
  story: plansStory,
};

async function planTitles(db: ReadDb, ids: readonly number[]) {
  const rows = await db
    .selectFrom("plans")
    .select(["id", "code", "name"])
    .where("id", "in", ids)
    .where("state", "<>", "draft")
    .execute();
  return new Map(rows.map((row) => [row.id, { title: row.name, path: planPath(row.code) }]));
}

async function nodeTitles(db: ReadDb, ids: readonly number[]) {
  const rows = await db
    .selectFrom("plan_nodes as n")
    .innerJoin("plans as p", "p.id", "n.plan_id")
    .select(["n.id", "n.code", "n.name", "p.code as plan"])
    .where("n.id", "in", ids)
    .where("p.state", "<>", "draft")
    .execute();
  return new Map(rows.map((row) => [row.id, { title: row.name, path: nodePath(row.plan, row.code) }]));
}
