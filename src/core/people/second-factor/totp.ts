// Codes of an authenticator app (RFC 6238): six digits each 30 seconds, one interval of tolerance, each accepted once.
import { Secret, TOTP } from "otpauth";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { recordAuthority } from "../authority-history.ts";
import { openSecret, sealSecret } from "./kept-secret.ts";

const STEP_SECONDS = 30;
const TOLERANCE = 1;
const SECRET_BYTES = 20;
const MAX_FAILURES = 5;
const LOCK_MS = 15 * 60_000;

export function newTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: SECRET_BYTES }).buffer);
}

function totpOf(secret: Buffer, names: { site: string; who: string } = { site: "", who: "" }): TOTP {
  const buffer = new Uint8Array(secret).buffer;
  return new TOTP({ issuer: names.site, label: names.who, secret: new Secret({ buffer }), period: STEP_SECONDS });
}

/** What the app reads: the address for the QR code and the secret in letters, in groups of four. */
export function totpWords(secret: Buffer, names: { site: string; who: string }): { uri: string; letters: string } {
  const totp = totpOf(secret, names);
  return { uri: totp.toString(), letters: (totp.secret.base32.match(/.{1,4}/g) ?? []).join(" ") };
}

/** The interval of 30 s to which a typed code belongs; undefined if it is of none near `now`. */
export function stepOfCode(secret: Buffer, typed: string, now: Date): number | undefined {
  const delta = totpOf(secret).validate({
    token: typed.replaceAll(/\s/g, ""),
    window: TOLERANCE,
    timestamp: now.getTime(),
  });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** The secret that an account is being shown and has not confirmed. */
export async function findPendingTotp(db: ReadDb, accountId: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom("totp_factors")
    .select("secret")
    .where("account_id", "=", accountId)
    .where("confirmed_at", "is", null)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row && openSecret(db, row.secret, `account ${accountId}`);
}

/** Starts to add an app: a fresh secret, which replaces one that was shown and never confirmed. */
export async function beginTotp(tx: WriteTx, accountId: number, now: Date): Promise<void> {
  await endTotp(tx, accountId, now, "pending");
  const sealed = await sealSecret(tx, newTotpSecret(), `account ${accountId}`);
  await tx.insertInto("totp_factors").values({ account_id: accountId, secret: sealed, created_at: now }).execute();
}

/** Adds an app whose code was just seen right, in place of the one before. */
export async function addTotp(
  tx: WriteTx,
  factor: { accountId: number; secret: Buffer; step: number; now: Date },
): Promise<void> {
  const { accountId, secret, step, now } = factor;
  await endTotp(tx, accountId, now, "all");
  const sealed = await sealSecret(tx, secret, `account ${accountId}`);
  await tx
    .insertInto("totp_factors")
    .values({ account_id: accountId, secret: sealed, last_step: step, created_at: now, confirmed_at: now })
    .execute();
  await recordAuthority(tx, { event: "factor_added", accountId, by: accountId, now });
}

/** Removes the app of an account and erases its secret. */
export async function endTotp(tx: WriteTx, accountId: number, now: Date, which: "pending" | "all"): Promise<void> {
  let query = tx
    .updateTable("totp_factors")
    .set({ ended_at: now, secret: Buffer.alloc(0) })
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null);
  if (which === "pending") query = query.where("confirmed_at", "is", null);
  await query.execute();
}

export type FactorAnswer = "right" | "wrong" | "locked" | "none";

/** Checks a code of the app of an account. A wrong one is written down, so the caller must not throw. */
export async function checkTotp(
  tx: WriteTx,
  typed: { accountId: number; code: string; now: Date },
): Promise<FactorAnswer> {
  const { now } = typed;
  const factor = await tx
    .selectFrom("totp_factors")
    .select(["id", "secret", "last_step", "failures", "failures_since"])
    .where("account_id", "=", typed.accountId)
    .where("confirmed_at", "is not", null)
    .where("ended_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (factor === undefined) return "none";
  const recent = factor.failures_since !== null && now.getTime() - factor.failures_since.getTime() < LOCK_MS;
  if (recent && factor.failures >= MAX_FAILURES) return "locked";
  const secret = await openSecret(tx, factor.secret, `account ${typed.accountId}`);
  const step = stepOfCode(secret, typed.code, now);
  const right = step !== undefined && step > factor.last_step;
  await tx
    .updateTable("totp_factors")
    .set(
      right
        ? { last_step: step, failures: 0, failures_since: null }
        : {
            failures: recent ? factor.failures + 1 : 1,
            failures_since: recent ? factor.failures_since : now,
          },
    )
    .where("id", "=", factor.id)
    .execute();
  return right ? "right" : "wrong";
}
