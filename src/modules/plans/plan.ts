// A plan as a tree, with the progress of each goal by formula set v1 and what it makes of everything above it.
import { type GoalFlag, goalFitsYears, goalProgress, rollUp } from "#analysis/progress/progress.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { listNodes, listProducts, type NodeRow, type Plan, type ProductRow } from "./plans.sql.ts";

/** What makes the pages of plans stale. */
export const PLANS_TAG = "plans";

/** From what the progress of a goal is computed. */
export type Basis = "reports" | "products" | "parts";

export interface NodeProgress {
  /** Of the year of the cut-off and of the whole plan: ratios that are never clamped; null where there is none to speak of. */
  year: number | null;
  period: number | null;
  /** Of goals of capacity: how much of the rise over the baseline. */
  overBaseline: number | null;
  basis: Basis | null;
  flag: GoalFlag | undefined;
}

export interface PlanNode extends NodeRow {
  children: readonly PlanNode[];
  products: readonly ProductRow[];
  progress: NodeProgress;
  /** Of the goals in it (or itself, when it is one). */
  goals: GoalCounts;
}

export interface GoalCounts {
  all: number;
  /** Programmed for the year of the cut-off. */
  programmed: number;
  /** Those of them that somebody reported of that year, or whose products say something. */
  known: number;
  findings: number;
}

export interface PlanTree {
  plan: Plan;
  years: readonly number[];
  /** Year of the cut-off. */
  year: number;
  top: readonly PlanNode[];
  byCode: ReadonlyMap<string, PlanNode>;
  byId: ReadonlyMap<number, PlanNode>;
  goals: GoalCounts;
  progress: NodeProgress;
}

/** Reads a whole plan: a few hundred nodes. */
export async function loadTree(db: ReadDb, plan: Plan): Promise<PlanTree> {
  const year = Number(plan.cutOff.slice(0, 4));
  const [rows, products] = [await listNodes(db, plan.id), await listProducts(db, plan.id, year)];
  return buildTree(plan, rows, products);
}

/** The tree of rows, computed from its leaves up. */
export function buildTree(plan: Plan, rows: readonly NodeRow[], products: readonly ProductRow[]): PlanTree {
  const years = Array.from({ length: plan.yearTo - plan.yearFrom + 1 }, (_, at) => plan.yearFrom + at);
  const year = Number(plan.cutOff.slice(0, 4));
  const below = Map.groupBy(rows, (row) => row.parent);
  const delivered = Map.groupBy(products, (product) => product.node);
  const byId = new Map<number, PlanNode>();
  const build = (row: NodeRow): PlanNode => {
    const children = (below.get(row.id) ?? []).map(build);
    const own = delivered.get(row.id) ?? [];
    const progress = children.length > 0 ? progressOfParts(children) : progressOfGoal(row, own, { years, year });
    const goals = children.length > 0 ? sumGoals(children) : countGoal(row, progress, year);
    const node = { ...row, children, products: own, progress, goals };
    byId.set(row.id, node);
    return node;
  };
  const top = (below.get(null) ?? []).map(build);
  const byCode = new Map([...byId.values()].map((node) => [node.code, node]));
  return { plan, years, year, top, byCode, byId, goals: sumGoals(top), progress: progressOfParts(top) };
}

function progressOfParts(parts: readonly PlanNode[]): NodeProgress {
  const of = (value: (progress: NodeProgress) => number | null) =>
    rollUp(parts.map(({ weight, progress }) => ({ weight, progress: value(progress) })));
  return {
    year: of((progress) => progress.year),
    period: of((progress) => progress.period),
    overBaseline: null,
    basis: "parts",
    flag: undefined,
  };
}

/** From what was reported; where nobody reported anything, from what its products say, and it is told which. */
function progressOfGoal(
  { behaviour, baseline, goal, programmed, achieved }: NodeRow,
  products: readonly ProductRow[],
  { years, year }: { years: readonly number[]; year: number },
): NodeProgress {
  const at = years.indexOf(year);
  const given = years.map((one) => achieved[one] ?? null);
  const planned = years.map((one) => programmed[one] ?? null);
  if (behaviour !== null && given.slice(0, at + 1).some((value) => value !== null)) {
    const computed = goalProgress({ behaviour, baseline, goal, programmed: planned, achieved: given, year: at });
    const { year: ofYear, period, overBaseline, flag } = computed;
    return { year: ofYear, period, overBaseline, basis: "reports", flag };
  }
  const said = rollUp(products.map(({ weight, progress }) => ({ weight, progress })));
  const fits = behaviour === null || goalFitsYears({ behaviour, goal, programmed: planned });
  const flag = fits ? undefined : "goal_differs_from_years";
  return { year: said, period: null, overBaseline: null, basis: said === null ? null : "products", flag };
}

function countGoal(row: NodeRow, progress: NodeProgress, year: number): GoalCounts {
  const programmed = typeof row.programmed[year] === "number";
  const known = programmed && (row.achieved[year] !== undefined || progress.basis === "products");
  return {
    all: 1,
    programmed: Number(programmed),
    known: Number(known),
    findings: Number(progress.flag !== undefined),
  };
}

function sumGoals(parts: readonly PlanNode[]): GoalCounts {
  const sum = (of: (goals: GoalCounts) => number) => parts.reduce((total, { goals }) => total + of(goals), 0);
  return {
    all: sum(({ all }) => all),
    programmed: sum(({ programmed }) => programmed),
    known: sum(({ known }) => known),
    findings: sum(({ findings }) => findings),
  };
}

/** The goals in a node, or the node itself. */
export function goalsIn(nodes: readonly PlanNode[]): PlanNode[] {
  return nodes.flatMap((node) => (node.children.length === 0 ? [node] : goalsIn(node.children)));
}

/** What a node stands in, from the top down. */
export function pathOf(tree: PlanTree, node: PlanNode): PlanNode[] {
  const above = node.parent === null ? undefined : tree.byId.get(node.parent);
  return above === undefined ? [] : [...pathOf(tree, above), above];
}
