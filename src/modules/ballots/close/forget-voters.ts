// What joins a vote to whoever cast it is erased a year after the last place closed. The vote stays, for the file and the counts.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";

const KEEP_MS = 365 * 86_400_000;

/**
 * Puts a random value in the place of each pseudonym. It begins with eight zeros, so that nobody is erased twice.
 * @returns how many votes were parted from their voter.
 */
export async function forgetVoters(tx: WriteTx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEEP_MS);
  const { numAffectedRows } = await sql`
    update votes set voter = decode('0000000000000000', 'hex') || substring(sha256(uuid_send(gen_random_uuid())) for 24)
    where ballot_id in (select ballot_id from ballot_territories group by ballot_id
        having bool_and(closed_at is not null) and max(closed_at) < ${before})
      and substring(voter for 8) <> decode('0000000000000000', 'hex')`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
