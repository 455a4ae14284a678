// A plan that was in force before this database, with what was reported of it and the commitments that are part of it.
import type { Behaviour } from "#analysis/progress/progress.ts";
import { loadHistory, loadLinks, loadThings } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { type PlanHeader, savePlan } from "./import/import-plan.ts";

export interface LivedGoal {
  behaviour: Behaviour;
  unit: string;
  baseline: number;
  goal: number;
  agency: string | null;
  programmed: readonly { year: number; value: number | null }[];
  reports: readonly { year: number; value: number; asOf: string; note: string; by: number; at: Date }[];
  commitments: readonly { id: number; reason: string; by: number; at: Date }[];
}

export interface LivedNode {
  code: string;
  parent: string | null;
  depth: number;
  level: string;
  name: string;
  /** Of what has nothing below. */
  goal?: LivedGoal;
}

export interface LivedPlan {
  header: PlanHeader;
  /** From the top down. */
  nodes: readonly LivedNode[];
  now: Date;
}

/** Writes a plan with its tree, years, reports and links, and their history and ledger entries. */
export async function loadPlan(tx: WriteTx, { header, nodes, now }: LivedPlan): Promise<void> {
  const planId = await savePlan(tx, header, now);
  const ids = await loadThings(
    tx,
    nodes.map(() => ({ kind: "plan_node", now })),
  );
  const idOf = new Map(nodes.map(({ code }, at) => [code, ids[at] ?? 0]));
  const goals = nodes.flatMap((node) =>
    node.goal === undefined ? [] : [{ id: idOf.get(node.code) ?? 0, node, ...node.goal }],
  );
  await insertMany(
    tx,
    "plan_nodes",
    nodes.map(({ code, parent, depth, level, name, goal }) => ({
      id: idOf.get(code) ?? 0,
      plan_id: planId,
      code,
      parent_id: parent === null ? null : (idOf.get(parent) ?? 0),
      depth,
      level,
      name,
      behaviour: goal?.behaviour ?? null,
      unit: goal?.unit ?? null,
      baseline: goal?.baseline ?? null,
      goal: goal?.goal ?? null,
      agency_code: goal?.agency ?? null,
    })),
  );
  await insertMany(
    tx,
    "plan_years",
    goals.flatMap(({ id, programmed }) =>
      programmed.map(({ year, value }) => ({ node_id: id, year, original: value, programmed: value })),
    ),
  );
  await loadReports(tx, goals);
  await loadPlanned(tx, goals, header.name);
}

type Goal = LivedGoal & { id: number; node: LivedNode };

async function loadReports(tx: WriteTx, goals: readonly Goal[]): Promise<void> {
  const reports = goals
    .flatMap(({ id, unit, reports }) => reports.map((one) => ({ ...one, id, unit })))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  await insertMany(
    tx,
    "plan_reports",
    reports.map(({ id, year, value, asOf, note, by, at }) => ({
      node_id: id,
      year,
      value,
      as_of: asOf,
      note,
      reported_by: by,
      at,
    })),
  );
  await loadHistory(
    tx,
    reports.map(({ id, value, unit, asOf, note, by, at }) => ({
      thingId: id,
      event: "plans.reported",
      data: { value, unit, asOf, note },
      public: true,
      by,
      now: at,
    })),
  );
  await recordAll(
    tx,
    reports.map(({ id, year, value, asOf, note, at }) => ({
      kind: "plan-report",
      at,
      content: { goal: id, year, value, asOf, note },
    })),
  );
}

async function loadPlanned(tx: WriteTx, goals: readonly Goal[], plan: string): Promise<void> {
  const links = goals
    .flatMap(({ id, node, commitments }) => commitments.map((one) => ({ ...one, goal: id, name: node.name })))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  await loadLinks(
    tx,
    links.map(({ id, goal, reason, by, at }) => ({
      from: id,
      to: goal,
      relation: "planned_in" as const,
      reason,
      by,
      now: at,
    })),
  );
  await loadHistory(
    tx,
    links.map(({ id, name, reason, by, at }) => ({
      thingId: id,
      event: "plans.planned",
      data: { goal: name, plan, reason },
      public: true,
      by,
      now: at,
    })),
  );
  await recordAll(
    tx,
    links.map(({ id, goal, reason, at }) => ({ kind: "plan-link", at, content: { commitment: id, goal, reason } })),
  );
}
