// Follows that were asked for and confirmed before this database, with the messages that they had.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import type { Locale } from "#platform/i18n/i18n.ts";

export interface LivedFollower {
  email: string;
  locale: Locale;
  follows: readonly { thingId?: number; territory?: string; how: "each" | "weekly"; at: Date }[];
  /** Its mail server refused the last three messages. */
  unreachable?: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Writes followers, what they follow and the messages that they had of each change since. Those of the last two days still
 * wait: the job that sends finds them.
 */
export async function loadFollowers(tx: WriteTx, followers: readonly LivedFollower[], today: Date): Promise<void> {
  const ids = await insertManyForIds(
    tx,
    "followers",
    followers.map(({ email, locale, follows, unreachable = false }) => ({
      email,
      locale,
      failures: unreachable ? 3 : 0,
      unreachable_at: unreachable ? today : null,
      created_at: follows[0]?.at ?? today,
    })),
  );
  await insertMany(
    tx,
    "follows",
    followers.flatMap(({ follows }, index) =>
      follows.map(({ thingId, territory, how, at }) => ({
        follower_id: ids[index] ?? 0,
        thing_id: thingId ?? null,
        territory_code: territory ?? null,
        how,
        asked_at: at,
        confirmed_at: at,
      })),
    ),
  );
  await sql`
    insert into notices (follower_id, follow_id, kind, key, lines, state, attempts, error, due_at, done_at, created_at)
    select w.follower_id, min(w.id), 'change', 'change:' || h.id, array[h.id],
      case when h.at > ${new Date(today.getTime() - 2 * DAY_MS)} then 'waiting'
        when f.unreachable_at is not null then 'failed' else 'sent' end,
      case when h.at > ${new Date(today.getTime() - 2 * DAY_MS)} then 0 else 1 end,
      case when h.at <= ${new Date(today.getTime() - 2 * DAY_MS)} and f.unreachable_at is not null then '550' end,
      h.at, case when h.at <= ${new Date(today.getTime() - 2 * DAY_MS)} then h.at end, h.at
    from follows w join followers f on f.id = w.follower_id
      join history h on h.thing_id = w.thing_id and h.public and h.at > w.confirmed_at
    where w.how = 'each' and h.at > ${new Date(today.getTime() - 50 * DAY_MS)}
    group by w.follower_id, h.id, f.unreachable_at`.execute(tx);
}
