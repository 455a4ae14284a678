import type { WriteTx } from "#platform/db/db.ts";
import type { Role } from "#platform/module.ts";

/** Makes an account. The address, if any, is kept apart. */
export async function createAccount(
  tx: WriteTx,
  account: { name: string; email?: string; locale: string; now: Date },
): Promise<number> {
  const { id } = await tx
    .insertInto("accounts")
    .values({ name: account.name, locale: account.locale, created_at: account.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (account.email !== undefined) {
    await tx
      .insertInto("account_emails")
      .values({ account_id: id, email: account.email.toLowerCase(), verified_at: account.now })
      .execute();
  }
  return id;
}

/** Gives a role within an agency and a territory, or everywhere. Giving twice what is held changes nothing. */
export async function grantRole(
  tx: WriteTx,
  grant: { accountId: number; role: Role; agency?: string; territory?: string; by: number | undefined; now: Date },
): Promise<void> {
  await tx
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
    .execute();
}
