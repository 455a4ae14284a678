// Whether the reader said a need: by their browser, by the account that claimed it, or by its receipt.
import { findParticipant, findReceipt, participantKey } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { Context } from "#platform/http/route.ts";
import { findAuthor } from "../moderate/find-author.ts";

/** Cookies that hold the code of a receipt: the one just given, and the one that was typed. */
const CODES = ["seguir", "comprobante"] as const;

export async function isAuthor(ctx: Context, demand: { id: number; processId: number }): Promise<boolean> {
  const author = await findAuthor(ctx.db, demand.id);
  if (author === undefined) return false;
  for (const name of CODES) {
    const code = ctx.cookies.get(name);
    const receipt = code === undefined ? undefined : await findReceipt(ctx.db, code);
    if (receipt?.thingId === demand.id && receipt.act === "said") return true;
  }
  const bits = ctx.browser.known();
  if (bits !== undefined) {
    const { participantKey: key } = await getProcess(ctx.db, demand.processId);
    if ((await findParticipant(ctx.db, demand.processId, participantKey(key, bits))) === author) return true;
  }
  const { accountId } = ctx.authority.actor;
  return accountId !== undefined && (await accountOfParticipant(ctx.db, author)) === accountId;
}

async function accountOfParticipant(db: ReadDb, id: number): Promise<number | undefined> {
  const row = await db.selectFrom("participants").select("account_id").where("id", "=", id).executeTakeFirst();
  return row?.account_id ?? undefined;
}
