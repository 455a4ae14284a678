// The six digits that go by mail: they work in the browser that asked, five tries, fifteen minutes, once.
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { t } from "#platform/i18n/i18n.ts";
import { digest, newDigits, pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import { queueMail } from "../outgoing-mail.ts";

export const CODE_SECONDS = 15 * 60;
const MAX_FAILURES = 5;
const HOUR_MS = 3_600_000;
const CODES_PER_ADDRESS = 5;
const CODES_PER_NETWORK = 200;

/**
 * Sends a code to an address and gives the token of the attempt, for a cookie. It does the same whether or not the
 * address has an account, and so do its limits.
 * @throws Problem 409 when that address or network asked for too many in an hour.
 */
export async function sendCode(
  tx: WriteTx,
  asked: { email: string; back: string; ip: string; site: string; now: Date },
): Promise<string> {
  const { now } = asked;
  const email = asked.email.toLowerCase();
  const networkKey = pseudonym(await sharedKey(tx, "network"), "network", asked.ip);
  // Requests for one address go one by one, so that a burst cannot pass the limit.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`code:${email}`}, 0))`.execute(tx);
  await refuseTooMany(tx, { email, networkKey, since: new Date(now.getTime() - HOUR_MS) });
  const token = randomBytes(32).toString("base64url");
  const code = newDigits();
  await tx
    .insertInto("sign_in_attempts")
    .values({
      token_hash: digest(token),
      email,
      code_hash: hashOf(token, code),
      network_key: networkKey,
      back: asked.back,
      created_at: now,
      expires_at: new Date(now.getTime() + CODE_SECONDS * 1000),
    })
    .execute();
  await queueMail(tx, {
    to: email,
    subject: t("people.mail.code.subject", { code, site: asked.site }),
    text: t("people.mail.code.text", { code, site: asked.site }),
  });
  return token;
}

async function refuseTooMany(db: ReadDb, of: { email: string; networkKey: Buffer; since: Date }): Promise<void> {
  const result = await sql<{ address: number; network: number }>`
    select count(*) filter (where email = ${of.email}) as address,
      count(*) filter (where network_key = ${of.networkKey}) as network
    from sign_in_attempts where created_at > ${of.since} and (email = ${of.email} or network_key = ${of.networkKey})`.execute(
    db,
  );
  const { address, network } = result.rows[0] ?? { address: 0, network: 0 };
  if (address >= CODES_PER_ADDRESS || network >= CODES_PER_NETWORK) {
    throw new Problem(409, "people.signIn.tooManyCodes", { field: "email" });
  }
}

export type CodeAnswer =
  | { kind: "right"; email: string; back: string }
  | { kind: "wrong"; left: number }
  /** Unknown, used, too old, or with no tries left: another one is needed. */
  | { kind: "over" };

/** Checks a typed code. A wrong one is written down, so the caller must not throw: that would undo the count. */
export async function checkCode(
  tx: WriteTx,
  typed: { token: string | undefined; code: string; now: Date },
): Promise<CodeAnswer> {
  if (typed.token === undefined) return { kind: "over" };
  const attempt = await tx
    .selectFrom("sign_in_attempts")
    .select(["email", "back", "code_hash", "failures"])
    .where("token_hash", "=", digest(typed.token))
    .where("used_at", "is", null)
    .where("expires_at", ">", typed.now)
    .where("failures", "<", MAX_FAILURES)
    .forUpdate()
    .executeTakeFirst();
  if (attempt === undefined) return { kind: "over" };
  const right = attempt.code_hash.equals(hashOf(typed.token, typed.code.replaceAll(/\D/g, "")));
  await tx
    .updateTable("sign_in_attempts")
    .set(right ? { used_at: typed.now } : { failures: attempt.failures + 1 })
    .where("token_hash", "=", digest(typed.token))
    .execute();
  if (right) return { kind: "right", email: attempt.email, back: attempt.back };
  const left = MAX_FAILURES - attempt.failures - 1;
  return left === 0 ? { kind: "over" } : { kind: "wrong", left };
}

/** The address to which the code of this browser was sent, while it works. */
export async function findAttempt(db: ReadDb, token: string | undefined, now: Date): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const row = await db
    .selectFrom("sign_in_attempts")
    .select("email")
    .where("token_hash", "=", digest(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .where("failures", "<", MAX_FAILURES)
    .executeTakeFirst();
  return row?.email;
}

/** Keyed with the token, which is only in the cookie: a million digests of six digits would be nothing to try. */
function hashOf(token: string, code: string): Buffer {
  return pseudonym(Buffer.from(token), "code", code);
}
