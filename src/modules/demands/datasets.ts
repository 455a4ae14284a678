// Needs as open data. Who said them is nowhere, nor the groups that each concerns: those are counted apart.
import { sql } from "kysely";
import { inPages } from "#platform/db/in-pages.ts";
import type { Dataset } from "#platform/module.ts";
import { groupDataset } from "./count-groups/datasets.ts";
import { DEMAND_STATES } from "./demand.ts";

interface Row {
  need: number;
  text: string;
  territory: string;
  sub_territory: string | null;
  place: string | null;
  organisation: string | null;
  channel: string;
  state: string;
  sector: string | null;
  right: string | null;
  merged_into: number | null;
  reason: string | null;
  supports: number;
  said_on: string;
}

const needs: Dataset = {
  name: "necesidades",
  title: "data.needs.title",
  description: "data.needs.description",
  key: ["need"],
  columns: [
    { name: "need", about: "data.column.need", type: "integer", required: true },
    { name: "text", about: "data.column.need_text", type: "text", required: true },
    { name: "territory", about: "data.column.territory", type: "code", required: true },
    { name: "sub_territory", about: "data.column.sub_territory", type: "code" },
    { name: "place", about: "data.column.place", type: "text" },
    { name: "organisation", about: "data.column.organisation", type: "text" },
    {
      name: "channel",
      about: "data.column.channel",
      type: "code",
      required: true,
      values: ["web", "meeting", "paper", "phone", "import"],
    },
    { name: "state", about: "data.column.need_state", type: "code", required: true, values: DEMAND_STATES },
    { name: "sector", about: "data.column.sector", type: "code" },
    { name: "right", about: "data.column.right", type: "code" },
    { name: "merged_into", about: "data.column.merged_into", type: "integer" },
    { name: "reason", about: "data.column.discard_reason", type: "text" },
    { name: "supports", about: "data.column.supports", type: "integer", required: true },
    { name: "said_on", about: "data.column.said_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const pages = inPages(
      async (after, limit) => {
        const result = await sql<Row>`
          select d.id as need, d.text, d.territory_code as territory, d.sub_code as sub_territory, d.place,
            o.name as organisation, d.channel, d.state, d.sector_code as sector, d.right_code as right,
            m.id as merged_into, d.reason, d.supports, (d.said_at at time zone ${timeZone})::date as said_on
          from demands d join things t on t.id = d.id and t.visibility = 'public'
            left join things m on m.id = d.merged_into_id and m.visibility = 'public'
            left join organisations o on o.id = d.organisation_id
          where d.process_id = ${processId} and d.id > ${after} order by d.id limit ${limit}`.execute(db);
        return result.rows;
      },
      (row) => row.need,
    );
    for await (const row of pages) yield { ...row };
  },
};

export const datasets: readonly Dataset[] = [needs, groupDataset];
