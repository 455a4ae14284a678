import { sql } from "kysely";
import type { Dataset, DatasetRow } from "#platform/module.ts";
import { FEASIBILITIES } from "./initiatives.sql.ts";
import { CRITERIA } from "./score/criteria.ts";

const initiatives: Dataset = {
  name: "iniciativas",
  title: "data.initiatives.title",
  description: "data.initiatives.description",
  key: ["initiative"],
  columns: [
    { name: "initiative", about: "data.column.initiative", type: "integer", required: true },
    { name: "title", about: "data.column.title", type: "text", required: true },
    { name: "text", about: "data.column.initiative_text", type: "text", required: true },
    { name: "territory", about: "data.column.territory", type: "code", required: true },
    { name: "place", about: "data.column.place", type: "text" },
    { name: "sector", about: "data.column.sector", type: "code", required: true },
    { name: "right", about: "data.column.right", type: "code" },
    { name: "cost", about: "data.column.cost", type: "integer" },
    { name: "agency", about: "data.column.agency", type: "code", required: true },
    { name: "feasibility", about: "data.column.feasibility", type: "code", required: true, values: FEASIBILITIES },
    { name: "feasibility_note", about: "data.column.feasibility_note", type: "text" },
    {
      name: "state",
      about: "data.column.initiative_state",
      type: "code",
      required: true,
      values: ["published", "withdrawn"],
    },
    { name: "reason", about: "data.column.withdrawn_reason", type: "text" },
    { name: "written_on", about: "data.column.written_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select i.id as initiative, i.title, i.text, i.territory_code as territory, i.place, i.sector_code as sector,
        i.right_code as right, i.cost, i.agency_code as agency, i.feasibility, i.feasibility_note, i.state, i.reason,
        (i.created_at at time zone ${timeZone})::date as written_on
      from initiatives i join things t on t.id = i.id and t.visibility = 'public'
      where i.process_id = ${processId} and i.state <> 'draft' order by i.id`.execute(db);
    yield* result.rows;
  },
};

const weights: Dataset = {
  name: "pesos",
  title: "data.weights.title",
  description: "data.weights.description",
  key: ["criterion"],
  columns: [
    { name: "criterion", about: "data.column.criterion", type: "code", required: true, values: CRITERIA },
    { name: "weight", about: "data.column.weight", type: "integer", required: true },
    { name: "fixed_on", about: "data.column.fixed_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select criterion, weight, (fixed_at at time zone ${timeZone})::date as fixed_on
      from scoring_weights where process_id = ${processId} order by criterion`.execute(db);
    yield* result.rows;
  },
};

const scores: Dataset = {
  name: "puntajes",
  title: "data.scores.title",
  description: "data.scores.description",
  key: ["score_id"],
  columns: [
    { name: "score_id", about: "data.column.score_id", type: "integer", required: true },
    { name: "initiative", about: "data.column.initiative", type: "integer", required: true },
    { name: "territory", about: "data.column.territory", type: "code", required: true },
    { name: "criterion", about: "data.column.criterion", type: "code", required: true, values: CRITERIA },
    { name: "score", about: "data.column.score", type: "integer", required: true },
    { name: "note", about: "data.column.score_note", type: "text", required: true },
    { name: "official", about: "data.column.official", type: "text" },
    { name: "scored_on", about: "data.column.scored_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select s.id as score_id, s.initiative_id as initiative, i.territory_code as territory, s.criterion, s.score, s.note,
        a.name as official, (s.at at time zone ${timeZone})::date as scored_on
      from initiative_scores s join initiatives i on i.id = s.initiative_id
        join things t on t.id = i.id and t.visibility = 'public'
        left join accounts a on a.id = s.made_by
      where s.process_id = ${processId} and i.state <> 'draft' order by s.id`.execute(db);
    yield* result.rows;
  },
};

export const datasets: readonly Dataset[] = [initiatives, weights, scores];
