// Conversations of a process as open data, and where the files of each are. While one is open nothing is counted: from two copies one could see
// what somebody answered between them.
import { sql } from "kysely";
import { inPages } from "#platform/db/in-pages.ts";
import type { Dataset, DatasetRow } from "#platform/module.ts";

const conversations: Dataset = {
  name: "conversaciones",
  title: "data.conversations.title",
  description: "data.conversations.description",
  key: ["conversation"],
  columns: [
    { name: "conversation", about: "data.column.conversation", type: "code", required: true },
    { name: "title", about: "data.column.title", type: "text", required: true },
    {
      name: "state",
      about: "data.column.conversation_state",
      type: "code",
      required: true,
      values: ["open", "closed"],
    },
    { name: "territories", about: "data.column.conversation_territories", type: "code", required: true },
    { name: "opens_on", about: "data.column.conversation_opens_on", type: "date", required: true },
    { name: "closes_on", about: "data.column.conversation_closes_on", type: "date", required: true },
    { name: "people", about: "data.column.conversation_people", type: "integer" },
    { name: "answers", about: "data.column.conversation_answers", type: "integer" },
    { name: "clusters", about: "data.column.conversation_groups", type: "integer" },
    { name: "files", about: "data.column.conversation_files", type: "code" },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select c.slug as conversation, c.title, c.state,
        (select string_agg(t.territory_code, ' ' order by t.territory_code) from conversation_territories t
          where t.conversation_id = c.id) as territories,
        (c.opens_at at time zone ${timeZone})::date as opens_on,
        (coalesce(c.closed_at, c.closes_at) at time zone ${timeZone})::date as closes_on,
        r.people, r.answers, jsonb_array_length(r.picture->'groups') as clusters,
        case when r.final then '/conversaciones/' || c.slug || '/datos' end as files
      from conversations c join things t on t.id = c.id and t.visibility = 'public'
        left join conversation_results r on r.conversation_id = c.id and r.territory_code is null and r.final
      where c.process_id = ${processId} and c.state <> 'draft' order by c.id`.execute(db);
    yield* result.rows;
  },
};

interface StatementRow extends DatasetRow {
  id: number;
}

const statements: Dataset = {
  name: "afirmaciones",
  title: "data.statements.title",
  description: "data.statements.description",
  key: ["conversation", "statement"],
  columns: [
    { name: "conversation", about: "data.column.conversation", type: "code", required: true },
    { name: "statement", about: "data.column.statement", type: "integer", required: true },
    { name: "text", about: "data.column.statement_text", type: "text", required: true },
    { name: "language", about: "data.column.statement_language", type: "code", required: true },
    { name: "seed", about: "data.column.statement_seed", type: "boolean", required: true },
    { name: "about_person", about: "data.column.statement_meta", type: "boolean", required: true },
    { name: "agrees", about: "data.column.statement_agrees", type: "integer" },
    { name: "disagrees", about: "data.column.statement_disagrees", type: "integer" },
    { name: "passes", about: "data.column.statement_passes", type: "integer" },
    { name: "said_on", about: "data.column.said_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const result = await sql<StatementRow>`
        select s.id, c.slug as conversation, s.number as statement, s.text, s.language, s.seed, s.is_meta as about_person,
          v.agrees, v.disagrees, v.passes, (s.said_at at time zone ${timeZone})::date as said_on
        from conversation_statements s join conversations c on c.id = s.conversation_id and c.state <> 'draft'
          join things t on t.id = s.id and t.visibility = 'public'
          left join lateral (
            select (one->'total'->>0)::int as agrees, (one->'total'->>1)::int as disagrees,
              (one->'total'->>2)::int - (one->'total'->>0)::int - (one->'total'->>1)::int as passes
            from conversation_results r, jsonb_array_elements(r.picture->'statements') as one
            where r.conversation_id = c.id and r.territory_code is null and r.final and (one->>'number')::int = s.number
          ) v on true
        where c.process_id = ${processId} and s.id > ${after} order by s.id limit ${limit}`.execute(db);
      return result.rows;
    };
    for await (const { id: _, ...row } of inPages(page, (row) => row.id)) yield row;
  },
};

const translations: Dataset = {
  name: "traducciones",
  title: "data.translations.title",
  description: "data.translations.description",
  key: ["conversation", "statement", "language"],
  columns: [
    { name: "conversation", about: "data.column.conversation", type: "code", required: true },
    { name: "statement", about: "data.column.statement", type: "integer", required: true },
    { name: "language", about: "data.column.translation_language", type: "code", required: true },
    { name: "text", about: "data.column.translation_text", type: "text", required: true },
    { name: "reviewed_on", about: "data.column.reviewed_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const result = await sql<DatasetRow>`
      select c.slug as conversation, s.number as statement, t.language, t.text,
        (t.reviewed_at at time zone ${timeZone})::date as reviewed_on
      from conversation_statements s join conversations c on c.id = s.conversation_id and c.state <> 'draft'
        join things h on h.id = s.id and h.visibility = 'public'
        join conversation_translations t on t.statement_id = s.id and t.reviewed_at is not null
      where c.process_id = ${processId} order by s.id, t.language`.execute(db);
    yield* result.rows;
  },
};

export const datasets: readonly Dataset[] = [conversations, statements, translations];
