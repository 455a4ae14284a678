// What was promised, told and judged, as open data. The board's own files use the same columns.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { inPages } from "#platform/db/in-pages.ts";
import type { Dataset, DatasetColumn, DatasetRow } from "#platform/module.ts";
import { COMMITMENT_STATES, daysLate, isOverdue } from "./commitment.ts";
import { type BoardFilter, type Commitment, listCommitmentsAfter } from "./commitments.sql.ts";
import { listPartnersOf, type Partner } from "./story.sql.ts";

export const commitmentColumns: readonly DatasetColumn[] = [
  { name: "commitment", about: "data.column.commitment", type: "integer", required: true },
  { name: "title", about: "data.column.title", type: "text", required: true },
  { name: "text", about: "data.column.commitment_text", type: "text", required: true },
  { name: "territory", about: "data.column.territory", type: "code", required: true },
  { name: "other_territories", about: "data.column.other_territories", type: "code" },
  { name: "place", about: "data.column.place", type: "text" },
  { name: "sector", about: "data.column.sector", type: "code" },
  { name: "agency", about: "data.column.agency", type: "code", required: true },
  { name: "other_agencies", about: "data.column.other_agencies", type: "code" },
  { name: "other_actors", about: "data.column.other_actors", type: "text" },
  { name: "responsible", about: "data.column.responsible", type: "text", required: true },
  { name: "due", about: "data.column.due", type: "date", required: true },
  { name: "first_due", about: "data.column.first_due", type: "date", required: true },
  { name: "money", about: "data.column.money", type: "integer" },
  { name: "state", about: "data.column.commitment_state", type: "code", required: true, values: COMMITMENT_STATES },
  { name: "late", about: "data.column.late", type: "boolean", required: true },
  { name: "days_late", about: "data.column.days_late", type: "integer" },
];

/** The commitments under some filters as rows, by their number. */
export async function* commitmentRows(db: ReadDb, filter: BoardFilter): AsyncGenerator<DatasetRow> {
  const page = async (after: number, limit: number) => {
    const commitments = await listCommitmentsAfter(db, filter, after, limit);
    const partners = await listPartnersOf(
      db,
      commitments.map((one) => one.id),
    );
    return commitments.map((one) => rowOf(one, partners.get(one.id) ?? [], filter.today));
  };
  yield* inPages(page, (row) => Number(row.commitment));
}

function rowOf(one: Commitment, partners: readonly Partner[], today: string): DatasetRow {
  const late = isOverdue(one, today);
  return {
    commitment: one.id,
    title: one.title,
    text: one.text,
    territory: one.territory,
    other_territories: one.territories.join(" ") || null,
    place: one.place,
    sector: one.sector,
    agency: one.agency,
    other_agencies: partners.flatMap((partner) => partner.agency ?? []).join(" ") || null,
    other_actors: partners.flatMap((partner) => partner.actor ?? []).join("; ") || null,
    responsible: one.responsible,
    due: one.dueDate,
    first_due: one.firstDueDate ?? one.dueDate,
    money: one.money,
    state: one.state,
    late,
    days_late: late ? daysLate(one.dueDate, today) : null,
  };
}

const commitments: Dataset = {
  name: "compromisos",
  title: "data.commitments.title",
  description: "data.commitments.description",
  key: ["commitment"],
  columns: commitmentColumns,
  rows: (db, processId, { today }) => commitmentRows(db, { processId, today }),
};

const updates: Dataset = {
  name: "novedades",
  title: "data.updates.title",
  description: "data.updates.description",
  key: ["update"],
  columns: [
    { name: "update", about: "data.column.update", type: "integer", required: true },
    { name: "commitment", about: "data.column.commitment", type: "integer", required: true },
    { name: "told_on", about: "data.column.told_on", type: "date", required: true },
    { name: "state", about: "data.column.told_state", type: "code", required: true, values: COMMITMENT_STATES },
    { name: "text", about: "data.column.update_text", type: "text", required: true },
    { name: "figure_done", about: "data.column.figure_done", type: "integer" },
    { name: "figure_of", about: "data.column.figure_of", type: "integer" },
    { name: "figure_unit", about: "data.column.figure_unit", type: "text" },
    { name: "link", about: "data.column.evidence_link", type: "text" },
    { name: "files", about: "data.column.evidence_files", type: "code" },
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const result = await sql<DatasetRow & { update: number }>`
        select u.id as update, u.commitment_id as commitment, (u.at at time zone ${timeZone})::date as told_on, u.state, u.text,
          u.figure_done, u.figure_of, u.figure_unit, u.link_url as link,
          (select string_agg('/archivos/' || e.file_id, ' ' order by e.position)
            from commitment_evidence e where e.update_id = u.id) as files
        from commitment_updates u join commitments c on c.id = u.commitment_id
          join things t on t.id = c.id and t.visibility = 'public'
        where c.process_id = ${processId} and u.id > ${after} order by u.id limit ${limit}`.execute(db);
      return result.rows;
    };
    yield* inPages(page, (row) => row.update);
  },
};

const dates: Dataset = {
  name: "cambios-de-fecha",
  title: "data.dates.title",
  description: "data.dates.description",
  key: ["change"],
  columns: [
    { name: "change", about: "data.column.change", type: "integer", required: true },
    { name: "commitment", about: "data.column.commitment", type: "integer", required: true },
    { name: "from_date", about: "data.column.from_date", type: "date", required: true },
    { name: "to_date", about: "data.column.to_date", type: "date", required: true },
    { name: "reason", about: "data.column.date_reason", type: "text", required: true },
    { name: "changed_on", about: "data.column.changed_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select d.id as change, d.commitment_id as commitment, d.from_date, d.to_date, d.reason,
        (d.at at time zone ${timeZone})::date as changed_on
      from commitment_dates d join commitments c on c.id = d.commitment_id
        join things t on t.id = c.id and t.visibility = 'public'
      where c.process_id = ${processId} order by d.id`.execute(db);
    yield* result.rows;
  },
};

const judgements: Dataset = {
  name: "juicios",
  title: "data.judgements.title",
  description: "data.judgements.description",
  key: ["commitment"],
  columns: [
    { name: "commitment", about: "data.column.commitment", type: "integer", required: true },
    { name: "yes", about: "data.column.judged_yes", type: "integer", required: true },
    { name: "partly", about: "data.column.judged_partly", type: "integer", required: true },
    { name: "no", about: "data.column.judged_no", type: "integer", required: true },
  ],
  async *rows(db, processId) {
    const result = await sql<DatasetRow>`
      select c.id as commitment, count(*) filter (where j.answer = 'yes') as yes,
        count(*) filter (where j.answer = 'partly') as partly, count(*) filter (where j.answer = 'no') as no
      from judgements j join commitments c on c.id = j.commitment_id
        join things t on t.id = c.id and t.visibility = 'public'
      where c.process_id = ${processId} group by c.id order by c.id`.execute(db);
    yield* result.rows;
  },
};

const remarks: Dataset = {
  name: "observaciones",
  title: "data.remarks.title",
  description: "data.remarks.description",
  key: ["remark"],
  columns: [
    { name: "remark", about: "data.column.remark", type: "integer", required: true },
    { name: "commitment", about: "data.column.commitment", type: "integer", required: true },
    { name: "is_so", about: "data.column.is_so", type: "boolean", required: true },
    { name: "text", about: "data.column.remark_text", type: "text", required: true },
    { name: "photo", about: "data.column.remark_photo", type: "code" },
    { name: "said_on", about: "data.column.said_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select r.id as remark, r.commitment_id as commitment, r.is_so, r.text, '/archivos/' || r.file_id as photo,
        (r.at at time zone ${timeZone})::date as said_on
      from commitment_remarks r join commitments c on c.id = r.commitment_id
        join things t on t.id = c.id and t.visibility = 'public'
      where c.process_id = ${processId} and r.state = 'shown' order by r.id`.execute(db);
    yield* result.rows;
  },
};

export const datasets: readonly Dataset[] = [commitments, updates, dates, judgements, remarks];
