// A form that makes something makes it once, also when it is sent twice: two taps, or an answer that the signal lost.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { type WriteTx, waitForDisk } from "../db/db.ts";
import type { RawForm } from "./form.ts";
import { type Answer, type Context, redirect } from "./route.ts";

/** Name of the random word that `<Form once>` carries. */
export const ONCE = "once";
const KEPT_MS = 2 * 86_400_000;

/**
 * What tells a form that was sent from any other: who, where, its word and all that it says, so that a form sent, corrected
 * and sent again says two things. Undefined for a form without a word.
 */
export function sentOf(ctx: Pick<Context, "browser" | "path" | "files">, raw: RawForm): Buffer | undefined {
  if ((raw[ONCE]?.[0] ?? "") === "") return undefined;
  const hash = createHash("sha256").update(ctx.browser.bits());
  const { csrf: _, ...said } = raw;
  hash.update(JSON.stringify([ctx.path, said, ctx.files.map(({ field, name, body }) => [field, name, body.length])]));
  for (const { body } of ctx.files) hash.update(body);
  return hash.digest();
}

/** Does the work of a form, unless the same one was done before: then it leads to what that one made. */
export async function once(
  tx: WriteTx,
  { sent, now }: Pick<Context, "sent" | "now">,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (sent === undefined) return work();
  // The second of two taps waits here until the first one committed.
  await sql`select pg_advisory_xact_lock(${sent.readBigInt64BE()})`.execute(tx);
  const before = await tx.selectFrom("sent_forms").select("answer").where("sent", "=", sent).executeTakeFirst();
  if (before !== undefined) {
    waitForDisk(tx);
    return redirect(before.answer);
  }
  const answer = await work();
  if (answer.kind !== "redirect") return answer;
  await tx.insertInto("sent_forms").values({ sent, answer: answer.to, at: now }).execute();
  const old = new Date(now.getTime() - KEPT_MS);
  await sql`
    delete from sent_forms where sent in (
      select sent from sent_forms where at < ${old} order by at limit 100 for update skip locked)`.execute(tx);
  return answer;
}
