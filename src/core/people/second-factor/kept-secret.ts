// The secret of an authenticator app, as the database keeps it: sealed with a key of another table, and tied to its row.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { existingKey, seal, sharedKey, unseal } from "#platform/secrets/secrets.ts";

const KEY = "totp";
/** Bytes of a secret before secrets were sealed. */
const PLAIN_BYTES = 20;

/** Whose secret it is: an account, or a link of the first administrator. */
export type Whose = `account ${number}` | `link ${number}`;

export async function sealSecret(tx: WriteTx, secret: Buffer, whose: Whose): Promise<Buffer> {
  return seal(await sharedKey(tx, KEY), secret, whose);
}

/** @throws when the secret is of another, or was changed */
export async function openSecret(db: ReadDb, sealed: Buffer, whose: Whose): Promise<Buffer> {
  return unseal(await existingKey(db, KEY), sealed, whose);
}

/** Seals the secrets that a program of before kept in clear. Called at every start; after the first it finds none. */
export async function sealOldSecrets(tx: WriteTx): Promise<void> {
  const factors = await sql<{ id: number; account: number; secret: Buffer }>`
    select id, account_id as account, secret from totp_factors where length(secret) = ${PLAIN_BYTES} for update`.execute(
    tx,
  );
  for (const { id, account, secret } of factors.rows) {
    const sealed = await sealSecret(tx, secret, `account ${account}`);
    await tx.updateTable("totp_factors").set({ secret: sealed }).where("id", "=", id).execute();
  }
  const links = await sql<{ id: number; secret: Buffer }>`
    select id, totp_secret as secret from one_time_links where length(totp_secret) = ${PLAIN_BYTES} for update`.execute(
    tx,
  );
  for (const { id, secret } of links.rows) {
    const sealed = await sealSecret(tx, secret, `link ${id}`);
    await tx.updateTable("one_time_links").set({ totp_secret: sealed }).where("id", "=", id).execute();
  }
}
