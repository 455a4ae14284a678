import { sql } from "kysely";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";

export type Visibility = "public" | "staff" | "hidden" | "reserved";
export const RELATIONS = [
  "joined_into",
  "became",
  "promised_as",
  "heard",
  "agreed",
  "told_in",
  "planned_in",
  "paid_by",
  "asked",
  "watched_by",
  "found_in",
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Makes the row that everything linkable stands on, and gives its id: the key of the row of its module. */
export async function createThing(
  tx: WriteTx,
  thing: { kind: string; processId?: number; territory?: string; visibility?: Visibility; now: Date },
): Promise<number> {
  const { id } = await tx
    .insertInto("things")
    .values({
      kind: thing.kind,
      process_id: thing.processId ?? null,
      territory_code: thing.territory ?? null,
      visibility: thing.visibility ?? "public",
      created_at: thing.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function setVisibility(tx: WriteTx, thingId: number, visibility: Visibility): Promise<void> {
  await tx.updateTable("things").set({ visibility }).where("id", "=", thingId).execute();
  await touchThread(tx, thingId);
}

/** As `setVisibility`, for things that were just made: nobody has a thread of theirs. */
export async function setVisibilities(tx: WriteTx, thingIds: readonly number[], visibility: Visibility): Promise<void> {
  await sql`update things set visibility = ${visibility} where id = any (${thingIds}::bigint[])`.execute(tx);
}

/** Says that `to` came from `from`. Saying it twice changes nothing. */
export async function link(
  tx: WriteTx,
  link: { from: number; to: number; relation: Relation; by?: number; reason?: string; now: Date },
): Promise<void> {
  await tx
    .insertInto("links")
    .values({
      from_id: link.from,
      to_id: link.to,
      relation: link.relation,
      reason: link.reason ?? null,
      made_by: link.by ?? null,
      made_at: link.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await touchThread(tx, link.to);
}

/** Ends a live link; the row stays with its end. */
export async function unlink(
  tx: WriteTx,
  link: { from: number; to: number; relation: Relation; by?: number; now: Date },
): Promise<void> {
  await tx
    .updateTable("links")
    .set({ ended_at: link.now, ended_by: link.by ?? null })
    .where("from_id", "=", link.from)
    .where("to_id", "=", link.to)
    .where("relation", "=", link.relation)
    .where("ended_at", "is", null)
    .execute();
  await touchThread(tx, link.to);
}

/**
 * Appends a line to the life of a thing. `public` lines are read by everybody in its thread, and told by mail to those who
 * follow it (see `core/follows`). With `toAuthors` those who made the thing are told as well, even if they do not follow it
 * and even if the line is not public.
 */
export async function addHistory(
  tx: WriteTx,
  line: {
    thingId: number;
    event: string;
    data?: Record<string, unknown>;
    public: boolean;
    toAuthors?: boolean;
    by?: number;
    now: Date;
  },
): Promise<void> {
  const { id } = await tx
    .insertInto("history")
    .values({
      thing_id: line.thingId,
      event: line.event,
      data: sql<unknown>`${JSON.stringify(line.data ?? {})}::jsonb`,
      public: line.public,
      actor_id: line.by ?? null,
      at: line.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const toAuthors = line.toAuthors === true;
  if (line.public || toAuthors) {
    await tx.insertInto("untold_history").values({ history_id: id, to_authors: toAuthors }).execute();
  }
  if (line.public) await touchThread(tx, line.thingId);
}

/** The same line for many things, in one statement. Of the staff only: what everybody reads is told thing by thing. */
export async function addStaffHistory(
  tx: WriteTx,
  thingIds: readonly number[],
  { event, by, now }: { event: string; by?: number; now: Date },
): Promise<void> {
  await sql`
    insert into history (thing_id, event, data, public, actor_id, at)
    select id, ${event}, '{}', false, ${by ?? null}::bigint, ${now} from unnest(${thingIds}::bigint[]) as id`.execute(
    tx,
  );
}

/**
 * Takes lines of history that nobody was told yet, oldest first, for whoever tells them in this same transaction. Two
 * workers never take the same line.
 */
export async function takeUntold(tx: WriteTx, limit: number): Promise<{ id: number; toAuthors: boolean }[]> {
  const result = await sql<{ id: number; to_authors: boolean }>`
    delete from untold_history where history_id in (
      select history_id from untold_history order by history_id limit ${limit} for update skip locked
    ) returning history_id as id, to_authors`.execute(tx);
  return result.rows.map((row) => ({ id: row.id, toAuthors: row.to_authors }));
}

/** What makes the threads of a process stale; here, so that no command can forget it. */
export function threadTag(processId: number): string {
  return `threads:${processId}`;
}

async function touchThread(tx: WriteTx, thingId: number): Promise<void> {
  const thing = await tx.selectFrom("things").select("process_id").where("id", "=", thingId).executeTakeFirst();
  await touch(tx, [`thing:${thingId}`, ...(thing?.process_id == null ? [] : [threadTag(thing.process_id)])]);
}
