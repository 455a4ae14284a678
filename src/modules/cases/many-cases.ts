// What happens to many cases at once: read, counted and written in a few statements, as `case-store.ts` does with one.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { addStaffHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import type { Clock } from "./case-clock.ts";
import { clockOf, eventRow, type Facts, listEventsOfEach, type StoredEvent } from "./case-store.ts";

/** A case as far as its clock needs it: the words of a hundred thousand are better left where they are. */
export interface Counted extends Facts {
  id: number;
  dueOn: string | null;
}

/** Cases of one round to the database: their events are held in memory meanwhile. */
const ROUND = 10_000;

/** Every open case after one, held until the commit, in the order of their ids. */
export async function lockOpenCases(
  tx: WriteTx,
  { after = 0, limit }: { after?: number; limit?: number } = {},
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select id, type, received_at as "receivedAt", priority, due_on as "dueOn" from cases
    where closed_at is null and id > ${after} order by id limit ${limit ?? null}::bigint for update`.execute(tx);
  return rows;
}

/**
 * Appends the same event to many open cases that are held, with a line in the history of each.
 * @throws CaseRefusal with the rule that it breaks for the first that does not admit it: none has it then
 */
export async function appendToEach(
  tx: WriteTx,
  entity: Entity,
  cases: readonly Counted[],
  event: StoredEvent,
  now: Date,
): Promise<void> {
  for (let at = 0; at < cases.length; at += ROUND) {
    const some = cases.slice(at, at + ROUND);
    const ids = some.map(({ id }) => id);
    const before = await listEventsOfEach(tx, ids);
    const clocks = some.map((one) => clockOf(entity, one, [...(before.get(one.id) ?? []), event]).clock);
    await insertMany(
      tx,
      "case_events",
      ids.map((id) => eventRow(id, event)),
    );
    await writeClocks(tx, ids, clocks);
    await addStaffHistory(tx, ids, { event: `cases.${event.kind}`, by: event.byAccount, now });
  }
  await touch(tx, ["cases"]);
}

/**
 * Counts a round of open cases again, as when a law added a holiday; where the last day moved, the history of the case says so.
 * @param after the last case of the round before
 * @returns undefined once there are no more
 */
export async function recountRound(
  tx: WriteTx,
  entity: Entity,
  { after, now }: { after: number; now: Date },
): Promise<{ last: number; moved: number } | undefined> {
  const open = await lockOpenCases(tx, { after, limit: ROUND });
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const events = await listEventsOfEach(
    tx,
    open.map(({ id }) => id),
  );
  const moved = open
    .map((one) => ({ ...one, clock: clockOf(entity, one, events.get(one.id) ?? []).clock }))
    .filter(({ clock, dueOn }) => (clock.due ?? null) !== dueOn);
  const ids = moved.map(({ id }) => id);
  await writeClocks(
    tx,
    ids,
    moved.map(({ clock }) => clock),
  );
  await addStaffHistory(tx, ids, { event: "cases.recounted", now });
  if (ids.length > 0) await touch(tx, ["cases"]);
  return { last: last.id, moved: moved.length };
}

/** State and last day of cases that stay open. */
async function writeClocks(tx: WriteTx, ids: readonly number[], clocks: readonly Clock[]): Promise<void> {
  await sql`
    update cases c set state = d.state, received_on = d.received, due_on = d.due
    from unnest(${ids}::bigint[], ${clocks.map(({ state }) => state)}::text[],
      ${clocks.map(({ received }) => received)}::date[], ${clocks.map(({ due }) => due ?? null)}::date[])
      as d (id, state, received, due)
    where c.id = d.id`.execute(tx);
}
