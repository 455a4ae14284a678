// The messages that wait: taken by one worker at a time, and what became of each.
import { type RawBuilder, sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Locale } from "#platform/i18n/i18n.ts";

export type NoticeKind = "confirm" | "known" | "change" | "answer" | "digest" | "letter";

export interface Notice {
  id: number;
  kind: NoticeKind;
  attempts: number;
  lines: readonly number[];
  letter: unknown;
  /** Undefined for an account. */
  followerId: number | undefined;
  email: string;
  locale: Locale;
  /** Secret of the page with everything it follows. */
  allToken: string | undefined;
  follow: FollowOfNotice | undefined;
}

export interface FollowOfNotice {
  token: string;
  thingId: number | null;
  territory: string | null;
  source: "asked" | "author";
  since: Date;
}

interface Row {
  id: number;
  kind: NoticeKind;
  attempts: number;
  lines: number[];
  letter: unknown;
  follower_id: number | null;
  email: string | null;
  locale: Locale;
  all_token: string | null;
  token: string | null;
  thing_id: number | null;
  territory_code: string | null;
  source: "asked" | "author";
  since: Date;
  live: boolean;
}

/** How long a worker may take over a handful of messages before another thinks that it died. */
const LEASE_MS = 10 * 60_000;

/**
 * Takes messages that are due, for a lease. Those of readers who stopped, went silent or cannot be reached are dropped here,
 * at the last moment.
 */
export async function claimNotices(tx: WriteTx, limit: number, now: Date): Promise<Notice[]> {
  const leased = new Date(now.getTime() + LEASE_MS);
  const result = await sql<Row>`
    with taken as (
      update notices set state = 'sending', attempts = attempts + 1, leased_until = ${leased}
      where id in (
        select id from notices
        where state in ('waiting', 'sending') and due_at <= ${now} and (state = 'waiting' or leased_until <= ${now})
        order by due_at, id limit ${limit} for update skip locked
      ) returning *
    )
    select n.id, n.kind, n.attempts, n.lines, n.letter, n.follower_id, f.token as all_token, w.token, w.thing_id,
      w.territory_code, w.source, coalesce(w.confirmed_at, w.asked_at) as since,
      coalesce(f.email, e.email) as email, coalesce(f.locale, a.locale, 'es') as locale,
      ${LIVE} as live
    from taken n left join followers f on f.id = n.follower_id left join follows w on w.id = n.follow_id
      left join accounts a on a.id = n.account_id left join account_emails e on e.account_id = n.account_id
    order by n.id`.execute(tx);
  const dead = result.rows.filter((row) => !row.live || row.email === null).map((row) => row.id);
  if (dead.length > 0) await finish(tx, dead, { state: "dropped", now });
  return result.rows.flatMap((row) => (row.live && row.email !== null ? [noticeOf(row, row.email)] : []));
}

/** Whether the reader still wants it: whoever asks again may be sent the question, also where mail was refused before. */
const LIVE: RawBuilder<boolean> = sql<boolean>`case
  when n.account_id is not null then a.closed_at is null
  when f.silenced_at is not null then false
  when n.kind in ('confirm', 'known') then true
  when f.unreachable_at is not null then false
  when n.kind = 'digest' then exists (select from follows x where x.follower_id = f.id and x.ended_at is null
    and x.confirmed_at is not null)
  else w.ended_at is null end`;

function noticeOf(row: Row, email: string): Notice {
  const { token } = row;
  const follow =
    token === null
      ? undefined
      : { token, thingId: row.thing_id, territory: row.territory_code, source: row.source, since: row.since };
  return {
    id: row.id,
    kind: row.kind,
    attempts: row.attempts,
    lines: row.lines,
    letter: row.letter,
    followerId: row.follower_id ?? undefined,
    email,
    locale: row.locale,
    allToken: row.all_token ?? undefined,
    follow,
  };
}

/** Writes what became of messages for good. */
export async function finish(
  tx: WriteTx,
  ids: readonly number[],
  how: { state: "sent" | "dropped" | "failed"; error?: string; now: Date },
): Promise<void> {
  await tx
    .updateTable("notices")
    .set({ state: how.state, done_at: how.now, leased_until: null, error: how.error ?? null })
    .where("id", "in", ids)
    .execute();
}

/** Puts a message back, for later. */
export async function putBack(tx: WriteTx, id: number, later: { dueAt: Date; error: string }): Promise<void> {
  await tx
    .updateTable("notices")
    .set({ state: "waiting", due_at: later.dueAt, leased_until: null, error: later.error })
    .where("id", "=", id)
    .execute();
}

export interface Line {
  id: number;
  thingId: number;
  kind: string;
  event: string;
  data: Record<string, unknown>;
  at: Date;
  /** Whether anybody may read it now. */
  public: boolean;
  territory: string | null;
}

/** Lines of history as they stand now: what was hidden since is no longer public. */
export async function listLines(db: ReadDb, ids: readonly number[]): Promise<Map<number, Line>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("history as h")
    .innerJoin("things as t", "t.id", "h.thing_id")
    .select([
      "h.id",
      "h.thing_id",
      "t.kind",
      "h.event",
      "h.data",
      "h.at",
      "h.public",
      "t.visibility",
      "t.territory_code",
    ])
    .where("h.id", "in", ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        thingId: row.thing_id,
        kind: row.kind,
        event: row.event,
        data: row.data as Record<string, unknown>,
        at: row.at,
        public: row.public && row.visibility === "public",
        territory: row.territory_code,
      },
    ]),
  );
}
