// Projects, their money, contracts and works as open data of the whole entity.
import { sql } from "kysely";
import type { DatasetRow, EntityDataset } from "#platform/module.ts";
import { EXECUTORS, PROJECT_STATES } from "./project.ts";
import { listProjects } from "./projects.sql.ts";

const projects: EntityDataset = {
  name: "proyectos",
  title: "data.projects.title",
  description: "data.projects.description",
  key: ["project"],
  columns: [
    { name: "project", about: "data.column.project", type: "code", required: true },
    { name: "name", about: "data.column.project_name", type: "text", required: true },
    { name: "purpose", about: "data.column.project_purpose", type: "text" },
    { name: "executor", about: "data.column.executor", type: "code", required: true, values: EXECUTORS },
    { name: "agency", about: "data.column.agency", type: "code" },
    { name: "body", about: "data.column.project_body", type: "text" },
    { name: "sector", about: "data.column.sector", type: "code" },
    { name: "territories", about: "data.column.project_territories", type: "code" },
    { name: "review", about: "data.column.project_review", type: "code" },
    { name: "state", about: "data.column.project_state", type: "code", required: true, values: PROJECT_STATES },
    { name: "physical", about: "data.column.physical", type: "number" },
    { name: "physical_from", about: "data.column.physical_from", type: "code", values: ["report", "products"] },
    { name: "initial", about: "data.column.initial", type: "integer" },
    { name: "definitive", about: "data.column.definitive", type: "integer" },
    { name: "committed", about: "data.column.committed", type: "integer" },
    { name: "obligated", about: "data.column.obligated", type: "integer" },
    { name: "paid", about: "data.column.paid", type: "integer" },
    { name: "cut_off", about: "data.column.cut_off", type: "date" },
    { name: "generated", about: "data.column.generated", type: "boolean", required: true },
  ],
  async *rows(db) {
    for (const one of await listProjects(db)) {
      yield {
        project: one.code,
        name: one.name,
        purpose: one.purpose,
        executor: one.executor,
        agency: one.agency,
        body: one.body,
        sector: one.sector,
        territories: one.places.join(" ") || null,
        review: one.review,
        state: one.state,
        physical: one.physical,
        physical_from: one.basis,
        ...one.money,
        cut_off: one.cutOff,
        generated: one.generated,
      };
    }
  },
};

const amounts: EntityDataset = {
  name: "plata-de-proyectos",
  title: "data.amounts.title",
  description: "data.amounts.description",
  key: ["project", "year", "cut_off", "source"],
  columns: [
    { name: "project", about: "data.column.project", type: "code", required: true },
    { name: "year", about: "data.column.budget_year", type: "integer", required: true },
    { name: "cut_off", about: "data.column.cut_off", type: "date", required: true },
    { name: "source", about: "data.column.source", type: "text", required: true },
    { name: "initial", about: "data.column.initial", type: "integer", required: true },
    { name: "definitive", about: "data.column.definitive", type: "integer", required: true },
    { name: "certified", about: "data.column.certified", type: "integer" },
    { name: "committed", about: "data.column.committed", type: "integer", required: true },
    { name: "obligated", about: "data.column.obligated", type: "integer", required: true },
    { name: "paid", about: "data.column.paid", type: "integer", required: true },
  ],
  async *rows(db) {
    const { rows } = await sql<DatasetRow>`
      select p.code as project, a.year, a.as_of as cut_off, a.source, a.initial, a.definitive, a.certified, a.committed,
        a.obligated, a.paid
      from project_amounts a join projects p on p.id = a.project_id order by p.code, a.year, a.as_of, a.source`.execute(
      db,
    );
    yield* rows;
  },
};

const contracts: EntityDataset = {
  name: "contratos",
  title: "data.contracts.title",
  description: "data.contracts.description",
  key: ["contract", "project"],
  columns: [
    { name: "contract", about: "data.column.contract", type: "code", required: true },
    { name: "project", about: "data.column.project", type: "code", required: true },
    { name: "object", about: "data.column.contract_object", type: "text" },
    { name: "state", about: "data.column.contract_state", type: "text" },
    { name: "supplier_id", about: "data.column.supplier_id", type: "code", required: true },
    { name: "supplier", about: "data.column.supplier", type: "text", required: true },
    { name: "value", about: "data.column.contract_value", type: "integer", required: true },
    { name: "system", about: "data.column.contract_system", type: "text" },
    { name: "said_on", about: "data.column.contract_day", type: "date" },
  ],
  async *rows(db) {
    const { rows } = await sql<DatasetRow>`
      select c.code as contract, p.code as project, c.object, c.state, c.supplier_id, c.supplier_name as supplier, c.value,
        c.system, c.as_of as said_on
      from project_contract_links l join project_contracts c on c.id = l.contract_id join projects p on p.id = l.project_id
      order by c.code, p.code`.execute(db);
    yield* rows;
  },
};

const works: EntityDataset = {
  name: "obras",
  title: "data.works.title",
  description: "data.works.description",
  key: ["work"],
  columns: [
    { name: "work", about: "data.column.work", type: "code", required: true },
    { name: "project", about: "data.column.project", type: "code" },
    { name: "class", about: "data.column.work_class", type: "text", required: true },
    { name: "intervention", about: "data.column.work_intervention", type: "text" },
    { name: "state", about: "data.column.work_state", type: "text" },
    { name: "territory", about: "data.column.territory", type: "code" },
    { name: "place", about: "data.column.work_place", type: "text" },
    { name: "lat", about: "data.column.lat", type: "number" },
    { name: "lon", about: "data.column.lon", type: "number" },
    { name: "budget", about: "data.column.work_budget", type: "integer", required: true },
    { name: "paid", about: "data.column.paid", type: "integer", required: true },
    { name: "progress", about: "data.column.physical", type: "number" },
    { name: "source", about: "data.column.source", type: "text" },
  ],
  async *rows(db) {
    const { rows } = await sql<DatasetRow>`
      select code as work, project_code as project, class, intervention, state, territory_code as territory, place, lat, lon,
        budget, paid, progress, funding as source
      from project_works order by code`.execute(db);
    yield* rows;
  },
};

const remarks: EntityDataset = {
  name: "observaciones-de-proyectos",
  title: "data.projectRemarks.title",
  description: "data.projectRemarks.description",
  key: ["remark"],
  columns: [
    { name: "remark", about: "data.column.remark", type: "integer", required: true },
    { name: "project", about: "data.column.project", type: "code", required: true },
    { name: "is_so", about: "data.column.project_is_so", type: "boolean", required: true },
    { name: "text", about: "data.column.remark_text", type: "text", required: true },
    { name: "seen_on", about: "data.column.seen_on", type: "date", required: true },
    { name: "photo", about: "data.column.remark_photo", type: "code" },
  ],
  async *rows(db) {
    const { rows } = await sql<DatasetRow>`
      select r.id as remark, p.code as project, r.is_so, r.text, r.seen_on, '/proyectos/pruebas/' || r.file_id as photo
      from project_remarks r join projects p on p.id = r.project_id where r.state = 'shown' order by r.id`.execute(db);
    yield* rows;
  },
};

const ratings: EntityDataset = {
  name: "calificaciones-de-proyectos",
  title: "data.projectRatings.title",
  description: "data.projectRatings.description",
  key: ["project"],
  columns: [
    { name: "project", about: "data.column.project", type: "code", required: true },
    { name: "good", about: "data.column.rated_good", type: "integer", required: true },
    { name: "fair", about: "data.column.rated_fair", type: "integer", required: true },
    { name: "bad", about: "data.column.rated_bad", type: "integer", required: true },
  ],
  async *rows(db) {
    const { rows } = await sql<DatasetRow>`
      select p.code as project, count(*) filter (where r.answer = 'good') as good,
        count(*) filter (where r.answer = 'fair') as fair, count(*) filter (where r.answer = 'bad') as bad
      from project_ratings r join projects p on p.id = r.project_id group by p.code order by p.code`.execute(db);
    yield* rows;
  },
};

export const datasets: readonly EntityDataset[] = [projects, amounts, contracts, works, remarks, ratings];
