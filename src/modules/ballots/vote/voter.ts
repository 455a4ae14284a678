// Who is voting, as the process declared that it would be checked. A browser is its cookie; an address or a paper code
// that was checked becomes a pass: a short-lived signed cookie that holds pseudonyms only.
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Process } from "#modules/processes/index.ts";
import type { Context } from "#platform/http/route.ts";
import { pseudonym } from "#platform/secrets/secrets.ts";
import { voterKey } from "./cast-vote.ts";

const PASS_COOKIE = "voto";
const PASS_SECONDS = 2 * 3600;

export interface Voter {
  key: Buffer;
  /** Where a paper code may be used; undefined: anywhere. */
  territory?: string;
  paperCode?: Buffer;
}

const passSchema = z.object({
  process: z.number(),
  kind: z.enum(["email", "paper"]),
  key: z.base64url(),
  territory: z.string().optional(),
  paperCode: z.base64url().optional(),
  until: z.number(),
});

/** Who votes with this browser in a process; undefined until they show their code. */
export function findVoter(ctx: Context, process: Process): Voter | undefined {
  if (process.verification === "none") return { key: voterKey(process, "browser", ctx.browser.bits()) };
  const [body, mac] = (ctx.cookies.get(PASS_COOKIE) ?? "").split(".");
  if (body === undefined || mac === undefined || !sameText(mac, sign(ctx, process, body))) return undefined;
  const pass = passSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
  if (pass.process !== process.id || pass.kind !== process.verification) return undefined;
  if (pass.until <= ctx.now.getTime()) return undefined;
  return {
    key: Buffer.from(pass.key, "base64url"),
    territory: pass.territory,
    paperCode: pass.paperCode === undefined ? undefined : Buffer.from(pass.paperCode, "base64url"),
  };
}

/** Lets this browser vote as somebody for two hours. The pass is worth nothing in another browser. */
export function givePass(ctx: Context, process: Process, kind: "email" | "paper", voter: Voter): void {
  const pass: z.infer<typeof passSchema> = {
    process: process.id,
    kind,
    key: voter.key.toString("base64url"),
    territory: voter.territory,
    paperCode: voter.paperCode?.toString("base64url"),
    until: ctx.now.getTime() + PASS_SECONDS * 1000,
  };
  const body = Buffer.from(JSON.stringify(pass)).toString("base64url");
  ctx.cookies.set(PASS_COOKIE, `${body}.${sign(ctx, process, body)}`, PASS_SECONDS);
}

function sign(ctx: Context, process: Process, body: string): string {
  return pseudonym(process.participantKey, "pass:", ctx.browser.bits(), body).toString("base64url");
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
