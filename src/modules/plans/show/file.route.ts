// A whole plan as a file: a row each goal and year, with the progress that the pages show.
import { z } from "zod";
import { FORMULA_SET } from "#analysis/progress/progress.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { csvHeader, csvLine } from "#platform/tabular/write-csv.ts";
import { goalsIn, loadTree, type PlanNode, type PlanTree } from "../plan.ts";
import { countLinked, findPlan } from "../plans.sql.ts";

const COLUMNS = [
  { name: "plan", kind: "plain" },
  { name: "goal_code", kind: "plain" },
  { name: "goal", kind: "text" },
  { name: "behaviour", kind: "plain" },
  { name: "unit", kind: "text" },
  { name: "baseline", kind: "plain" },
  { name: "goal_value", kind: "plain" },
  { name: "agency", kind: "text" },
  { name: "year", kind: "plain" },
  { name: "original", kind: "plain" },
  { name: "programmed", kind: "plain" },
  { name: "achieved", kind: "plain" },
  { name: "cut_off", kind: "plain" },
  { name: "progress_year", kind: "plain" },
  { name: "progress_period", kind: "plain" },
  { name: "basis", kind: "plain" },
  { name: "formula_set", kind: "plain" },
  { name: "finding", kind: "plain" },
  { name: "commitments", kind: "plain" },
] as const;

/** `NP` where nothing was programmed, empty where nobody said anything, and zero where zero was said. */
const written = (value: number | null | undefined) => (value === null ? "NP" : value);

function goalLines({ plan, years }: PlanTree, goal: PlanNode, commitments: number): string {
  const { progress } = goal;
  return years
    .map((year) =>
      csvLine(COLUMNS, [
        plan.code,
        goal.code,
        goal.name,
        goal.behaviour,
        goal.unit,
        goal.baseline,
        goal.goal,
        goal.agency ?? goal.body,
        year,
        written(goal.original[year]),
        written(goal.programmed[year]),
        goal.achieved[year],
        plan.cutOff,
        progress.year,
        progress.period,
        progress.basis,
        FORMULA_SET,
        progress.flag,
        commitments,
      ]),
    )
    .join("");
}

export const planFile = get({
  path: "/plan/:plan/datos.csv",
  access: "public",
  params: z.object({ plan: z.string().max(80) }),
  handle: async (ctx, { params }) => {
    const plan = await findPlan(ctx.db, params.plan);
    if (plan === undefined || plan.state === "draft") throw notFound();
    const tree = await loadTree(ctx.db, plan);
    const linked = await countLinked(ctx.db, plan.id);
    const lines = goalsIn(tree.top).map((goal) => goalLines(tree, goal, linked.get(goal.id) ?? 0));
    const body = [csvHeader(COLUMNS), ...lines].join("");
    return { kind: "data", type: "text/csv; charset=utf-8", filename: `${plan.code}.csv`, body };
  },
});
