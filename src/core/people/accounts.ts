import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Role } from "#platform/module.ts";
import { recordAuthority } from "./authority-history.ts";

/** Makes an account. The address, if any, is kept apart; `verified` says that a code or link sent there came back. */
export async function createAccount(
  tx: WriteTx,
  account: { name: string; email?: string; verified?: boolean; locale: string; now: Date },
): Promise<number> {
  const { id } = await tx
    .insertInto("accounts")
    .values({ name: account.name, locale: account.locale, created_at: account.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (account.email !== undefined) {
    await tx
      .insertInto("account_emails")
      .values({
        account_id: id,
        email: account.email.toLowerCase(),
        verified_at: account.verified === false ? null : account.now,
      })
      .execute();
  }
  return id;
}

/** The account that signs in with an address. */
export async function findAccountByEmail(db: ReadDb, email: string): Promise<number | undefined> {
  const result = await sql<{ account_id: number }>`
    select account_id from account_emails where lower(email) = ${email.toLowerCase()}`.execute(db);
  return result.rows[0]?.account_id;
}

/** The account of somebody who proved that they read an address; made now if it is their first time. */
export async function getAccountByEmail(
  tx: WriteTx,
  who: { email: string; name?: string; locale: string; now: Date },
): Promise<number> {
  // Two first times at once wait for each other here, and the second finds the account of the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`account:${who.email.toLowerCase()}`}, 0))`.execute(tx);
  const known = await findAccountByEmail(tx, who.email);
  if (known === undefined) {
    const name = who.name ?? who.email.split("@")[0]?.slice(0, 120) ?? "";
    return createAccount(tx, { ...who, name, verified: true });
  }
  await tx
    .updateTable("account_emails")
    .set({ verified_at: who.now })
    .where("account_id", "=", known)
    .where("verified_at", "is", null)
    .execute();
  return known;
}

/** Gives a role within an agency and a territory, or everywhere. Giving twice what is held changes nothing. */
export async function grantRole(
  tx: WriteTx,
  grant: { accountId: number; role: Role; agency?: string; territory?: string; by: number | undefined; now: Date },
): Promise<void> {
  const given = await tx
    .insertInto("role_grants")
    .values({
      account_id: grant.accountId,
      role: grant.role,
      agency_code: grant.agency ?? null,
      territory_code: grant.territory ?? null,
      granted_by: grant.by ?? null,
      granted_at: grant.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (given !== undefined) await recordAuthority(tx, { event: "granted", ...grant });
}

/** Whether an account holds any role: then it signs in with a second factor. */
export async function isStaff(db: ReadDb, accountId: number): Promise<boolean> {
  const row = await db
    .selectFrom("role_grants")
    .select("id")
    .where("account_id", "=", accountId)
    .where("revoked_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many open accounts administer the platform. Inside a transaction it also holds those grants against others. */
export async function countAdministrators(db: ReadDb): Promise<number> {
  const result = await sql<{ n: number }>`
    select count(distinct g.account_id) as n from role_grants g join accounts a on a.id = g.account_id
    where g.role = 'administrator' and g.agency_code is null and g.territory_code is null
      and g.revoked_at is null and a.closed_at is null`.execute(db);
  return result.rows[0]?.n ?? 0;
}
