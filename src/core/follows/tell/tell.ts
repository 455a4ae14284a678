// From lines of history to messages: who hears of what. All of it is one transaction for each handful of lines, so that a
// worker that dies leaves the lines untold and the next one takes them.
import { sql } from "kysely";
import { takeUntold } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { Job } from "#platform/module.ts";
import { audience } from "./audience.sql.ts";

const LINES = 200;
/** More than these messages about changes in a day, and the rest of the day waits for the weekly summary. */
export const MOST_A_DAY = 10;
const DAY_MS = 86_400_000;

export const tellJob: Job = {
  name: "follows.tell",
  cron: "* * * * *",
  run: async ({ write, now, wideEvents }) => {
    for (;;) {
      const taken = await write((tx) => tell(tx, wideEvents, now()));
      if (taken < LINES) return;
    }
  },
};

/**
 * Takes lines that nobody was told and writes their messages.
 * @returns how many lines it took.
 */
export async function tell(tx: WriteTx, wideEvents: ReadonlySet<string>, now: Date): Promise<number> {
  const lines = await takeUntold(tx, LINES);
  if (lines.length === 0) return 0;
  const ids = lines.map(({ id }) => id);
  const toAuthors = lines.filter((line) => line.toAuthors).map(({ id }) => id);
  if (toAuthors.length > 0) await tellAuthors(tx, toAuthors, now);
  await findTargets(tx, ids, [...wideEvents]);
  await tellFollowers(tx, ids, now);
  return lines.length;
}

/** Writes whose followers hear of each public line: never of what may not be seen, nor by way of it. */
export async function findTargets(tx: WriteTx, ids: readonly number[], wide: readonly string[]): Promise<void> {
  await sql`
    with recursive line as materialized (
      select h.id, h.thing_id, h.event = any (${wide}) as wide, t.process_id, t.territory_code
      from history h join things t on t.id = h.thing_id
      where h.id = any (${ids}) and h.public and t.visibility = 'public'
    ), origin as (
      select id, thing_id from line
      union
      select o.id, l.from_id from origin o join links l on l.to_id = o.thing_id and l.ended_at is null
      join things t on t.id = l.from_id and t.visibility = 'public'
    ), place as (
      select id, territory_code as code from line where wide and territory_code is not null
      union
      select p.id, t.parent_code from place p join territories t on t.code = p.code where t.parent_code is not null
    ), written as (
      insert into changes (history_id) select id from line on conflict do nothing returning history_id
    )
    insert into change_targets (history_id, thing_id, territory_code)
    select id, thing_id, null from origin where id in (select history_id from written)
    union select id, process_id, null from line where wide and process_id is not null
      and id in (select history_id from written)
    union select id, null, code from place where id in (select history_id from written)
    union select id, null, null from line where wide and territory_code is null
      and id in (select history_id from written)`.execute(tx);
}

/** One message per change and follower, by the follow that is nearest to what changed. */
async function tellFollowers(tx: WriteTx, ids: readonly number[], now: Date): Promise<void> {
  await sql`
    with told as (
      select id as history_id from unnest(${ids}::bigint[]) as id
    ), heard as (
      ${audience("told", "each")}
    ), once as (
      select distinct on (a.follower_id, a.history_id) a.* from heard a join history h on h.id = a.history_id
      where h.at >= a.confirmed_at and not exists (
        select from notices n where n.follower_id = a.follower_id and n.key = 'change:' || a.history_id)
      order by a.follower_id, a.history_id, (a.thing_id = h.thing_id) desc nulls last, a.id
    ), counted as (
      select o.*, row_number() over (partition by o.follower_id order by o.history_id) + (
        select count(*) from notices n where n.follower_id = o.follower_id and n.kind = 'change'
          and n.created_at > ${new Date(now.getTime() - DAY_MS)}) as nth
      from once o
    )
    insert into notices (follower_id, follow_id, kind, key, lines, state, due_at, created_at)
    select follower_id, id, 'change', 'change:' || history_id, array[history_id],
      case when nth > ${MOST_A_DAY} then 'held' else 'waiting' end, ${now}, ${now}
    from counted order by history_id, follower_id
    on conflict do nothing`.execute(tx);
}

/** Those who said a thing and have a confirmed address follow its answers, unless they had stopped. */
async function tellAuthors(tx: WriteTx, ids: readonly number[], now: Date): Promise<void> {
  await sql`
    insert into followers (email, locale, created_at)
    select distinct lower(e.email), a.locale, ${now}::timestamptz from history h
      join receipts r on r.thing_id = h.thing_id and r.act = 'said'
      join participants p on p.id = r.participant_id
      join accounts a on a.id = p.account_id and a.closed_at is null
      join account_emails e on e.account_id = a.id and e.verified_at is not null
    where h.id = any (${ids}) on conflict do nothing`.execute(tx);
  const authors = sql`
    select distinct f.id as follower_id, h.thing_id, h.id as history_id from history h
      join receipts r on r.thing_id = h.thing_id and r.act = 'said'
      join participants p on p.id = r.participant_id
      join account_emails e on e.account_id = p.account_id and e.verified_at is not null
      join followers f on lower(f.email) = lower(e.email)
    where h.id = any (${ids})`;
  await sql`
    insert into follows (follower_id, thing_id, how, source, asked_at, confirmed_at)
    select distinct follower_id, thing_id, 'answers', 'author', ${now}::timestamptz, ${now}::timestamptz from (${authors}) a
    on conflict do nothing`.execute(tx);
  // With the key of the change: whoever made a thing and also follows it hears of it once.
  await sql`
    insert into notices (follower_id, follow_id, kind, key, lines, due_at, created_at)
    select a.follower_id, w.id, 'answer', 'change:' || a.history_id, array[a.history_id], ${now}, ${now}
    from (${authors}) a join follows w on w.follower_id = a.follower_id and w.thing_id = a.thing_id and w.ended_at is null
    on conflict do nothing`.execute(tx);
}
