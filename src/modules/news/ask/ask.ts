// What anybody does with a note without an account: one tap on what they think of it, and questions that must be answered.
import { sql } from "kysely";
import { openCase } from "#core/moderation/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, getParticipant, giveReceipt, participantKey, sealOne } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import { pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import { questionDays } from "../legal-term.ts";
import type { News, Question, Reaction } from "../news.sql.ts";
import { newsTags, type Who } from "../write/write-news.ts";

const MOST_A_DAY = 5;
const DAY_MS = 86_400_000;

/** The pseudonym of a browser for one note: it says nothing about what it did with another. */
async function keyOf(tx: WriteTx, browserBits: Buffer, newsId: number): Promise<Buffer> {
  return pseudonym(await sharedKey(tx, "news"), "news", String(newsId), browserBits);
}

/** One answer for each browser; tapping the same again takes it back. */
export async function react(
  tx: WriteTx,
  news: News,
  { browserBits, answer, now }: { browserBits: Buffer; answer: Reaction; now: Date },
): Promise<void> {
  const key = await keyOf(tx, browserBits, news.id);
  const undone = await sql`
    delete from news_reactions where news_id = ${news.id} and key = ${key} and answer = ${answer}`.execute(tx);
  if (undone.numAffectedRows === 1n) return;
  await tx
    .insertInto("news_reactions")
    .values({ news_id: news.id, key, answer, at: now })
    .onConflict((conflict) => conflict.columns(["news_id", "key"]).doUpdateSet({ answer, at: now }))
    .execute();
}

interface Asking {
  browserBits: Buffer;
  accountId: number | undefined;
  text: string;
  /** It may say who somebody is, and whoever wrote it left it so: somebody of the team looks at it. */
  personal: boolean;
  now: Date;
}

/**
 * Writes a question, which everybody reads at once, with the last day on which the law lets it be answered. The same one
 * sent twice is one.
 * @returns its number and, the first time somebody asks about a note of a process, the code of their receipt.
 * @throws Problem 409 when that browser asked a lot today.
 */
export async function askQuestion(
  tx: WriteTx,
  entity: Entity,
  news: News,
  asking: Asking,
): Promise<{ id: number; receipt?: string }> {
  const { text, now } = asking;
  const key = await keyOf(tx, asking.browserBits, news.id);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`news:${key.toString("hex")}`}, 0))`.execute(tx);
  const mine = await tx
    .selectFrom("news_questions")
    .select(["id", "text", "asked_at"])
    .where("news_id", "=", news.id)
    .where("key", "=", key)
    .execute();
  const same = mine.find((one) => one.text === text);
  if (same !== undefined) return { id: same.id };
  const today = mine.filter(({ asked_at }) => asked_at.getTime() > now.getTime() - DAY_MS);
  if (today.length >= MOST_A_DAY) throw new Problem(409, "news.ask.tooMany", { field: "text" });
  const { receivedOn, dueOn } = questionDays(entity.jurisdiction, calendarDay(now, entity.timeZone));
  const participantId = await askerOf(tx, news, asking);
  const { id } = await tx
    .insertInto("news_questions")
    .values({
      news_id: news.id,
      text,
      key,
      participant_id: participantId ?? null,
      asked_at: now,
      received_on: receivedOn,
      due_on: dueOn,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (asking.personal) {
    const { processId, territory } = news;
    const item = { thingId: news.id, processId, territory, authorId: participantId ?? null };
    await openCase(tx, { ...item, kind: "question", id, source: "personal_data", now });
  }
  const words = await sealOne(tx, news.id, text);
  await record(tx, { kind: "question", at: now, content: { id, news: news.id, words, dueOn } });
  await touch(tx, newsTags(news));
  if (participantId === undefined) return { id };
  return { id, receipt: await giveReceipt(tx, { thingId: news.id, participantId, act: "asked", now }) };
}

/** The pseudonym of who asks, in the process of the note. */
async function askerOf(
  tx: WriteTx,
  { processId }: News,
  { browserBits, accountId, now }: Asking,
): Promise<number | undefined> {
  if (processId === null) return undefined;
  const { participantKey: processKey } = await getProcess(tx, processId);
  return getParticipant(tx, { processId, key: participantKey(processKey, browserBits), accountId, now });
}

/**
 * Answers in public, once: a question that has its answer gets no other.
 * @throws Problem 409 when it was answered or hidden meanwhile.
 */
export async function answerQuestion(
  tx: WriteTx,
  who: Who,
  news: News,
  question: Question,
  answer: string,
): Promise<void> {
  who.authority.require("news.answer", {
    ...(news.agency !== null && { agency: news.agency }),
    ...(news.territory !== null && { territory: news.territory }),
  });
  const by = who.authority.actor.accountId;
  const written = await tx
    .updateTable("news_questions")
    .set({ answer, answered_by: by ?? null, answered_at: who.now })
    .where("id", "=", question.id)
    .where("answer", "is", null)
    .where("hidden_reason", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (written === undefined) throw new Problem(409, "news.answer.gone");
  await addHistory(tx, {
    thingId: news.id,
    event: "news.answered",
    data: { question: question.text, answer },
    public: true,
    by,
    now: who.now,
  });
  await record(tx, { kind: "answer", at: who.now, content: { question: question.id, answer } });
  await touch(tx, newsTags(news));
}
