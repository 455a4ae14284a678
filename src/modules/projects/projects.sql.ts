// Projects with their money and how far they went, as rows.
import { type RawBuilder, sql } from "kysely";
import { type JoinedThing, listJoined } from "#core/trace/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { Executor, Money, ProjectState } from "./project.ts";

export interface Project {
  id: number;
  code: string;
  name: string;
  purpose: string | null;
  executor: Executor;
  agency: string | null;
  body: string | null;
  sector: string | null;
  review: string | null;
  generated: boolean;
  /** Codes of its territories. */
  places: readonly string[];
  /** The last cut-off of each year, added up; null when no file said anything of its money. */
  money: Money | null;
  /** The newest of those cut-off days. */
  cutOff: string | null;
  /** How much of it is done, 1 = whole, and who says it: an official, or the products of the plan. */
  physical: number | null;
  basis: "report" | "products" | null;
  /** What the last report says; else running when something was contracted. */
  state: ProjectState;
}

/** The money of the last cut-off of each year: what was said of a year before is kept, and no longer counts. */
export const CURRENT_AMOUNTS = sql`
  select a.* from project_amounts a join (
    select project_id, year, max(as_of) as as_of from project_amounts group by 1, 2
  ) last using (project_id, year, as_of)`;

/** What products say of a project in the last year of which the plan speaks, by weight, each from 0 to 1. */
const PRODUCTS = sql`
  select p.project_code, sum(coalesce(p.weight, 1) * least(1, greatest(0, p.progress))) / nullif(sum(coalesce(p.weight, 1)), 0) as progress
  from plan_products p join (select project_code, max(year) as year from plan_products group by 1) last using (project_code, year)
  where p.progress is not null group by 1`;

function selectProjects(where: RawBuilder<unknown>): RawBuilder<Project> {
  return sql<Project>`
    select p.id, p.code, p.name, p.purpose, p.executor, p.agency_code as agency, p.body, p.sector_code as sector, p.review,
      p.generated, coalesce(w.places, '{}') as places, m.money, m.cut_off as "cutOff",
      coalesce(r.physical, d.progress) as physical,
      case when r.physical is not null then 'report' when d.progress is not null then 'products' end as basis,
      coalesce(r.state, case when (m.money->>'committed')::bigint > 0 or k.project_id is not null then 'running' else 'planned' end) as state
    from projects p
    left join (select project_id, array_agg(territory_code order by territory_code) as places from project_places group by 1) w
      on w.project_id = p.id
    left join (
      select project_id, max(as_of) as cut_off, jsonb_build_object('initial', sum(initial), 'definitive', sum(definitive),
        'committed', sum(committed), 'obligated', sum(obligated), 'paid', sum(paid)) as money
      from (${CURRENT_AMOUNTS}) a group by 1
    ) m on m.project_id = p.id
    left join (select distinct on (project_id) project_id, physical, state from project_reports order by project_id, id desc) r
      on r.project_id = p.id
    left join (${PRODUCTS}) d on d.project_code = p.code
    left join (select distinct project_id from project_contract_links) k on k.project_id = p.id
    where ${where} order by (m.money->>'definitive')::bigint desc nulls last, p.code`;
}

/** Every project, those with more money first: a bank has some thousands. */
export async function listProjects(db: ReadDb): Promise<readonly Project[]> {
  return (await selectProjects(sql`true`).execute(db)).rows;
}

/** The project of a code. */
export async function findProject(db: ReadDb, code: string): Promise<Project | undefined> {
  return (await selectProjects(sql`p.code = ${code}`).execute(db)).rows[0];
}

/** Projects of some numbers. */
export async function listProjectsById(db: ReadDb, ids: readonly number[]): Promise<readonly Project[]> {
  return ids.length === 0 ? [] : (await selectProjects(sql`p.id = any (${ids}::bigint[])`).execute(db)).rows;
}

export interface Amount extends Money {
  year: number;
  source: string;
  asOf: string;
  certified: number | null;
}

/** The money of a project by year and source, as of the last cut-off of each year. */
export async function listAmounts(db: ReadDb, projectId: number): Promise<readonly Amount[]> {
  const { rows } = await sql<Amount>`
    select year, source, as_of as "asOf", initial, definitive, certified, committed, obligated, paid
    from (${CURRENT_AMOUNTS}) a where project_id = ${projectId} order by year desc, definitive desc, source`.execute(
    db,
  );
  return rows;
}

export interface Contract {
  code: string;
  object: string | null;
  state: string | null;
  supplier: string;
  value: number;
  system: string | null;
  asOf: string | null;
  /** Other projects that pay it as well. */
  shared: number;
}

/** Contracts of a project, those of more value first. */
export async function listContracts(db: ReadDb, projectId: number): Promise<readonly Contract[]> {
  const { rows } = await sql<Contract>`
    select c.code, c.object, c.state, c.supplier_name as supplier, c.value, c.system, c.as_of as "asOf",
      (select count(*)::integer - 1 from project_contract_links o where o.contract_id = c.id) as shared
    from project_contract_links l join project_contracts c on c.id = l.contract_id
    where l.project_id = ${projectId} order by c.value desc, c.code`.execute(db);
  return rows;
}

export interface Work {
  code: string;
  class: string;
  intervention: string | null;
  state: string | null;
  territory: string | null;
  place: string | null;
  lat: number | null;
  lon: number | null;
  budget: number;
  paid: number;
  progress: number | null;
}

/** Works of a project, by their place. */
export async function listWorks(db: ReadDb, code: string): Promise<readonly Work[]> {
  return db
    .selectFrom("project_works")
    .select([
      "code",
      "class",
      "intervention",
      "state",
      "territory_code as territory",
      "place",
      "lat",
      "lon",
      "budget",
      "paid",
      "progress",
    ])
    .where("project_code", "=", code)
    .orderBy("territory_code")
    .orderBy("code")
    .execute();
}

export interface ReportFile {
  id: number;
  type: string;
  width: number | null;
  height: number | null;
}

export interface Report {
  id: number;
  asOf: string;
  state: ProjectState;
  physical: number;
  note: string;
  by: string | null;
  at: Date;
  files: readonly ReportFile[];
}

/** What was reported of a project, newest first. */
export async function listReports(db: ReadDb, projectId: number): Promise<readonly Report[]> {
  const { rows } = await sql<Report>`
    select r.id, r.as_of as "asOf", r.state, r.physical, r.note, a.name as by, r.at,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'type', f.type, 'width', f.width, 'height', f.height)
          order by e.position)
        from project_evidence e join files f on f.id = e.file_id where e.report_id = r.id), '[]') as files
    from project_reports r left join accounts a on a.id = r.reported_by
    where r.project_id = ${projectId} order by r.id desc`.execute(db);
  return rows;
}

/** Goals and commitments that a project pays, with the reason: those that anybody may read. */
export function listServed(db: ReadDb, projectId: number): Promise<JoinedThing[]> {
  return listJoined(db, { to: projectId }, "paid_by");
}
