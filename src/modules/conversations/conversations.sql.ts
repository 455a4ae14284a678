import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Conversation, Moderated, Readable, Statement } from "./conversation.ts";

function conversationQuery(db: ReadDb) {
  return db.selectFrom("conversations as c").select([
    "c.id",
    "c.process_id as processId",
    "c.slug",
    "c.title",
    "c.intro",
    "c.language",
    "c.state",
    "c.opens_at as opensAt",
    "c.closes_at as closesAt",
    "c.moderation",
    "c.statement_letters as statementLetters",
    "c.statements_each as statementsEach",
    "c.opened_at as openedAt",
    "c.closed_at as closedAt",
    sql<string[]>`array(select t.territory_code from conversation_territories t
        where t.conversation_id = c.id order by t.territory_code)`.as("territories"),
  ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof conversationQuery>["execute"]>>[number];

function toConversation(row: Row): Conversation {
  return {
    ...row,
    state: row.state as Conversation["state"],
    moderation: row.moderation as Conversation["moderation"],
  };
}

/** Any conversation, drafts too. */
export async function findConversation(db: ReadDb, slug: string): Promise<Conversation | undefined> {
  const row = await conversationQuery(db).where("c.slug", "=", slug).executeTakeFirst();
  return row && toConversation(row);
}

export async function getConversation(db: ReadDb, id: number): Promise<Conversation> {
  const row = await conversationQuery(db).where("c.id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Error(`There is no conversation ${id}`);
  return toConversation(row);
}

/** Conversations that anybody may see, the last to close first; of one process or held in one territory, if asked. */
export async function listPublicConversations(
  db: ReadDb,
  where: { processId?: number; territory?: string } = {},
): Promise<Conversation[]> {
  let query = conversationQuery(db)
    .innerJoin("processes as p", "p.id", "c.process_id")
    .where("c.state", "<>", "draft")
    .where("p.state", "<>", "draft");
  if (where.processId !== undefined) query = query.where("c.process_id", "=", where.processId);
  if (where.territory !== undefined) {
    query = query
      .innerJoin("conversation_territories as here", "here.conversation_id", "c.id")
      .where("here.territory_code", "=", where.territory);
  }
  const rows = await query.orderBy("c.closes_at", "desc").orderBy("c.id", "desc").execute();
  return rows.map(toConversation);
}

function statementQuery(db: ReadDb) {
  return db
    .selectFrom("conversation_statements as s")
    .select([
      "s.id",
      "s.conversation_id as conversationId",
      "s.number",
      "s.text",
      "s.language",
      "s.seed",
      "s.moderated",
      sql<Moderated>`coalesce(s.moderated_at_freeze, s.moderated)`.as("counted"),
      "s.is_meta as isMeta",
      "s.hidden_reason as hiddenReason",
      "s.duplicate_of_id as duplicateOf",
      "s.said_at as saidAt",
      "s.withdrawn_at as withdrawnAt",
    ]);
}

/** All the statements of a conversation in the order in which they came, rejected ones too. */
export async function listStatements(db: ReadDb, conversationId: number): Promise<Statement[]> {
  const rows = await statementQuery(db).where("s.conversation_id", "=", conversationId).orderBy("s.number").execute();
  return rows.map((row) => ({ ...row, moderated: row.moderated as Moderated }));
}

/** The same with their reviewed translations. */
export async function listReadable(db: ReadDb, conversationId: number): Promise<(Statement & Readable)[]> {
  const statements = await listStatements(db, conversationId);
  const { rows } = await sql<{ id: number; translations: Record<string, string> }>`
    select t.statement_id as id, jsonb_object_agg(t.language, t.text) as translations
    from conversation_translations t join conversation_statements s on s.id = t.statement_id
    where s.conversation_id = ${conversationId} and t.reviewed_at is not null group by 1`.execute(db);
  const translated = new Map(rows.map(({ id, translations }) => [id, translations]));
  return statements.map((one) => ({ ...one, translations: translated.get(one.id) ?? {} }));
}

export async function findStatement(
  db: ReadDb,
  conversationId: number,
  number: number,
): Promise<Statement | undefined> {
  const row = await statementQuery(db)
    .where("s.conversation_id", "=", conversationId)
    .where("s.number", "=", number)
    .executeTakeFirst();
  return row && { ...row, moderated: row.moderated as Moderated };
}

/** How many people have answered, and how many answers there are. */
export async function countAnswers(
  db: ReadDb,
  conversationId: number,
  territory?: string,
): Promise<{ people: number; answers: number }> {
  const { rows } = await sql<{ people: number; answers: number }>`
    select count(distinct v.participant_id) as people, count(*) as answers
    from conversation_votes v join conversation_voters p using (conversation_id, participant_id)
    where v.conversation_id = ${conversationId}
      and (${territory ?? null}::text is null or p.territory_code = ${territory ?? null})`.execute(db);
  return rows[0] ?? { people: 0, answers: 0 };
}

/** Statement → priority, as the last computation left them; a statement that is missing has priority 1. */
export async function listPriorities(db: ReadDb, conversationId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ statement: number; priority: number }>`
    select u.statement, u.priority from conversation_priorities, unnest(statements, priorities) as u (statement, priority)
    where conversation_id = ${conversationId}`.execute(db);
  return new Map(rows.map((row) => [row.statement, row.priority]));
}

/** Replaces the priorities of a conversation with those of a new computation. */
export async function savePriorities(
  tx: WriteTx,
  conversationId: number,
  priorities: ReadonlyMap<number, number>,
  now: Date,
): Promise<void> {
  await sql`
    insert into conversation_priorities (conversation_id, statements, priorities, computed_at)
    values (${conversationId}, ${[...priorities.keys()]}, ${[...priorities.values()]}, ${now})
    on conflict (conversation_id) do update set statements = excluded.statements, priorities = excluded.priorities,
      computed_at = excluded.computed_at`.execute(tx);
}

/** A statement as voters are shown it. */
export interface ShownStatement extends Readable {
  id: number;
  number: number;
  seed: boolean;
}

/** The statements that voters are shown, in the order in which they came. */
export async function listShown(
  db: ReadDb,
  conversation: Pick<Conversation, "id" | "moderation">,
): Promise<ShownStatement[]> {
  const least = conversation.moderation === "post" ? 0 : 1;
  const { rows } = await sql<ShownStatement>`
    select s.id, s.number, s.text, s.language, s.seed, coalesce((
      select jsonb_object_agg(t.language, t.text) from conversation_translations t
      where t.statement_id = s.id and t.reviewed_at is not null), '{}') as translations
    from conversation_statements s
    where s.conversation_id = ${conversation.id} and s.moderated >= ${least} order by s.number`.execute(db);
  return rows;
}

/** How many people take part. */
export async function countPeople(db: ReadDb, conversationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from conversation_voters where conversation_id = ${conversationId}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** How many people take part in each of some conversations. */
export async function countPeopleIn(db: ReadDb, ids: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; n: number }>`
    select conversation_id as id, count(*) as n from conversation_voters
    where conversation_id = any (${ids}::bigint[]) group by 1`.execute(db);
  return new Map(rows.map((row) => [row.id, row.n]));
}

export async function getStatement(db: ReadDb, id: number): Promise<Statement> {
  const row = await statementQuery(db).where("s.id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Error(`There is no statement ${id}`);
  return { ...row, moderated: row.moderated as Moderated };
}

/** How many people wrote statements. */
export async function countAuthors(db: ReadDb, conversationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct participant_id) as n from conversation_statements
    where conversation_id = ${conversationId}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Statements among some things: where each is, and whether its author withdrew it. */
export async function listOwnStatements(
  db: ReadDb,
  ids: readonly number[],
): Promise<{ id: number; path: string; withdrawn: boolean }[]> {
  const { rows } = await sql<{ id: number; path: string; withdrawn: boolean }>`
    select s.id, '/conversaciones/' || c.slug || '/afirmaciones/' || s.number as path, s.withdrawn_at is not null as withdrawn
    from conversation_statements s join conversations c on c.id = s.conversation_id
    where s.id = any (${ids}::bigint[]) order by s.id`.execute(db);
  return rows;
}
