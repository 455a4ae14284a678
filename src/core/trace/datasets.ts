// The thread as open data: what came from what, and what happened. Only between things that anybody may see.
import { sql } from "kysely";
import { inPages } from "#platform/db/in-pages.ts";
import type { Dataset, DatasetRow } from "#platform/module.ts";
import { RELATIONS } from "./things.ts";

const links: Dataset = {
  name: "hilos",
  title: "data.links.title",
  description: "data.links.description",
  key: ["link"],
  columns: [
    { name: "link", about: "data.column.link", type: "integer", required: true },
    { name: "from", about: "data.column.from", type: "integer", required: true },
    { name: "from_kind", about: "data.column.from_kind", type: "code", required: true },
    { name: "to", about: "data.column.to", type: "integer", required: true },
    { name: "to_kind", about: "data.column.to_kind", type: "code", required: true },
    {
      name: "relation",
      about: "data.column.relation",
      type: "code",
      required: true,
      values: RELATIONS,
    },
    { name: "reason", about: "data.column.link_reason", type: "text" },
    { name: "made_on", about: "data.column.made_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const result = await sql<DatasetRow & { link: number }>`
        select l.id as link, a.id as "from", a.kind as from_kind, b.id as "to", b.kind as to_kind, l.relation, l.reason,
          (l.made_at at time zone ${timeZone})::date as made_on
        from links l join things a on a.id = l.from_id and a.visibility = 'public'
          join things b on b.id = l.to_id and b.visibility = 'public'
        where a.process_id = ${processId} and b.process_id = ${processId} and l.ended_at is null and l.id > ${after}
        order by l.id limit ${limit}`.execute(db);
      return result.rows;
    };
    yield* inPages(page, (row) => row.link);
  },
};

const history: Dataset = {
  name: "historia",
  title: "data.history.title",
  description: "data.history.description",
  key: ["line"],
  columns: [
    { name: "line", about: "data.column.line", type: "integer", required: true },
    { name: "thing", about: "data.column.thing", type: "integer", required: true },
    { name: "kind", about: "data.column.kind", type: "code", required: true },
    { name: "event", about: "data.column.event", type: "code", required: true },
    { name: "state", about: "data.column.event_state", type: "code" },
    { name: "reason", about: "data.column.event_reason", type: "text" },
    { name: "happened_on", about: "data.column.happened_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const result = await sql<DatasetRow & { line: number }>`
        select h.id as line, t.id as thing, t.kind, h.event, h.data->>'state' as state, h.data->>'reason' as reason,
          (h.at at time zone ${timeZone})::date as happened_on
        from history h join things t on t.id = h.thing_id and t.visibility = 'public'
        where (t.process_id = ${processId} or t.id = ${processId}) and h.public and h.id > ${after}
        order by h.id limit ${limit}`.execute(db);
      return result.rows;
    };
    yield* inPages(page, (row) => row.line);
  },
};

export const datasets: readonly Dataset[] = [links, history];
