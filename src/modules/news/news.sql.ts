// Notes, what people think of them and what they ask.
import { type RawBuilder, sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface NewsText {
  title: string;
  decided: string;
  why: string;
  changed: string;
}

export interface News extends NewsText {
  id: number;
  processId: number | null;
  territory: string | null;
  agency: string | null;
  state: "draft" | "published";
  /** Whether anybody may read it. */
  public: boolean;
  publishedAt: Date | null;
  createdAt: Date;
}

const COLUMNS = sql`n.id, n.title, n.decided, n.why, n.changed, n.agency_code as agency, n.state,
  n.published_at as "publishedAt", n.created_at as "createdAt", t.process_id as "processId",
  t.territory_code as territory, t.visibility = 'public' as public`;

export async function findNews(db: ReadDb, id: number): Promise<News | undefined> {
  const result = await sql<News>`select ${COLUMNS} from news n join things t on t.id = n.id where n.id = ${id}`.execute(
    db,
  );
  return result.rows[0];
}

export interface NewsFilter {
  /** These territories, or the whole entity. */
  territories?: readonly string[];
  processId?: number;
  agency?: string;
}

function conditions({ territories, processId, agency }: NewsFilter): RawBuilder<boolean> {
  const parts = [sql`n.state = 'published' and t.visibility = 'public'`];
  if (territories !== undefined) parts.push(sql`(t.territory_code is null or t.territory_code = any (${territories}))`);
  if (processId !== undefined) parts.push(sql`t.process_id = ${processId}`);
  if (agency !== undefined) parts.push(sql`n.agency_code = ${agency}`);
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** Published notes, newest first. */
export async function listNews(
  db: ReadDb,
  filter: NewsFilter,
  page: { limit: number; offset?: number },
): Promise<News[]> {
  const result = await sql<News>`
    select ${COLUMNS} from news n join things t on t.id = n.id where ${conditions(filter)}
    order by n.published_at desc, n.id desc limit ${page.limit} offset ${page.offset ?? 0}`.execute(db);
  return result.rows;
}

export async function countNews(db: ReadDb, filter: NewsFilter): Promise<number> {
  const result = await sql<{ n: number }>`
    select count(*) as n from news n join things t on t.id = n.id where ${conditions(filter)}`.execute(db);
  return result.rows[0]?.n ?? 0;
}

/** Places and agencies of which something was told, with how much. */
export async function listNewsFacets(db: ReadDb): Promise<{ kind: "territory" | "agency"; code: string; n: number }[]> {
  const { rows } = await sql<{ kind: "territory" | "agency"; code: string; n: number }>`
    with shown as (
      select t.territory_code, n.agency_code from news n join things t on t.id = n.id where ${conditions({})})
    select 'territory' as kind, territory_code as code, count(*) as n from shown where territory_code is not null group by 2
    union all select 'agency', agency_code, count(*) from shown where agency_code is not null group by 2
    order by 1, 2`.execute(db);
  return rows;
}

/** Drafts first, then the published ones. */
export async function listDeskNews(db: ReadDb, limit: number): Promise<News[]> {
  const result = await sql<News>`
    select ${COLUMNS} from news n join things t on t.id = n.id
    order by n.state = 'published', coalesce(n.published_at, n.created_at) desc, n.id desc limit ${limit}`.execute(db);
  return result.rows;
}

/** What a note tells about: the live things that lead to it. */
export async function listTold(db: ReadDb, newsId: number): Promise<number[]> {
  const rows = await db
    .selectFrom("links")
    .select("from_id")
    .where("to_id", "=", newsId)
    .where("relation", "=", "told_in")
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map((row) => row.from_id);
}

export interface Correction extends NewsText {
  reason: string;
  at: Date;
}

/** How a note read before each correction, newest first. */
export async function listCorrections(db: ReadDb, newsId: number): Promise<Correction[]> {
  return db
    .selectFrom("news_corrections")
    .select(["title", "decided", "why", "changed", "reason", "at"])
    .where("news_id", "=", newsId)
    .orderBy("id", "desc")
    .execute();
}

export const REACTIONS = ["agree", "unclear", "disagree"] as const;
export type Reaction = (typeof REACTIONS)[number];

export async function countReactions(db: ReadDb, newsId: number): Promise<Map<Reaction, number>> {
  const rows = await db
    .selectFrom("news_reactions")
    .select((eb) => ["answer", eb.fn.countAll<number>().as("n")])
    .where("news_id", "=", newsId)
    .groupBy("answer")
    .execute();
  return new Map(rows.map((row) => [row.answer as Reaction, Number(row.n)]));
}

export interface Question {
  id: number;
  newsId: number;
  text: string;
  askedAt: Date;
  receivedOn: string;
  dueOn: string;
  hiddenReason: string | null;
  answer: string | null;
  answeredAt: Date | null;
  /** Who asked, as a pseudonym of the process. */
  participantId: number | null;
}

const QUESTION = [
  "id",
  "news_id as newsId",
  "text",
  "asked_at as askedAt",
  "received_on as receivedOn",
  "due_on as dueOn",
  "hidden_reason as hiddenReason",
  "answer",
  "answered_at as answeredAt",
  "participant_id as participantId",
] as const;

/** The questions of a note: those that wait first, the oldest of them first; of the hidden ones only that they were. */
export async function listQuestions(db: ReadDb, newsId: number): Promise<Question[]> {
  return db
    .selectFrom("news_questions")
    .select(QUESTION)
    .where("news_id", "=", newsId)
    .orderBy((eb) => eb("answer", "is not", null))
    .orderBy("due_on")
    .orderBy("id")
    .limit(200)
    .execute();
}

export async function findQuestion(db: ReadDb, id: number): Promise<Question | undefined> {
  return db.selectFrom("news_questions").select(QUESTION).where("id", "=", id).executeTakeFirst();
}

/**
 * Questions that wait for an answer, the nearest to their day first, with the title of their note.
 * @param lateOn only those whose day passed before this one.
 */
export async function listWaitingQuestions(
  db: ReadDb,
  limit: number,
  lateOn?: string,
): Promise<(Question & { title: string })[]> {
  let query = db
    .selectFrom("news_questions as q")
    .innerJoin("news as n", "n.id", "q.news_id")
    .innerJoin("things as t", "t.id", "n.id")
    .select([
      "q.id",
      "q.news_id as newsId",
      "q.text",
      "q.asked_at as askedAt",
      "q.received_on as receivedOn",
      "q.due_on as dueOn",
      "q.hidden_reason as hiddenReason",
      "q.answer",
      "q.answered_at as answeredAt",
      "q.participant_id as participantId",
      "n.title",
    ])
    .where("q.answer", "is", null)
    .where("q.hidden_reason", "is", null)
    .where("t.visibility", "=", "public");
  if (lateOn !== undefined) query = query.where("q.due_on", "<", lateOn);
  return query.orderBy("q.due_on").orderBy("q.id").limit(limit).execute();
}

/** How many wait past their day, of everything published. */
export async function countOverdue(db: ReadDb, today: string): Promise<{ waiting: number; overdue: number }> {
  const result = await sql<{ waiting: number; overdue: number }>`
    select count(*) as waiting, count(*) filter (where q.due_on < ${today}) as overdue
    from news_questions q join things t on t.id = q.news_id and t.visibility = 'public'
    where q.answer is null and q.hidden_reason is null`.execute(db);
  return result.rows[0] ?? { waiting: 0, overdue: 0 };
}

export type MyQuestion = Pick<Question, "newsId" | "text" | "dueOn" | "hiddenReason" | "answer" | "answeredAt">;

/** What some participants asked, in order. */
export async function listQuestionsOf(db: ReadDb, participants: readonly number[]): Promise<MyQuestion[]> {
  if (participants.length === 0) return [];
  return db
    .selectFrom("news_questions")
    .select(QUESTION)
    .where("participant_id", "in", participants)
    .orderBy("id")
    .execute();
}
