// Who watches, what, and what they found, as open data of the whole entity.
import { sql } from "kysely";
import type { DatasetRow, EntityDataset } from "#platform/module.ts";
import { FINDING_KINDS, stateOf } from "./oversight.ts";

const oversights: EntityDataset = {
  name: "veedurias",
  title: "data.oversights.title",
  description: "data.oversights.description",
  key: ["oversight", "thing"],
  columns: [
    { name: "oversight", about: "data.column.oversight", type: "integer", required: true },
    { name: "organisation", about: "data.column.oversight_organisation", type: "text", required: true },
    { name: "object", about: "data.column.oversight_object", type: "text" },
    { name: "from", about: "data.column.oversight_from", type: "date", required: true },
    { name: "to", about: "data.column.oversight_to", type: "date", required: true },
    { name: "thing", about: "data.column.oversight_thing", type: "integer", required: true },
    { name: "kind", about: "data.column.oversight_kind", type: "code", required: true },
  ],
  async *rows(db) {
    const { rows } = await sql<DatasetRow>`
      select v.id as oversight, o.name as organisation, case when v.hidden_reason is null then v.object end as object,
        v.from_on as "from", v.to_on as "to", t.id as thing, t.kind
      from oversights v join organisations o on o.id = v.organisation_id
      join links l on l.to_id = v.id and l.relation = 'watched_by' and l.ended_at is null
      join things t on t.id = l.from_id and t.visibility = 'public' order by v.id, t.id`.execute(db);
    yield* rows;
  },
};

interface FindingRow {
  finding: number;
  oversight: number;
  kind: string;
  thing: number;
  contract: string | null;
  text: string;
  agency: string | null;
  said_on: string;
  due_on: string | null;
  answered_on: string | null;
  answer: string | null;
}

const findings: EntityDataset = {
  name: "hallazgos-de-veedurias",
  title: "data.oversightFindings.title",
  description: "data.oversightFindings.description",
  key: ["finding"],
  columns: [
    { name: "finding", about: "data.column.finding", type: "integer", required: true },
    { name: "oversight", about: "data.column.oversight", type: "integer", required: true },
    { name: "kind", about: "data.column.finding_kind", type: "code", required: true, values: FINDING_KINDS },
    { name: "thing", about: "data.column.finding_thing", type: "integer", required: true },
    { name: "contract", about: "data.column.contract", type: "code" },
    { name: "text", about: "data.column.finding_text", type: "text", required: true },
    { name: "agency", about: "data.column.agency", type: "code" },
    { name: "said_on", about: "data.column.said_on", type: "date", required: true },
    { name: "due_on", about: "data.column.finding_due", type: "date" },
    { name: "answered_on", about: "data.column.finding_answered", type: "date" },
    { name: "answer", about: "data.column.finding_answer", type: "text" },
    {
      name: "state",
      about: "data.column.finding_state",
      type: "code",
      required: true,
      values: ["answered", "waiting", "overdue", "effect"],
    },
  ],
  async *rows(db, { today, timeZone }) {
    const { rows } = await sql<FindingRow>`
      select f.id as finding, f.oversight_id as oversight, f.kind, f.subject_id as thing, c.code as contract, f.text,
        f.agency_code as agency, (f.at at time zone ${timeZone})::date as said_on, f.due_on,
        (f.answered_at at time zone ${timeZone})::date as answered_on, f.answer
      from oversight_findings f left join project_contracts c on c.id = f.contract_id
      where f.hidden_reason is null order by f.id`.execute(db);
    for (const row of rows) yield { ...row, state: stateOf({ answer: row.answer, dueOn: row.due_on }, today) };
  },
};

export const datasets: readonly EntityDataset[] = [oversights, findings];
