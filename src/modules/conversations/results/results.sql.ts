import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Picture } from "./picture.ts";

export interface Result {
  computedAt: Date;
  final: boolean;
  people: number;
  answers: number;
  picture: Picture;
}

/** The last result of a conversation: of all, or of the people of one territory. */
export async function findResult(db: ReadDb, conversationId: number, territory?: string): Promise<Result | undefined> {
  const row = await db
    .selectFrom("conversation_results")
    // Written by `saveResult` and nobody else.
    .select(["computed_at as computedAt", "final", "people", "answers", sql<Picture>`picture`.as("picture")])
    .where("conversation_id", "=", conversationId)
    .where(sql<boolean>`territory_code is not distinct from ${territory ?? null}`)
    .executeTakeFirst();
  return row;
}

/** The published bytes of a frozen result (gzip). */
export async function findPublished(
  db: ReadDb,
  conversationId: number,
  territory?: string,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom("conversation_results")
    .select("published")
    .where("conversation_id", "=", conversationId)
    .where(sql<boolean>`territory_code is not distinct from ${territory ?? null}`)
    .executeTakeFirst();
  return row?.published ?? undefined;
}

export interface NewResult {
  conversationId: number;
  territory: string | undefined;
  now: Date;
  people: number;
  answers: number;
  picture: Picture;
  /** Only of a frozen one. */
  published: Buffer | undefined;
}

/** Replaces the result of a conversation, unless it is frozen. */
export async function saveResult(tx: WriteTx, result: NewResult): Promise<void> {
  await sql`
    insert into conversation_results (conversation_id, territory_code, computed_at, final, people, answers, picture, published)
    values (${result.conversationId}, ${result.territory ?? null}, ${result.now}, ${result.published !== undefined},
      ${result.people}, ${result.answers}, ${JSON.stringify(result.picture)}::jsonb, ${result.published ?? null})
    on conflict on constraint conversation_results_key do update set computed_at = excluded.computed_at,
      final = excluded.final, people = excluded.people, answers = excluded.answers, picture = excluded.picture,
      published = excluded.published
    where not conversation_results.final`.execute(tx);
}

export interface Day {
  /** `YYYY-MM-DD` on the entity's calendar. */
  day: string;
  people: number;
  answers: number;
  sizes: readonly number[];
}

/** How the conversation stood on some of its days, oldest first. */
export async function listDays(db: ReadDb, conversationId: number): Promise<Day[]> {
  return db
    .selectFrom("conversation_result_days")
    .select(["day", "people", "answers", "sizes"])
    .where("conversation_id", "=", conversationId)
    .orderBy("day")
    .execute();
}

/** Writes how it stood; of a day that is there already, the newer. */
export async function saveDays(tx: WriteTx, conversationId: number, days: readonly Day[]): Promise<void> {
  for (const { day, people, answers, sizes } of days) {
    await sql`
      insert into conversation_result_days (conversation_id, day, people, answers, sizes)
      values (${conversationId}, ${day}, ${people}, ${answers}, ${[...sizes]}::int[])
      on conflict (conversation_id, day) do update set people = excluded.people, answers = excluded.answers,
        sizes = excluded.sizes`.execute(tx);
  }
}

/** Conversations whose result is not frozen yet, with what the computation has to know of each. */
export async function listUnfrozen(
  db: ReadDb,
): Promise<{ id: number; slug: string; closed: boolean; territories: string[] }[]> {
  const { rows } = await sql<{ id: number; slug: string; closed: boolean; territories: string[] }>`
    select c.id, c.slug, c.state = 'closed' as closed,
      array(select t.territory_code from conversation_territories t where t.conversation_id = c.id order by 1) as territories
    from conversations c
    where c.state <> 'draft' and not exists (
      select 1 from conversation_results r where r.conversation_id = c.id and r.territory_code is null and r.final)
    order by c.id`.execute(db);
  return rows;
}
