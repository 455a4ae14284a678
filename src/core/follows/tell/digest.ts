// The weekly summary: on Monday morning, everything that was told since the last one, in one message per follower.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";
import { addJob } from "#platform/jobs/jobs.ts";
import type { Job } from "#platform/module.ts";
import { SEND_JOB } from "../send/send.ts";
import { audience } from "./audience.sql.ts";

const MONDAY = "Mon";
const FROM_HOUR = 7;

export const digestJob: Job = {
  name: "follows.digest",
  cron: "5 * * * *",
  run: async ({ write, now, region }) => {
    const week = digestDue(now(), region.timeZone);
    if (week !== undefined) await write((tx) => prepareDigest(tx, week, now()));
  },
};

/** The name of the summary that is due on Monday from seven on, by the entity's clock; undefined at any other time. */
export function digestDue(now: Date, timeZone: string): string | undefined {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(now);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  if (of("weekday") !== MONDAY || Number(of("hour")) < FROM_HOUR) return undefined;
  return `${of("year")}-${of("month")}-${of("day")}`;
}

/**
 * Writes the summary of everybody in one statement: it is there whole or, if the worker dies, not at all, and what is told
 * while it runs waits for the next one. Called again for a week that has its summary, it does nothing.
 * @returns how many messages it wrote.
 */
export async function prepareDigest(tx: WriteTx, week: string, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('follows.digest', 0))`.execute(tx);
  const already = await tx
    .selectFrom("changes")
    .select("digest")
    .where("digest", "=", week)
    .limit(1)
    .executeTakeFirst();
  if (already !== undefined) return 0;
  const result = await sql<{ n: number }>`
    with due as (
      update changes set digest = ${week} where digest is null returning history_id
    ), held as (
      update notices set state = 'gathered', done_at = ${now} where state = 'held' returning follower_id, lines[1] as history_id
    ), heard as (
      ${audience("due", "weekly")}
    ), lines as (
      select follower_id, history_id from heard join history h on h.id = history_id where h.at >= confirmed_at
      union select follower_id, history_id from held
    ), written as (
      insert into notices (follower_id, kind, key, lines, due_at, created_at)
      select follower_id, 'digest', ${`digest:${week}`}, array_agg(history_id order by history_id), ${now}, ${now}
      from lines group by follower_id order by follower_id
      on conflict do nothing returning 1
    ) select count(*) as n from written`.execute(tx);
  const n = result.rows[0]?.n ?? 0;
  if (n > 0) await addJob(tx, SEND_JOB, {}, { key: SEND_JOB });
  return n;
}
