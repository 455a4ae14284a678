// Every decision of moderation as open data: what was hidden, why, and what a second look gave back. Neither the words that
// were hidden nor who reported, wrote or decided.
import { sql } from "kysely";
import { inPages } from "#platform/db/in-pages.ts";
import type { Dataset, DatasetRow } from "#platform/module.ts";
import { HIDE_REASONS } from "./reasons.ts";

const decisions: Dataset = {
  name: "moderacion",
  title: "data.moderation.title",
  description: "data.moderation.description",
  key: ["decision_number"],
  columns: [
    { name: "decision_number", about: "data.column.decision_number", type: "integer", required: true },
    { name: "thing", about: "data.column.thing", type: "integer", required: true },
    { name: "kind", about: "data.column.moderated_kind", type: "code", required: true },
    {
      name: "source",
      about: "data.column.moderation_source",
      type: "code",
      required: true,
      values: ["report", "first_look", "personal_data", "staff"],
    },
    { name: "decision", about: "data.column.decision", type: "code", required: true, values: ["keep", "hide"] },
    { name: "reason", about: "data.column.moderation_reason", type: "code", values: HIDE_REASONS },
    { name: "decided_on", about: "data.column.decided_on", type: "date", required: true },
    {
      name: "appeal",
      about: "data.column.appeal",
      type: "code",
      required: true,
      values: ["none", "waiting", "granted", "refused"],
    },
    { name: "appeal_decided_on", about: "data.column.appeal_decided_on", type: "date" },
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const result = await sql<DatasetRow & { decision_number: number }>`
        select c.id as decision_number, c.thing_id as thing, c.kind, c.source, c.decision, c.reason,
          (c.decided_at at time zone ${timeZone})::date as decided_on,
          case when a.case_id is null then 'none' when a.granted is null then 'waiting' when a.granted then 'granted' else 'refused' end as appeal,
          (a.decided_at at time zone ${timeZone})::date as appeal_decided_on
        from moderation_cases c join things t on t.id = c.thing_id and t.visibility <> 'reserved'
        left join moderation_appeals a on a.case_id = c.id
        where c.process_id = ${processId} and c.decision is not null and c.id > ${after}
        order by c.id limit ${limit}`.execute(db);
      return result.rows;
    };
    yield* inPages(page, (row) => row.decision_number);
  },
};

export const datasets: readonly Dataset[] = [decisions];
