import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Picture } from "./picture.ts";
import { placesWithResult } from "./places.ts";

export interface Result {
  computedAt: Date;
  final: boolean;
  people: number;
  answers: number;
  picture: Picture;
}

/** `unsigned`: without the people of cases that nobody kept; `undoubted`: without those of cases in doubt. */
export type Variant = "all" | "unsigned" | "undoubted";

/** The last result of a conversation: of all, of the people of one territory, or without those of some cases. */
export async function findResult(
  db: ReadDb,
  conversationId: number,
  { territory, variant = "all" }: { territory?: string; variant?: Variant } = {},
): Promise<Result | undefined> {
  const row = await db
    .selectFrom("conversation_results")
    // Written by `saveResult` and nobody else.
    .select(["computed_at as computedAt", "final", "people", "answers", sql<Picture>`picture`.as("picture")])
    .where("conversation_id", "=", conversationId)
    .where("variant", "=", variant)
    .where(sql<boolean>`territory_code is not distinct from ${territory ?? null}`)
    .executeTakeFirst();
  return row;
}

/** The last result of each place of a conversation that is held in several, by code. */
export async function listPlaceResults(
  db: ReadDb,
  conversationId: number,
): Promise<Map<string, Pick<Result, "people" | "picture">>> {
  const { rows } = await sql<{ place: string; people: number; picture: Picture }>`
    select territory_code as place, people, picture from conversation_results
    where conversation_id = ${conversationId} and variant = 'all' and territory_code is not null order by 1`.execute(
    db,
  );
  return new Map(rows.map(({ place, ...result }) => [place, result]));
}

/** The places, among several, whose result is told apart from that of all. */
export async function listPlacesWithResult(db: ReadDb, conversationId: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ place: string; people: number }>`
    select territory_code as place, people from conversation_results
    where conversation_id = ${conversationId} and variant = 'all' and territory_code is not null`.execute(db);
  return placesWithResult(new Map(rows.map(({ place, people }) => [place, people])));
}

/** The published bytes (gzip) of the result of an ended conversation; of one without some people, where there is one. */
export async function findPublished(
  db: ReadDb,
  conversationId: number,
  { territory, variant = "all" }: { territory?: string | undefined; variant?: Variant } = {},
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom("conversation_results")
    .select("published")
    .where("conversation_id", "=", conversationId)
    .where("variant", "=", variant)
    .where(sql<boolean>`territory_code is not distinct from ${territory ?? null}`)
    .executeTakeFirst();
  return row?.published ?? undefined;
}

export interface NewResult {
  conversationId: number;
  territory: string | undefined;
  variant: Variant;
  now: Date;
  people: number;
  answers: number;
  picture: Picture;
  /** Only of an ended conversation. */
  published: Buffer | undefined;
}

/** Replaces the result of a conversation, unless it is frozen. */
export async function saveResult(tx: WriteTx, result: NewResult): Promise<void> {
  await sql`
    insert into conversation_results (conversation_id, territory_code, variant, computed_at, final, people, answers, picture, published)
    values (${result.conversationId}, ${result.territory ?? null}, ${result.variant}, ${result.now},
      ${result.published !== undefined && result.variant === "all"},
      ${result.people}, ${result.answers}, ${JSON.stringify(result.picture)}::jsonb, ${result.published ?? null})
    on conflict on constraint conversation_results_key do update set computed_at = excluded.computed_at,
      final = excluded.final, people = excluded.people, answers = excluded.answers, picture = excluded.picture,
      published = excluded.published
    where not conversation_results.final`.execute(tx);
}

/** Keeps what moderation said of each statement when the result was frozen: files say that, whatever is hidden later. */
export async function freezeModeration(
  tx: WriteTx,
  statements: readonly { id: number; moderated: number }[],
): Promise<void> {
  const [ids, moderated] = [statements.map(({ id }) => id), statements.map((one) => one.moderated)];
  await sql`
    update conversation_statements s set moderated_at_freeze = u.moderated
    from unnest(${ids}::bigint[], ${moderated}::smallint[]) as u (id, moderated)
    where s.id = u.id and s.moderated_at_freeze is null`.execute(tx);
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

/** Takes back a variant that nothing makes any more. */
export async function forgetVariant(
  tx: WriteTx,
  conversationId: number,
  variant: Exclude<Variant, "all">,
): Promise<void> {
  await tx
    .deleteFrom("conversation_results")
    .where("conversation_id", "=", conversationId)
    .where("variant", "=", variant)
    .execute();
}

/** A conversation whose result is to be computed, with what that has to know of it. */
export interface Computing {
  id: number;
  slug: string;
  /** Nothing more is received: the result is frozen. */
  closed: boolean;
  territories: readonly string[];
  /** It is frozen already, and only what stands beside it may change. */
  frozen?: boolean;
  /** A case was found or decided since the results beside it were computed. */
  casesChanged?: boolean;
}

/** Conversations whose result is not frozen yet, or whose cases changed since; small ones first, so that none waits for a large one. */
export async function listToCompute(db: ReadDb): Promise<Computing[]> {
  const { rows } = await sql<Computing>`
    with known as (
      select c.id, c.slug, c.state = 'closed' as closed,
        array(select t.territory_code from conversation_territories t where t.conversation_id = c.id order by 1) as territories,
        exists (select from conversation_results r where r.conversation_id = c.id and r.territory_code is null and r.final) as frozen,
        exists (select from conversation_cases k where k.conversation_id = c.id
          and greatest(k.found_at, k.decided_at) >= coalesce((select r.computed_at from conversation_results r
            where r.conversation_id = c.id and r.variant = 'unsigned'), '-infinity')) as "casesChanged",
        coalesce((select r.answers from conversation_results r
          where r.conversation_id = c.id and r.variant = 'all' and r.territory_code is null), 0) as answers
      from conversations c where c.state <> 'draft')
    select id, slug, closed, territories, frozen, "casesChanged" from known
    where not frozen or "casesChanged" order by answers, id`.execute(db);
  return rows;
}
