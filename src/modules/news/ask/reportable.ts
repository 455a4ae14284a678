// A question as moderation reads it: hidden, its place and the reason stay in sight, and its term no longer runs.
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { findNews, findQuestion } from "../news.sql.ts";
import { newsTags } from "../write/write-news.ts";

const REASON_CHARACTERS = 600;

async function find(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const question = await findQuestion(db, id);
  const news = question && (await findNews(db, question.newsId));
  if (question === undefined || news === undefined) return undefined;
  return {
    thingId: news.id,
    processId: news.processId,
    territory: news.territory,
    authorId: question.participantId,
    text: question.text,
    path: `/noticias/${news.id}`,
    public: news.public && question.hiddenReason === null,
  };
}

export const questionReportable: Reportable = {
  label: "news.question.kind",
  find,
  setHidden: async (tx, { id, words }) => {
    const hidden = words === undefined ? null : [...words].slice(0, REASON_CHARACTERS).join("");
    const row = await tx
      .updateTable("news_questions")
      .set({ hidden_reason: hidden })
      .where("id", "=", id)
      .returning("news_id")
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    const news = await findNews(tx, row.news_id);
    if (news !== undefined) await touch(tx, newsTags(news));
  },
};
