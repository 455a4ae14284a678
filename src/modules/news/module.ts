import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as answering from "./answer/answer.route.tsx";
import { questionReportable } from "./ask/reportable.ts";
import { datasets } from "./datasets.ts";
import { desk } from "./desk/desk.route.tsx";
import * as list from "./list/list-news.route.tsx";
import * as show from "./show/show-news.route.ts";
import { newsStory } from "./thread-story.tsx";
import * as write from "./write/write-news.route.tsx";

export const news: Module = {
  name: "news",
  tables: ["news", "news_corrections", "news_reactions", "news_questions"],
  routes: [
    list.newsList,
    list.newsFeed,
    list.newsJson,
    show.showNews,
    show.reactTo,
    show.ask,
    desk,
    write.newForm,
    write.create,
    write.editForm,
    write.edit,
    write.publish,
    write.correct,
    answering.answerForm,
    answering.answer,
  ],
  permissions: { "news.write": ["planner"], "news.answer": ["planner", "case_officer"] },
  kinds: { news: { label: "news.kind", titles } },
  story: newsStory,
  reportables: { question: questionReportable },
  wideEvents: ["news.published", "news.corrected"],
  datasets,
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("news").select(["id", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/noticias/${row.id}` }]));
}
