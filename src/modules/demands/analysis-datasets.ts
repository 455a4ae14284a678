// What analysts did with needs, as open data: themes with what is in them, and the sample coded twice, to recompute kappa.
import { sql } from "kysely";
import type { Dataset, DatasetRow } from "#platform/module.ts";

const themes: Dataset = {
  name: "temas",
  title: "data.themes.title",
  description: "data.themes.description",
  key: ["theme", "need"],
  columns: [
    { name: "theme", about: "data.column.theme", type: "integer", required: true },
    { name: "theme_name", about: "data.column.theme_name", type: "text", required: true },
    { name: "within", about: "data.column.theme_within", type: "integer" },
    { name: "need", about: "data.column.need", type: "integer", required: true },
    { name: "put_on", about: "data.column.put_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select t.id as theme, t.name as theme_name, t.parent_id as within, m.demand_id as need,
        (m.put_at at time zone ${timeZone})::date as put_on
      from demand_theme_members m join demand_themes t on t.id = m.theme_id
        join things on things.id = m.demand_id and things.visibility = 'public'
      where t.process_id = ${processId} and t.closed_at is null and m.taken_at is null
      order by t.id, m.demand_id`.execute(db);
    yield* result.rows;
  },
};

const codings: Dataset = {
  name: "doble-codificacion",
  title: "data.codings.title",
  description: "data.codings.description",
  key: ["sample", "need"],
  columns: [
    { name: "sample", about: "data.column.sample", type: "integer", required: true },
    { name: "need", about: "data.column.need", type: "integer", required: true },
    { name: "first_sector", about: "data.column.first_sector", type: "code" },
    { name: "first_right", about: "data.column.first_right", type: "code" },
    { name: "second_sector", about: "data.column.second_sector", type: "code" },
    { name: "second_right", about: "data.column.second_right", type: "code" },
    { name: "final_sector", about: "data.column.final_sector", type: "code" },
    { name: "final_right", about: "data.column.final_right", type: "code" },
    { name: "resolved", about: "data.column.resolved", type: "code", values: ["third", "jointly"] },
  ],
  async *rows(db, processId) {
    const result = await sql<DatasetRow>`
      select i.sample_id as sample, i.demand_id as need, i.first_sector, i.first_right, i.second_sector, i.second_right,
        i.final_sector, i.final_right, i.resolved_how as resolved
      from coding_items i join coding_samples s on s.id = i.sample_id
        join things t on t.id = i.demand_id and t.visibility = 'public'
      where s.process_id = ${processId} and i.second_at is not null order by i.sample_id, i.demand_id`.execute(db);
    yield* result.rows;
  },
};

export const analysisDatasets: readonly Dataset[] = [themes, codings];
