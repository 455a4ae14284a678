import { sql } from "kysely";
import type { Dataset, DatasetRow } from "#platform/module.ts";
import { FEASIBILITIES } from "./initiatives.sql.ts";

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

export const datasets: readonly Dataset[] = [initiatives];
