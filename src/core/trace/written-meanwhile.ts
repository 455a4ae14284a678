// Two officials with the same form open. The form carries the last line of history that it showed; whoever sends it after
// somebody else wrote another is told, with what they typed still there, and decides with both in sight.
import { sql } from "kysely";
import { z } from "zod";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { FormState } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";

const FIELD = "seen";

/** The field that a form with `withSeen` sends back. A form without it is as old as can be. */
export const seenField = {
  [FIELD]: z.preprocess(
    (value) => (Array.isArray(value) ? value[0] : value),
    z.coerce.number().int().nonnegative().catch(0),
  ),
} as const;

/**
 * The form with the last line of history that its page shows. One that is shown again because of what was typed keeps the
 * line it had, so that correcting a date never hides what somebody else wrote; one refused for that very reason takes the
 * new one.
 */
export async function withSeen(db: ReadDb, thingId: number, form: FormState): Promise<FormState> {
  if (form.value(FIELD) !== "" && form.status !== 409) return form;
  const last = await lastLine(db, thingId);
  return new FormState({ ...form.raw, [FIELD]: [String(last?.id ?? 0)] }, form.errors, form.status);
}

/** What a form with `withSeen` sends unseen. */
export function seenValue(form: FormState): Record<string, string> {
  return { [FIELD]: form.value(FIELD) };
}

/**
 * Holds a thing until the commit, if nobody wrote in its history since `seen`.
 * @throws 409 naming who wrote meanwhile.
 */
export async function requireUnwritten(tx: WriteTx, thingId: number, seen: number): Promise<void> {
  await tx.selectFrom("things").select("id").where("id", "=", thingId).forUpdate().execute();
  const last = await lastLine(tx, thingId);
  if (last === undefined || last.id <= seen) return;
  throw new Problem(409, last.who === null ? "trace.meanwhile.somebody" : "trace.meanwhile.who", {
    parameters: { who: last.who ?? "" },
  });
}

/** The last line that an official wrote: what people do beside it (a support, an answer) changes nothing that was typed. */
async function lastLine(db: ReadDb, thingId: number): Promise<{ id: number; who: string | null } | undefined> {
  const { rows } = await sql<{ id: number; who: string | null }>`
    select h.id, a.name as who from history h join accounts a on a.id = h.actor_id
    where h.thing_id = ${thingId} order by h.id desc limit 1`.execute(db);
  return rows[0];
}
