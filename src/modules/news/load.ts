// Notes that were published before this database, with their reactions and questions.

import type { Entity } from "#core/territory/index.ts";
import { loadHistory, loadLinks, loadThings } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { pseudonym } from "#platform/secrets/secrets.ts";
import { questionDays } from "./legal-term.ts";
import { type NewsText, REACTIONS, type Reaction } from "./news.sql.ts";

export interface LivedNews extends NewsText {
  processId?: number;
  territory?: string;
  agency?: string;
  about: readonly number[];
  by: number;
  at: Date;
  correction?: NewsText & { reason: string; at: Date };
  reactions: Readonly<Record<Reaction, number>>;
  questions: readonly { text: string; at: Date; answer?: { text: string; at: Date; by: number } }[];
}

export async function loadNews(tx: WriteTx, entity: Entity, news: readonly LivedNews[]): Promise<void> {
  const ids = await loadThings(
    tx,
    news.map(({ processId, territory, at }) => ({ kind: "news", processId, territory, now: at })),
  );
  const idOf = (index: number): number => ids[index] ?? 0;
  await insertMany(
    tx,
    "news",
    news.map(({ agency, title, decided, why, changed, by, at }, index) => ({
      id: idOf(index),
      agency_code: agency ?? null,
      title,
      decided,
      why,
      changed,
      state: "published",
      published_at: at,
      created_by: by,
      created_at: at,
    })),
  );
  await insertMany(
    tx,
    "news_corrections",
    news.flatMap(({ correction, by }, index) =>
      correction === undefined ? [] : [{ news_id: idOf(index), ...correction, made_by: by }],
    ),
  );
  const links = news.flatMap(({ about, by, at }, index) =>
    about.map((from) => ({ from, to: idOf(index), relation: "told_in" as const, by, now: at })),
  );
  await loadLinks(tx, links);
  await loadHistory(
    tx,
    news.flatMap((one, index) => linesOf(one, idOf(index))).sort((a, b) => a.now.getTime() - b.now.getTime()),
  );
  await recordAll(
    tx,
    news.map(({ title, decided, why, changed, agency = null, at }, index) => ({
      kind: "news",
      at,
      content: { id: idOf(index), agency, title, decided, why, changed },
    })),
  );
  await loadVoices(tx, entity, news, idOf);
}

function linesOf({ decided, correction, questions, by, at }: LivedNews, thingId: number) {
  const line = { thingId, public: true, by };
  return [
    { ...line, event: "news.published", data: { text: decided }, now: at },
    ...(correction
      ? [{ ...line, event: "news.corrected", data: { reason: correction.reason }, now: correction.at }]
      : []),
    ...questions.flatMap(({ text, answer }) =>
      answer
        ? [{ ...line, event: "news.answered", data: { question: text, answer: answer.text }, now: answer.at }]
        : [],
    ),
  ];
}

/** Taps and questions of people of whom nothing is known. */
async function loadVoices(tx: WriteTx, entity: Entity, news: readonly LivedNews[], idOf: (index: number) => number) {
  const someone = (...about: (string | number)[]): Buffer => pseudonym(Buffer.from("news"), about.join(" "));
  await insertMany(
    tx,
    "news_reactions",
    news.flatMap(({ reactions, at }, index) =>
      REACTIONS.flatMap((answer) =>
        Array.from({ length: reactions[answer] }, (_, n) => ({
          news_id: idOf(index),
          key: someone(index, answer, n),
          answer,
          at,
        })),
      ),
    ),
  );
  await insertMany(
    tx,
    "news_questions",
    news.flatMap(({ questions }, index) =>
      questions.map(({ text, at, answer }) => {
        const { receivedOn, dueOn } = questionDays(entity.jurisdiction, calendarDay(at, entity.timeZone));
        return {
          news_id: idOf(index),
          text,
          key: someone(index, text),
          asked_at: at,
          received_on: receivedOn,
          due_on: dueOn,
          answer: answer?.text ?? null,
          answered_by: answer?.by ?? null,
          answered_at: answer?.at ?? null,
        };
      }),
    ),
  );
}
