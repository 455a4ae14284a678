import { randomBytes } from "node:crypto";
import type { WriteTx } from "#platform/db/db.ts";
import { digest } from "#platform/secrets/secrets.ts";

const SESSION_DAYS = 14;
export const SESSION_SECONDS = SESSION_DAYS * 24 * 3600;

/** Opens a session and gives its token, which goes into a cookie and nowhere else. */
export async function openSession(
  tx: WriteTx,
  session: { accountId: number; now: Date; strong: boolean },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx
    .insertInto("sessions")
    .values({
      token_hash: digest(token),
      account_id: session.accountId,
      created_at: session.now,
      seen_at: session.now,
      expires_at: new Date(session.now.getTime() + SESSION_SECONDS * 1000),
      strong_at: session.strong ? session.now : null,
    })
    .execute();
  return token;
}

/** Keeps that a session is being used. */
export async function seeSession(tx: WriteTx, token: string, now: Date): Promise<void> {
  await tx.updateTable("sessions").set({ seen_at: now }).where("token_hash", "=", digest(token)).execute();
}

/** Ends one session. */
export async function closeSession(tx: WriteTx, token: string, now: Date): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ ended_at: now })
    .where("token_hash", "=", digest(token))
    .where("ended_at", "is", null)
    .execute();
}

/** Ends every session of an account. */
export async function closeAllSessions(tx: WriteTx, accountId: number, now: Date): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ ended_at: now })
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .execute();
}
