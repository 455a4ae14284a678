// Sends what waits. A message is taken for a lease, sent, and marked as soon as the mail server has said yes, in one
// transaction with those that it took meanwhile. A mail server cannot take part in a transaction: if the worker dies between that yes and the mark, the
// message goes again when the lease is over. So at most the messages in flight (`AT_ONCE` for each worker that died) arrive
// twice, with the same Message-ID, which mail programs and servers show once.

import type { WriteTx } from "#platform/db/db.ts";
import { GroupCommit, type ItemResult } from "#platform/db/group-commit.ts";
import { permanentRefusal } from "#platform/mail/mail.ts";
import type { Job, JobServices } from "#platform/module.ts";
import { type Composed, compose } from "./compose.ts";
import { claimNotices, finish, type Notice, putBack } from "./notices.sql.ts";

export const SEND_JOB = "follows.send";
const HANDFUL = 100;
/** Messages on their way at the same time. */
const AT_ONCE = 4;
/** Minutes until the next try after each that failed; after the last one it is given up. */
const WAITS = [1, 5, 30, 120, 480, 1440];
/** Messages refused for good in a row after which an address is left in peace. */
export const MOST_REFUSALS = 3;

export const sendJob: Job = { name: SEND_JOB, cron: "* * * * *", run: sendAll };

/** Sends until nothing is due. Any number of workers may do so at once. */
export async function sendAll(services: JobServices): Promise<void> {
  for (;;) {
    const taken = await services.write((tx) => claimNotices(tx, HANDFUL, services.now()));
    const messages = await compose(services, taken);
    const waiting = taken.map((notice) => ({ notice, message: messages.get(notice.id) }));
    const marks = new GroupCommit((sent: readonly Notice[]) => markSent(services, sent), { maxBatch: AT_ONCE });
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        if (await sendOne(services, next.notice, next.message)) await marks.add(next.notice);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (taken.length === 0) return;
  }
}

/** @returns whether the mail server took it; what became of it otherwise is written. */
async function sendOne(services: JobServices, notice: Notice, message: Composed | undefined): Promise<boolean> {
  const { write, now, sendMail } = services;
  if (message === undefined) {
    await write((tx) => finish(tx, [notice.id], { state: "dropped", now: now() }));
    return false;
  }
  try {
    await sendMail({ to: notice.email, id: `aviso-${notice.id}`, ...message });
    return true;
  } catch (error) {
    await write((tx) => refused(tx, notice, error, now()));
    return false;
  }
}

async function markSent({ write, now }: JobServices, sent: readonly Notice[]): Promise<ItemResult<void>[]> {
  const followers = sent.flatMap(({ followerId }) => followerId ?? []);
  await write(async (tx) => {
    const ids = sent.map(({ id }) => id);
    await finish(tx, ids, { state: "sent", now: now() });
    if (followers.length === 0) return;
    await tx
      .updateTable("followers")
      .set({ failures: 0, unreachable_at: null })
      .where("id", "in", followers)
      .where("failures", ">", 0)
      .execute();
  });
  return sent.map(() => ({ ok: true, value: undefined }));
}

/** What a failure means: for good it counts against the address; for now the message waits, longer each time. */
async function refused(tx: WriteTx, notice: Notice, error: unknown, now: Date): Promise<void> {
  const permanent = permanentRefusal(error);
  const wait = WAITS[notice.attempts - 1];
  if (permanent === undefined && wait !== undefined) {
    const dueAt = new Date(now.getTime() + wait * 60_000);
    return putBack(tx, notice.id, { dueAt, error: codeOf(error) });
  }
  await finish(tx, [notice.id], { state: "failed", error: String(permanent ?? codeOf(error)), now });
  if (permanent === undefined || notice.followerId === undefined) return;
  const { failures } = await tx
    .updateTable("followers")
    .set((eb) => ({ failures: eb("failures", "+", 1) }))
    .where("id", "=", notice.followerId)
    .returning("failures")
    .executeTakeFirstOrThrow();
  if (failures < MOST_REFUSALS) return;
  await tx
    .updateTable("followers")
    .set({ unreachable_at: now })
    .where("id", "=", notice.followerId)
    .where("unreachable_at", "is", null)
    .execute();
}

/** The code of a failure, never its words: a mail server repeats the address in them. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "responseCode" in error ? error.responseCode : "code" in error ? error.code : "unknown";
  return String(code).replaceAll(/[^\w]/g, "").slice(0, 40);
}
