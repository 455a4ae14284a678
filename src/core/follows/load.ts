// Follows that were asked for and confirmed before this database, with the messages that they had.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import type { Locale } from "#platform/i18n/i18n.ts";
import { prepareDigest } from "./tell/digest.ts";
import { findTargets } from "./tell/tell.ts";

export interface LivedFollower {
  email: string;
  locale: Locale;
  follows: readonly { thingId?: number; territory?: string; how: "each" | "weekly"; at: Date }[];
  /** Its mail server refused the last three messages. */
  unreachable?: boolean;
}

const DAY_MS = 86_400_000;
const SUMMARIES_WAITING = 12;

/**
 * Writes followers, what they follow and the messages that they had of each change since. Those of the last two days still
 * wait, and the summary of the last Monday too: the job that sends finds them.
 * @param wide events that are news for a whole process or place.
 */
export async function loadFollowers(
  tx: WriteTx,
  followers: readonly LivedFollower[],
  { today, wide }: { today: Date; wide: readonly string[] },
): Promise<void> {
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
  await loadDigest(tx, { today, wide });
}

/** The week until the last Monday at noon of UTC, a morning in the Americas, told in one summary to each who asked for it. */
async function loadDigest(tx: WriteTx, { today, wide }: { today: Date; wide: readonly string[] }): Promise<void> {
  const noon = new Date(today.toISOString().replace(/T.*/, "T12:00:00Z"));
  const since = noon <= today ? 0 : 1;
  const monday = new Date(noon.getTime() - (((noon.getUTCDay() + 6 - since) % 7) + since) * DAY_MS);
  const lines = await tx
    .selectFrom("history")
    .select("id")
    .where("public", "=", true)
    .where("at", ">=", new Date(monday.getTime() - 7 * DAY_MS))
    .where("at", "<", monday)
    .orderBy("id")
    .execute();
  await findTargets(
    tx,
    lines.map(({ id }) => id),
    wide,
  );
  await prepareDigest(tx, monday.toISOString().slice(0, 10), monday);
  // Most had theirs that morning; some still wait, to be read in the letter box.
  await sql`update notices set state = 'sent', attempts = 1, done_at = ${monday} where kind = 'digest' and id not in (
    select id from notices where kind = 'digest' order by follower_id limit ${SUMMARIES_WAITING})`.execute(tx);
}
