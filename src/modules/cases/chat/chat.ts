// A chat from its first words until it becomes a request, or is forgotten. Whoever writes holds its row: two people at once wait.
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { type ReadDb, type WriteTx, waitForDisk } from "#platform/db/db.ts";
import { networkOf } from "#platform/http/network.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Job } from "#platform/module.ts";
import { pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import { receiptCode } from "../file-case/draft.ts";
import { type FiledCase, fileCase } from "../file-case/file-case.ts";
import { SECONDS } from "../follow/key.ts";
import type { Form } from "../forms.ts";
import { type Chat, findChat, findChatOf, listLines } from "./chat.sql.ts";
import { chatHours } from "./chat-hours.ts";

export const MOST_LETTERS = 1000;
/** Longest that a case may be. */
const CASE_LETTERS = 10_000;
const MOST_LINES = 200;
/** Chats that wait at once: more would only wait. */
export const MOST_WAITING = 40;
/** Chats that go on at once from one network: nobody alone closes the door for the others. */
export const MOST_NEAR = 3;
const NETWORK_BYTES = 8;
const IDLE_MS = 20 * 60_000;
export const DAYS_KEPT = 30;

export const chatOwner = (bits: Buffer): Buffer => pseudonym(bits, "cases-chat");

interface Starting {
  owner: Buffer;
  name?: string;
  text: string;
  accountId: number | undefined;
  ip: string;
}

/** The chat that a browser shows. */
export const findMine = (db: ReadDb, owner: Buffer, now: Date): Promise<Chat | undefined> =>
  findChatOf(db, { owner, since: new Date(now.getTime() - SECONDS * 1000) });

/** Begins one, or says more in the one that goes on. @throws Problem 409 out of hours, when too many wait or with too many of its network */
export async function startChat(tx: WriteTx, { entity, now }: At, starting: Starting): Promise<void> {
  if (chatHours(entity, now)?.open !== true) throw new Problem(409, "cases.chat.closedNow", { field: "text" });
  // Two tabs, or many browsers at once, count one after the other.
  await sql`select pg_advisory_xact_lock(hashtext('case_chats'))`.execute(tx);
  const going = await findMine(tx, starting.owner, now);
  if (going !== undefined && going.endedAt === null)
    return say(tx, { chat: going.id, side: "person", text: starting.text, now });
  const network = await networkKey(tx, starting.ip);
  await requireRoom(tx, network);
  const { id } = await tx
    .insertInto("case_chats")
    .values({
      owner: starting.owner,
      key: randomBytes(16).toString("base64url"),
      name: starting.name ?? null,
      // Without a name nothing says who it is.
      account_id: starting.name === undefined ? null : (starting.accountId ?? null),
      network,
      started_at: now,
      last_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await say(tx, { chat: id, side: "person", text: starting.text, now });
}

async function networkKey(tx: WriteTx, ip: string): Promise<Buffer> {
  return pseudonym(await sharedKey(tx, "cases"), "chat-network:", networkOf(ip)).subarray(0, NETWORK_BYTES);
}

/** @throws Problem 409 when there is no room for one more */
async function requireRoom(tx: WriteTx, network: Buffer): Promise<void> {
  const { waiting, near } = await tx
    .selectFrom("case_chats")
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere("officer", "is", null).as("waiting"),
      fn.countAll<number>().filterWhere("network", "=", network).as("near"),
    ])
    .where("ended_at", "is", null)
    .executeTakeFirstOrThrow();
  if (Number(near) >= MOST_NEAR) {
    throw new Problem(409, "cases.chat.near", { field: "text", parameters: { n: MOST_NEAR } });
  }
  if (Number(waiting) >= MOST_WAITING) throw new Problem(409, "cases.chat.full", { field: "text" });
}

interface At {
  entity: Entity;
  now: Date;
}

/** Writes in one. @throws Problem 409 once it ended, or when it is too long */
export async function say(
  tx: WriteTx,
  { chat, side, text, now }: { chat: number; side: "person" | "officer"; text: string; now: Date },
): Promise<void> {
  await lockLive(tx, chat);
  const lines = await listLines(tx, chat);
  if (lines.length >= MOST_LINES) throw new Problem(409, "cases.chat.long", { field: "text" });
  await tx.insertInto("case_chat_lines").values({ chat_id: chat, at: now, side, text }).execute();
  await tx.updateTable("case_chats").set({ last_at: now }).where("id", "=", chat).execute();
}

/** An official takes one that waits. @throws Problem 409 when a colleague did */
export async function takeChat(tx: WriteTx, id: number, officer: number, now: Date): Promise<void> {
  const chat = await lockLive(tx, id);
  if (chat.officer !== null && chat.officer !== officer) {
    throw new Problem(409, "cases.chat.taken", { parameters: { name: chat.officerName ?? "" } });
  }
  await tx.updateTable("case_chats").set({ officer, taken_at: now, last_at: now }).where("id", "=", id).execute();
}

export async function endChat(tx: WriteTx, id: number, by: "person" | "officer", now: Date): Promise<void> {
  await lockLive(tx, id);
  await tx.updateTable("case_chats").set({ ended_at: now, ended_by: by, network: null }).where("id", "=", id).execute();
}

/** Takes from a browser the chats that it had, for whoever uses it next; one that goes on ends. */
export async function forgetChats(tx: WriteTx, owner: Buffer, now: Date): Promise<void> {
  await sql`
    update case_chats set owner = ${randomBytes(32)}, network = null,
      ended_at = coalesce(ended_at, ${now}), ended_by = coalesce(ended_by, 'person')
    where owner = ${owner}`.execute(tx);
}

/**
 * Makes a request of what the person wrote; the whole chat stays with it. Asked twice, it is one.
 * @param filedBy official who decides it; undefined when the person does
 */
export async function fileChat(
  tx: WriteTx,
  at: At,
  id: number,
  asked: { form: Form; territory: string; sector?: string; route?: string; priority: boolean; filedBy?: number },
): Promise<FiledCase | undefined> {
  const chat = await lock(tx, id);
  if (chat.caseId !== null) {
    // Who taps twice hears that it was filed when the disk has it.
    waitForDisk(tx);
    return undefined;
  }
  const said = (await listLines(tx, id)).filter(({ side }) => side === "person");
  const filed = await fileCase(
    tx,
    at,
    {
      ...asked,
      text: said
        .map(({ text }) => text)
        .join("\n")
        .slice(0, CASE_LETTERS),
      person: chat.name === null ? undefined : { name: chat.name, electronic: false },
      channel: "chat",
      accountId: chat.name === null ? undefined : (chat.accountId ?? undefined),
      files: [],
    },
    await receiptCode(tx, chat.key),
  );
  await tx
    .updateTable("case_chats")
    .set({ case_id: filed.id, ended_at: chat.endedAt ?? at.now, ended_by: chat.endedBy ?? "filed", network: null })
    .where("id", "=", id)
    .execute();
  return filed;
}

async function lock(tx: WriteTx, id: number): Promise<Chat> {
  await tx.selectFrom("case_chats").select("id").where("id", "=", id).forUpdate().execute();
  const chat = await findChat(tx, id);
  if (chat === undefined) throw new Problem(409, "cases.chat.over", { field: "text" });
  return chat;
}

async function lockLive(tx: WriteTx, id: number): Promise<Chat> {
  const chat = await lock(tx, id);
  if (chat.endedAt !== null) throw new Problem(409, "cases.chat.over", { field: "text" });
  return chat;
}

/** Ends those in which nobody writes, and forgets those that became no request. */
export const closeIdleChats: Job = {
  name: "cases.close-idle-chats",
  cron: "*/5 * * * *",
  run: async ({ write, now }) => {
    await write(async (tx) => {
      const at = now();
      await tx
        .updateTable("case_chats")
        .set({ ended_at: at, ended_by: "idle", network: null })
        .where("ended_at", "is", null)
        .where("last_at", "<", new Date(at.getTime() - IDLE_MS))
        .execute();
      const before = new Date(at.getTime() - DAYS_KEPT * 86_400_000);
      // One statement: the words go with their chat, and not with one that became a request meanwhile.
      await sql`
        with gone as (delete from case_chats where case_id is null and ended_at < ${before} returning id)
        delete from case_chat_lines where chat_id in (select id from gone)`.execute(tx);
    });
  },
};
