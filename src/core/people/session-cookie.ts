import type { WriteTx } from "#platform/db/db.ts";
import { SESSION_COOKIE } from "#platform/http/context.ts";
import type { Context } from "#platform/http/route.ts";
import { closeSession, openSession, SESSION_SECONDS } from "./sessions.ts";

/** Signs somebody in here with a token that did not exist before: the old one, whoever knew it, ends now. */
export async function enter(ctx: Context, tx: WriteTx, session: { accountId: number; strong: boolean }): Promise<void> {
  const old = ctx.cookies.get(SESSION_COOKIE);
  if (old !== undefined) await closeSession(tx, old, ctx.now);
  const token = await openSession(tx, { ...session, now: ctx.now });
  ctx.cookies.set(SESSION_COOKIE, token, SESSION_SECONDS);
}

/** Signs out here. */
export async function leave(ctx: Context, tx: WriteTx): Promise<void> {
  const token = ctx.cookies.get(SESSION_COOKIE);
  if (token !== undefined) await closeSession(tx, token, ctx.now);
  ctx.cookies.clear(SESSION_COOKIE);
}
