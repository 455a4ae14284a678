// Asking to follow, and the yes that the address gives. Whoever asks learns nothing about the address: not whether it
// follows this already, nor whether it has been written to too often.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Locale } from "#platform/i18n/i18n.ts";
import { addJob } from "#platform/jobs/jobs.ts";
import { pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import { SEND_JOB } from "../send/send.ts";
import type { Target } from "../targets.ts";

export type How = "each" | "weekly";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days in which a question waits for its yes. */
export const CONFIRM_DAYS = 3;
const QUESTIONS_AN_HOUR = 3;
const QUESTIONS_A_DAY = 6;
/** A village may share one network address. */
const TRIES_PER_NETWORK = 60;

export interface Request {
  target: Target;
  email: string;
  how: How;
  locale: Locale;
  ip: string;
  /** The address is that of the account that asks: it said yes when it signed in. */
  own: boolean;
  now: Date;
}

/**
 * Asks an address whether it wants to follow a thing or a place. Does the same whatever the address follows already.
 * @throws Problem 409 when one network asks too much.
 */
export async function askToFollow(tx: WriteTx, request: Request): Promise<void> {
  const { now, target } = request;
  await countTry(tx, request);
  const followerId = await getFollower(tx, request);
  const existing = await findFollow(tx, followerId, target);
  if (existing?.live === true && request.own) {
    await tx.updateTable("follows").set({ how: request.how }).where("id", "=", existing.id).execute();
    return;
  }
  const followId = existing?.live === true ? existing.id : await writeFollow(tx, followerId, request, existing?.id);
  if (request.own) return;
  if (await askedTooOften(tx, followerId, now)) return;
  const kind = existing?.live === true ? "known" : "confirm";
  await tx
    .insertInto("notices")
    .values({
      follower_id: followerId,
      follow_id: followId,
      kind,
      key: `${kind}:${followId}:${now.getTime()}`,
      due_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await addJob(tx, SEND_JOB, {}, { key: SEND_JOB });
}

async function countTry(tx: WriteTx, { ip, now }: Request): Promise<void> {
  const networkKey = pseudonym(await sharedKey(tx, "network"), "network", ip);
  const { n } = await tx
    .selectFrom("follow_tries")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("network_key", "=", networkKey)
    .where("at", ">", new Date(now.getTime() - HOUR_MS))
    .executeTakeFirstOrThrow();
  if (n >= TRIES_PER_NETWORK) throw new Problem(409, "follows.ask.tooMany", { field: "email" });
  await tx.insertInto("follow_tries").values({ network_key: networkKey, at: now }).execute();
}

/** The row of an address, held until the commit: two requests for one address go one by one, so no burst passes its limit. */
async function getFollower(tx: WriteTx, { email, locale, now }: Request): Promise<number> {
  const result = await sql<{ id: number }>`
    insert into followers (email, locale, created_at) values (${email.toLowerCase()}, ${locale}, ${now})
    on conflict (lower(email)) do update set locale = excluded.locale returning id`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) throw new Error("A follower was neither found nor made");
  return row.id;
}

async function findFollow(db: ReadDb, followerId: number, { thingId, territory }: Target) {
  const row = await db
    .selectFrom("follows")
    .select(["id", "confirmed_at", "ended_at", "how"])
    .where("follower_id", "=", followerId)
    .where((eb) => (thingId === null ? eb("territory_code", "=", territory) : eb("thing_id", "=", thingId)))
    .executeTakeFirst();
  return row && { id: row.id, live: row.confirmed_at !== null && row.ended_at === null && row.how !== "answers" };
}

/**
 * What was asked for waits beside what is: until the address says yes nothing of its own changes, whoever asked. An address
 * that has said yes already follows from now on; what was told before is not told again.
 */
async function writeFollow(tx: WriteTx, followerId: number, request: Request, existing: number | undefined) {
  const { target, how, now, own } = request;
  const asked = own
    ? { how, asked_how: null, asked_at: now, confirmed_at: now, ended_at: null }
    : { asked_how: how, asked_at: now };
  if (existing !== undefined) {
    await tx.updateTable("follows").set(asked).where("id", "=", existing).execute();
    return existing;
  }
  const { id } = await tx
    .insertInto("follows")
    .values({ how, ...asked, follower_id: followerId, thing_id: target.thingId, territory_code: target.territory })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function askedTooOften(db: ReadDb, followerId: number, now: Date): Promise<boolean> {
  const result = await sql<{ hour: number; day: number }>`
    select count(*) filter (where created_at > ${new Date(now.getTime() - HOUR_MS)}) as hour, count(*) as day
    from notices where follower_id = ${followerId} and kind in ('confirm', 'known')
      and created_at > ${new Date(now.getTime() - DAY_MS)}`.execute(db);
  const { hour, day } = result.rows[0] ?? { hour: 0, day: 0 };
  return hour >= QUESTIONS_AN_HOUR || day >= QUESTIONS_A_DAY;
}

/**
 * Writes the yes. Saying it twice changes nothing.
 * @returns false when the question is too old or was never asked.
 */
export async function confirmFollow(tx: WriteTx, token: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom("follows")
    .select(["id", "asked_how", "confirmed_at", "ended_at", "asked_at"])
    .where("token", "=", token)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return false;
  if (row.asked_how === null) return row.confirmed_at !== null && row.ended_at === null;
  if (row.asked_at.getTime() < now.getTime() - CONFIRM_DAYS * DAY_MS) return false;
  await tx
    .updateTable("follows")
    .set({ how: row.asked_how, asked_how: null, source: "asked", confirmed_at: now, ended_at: null })
    .where("id", "=", row.id)
    .execute();
  return true;
}
