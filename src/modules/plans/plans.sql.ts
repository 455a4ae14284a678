// What a plan says and what was reported of it, as rows.
import { sql } from "kysely";
import type { Behaviour } from "#analysis/progress/progress.ts";
import type { ReadDb } from "#platform/db/db.ts";

export interface Plan {
  id: number;
  code: string;
  name: string;
  yearFrom: number;
  yearTo: number;
  state: "draft" | "in_force" | "closed";
  /** Day `YYYY-MM-DD`. */
  cutOff: string;
  generated: boolean;
}

export interface NodeRow {
  id: number;
  code: string;
  parent: number | null;
  depth: number;
  level: string;
  name: string;
  behaviour: Behaviour | null;
  unit: string | null;
  baseline: number | null;
  goal: number | null;
  weight: number | null;
  agency: string | null;
  body: string | null;
  /** Year → programmed; null: not programmed (NP). */
  programmed: Readonly<Record<string, number | null>>;
  /** Year → what was programmed first. */
  original: Readonly<Record<string, number | null>>;
  /** Year → the last report of it. */
  achieved: Readonly<Record<string, number>>;
}

const PLAN = [
  "id",
  "code",
  "name",
  "year_from as yearFrom",
  "year_to as yearTo",
  "state",
  "cut_off as cutOff",
  "generated",
] as const;

/** The plan of a code. */
export async function findPlan(db: ReadDb, code: string): Promise<Plan | undefined> {
  const row = await db.selectFrom("plans").select(PLAN).where("code", "=", code).executeTakeFirst();
  return row && { ...row, state: row.state as Plan["state"] };
}

/** Plans that anybody may read, the one in force first and then the newest. A plan that is being written is not among them. */
export async function listPlans(db: ReadDb): Promise<Plan[]> {
  const rows = await db
    .selectFrom("plans")
    .select(PLAN)
    .where("state", "<>", "draft")
    .orderBy(sql`state = 'in_force'`, "desc")
    .orderBy("year_from", "desc")
    .orderBy("code")
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as Plan["state"] }));
}

/** Code → where a node stands, for whoever adds to the tree. */
export async function listNodePlaces(db: ReadDb, planId: number) {
  const { rows } = await sql<{ code: string; parent: string | null; depth: number; leaf: boolean }>`
    select n.code, p.code as parent, n.depth, not exists (select 1 from plan_nodes c where c.parent_id = n.id) as leaf
    from plan_nodes n left join plan_nodes p on p.id = n.parent_id where n.plan_id = ${planId}`.execute(db);
  return new Map(rows.map(({ code, ...place }) => [code, place]));
}

/** Every node of a plan with its years and the last report of each, as the plan orders them: by code. */
export async function listNodes(db: ReadDb, planId: number): Promise<NodeRow[]> {
  const { rows } = await sql<NodeRow>`
    select n.id, n.code, n.parent_id as parent, n.depth, n.level, n.name, n.behaviour, n.unit, n.baseline, n.goal, n.weight,
      n.agency_code as agency, n.body,
      coalesce(y.programmed, '{}') as programmed, coalesce(y.original, '{}') as original, coalesce(r.achieved, '{}') as achieved
    from plan_nodes n
    left join (select node_id, jsonb_object_agg(year, programmed) as programmed, jsonb_object_agg(year, original) as original
      from plan_years group by 1) y on y.node_id = n.id
    left join (select node_id, jsonb_object_agg(year, value order by id) as achieved from plan_reports group by 1) r
      on r.node_id = n.id
    where n.plan_id = ${planId} order by n.depth, n.code collate "C"`.execute(db);
  return rows;
}

export interface ProductRow {
  node: number;
  year: number;
  code: string;
  name: string;
  project: string;
  target: number | null;
  executed: number | null;
  weight: number | null;
  progress: number | null;
}

/** What projects deliver of the goals of a plan in a year. */
export async function listProducts(db: ReadDb, planId: number, year: number): Promise<ProductRow[]> {
  return db
    .selectFrom("plan_products as p")
    .innerJoin("plan_nodes as n", "n.id", "p.node_id")
    .select([
      "p.node_id as node",
      "p.year",
      "p.code",
      "p.name",
      "p.project_code as project",
      "p.target",
      "p.executed",
      "p.weight",
      "p.progress",
    ])
    .where("n.plan_id", "=", planId)
    .where("p.year", "=", year)
    .orderBy("p.id")
    .execute();
}

export interface ReportRow {
  id: number;
  year: number;
  value: number;
  asOf: string;
  note: string;
  by: string | null;
  at: Date;
}

/** What was reported of a goal, newest first. */
export async function listReports(db: ReadDb, nodeId: number): Promise<ReportRow[]> {
  return db
    .selectFrom("plan_reports as r")
    .leftJoin("accounts as a", "a.id", "r.reported_by")
    .select(["r.id", "r.year", "r.value", "r.as_of as asOf", "r.note", "a.name as by", "r.at"])
    .where("r.node_id", "=", nodeId)
    .orderBy("r.id", "desc")
    .execute();
}

export interface ActivityRow {
  code: string;
  name: string;
  project: string;
  weight: number | null;
  progress: number | null;
  starts: string | null;
  ends: string | null;
}

/** What is done to deliver a goal, and how much of it there is in all. */
export async function listActivities(
  db: ReadDb,
  nodeId: number,
  limit: number,
): Promise<{ total: number; rows: ActivityRow[] }> {
  const { n } = await db
    .selectFrom("plan_activities")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("node_id", "=", nodeId)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom("plan_activities")
    .select(["code", "name", "project_code as project", "weight", "progress", "starts", "ends"])
    .where("node_id", "=", nodeId)
    .orderBy("code")
    .limit(limit)
    .execute();
  return { total: Number(n), rows };
}

export interface LinkedCommitment {
  id: number;
  title: string;
  reason: string | null;
  at: Date;
}

/** Commitments that are part of a goal: those that anybody may read. */
export async function listLinked(db: ReadDb, nodeId: number): Promise<LinkedCommitment[]> {
  return db
    .selectFrom("links as l")
    .innerJoin("things as t", "t.id", "l.from_id")
    .innerJoin("commitments as c", "c.id", "l.from_id")
    .select(["c.id", "c.title", "l.reason", "l.made_at as at"])
    .where("l.to_id", "=", nodeId)
    .where("l.relation", "=", "planned_in")
    .where("l.ended_at", "is", null)
    .where("t.visibility", "=", "public")
    .orderBy("l.id")
    .execute();
}

/** How many commitments are part of each goal of a plan. */
export async function countLinked(db: ReadDb, planId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ node: number; n: number }>`
    select l.to_id as node, count(*)::integer as n from links l join plan_nodes g on g.id = l.to_id and g.plan_id = ${planId}
    join things t on t.id = l.from_id and t.visibility = 'public'
    where l.relation = 'planned_in' and l.ended_at is null group by 1`.execute(db);
  return new Map(rows.map(({ node, n }) => [node, n]));
}
