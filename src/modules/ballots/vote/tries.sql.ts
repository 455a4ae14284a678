// Counters that stop guessing codes and filling mailboxes. They live in the database so that two web processes count
// together. A try is taken before looking, under the lock of its row: a thousand guesses at once are a thousand tries.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";

export type TryKind = "mail-browser" | "mail-address" | "paper";

/** How many are allowed in how long, in milliseconds. */
const LIMITS: Record<TryKind, { most: number; window: number }> = {
  "mail-browser": { most: 10, window: 3_600_000 },
  "mail-address": { most: 4, window: 3_600_000 },
  paper: { most: 5, window: 900_000 },
};

interface Try {
  ballotId: number;
  kind: TryKind;
  /** Pseudonym of the browser or of the address. */
  who: Buffer;
  now: Date;
}

/** Takes one try, which counts once the transaction commits; false when there is none left and somebody must wait. */
export async function takeTry(tx: WriteTx, { ballotId, kind, who, now }: Try): Promise<boolean> {
  const { most, window } = LIMITS[kind];
  const began = new Date(now.getTime() - window);
  const { rows } = await sql<{ tries: number }>`
    insert into ballot_tries (ballot_id, kind, who, tries, since) values (${ballotId}, ${kind}, ${who}, 1, ${now})
    on conflict (ballot_id, kind, who) do update set
      tries = case when ballot_tries.since > ${began} then ballot_tries.tries + 1 else 1 end,
      since = case when ballot_tries.since > ${began} then ballot_tries.since else excluded.since end
    returning tries`.execute(tx);
  return (rows[0]?.tries ?? 1) <= most;
}

/** Gives the tries back: what was typed was right. */
export async function forgiveTries(tx: WriteTx, { ballotId, kind, who }: Omit<Try, "now">): Promise<void> {
  await tx
    .deleteFrom("ballot_tries")
    .where("ballot_id", "=", ballotId)
    .where("kind", "=", kind)
    .where("who", "=", who)
    .execute();
}

/** Forgets the counters and the e-mail codes of the day before. */
export async function forgetTries(tx: WriteTx, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - 86_400_000);
  await tx.deleteFrom("ballot_tries").where("since", "<", yesterday).execute();
  await tx.deleteFrom("ballot_email_codes").where("expires_at", "<", yesterday).execute();
}
