// The key of one request: the code of its receipt, in a short cookie of the browser. It is in no address and in no log.
import { timingSafeEqual } from "node:crypto";
import type { ReadDb } from "#platform/db/db.ts";
import type { Context } from "#platform/http/route.ts";
import { digest, plainCode } from "#platform/secrets/secrets.ts";
import { findSecretHash } from "../case-store.ts";

/** Whose key it is: of who asked, or of the official who is about to print the receipt of somebody else, which opens nothing else. */
export type KeyHolder = "person" | "desk";
const COOKIES = { person: "solicitud", desk: "comprobante" } as const satisfies Record<KeyHolder, string>;
/** How long a browser shows what somebody asked, on a device that may be of many. */
export const SECONDS = 30 * 60;

export interface CaseKey {
  caseId: number;
  secret: string;
}

/** What a browser may open, and how: with the code of the receipt, or because the account that asked is signed in. */
export interface OpenKey {
  caseId: number;
  secret: string | undefined;
}

const ACCOUNT = "cuenta";

/** For who is signed in with the account that asked; it opens nothing once they leave. */
export function giveAccountKey(ctx: Context, caseId: number): void {
  ctx.cookies.set(COOKIES.person, `${caseId}.${ACCOUNT}`, SECONDS);
}

export function giveKey(ctx: Context, caseId: number, secret: string, holder: KeyHolder = "person"): void {
  ctx.cookies.set(COOKIES[holder], `${caseId}.${secret}`, SECONDS);
}

export function dropKey(ctx: Context, holder: KeyHolder = "person"): void {
  ctx.cookies.clear(COOKIES[holder]);
}

/** The request that this browser may read, if its key still opens it. */
export async function readKey(ctx: Context, holder: KeyHolder = "person"): Promise<OpenKey | undefined> {
  const [, id = "", secret = ""] =
    /^(\d{1,15})\.([2-9A-Z-]{10,60}|cuenta)$/.exec(ctx.cookies.get(COOKIES[holder]) ?? "") ?? [];
  if (id === "") return undefined;
  const key = { caseId: Number(id), secret };
  if (secret !== ACCOUNT) return (await opens(ctx.db, key)) ? key : undefined;
  const { accountId } = ctx.authority.actor;
  const row = await ctx.db.selectFrom("cases").select("account_id").where("id", "=", key.caseId).executeTakeFirst();
  return accountId !== undefined && row?.account_id === accountId ? { ...key, secret: undefined } : undefined;
}

/** Whether a code is the one of the receipt of a case. */
export async function opens(db: ReadDb, { caseId, secret }: CaseKey): Promise<boolean> {
  const hash = await findSecretHash(db, caseId);
  return hash !== undefined && timingSafeEqual(hash, digest(plainCode(secret)));
}
