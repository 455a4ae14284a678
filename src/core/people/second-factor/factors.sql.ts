import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Factors {
  app: boolean;
  passkeys: readonly { id: number; name: string; createdAt: Date; usedAt: Date | null }[];
}

/** The second factors that an account can show. */
export async function listFactors(db: ReadDb, accountId: number): Promise<Factors> {
  const app = await sql<{ n: number }>`select count(*) as n from totp_factors
    where account_id = ${accountId} and confirmed_at is not null and ended_at is null`.execute(db);
  const passkeys = await db
    .selectFrom("passkeys")
    .select(["id", "name", "created_at as createdAt", "used_at as usedAt"])
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  return { app: (app.rows[0]?.n ?? 0) > 0, passkeys };
}

export function hasFactor(factors: Factors): boolean {
  return factors.app || factors.passkeys.length > 0;
}
