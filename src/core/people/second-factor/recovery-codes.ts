import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { digest, newCode, plainCode } from "#platform/secrets/secrets.ts";

const HOW_MANY = 8;
const LETTERS = 12;

/** Makes codes for the day the phone is lost, in place of those before. They are shown once: only digests are kept. */
export async function renewRecoveryCodes(tx: WriteTx, accountId: number, now: Date): Promise<string[]> {
  await tx.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
  const codes = Array.from({ length: HOW_MANY }, () => newCode(LETTERS));
  await tx
    .insertInto("recovery_codes")
    .values(codes.map((code) => ({ account_id: accountId, code_hash: digest(plainCode(code)), created_at: now })))
    .execute();
  return codes;
}

/** Uses one up. False if it is not of this account or was used. */
export async function useRecoveryCode(
  tx: WriteTx,
  typed: { accountId: number; code: string; now: Date },
): Promise<boolean> {
  const used = await tx
    .updateTable("recovery_codes")
    .set({ used_at: typed.now })
    .where("account_id", "=", typed.accountId)
    .where("code_hash", "=", digest(plainCode(typed.code)))
    .where("used_at", "is", null)
    .returning("account_id")
    .executeTakeFirst();
  return used !== undefined;
}

export async function countRecoveryCodes(db: ReadDb, accountId: number): Promise<number> {
  const row = await db
    .selectFrom("recovery_codes")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("account_id", "=", accountId)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return row?.n ?? 0;
}
