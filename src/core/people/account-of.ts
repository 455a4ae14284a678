import { signInNeeded } from "#platform/http/problem.ts";
import type { Context } from "#platform/http/route.ts";

/** The account that is signed in. @throws 401 for a visitor. */
export function accountOf(ctx: Context): number {
  const { accountId } = ctx.authority.actor;
  if (accountId === undefined) throw signInNeeded();
  return accountId;
}
