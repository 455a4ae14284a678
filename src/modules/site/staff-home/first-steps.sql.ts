// Which of the tasks of the manual somebody has done at least once: their first page says what comes next.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { TopicId } from "../help/topics.ts";

/** Task → the lines of history that its last step leaves, written by whoever did it. */
const LEAVES: Partial<Record<TopicId, readonly string[]>> = {
  prepare: ["processes.published"],
  meet: ["meetings.published"],
  join: ["demands.merged", "demands.discarded", "demands.answered"],
  write: ["initiatives.published"],
  count: ["ballots.counted"],
  promise: ["commitments.updated"],
  moderate: ["moderation.hidden", "moderation.kept", "moderation.restored", "commitments.comment-shown"],
};

/** Giving roles is no line of history of a thing: it is asked where it is kept. */
export async function listDone(db: ReadDb, accountId: number): Promise<ReadonlySet<TopicId>> {
  const { rows } = await sql<{ event: string }>`
    select distinct event from history where actor_id = ${accountId}
    union all select 'people' where exists (select from authority_events where actor_id = ${accountId} and event = 'invited')`.execute(
    db,
  );
  const events = new Set(rows.map(({ event }) => event));
  const left = Object.entries(LEAVES).filter(([, own]) => own.some((event) => events.has(event)));
  return new Set([...left.map(([topic]) => topic as TopicId), ...(events.has("people") ? (["people"] as const) : [])]);
}
