import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Chat {
  id: number;
  key: string;
  name: string | null;
  accountId: number | null;
  officer: number | null;
  officerName: string | null;
  caseId: number | null;
  startedAt: Date;
  lastAt: Date;
  endedAt: Date | null;
  endedBy: "person" | "officer" | "idle" | "filed" | null;
}

export interface ChatLine {
  id: number;
  at: Date;
  side: "person" | "officer";
  text: string;
}

const COLUMNS =
  sql.raw(`c.id, c.key, c.name, c.account_id as "accountId", c.officer, a.name as "officerName", c.case_id as "caseId",
  c.started_at as "startedAt", c.last_at as "lastAt", c.ended_at as "endedAt", c.ended_by as "endedBy"
  from case_chats c left join accounts a on a.id = c.officer`);

export async function findChat(db: ReadDb, id: number): Promise<Chat | undefined> {
  return (await sql<Chat>`select ${COLUMNS} where c.id = ${id}`.execute(db)).rows[0];
}

/** The last chat of a browser, unless it ended before `since` or became a reserved request: a device may be of many. */
export async function findChatOf(
  db: ReadDb,
  { owner, since }: { owner: Buffer; since: Date },
): Promise<Chat | undefined> {
  const { rows } = await sql<Chat>`
    select ${COLUMNS} left join cases k on k.id = c.case_id
    where c.owner = ${owner} and k.route_code is null and (c.ended_at is null or c.ended_at > ${since})
    order by c.id desc limit 1`.execute(db);
  return rows[0];
}

/** Those that wait, the oldest first, and then those that an official attends. */
export async function listLiveChats(db: ReadDb, officer: number): Promise<Chat[]> {
  const { rows } = await sql<Chat>`
    select ${COLUMNS} where c.ended_at is null and (c.officer is null or c.officer = ${officer})
    order by c.officer is not null, c.id`.execute(db);
  return rows;
}

export async function listLines(db: ReadDb, chatId: number): Promise<ChatLine[]> {
  const { rows } = await sql<ChatLine>`
    select id, at, side, text from case_chat_lines where chat_id = ${chatId} order by id`.execute(db);
  return rows;
}

/** What was said in the chat from which a request came. */
export async function listLinesOfCase(db: ReadDb, caseId: number): Promise<ChatLine[]> {
  const { rows } = await sql<ChatLine>`
    select l.id, l.at, l.side, l.text from case_chat_lines l join case_chats c on c.id = l.chat_id
    where c.case_id = ${caseId} order by l.id`.execute(db);
  return rows;
}
