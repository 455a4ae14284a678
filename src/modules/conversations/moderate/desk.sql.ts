import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Conversation, Moderated } from "../conversation.ts";

export const QUEUES = ["waiting", "accepted", "hidden"] as const;
export type Queue = (typeof QUEUES)[number];
export const MODERATED: Record<Queue, Moderated> = { waiting: 0, accepted: 1, hidden: -1 };

/** A statement as the staff reads it. */
export interface DeskStatement {
  id: number;
  number: number;
  text: string;
  language: string;
  seed: boolean;
  moderated: Moderated;
  isMeta: boolean;
  hiddenReason: string | null;
  saidAt: Date;
  agrees: number;
  disagrees: number;
  passes: number;
}

export async function listQueue(db: ReadDb, conversationId: number, queue: Queue): Promise<DeskStatement[]> {
  const { rows } = await sql<DeskStatement>`
    select s.id, s.number, s.text, s.language, s.seed, s.moderated, s.is_meta as "isMeta",
      s.hidden_reason as "hiddenReason", s.said_at as "saidAt", coalesce(v.agrees, 0) as agrees,
      coalesce(v.disagrees, 0) as disagrees, coalesce(v.passes, 0) as passes
    from conversation_statements s left join (
        select statement_id, count(*) filter (where value = 1) as agrees, count(*) filter (where value = -1) as disagrees,
          count(*) filter (where value = 0) as passes
        from conversation_votes where conversation_id = ${conversationId} group by 1) v on v.statement_id = s.id
    where s.conversation_id = ${conversationId} and s.moderated = ${MODERATED[queue]} and s.withdrawn_at is null order by s.number`.execute(
    db,
  );
  return rows;
}

export async function countQueues(db: ReadDb, conversationId: number): Promise<Record<Queue, number>> {
  const { rows } = await sql<Record<Queue, number>>`
    select count(*) filter (where moderated = 0) as waiting, count(*) filter (where moderated = 1) as accepted,
      count(*) filter (where moderated = -1 and withdrawn_at is null) as hidden
    from conversation_statements where conversation_id = ${conversationId}`.execute(db);
  return rows[0] ?? { waiting: 0, accepted: 0, hidden: 0 };
}

export interface Translation {
  language: string;
  text: string;
  writtenBy: number | null;
  reviewedAt: Date | null;
}

export async function listTranslations(db: ReadDb, statementId: number): Promise<Translation[]> {
  return db
    .selectFrom("conversation_translations")
    .select(["language", "text", "written_by as writtenBy", "reviewed_at as reviewedAt"])
    .where("statement_id", "=", statementId)
    .orderBy("language")
    .execute();
}

/** Languages of the translations of a conversation. */
export async function listLanguages(db: ReadDb, conversationId: number): Promise<string[]> {
  const { rows } = await sql<{ language: string }>`
    select distinct t.language from conversation_translations t join conversation_statements s on s.id = t.statement_id
    where s.conversation_id = ${conversationId} order by 1`.execute(db);
  return rows.map(({ language }) => language);
}

/** A conversation in the list of the staff. */
export interface DeskConversation extends Pick<Conversation, "id" | "slug" | "title" | "state" | "closesAt"> {
  territories: readonly string[];
  people: number;
  waiting: number;
}

/** Every conversation, drafts too, the last to close first. */
export async function listForDesk(db: ReadDb): Promise<DeskConversation[]> {
  const { rows } = await sql<DeskConversation>`
    select c.id, c.slug, c.title, c.state, c.closes_at as "closesAt",
      array(select t.territory_code from conversation_territories t where t.conversation_id = c.id order by 1) as territories,
      (select count(*) from conversation_voters v where v.conversation_id = c.id) as people,
      (select count(*) from conversation_statements s where s.conversation_id = c.id and s.moderated = 0) as waiting
    from conversations c order by c.state = 'closed', c.closes_at desc, c.id`.execute(db);
  return rows;
}

/** Open conversations whose time is over. */
export async function listDue(db: ReadDb, now: Date): Promise<number[]> {
  const rows = await db
    .selectFrom("conversations")
    .select("id")
    .where("state", "=", "open")
    .where("closes_at", "<=", now)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}
