// People who take part without saying who they are: a pseudonym per process, and receipts for what they did.
import { type RawBuilder, sql } from "kysely";
import { bigints, byteas, instants, texts } from "#platform/db/arrays.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { digest, newCode, plainCode, pseudonym } from "#platform/secrets/secrets.ts";

export type Act = "said" | "supported" | "voted" | "judged" | "asked" | "remarked";
export const RECEIPT_LETTERS = 12;

/** The pseudonym of a browser in one process; without the key of the process nobody can compute it. */
export function participantKey(processKey: Buffer, browserBits: Buffer): Buffer {
  return pseudonym(processKey, "browser", browserBits);
}

/** The participant with that pseudonym, made at their first act. */
export async function getParticipant(
  tx: WriteTx,
  participant: { processId: number; key: Buffer; accountId?: number; now: Date },
): Promise<number> {
  const known = await findParticipant(tx, participant.processId, participant.key);
  if (known !== undefined) return known;
  // Two first acts at once: the second finds the row of the first.
  const result = await sql<{ id: number }>`
    insert into participants (process_id, key, account_id, created_at)
    values (${participant.processId}, ${participant.key}, ${participant.accountId ?? null}, ${participant.now})
    on conflict (process_id, key) do update set key = excluded.key returning id`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) throw new Error("A participant was neither found nor made");
  return row.id;
}

export async function findParticipant(db: ReadDb, processId: number, key: Buffer): Promise<number | undefined> {
  const row = await db
    .selectFrom("participants")
    .select("id")
    .where("process_id", "=", processId)
    .where("key", "=", key)
    .executeTakeFirst();
  return row?.id;
}

/** Ties to an account what a browser did before signing in. What another account claimed stays with that one. */
export async function claimParticipants(
  tx: WriteTx,
  claim: { accountId: number; keys: readonly Buffer[] },
): Promise<void> {
  if (claim.keys.length === 0) return;
  await tx
    .updateTable("participants")
    .set({ account_id: claim.accountId })
    .where("key", "in", claim.keys)
    .where("account_id", "is", null)
    .execute();
}

/**
 * Writes down what somebody did and gives the code with which they find it again.
 * @returns undefined when they had done the same before: their first receipt stands.
 */
export async function giveReceipt(
  tx: WriteTx,
  receipt: { thingId: number; participantId: number; act: Act; now: Date },
): Promise<string | undefined> {
  const code = newCode(RECEIPT_LETTERS);
  const inserted = await tx
    .insertInto("receipts")
    .values({
      code_hash: digest(plainCode(code)),
      thing_id: receipt.thingId,
      participant_id: receipt.participantId,
      act: receipt.act,
      created_at: receipt.now,
    })
    .onConflict((conflict) => conflict.columns(["participant_id", "thing_id", "act"]).doNothing())
    .returning("thing_id")
    .executeTakeFirst();
  return inserted === undefined ? undefined : code;
}

/** Takes back the receipts of something that was written by mistake: their codes can be given again. */
export async function takeBackReceipts(tx: WriteTx, thingId: number): Promise<void> {
  await tx.deleteFrom("receipts").where("thing_id", "=", thingId).execute();
}

/** One of many acts that are written down together, by the pseudonym of who did it. */
export interface PseudonymousAct {
  processId: number;
  key: Buffer;
  thingId: number;
  act: Act;
  now: Date;
  accountId?: number;
  /** The code, when the caller chose it; one that was given before fails the whole batch. */
  code?: string;
}

/** Which of these codes were given already. */
export async function findGivenCodes(db: ReadDb, codes: readonly string[]): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const hashes = codes.map((code) => digest(plainCode(code)));
  const rows = await db.selectFrom("receipts").select("code_hash").where("code_hash", "in", hashes).execute();
  const given = new Set(rows.map((row) => row.code_hash.toString("hex")));
  return new Set(codes.filter((_, index) => given.has(hashes[index]?.toString("hex") ?? "")));
}

/** What somebody was given for an act. */
export interface GivenReceipt {
  participantId: number;
  /** Undefined when they had done the same before: their first receipt stands. */
  code: string | undefined;
}

/** Tells the acts of a batch apart; the same one twice is one. */
const nameOf = ({ processId, key, thingId, act }: PseudonymousAct): string =>
  `${processId}:${thingId}:${act}:${key.toString("latin1")}`;

/** Receipts on their way into a statement. */
export interface ReceiptsToGive<T extends PseudonymousAct> {
  /** Each act once, with its code, in the order in which the statement counts them from 1. */
  acts: readonly (T & { code: string })[];
  /**
   * Relations for the `with` of a statement, which make the participants and write the receipts: `given (n, id, thing, act, hash, at)`
   * tells the participant of each act, `receipted (code_hash)` whose receipt is new.
   */
  relations: RawBuilder<unknown>;
}

/**
 * What `giveReceipts` writes, for a statement that writes more at once. Rows are sorted by pseudonym, so that two batches never
 * wait for each other in a ring.
 * @param things the acts on these things alone are written; a subquery of an earlier relation.
 */
export function receiptsToGive<T extends PseudonymousAct>(
  acts: readonly T[],
  things?: RawBuilder<unknown>,
): ReceiptsToGive<T> {
  const distinct = new Map(acts.map((act) => [nameOf(act), { ...act, code: act.code ?? newCode(RECEIPT_LETTERS) }]));
  const list = [...distinct.values()].sort((a, b) => Buffer.compare(a.key, b.key));
  const relations = sql`mine as materialized (
      select * from unnest(${bigints(list.map((one) => one.processId))}::bigint[],
        ${byteas(list.map((one) => one.key))}::bytea[], ${bigints(list.map((one) => one.accountId ?? null))}::bigint[],
        ${bigints(list.map((one) => one.thingId))}::bigint[], ${texts(list.map((one) => one.act))}::text[],
        ${byteas(list.map((one) => digest(plainCode(one.code))))}::bytea[],
        ${instants(list.map((one) => one.now.getTime()))}::timestamptz[]
      ) with ordinality as m (process, key, account, thing, act, hash, at, n) ${things === undefined ? sql`` : sql`where thing in ${things}`}
    ), people as (
      insert into participants (process_id, key, account_id, created_at)
      select distinct on (process, key) process, key, account, at from mine order by process, key, n
      on conflict (process_id, key) do update set key = excluded.key returning id, process_id, key
    ), given as materialized (
      select m.n, p.id, m.thing, m.act, m.hash, m.at from mine m join people p on p.process_id = m.process and p.key = m.key
    ), receipted as (
      insert into receipts (code_hash, thing_id, participant_id, act, created_at)
      select hash, thing, id, act, at from given order by n
      on conflict (participant_id, thing_id, act) do nothing returning code_hash
    )`;
  return { acts: list, relations };
}

/**
 * As `getParticipant` and `giveReceipt`, for many acts in one statement.
 * @returns what was given for each act, in its place.
 */
export async function giveReceipts(tx: WriteTx, acts: readonly PseudonymousAct[]): Promise<GivenReceipt[]> {
  if (acts.length === 0) return [];
  const { acts: list, relations } = receiptsToGive(acts);
  const { rows } = await sql<{ n: number; participant: number; fresh: boolean }>`/* hot */
    with ${relations} select n, id as participant, w.code_hash is not null as fresh
    from given g left join receipted w on w.code_hash = g.hash`.execute(tx);
  const given = new Map<string, GivenReceipt>();
  for (const { n, participant, fresh } of rows) {
    const one = list[n - 1];
    if (one !== undefined) given.set(nameOf(one), { participantId: participant, code: fresh ? one.code : undefined });
  }
  return acts.map((act) => given.get(nameOf(act)) ?? { participantId: 0, code: undefined });
}

export interface Receipt {
  thingId: number;
  participantId: number;
  act: Act;
  at: Date;
}

/** What a receipt code stands for; undefined for a code that nobody was given. */
export async function findReceipt(db: ReadDb, typed: string): Promise<Receipt | undefined> {
  const row = await db
    .selectFrom("receipts")
    .select(["thing_id", "participant_id", "act", "created_at"])
    .where("code_hash", "=", digest(plainCode(typed)))
    .executeTakeFirst();
  return row && { thingId: row.thing_id, participantId: row.participant_id, act: row.act as Act, at: row.created_at };
}

/** Everything that some participants did, newest first. */
export async function listReceipts(db: ReadDb, participantIds: readonly number[]): Promise<Receipt[]> {
  if (participantIds.length === 0) return [];
  const rows = await db
    .selectFrom("receipts")
    .select(["thing_id", "participant_id", "act", "created_at"])
    .where("participant_id", "in", participantIds)
    .orderBy("created_at", "desc")
    .orderBy("thing_id", "desc")
    .limit(200)
    .execute();
  return rows.map((row) => ({
    thingId: row.thing_id,
    participantId: row.participant_id,
    act: row.act as Act,
    at: row.created_at,
  }));
}
