import { findReceipt, participantKey } from "#core/trace/index.ts";
import { listPublicProcesses } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { Context } from "#platform/http/route.ts";

/** The pseudonyms of this browser in every process, and those that an account claimed. */
export async function listMyParticipants(
  db: ReadDb,
  browserBits: Buffer | undefined,
  accountId: number | undefined,
): Promise<number[]> {
  if (browserBits === undefined && accountId === undefined) return [];
  const processes = browserBits === undefined ? [] : await listPublicProcesses(db);
  const keys = processes.map((process) => participantKey(process.participantKey, browserBits ?? Buffer.alloc(0)));
  const rows = await db
    .selectFrom("participants")
    .select("id")
    .where((eb) =>
      eb.or([
        ...(keys.length > 0 ? [eb("key", "in", keys)] : []),
        ...(accountId === undefined ? [] : [eb("account_id", "=", accountId)]),
      ]),
    )
    .execute();
  return rows.map((row) => row.id);
}

/** Whose author this reader may be: by browser, by account, or by the receipt whose code they typed. */
export async function listAuthors(ctx: Context): Promise<number[]> {
  const mine = await listMyParticipants(ctx.db, ctx.browser.known(), ctx.authority.actor.accountId);
  const followed = ctx.cookies.get("seguir");
  const byCode = followed === undefined ? undefined : await findReceipt(ctx.db, followed);
  return byCode === undefined ? mine : [...mine, byCode.participantId];
}
