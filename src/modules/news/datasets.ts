// Notes and questions of a process as open data. Those of no process are in /noticias.json with all the others.
import { sql } from "kysely";
import { inPages } from "#platform/db/in-pages.ts";
import type { Dataset, DatasetRow } from "#platform/module.ts";
import { REACTIONS } from "./news.sql.ts";

const notes: Dataset = {
  name: "noticias",
  title: "data.news.title",
  description: "data.news.description",
  key: ["news"],
  columns: [
    { name: "news", about: "data.column.news", type: "integer", required: true },
    { name: "agency", about: "data.column.news_agency", type: "code" },
    { name: "territory", about: "data.column.territory", type: "code" },
    { name: "title", about: "data.column.news_title", type: "text", required: true },
    { name: "decided", about: "data.column.news_decided", type: "text", required: true },
    { name: "why", about: "data.column.news_why", type: "text", required: true },
    { name: "changed", about: "data.column.news_changed", type: "text", required: true },
    { name: "published_on", about: "data.column.published_on", type: "date", required: true },
    { name: "corrections", about: "data.column.news_corrections", type: "integer", required: true },
    ...REACTIONS.map((name) => ({
      name,
      about: `data.column.news_${name}` as const,
      type: "integer" as const,
      required: true,
    })),
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const result = await sql<DatasetRow & { news: number }>`
        select n.id as news, n.agency_code as agency, t.territory_code as territory, n.title, n.decided, n.why, n.changed,
          (n.published_at at time zone ${timeZone})::date as published_on,
          (select count(*) from news_corrections c where c.news_id = n.id) as corrections,
          (select count(*) from news_reactions r where r.news_id = n.id and r.answer = 'agree') as agree,
          (select count(*) from news_reactions r where r.news_id = n.id and r.answer = 'unclear') as unclear,
          (select count(*) from news_reactions r where r.news_id = n.id and r.answer = 'disagree') as disagree
        from news n join things t on t.id = n.id and t.visibility = 'public'
        where t.process_id = ${processId} and n.state = 'published' and n.id > ${after}
        order by n.id limit ${limit}`.execute(db);
      return result.rows;
    };
    yield* inPages(page, (row) => row.news);
  },
};

const questions: Dataset = {
  name: "preguntas",
  title: "data.questions.title",
  description: "data.questions.description",
  key: ["question"],
  columns: [
    { name: "question", about: "data.column.question", type: "integer", required: true },
    { name: "news", about: "data.column.news", type: "integer", required: true },
    { name: "text", about: "data.column.question_text", type: "text" },
    { name: "asked_on", about: "data.column.asked_on", type: "date", required: true },
    { name: "due_on", about: "data.column.answer_due_on", type: "date", required: true },
    { name: "hidden_reason", about: "data.column.question_hidden", type: "text" },
    { name: "answer", about: "data.column.question_answer", type: "text" },
    { name: "answered_on", about: "data.column.answered_on", type: "date" },
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const result = await sql<DatasetRow & { question: number }>`
        select q.id as question, q.news_id as news, case when q.hidden_reason is null then q.text end as text,
          (q.asked_at at time zone ${timeZone})::date as asked_on, q.due_on, q.hidden_reason,
          case when q.hidden_reason is null then q.answer end as answer,
          (q.answered_at at time zone ${timeZone})::date as answered_on
        from news_questions q join things t on t.id = q.news_id and t.visibility = 'public'
        where t.process_id = ${processId} and q.id > ${after}
        order by q.id limit ${limit}`.execute(db);
      return result.rows;
    };
    yield* inPages(page, (row) => row.question);
  },
};

export const datasets: readonly Dataset[] = [notes, questions];
