import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { countAdministrators, isStaff } from "../accounts.ts";
import { recordAuthority } from "../authority-history.ts";
import { type Factors, listFactors } from "../second-factor/factors.sql.ts";
import { endTotp } from "../second-factor/totp.ts";
import { closeAllSessions } from "../sessions.ts";

/** What stays in the place of an erased name. */
const ERASED = "—";

export interface AccountPage {
  id: number;
  name: string;
  locale: string;
  email: string | undefined;
  sessions: readonly { createdAt: Date; here: boolean }[];
  factors: Factors;
  staff: boolean;
}

/** Everything that somebody sees about their own account. */
export async function getAccount(
  db: ReadDb,
  accountId: number,
  session: { token: string | undefined; now: Date },
): Promise<AccountPage> {
  const account = await db
    .selectFrom("accounts as a")
    .leftJoin("account_emails as e", "e.account_id", "a.id")
    .select(["a.id", "a.name", "a.locale", "e.email"])
    .where("a.id", "=", accountId)
    .executeTakeFirstOrThrow();
  const sessions = await db
    .selectFrom("sessions")
    .select(["token_hash", "created_at"])
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .where("expires_at", ">", session.now)
    .orderBy("created_at", "desc")
    .limit(50)
    .execute();
  const here = session.token === undefined ? undefined : digest(session.token);
  return {
    ...account,
    email: account.email ?? undefined,
    sessions: sessions.map((row) => ({
      createdAt: row.created_at,
      here: here !== undefined && row.token_hash.equals(here),
    })),
    factors: await listFactors(db, accountId),
    staff: await isStaff(db, accountId),
  };
}

/** Writes the name and the language of an account. */
export async function changeAccount(
  tx: WriteTx,
  accountId: number,
  change: { name: string; locale: "es" | "en" },
): Promise<void> {
  await tx.updateTable("accounts").set(change).where("id", "=", accountId).execute();
}

/**
 * Closes an account: name and addresses are erased, every way in ends, roles end. What was done with it stays, under a
 * number without a name. @throws Problem 409 for the last administrator.
 */
export async function closeAccount(tx: WriteTx, accountId: number, now: Date): Promise<void> {
  await endRoles(tx, { accountId, by: accountId, now });
  if (await leavesNobody(tx, accountId)) throw new Problem(409, "people.lastAdministrator");
  await closeAllSessions(tx, accountId, now);
  await endTotp(tx, accountId, now, "all");
  await tx.updateTable("passkeys").set({ ended_at: now, name: ERASED }).where("account_id", "=", accountId).execute();
  await tx.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
  await tx.updateTable("one_time_links").set({ name: null, email: null }).where("used_by", "=", accountId).execute();
  await tx.deleteFrom("account_emails").where("account_id", "=", accountId).execute();
  await tx
    .updateTable("organisations")
    .set({ representative_id: null })
    .where("representative_id", "=", accountId)
    .execute();
  await tx.updateTable("accounts").set({ name: ERASED, closed_at: now }).where("id", "=", accountId).execute();
  await recordAuthority(tx, { event: "closed", accountId, by: accountId, now });
}

async function endRoles(tx: WriteTx, of: { accountId: number; by: number; now: Date }): Promise<void> {
  await lockAdministrators(tx);
  await tx
    .updateTable("role_grants")
    .set({ revoked_at: of.now, revoked_by: of.by })
    .where("account_id", "=", of.accountId)
    .where("revoked_at", "is", null)
    .execute();
}

/** Two administrators who leave at once must not leave nobody: those grants are held until the commit. */
export async function lockAdministrators(tx: WriteTx): Promise<void> {
  await tx
    .selectFrom("role_grants")
    .select("id")
    .where("role", "=", "administrator")
    .where("revoked_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Whether the account administered the platform and now nobody does. */
async function leavesNobody(tx: WriteTx, accountId: number): Promise<boolean> {
  if ((await countAdministrators(tx)) > 0) return false;
  const row = await tx
    .selectFrom("role_grants")
    .select("id")
    .where("account_id", "=", accountId)
    .where("role", "=", "administrator")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
