// While nobody administers the platform, whoever reads the terminal where it starts may: through a link that works once.
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { gone, notFound, Problem } from "#platform/http/problem.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { countAdministrators, createAccount, findAccountByEmail, grantRole } from "../accounts.ts";
import { deadLink } from "../dead-link.ts";
import { openSecret, sealSecret } from "../second-factor/kept-secret.ts";
import { addTotp, newTotpSecret, stepOfCode } from "../second-factor/totp.ts";

const HOURS_MS = 24 * 3_600_000;
const MAX_FAILURES = 10;
const LOCK = "first_administrator";

/**
 * The path of a new link, which ends those before it; undefined once somebody administers the platform.
 * The token is in the answer and nowhere else.
 */
export async function newFirstAdministratorLink(tx: WriteTx, now: Date): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`.execute(tx);
  if ((await countAdministrators(tx)) > 0) return undefined;
  await tx
    .updateTable("one_time_links")
    .set({ withdrawn_at: now, totp_secret: null, name: null, email: null })
    .where("kind", "=", "first_administrator")
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
  const token = randomBytes(32).toString("base64url");
  await tx
    .insertInto("one_time_links")
    .values({
      token_hash: digest(token),
      kind: "first_administrator",
      role: "administrator",
      created_at: now,
      expires_at: new Date(now.getTime() + HOURS_MS),
    })
    .execute();
  return `/primera-vez/${token}`;
}

export interface FirstLink {
  id: number;
  name: string | null;
  email: string | null;
  secret: Buffer | null;
}

/** The link of a token while it works. @throws 410 when it worked once, 404 when there never was one. */
export async function getFirstLink(db: ReadDb, token: string, now: Date): Promise<FirstLink> {
  const row = await db
    .selectFrom("one_time_links")
    .select(["id", "name", "email", "totp_secret as secret"])
    .where("token_hash", "=", digest(token))
    .where("kind", "=", "first_administrator")
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", now)
    .where("failures", "<", MAX_FAILURES)
    .executeTakeFirst();
  if (row === undefined) throw await deadLink(db, token);
  const secret = row.secret && (await openSecret(db, row.secret, `link ${row.id}`));
  return { ...row, secret };
}

/** Keeps who will administer, and shows them a fresh secret for their app. Nothing is granted yet. */
export async function nameFirstAdministrator(
  tx: WriteTx,
  link: FirstLink,
  who: { name: string; email: string },
): Promise<void> {
  if ((await findAccountByEmail(tx, who.email)) !== undefined)
    throw new Problem(409, "people.first.emailTaken", { field: "email" });
  const sealed = await sealSecret(tx, newTotpSecret(), `link ${link.id}`);
  await tx
    .updateTable("one_time_links")
    .set({ name: who.name, email: who.email, totp_secret: sealed })
    .where("id", "=", link.id)
    .execute();
}

/**
 * Makes the first administrator once their app shows the right code: account, second factor and role, all or nothing.
 * @returns undefined when the code is wrong, which is written down: do not throw.
 */
export async function confirmFirstAdministrator(
  tx: WriteTx,
  typed: { token: string; code: string; locale: string; now: Date },
): Promise<number | undefined> {
  const { now } = typed;
  await sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`.execute(tx);
  const link = await getFirstLink(tx, typed.token, now);
  const { name, email, secret } = link;
  if (name === null || email === null || secret === null) throw notFound();
  if ((await countAdministrators(tx)) > 0) throw gone();
  const step = stepOfCode(secret, typed.code, now);
  if (step === undefined) {
    await tx
      .updateTable("one_time_links")
      .set((eb) => ({ failures: eb("failures", "+", 1) }))
      .where("id", "=", link.id)
      .execute();
    return undefined;
  }
  const accountId = await createAccount(tx, { name, email, verified: false, locale: typed.locale, now });
  await addTotp(tx, { accountId, secret, step, now });
  await grantRole(tx, { accountId, role: "administrator", by: undefined, now });
  await tx
    .updateTable("one_time_links")
    .set({ used_at: now, used_by: accountId, totp_secret: null })
    .where("id", "=", link.id)
    .execute();
  return accountId;
}
