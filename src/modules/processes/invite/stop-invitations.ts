// The secret address with which somebody says that they want no more invitations, and takes it back.
import { timingSafeEqual } from "node:crypto";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import { existingKey, pseudonym, sharedKey } from "#platform/secrets/secrets.ts";

const KEY = "invitation-stops";

export const stopKey = (tx: WriteTx): Promise<Buffer> => sharedKey(tx, KEY);

export function stopPath(key: Buffer, accountId: number): string {
  return `/invitaciones/parar/${accountId}-${secretOf(key, accountId)}`;
}

const secretOf = (key: Buffer, accountId: number): string => pseudonym(key, String(accountId)).toString("base64url");

/** The account of an address that was sent, and whether it gets invitations. @throws 404 for an address that was invented */
export async function getStop(db: ReadDb, token: string): Promise<{ accountId: number; stopped: boolean }> {
  const [, id = "", secret = ""] = /^(\d{1,15})-([\w-]{43})$/.exec(token) ?? [];
  const account = await db
    .selectFrom("accounts as a")
    .leftJoin("invitation_stops as s", "s.account_id", "a.id")
    .select(["a.id", "s.stopped_at as stoppedAt"])
    .where("a.id", "=", Number(id))
    .executeTakeFirst();
  if (account === undefined) throw notFound();
  const right = Buffer.from(secretOf(await existingKey(db, KEY), account.id));
  const given = Buffer.from(secret);
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound();
  return { accountId: account.id, stopped: account.stoppedAt !== null };
}

export async function setStopped(tx: WriteTx, accountId: number, stopped: boolean, now: Date): Promise<void> {
  if (!stopped) {
    await tx.deleteFrom("invitation_stops").where("account_id", "=", accountId).execute();
    return;
  }
  await tx
    .insertInto("invitation_stops")
    .values({ account_id: accountId, stopped_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
