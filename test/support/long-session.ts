// Stories last for months and officials show their second factor every morning; here they do it once for all.
import { openSession } from "#core/people/index.ts";
import type { WriteTx } from "#platform/db/db.ts";

const YEARS_MS = 10 * 365 * 86_400_000;

/** A strong session that stays so however long the story takes. Those of real people are tested where they are made. */
export async function openLongSession(tx: WriteTx, accountId: number, now: Date): Promise<string> {
  const token = await openSession(tx, { accountId, now, strong: true });
  const late = new Date(now.getTime() + YEARS_MS);
  await tx
    .updateTable("sessions")
    .set({ strong_at: late, seen_at: late, expires_at: late })
    .where("account_id", "=", accountId)
    .execute();
  return token;
}
