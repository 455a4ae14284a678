import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type CommitmentState, nextStates } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { requireFutureDay, tagsOf } from "../make/make-commitment.ts";

/** How long what is told of a promise may be, in the form or in a file. */
export const UPDATE_LETTERS = 3000;

interface Who {
  authority: Authority;
  now: Date;
}

export interface UpdateText {
  state: CommitmentState;
  text: string;
  figure?: { done: number; of?: number; unit: string };
  link?: string;
  files: readonly PreparedFile[];
}

/** Adds what was done, with its evidence. Updates are appended and never edited; the state follows the last one. */
export async function updateCommitment(
  tx: WriteTx,
  who: Who,
  commitment: Commitment,
  update: UpdateText,
): Promise<void> {
  who.authority.require("commitments.update", { territory: commitment.territory, agency: commitment.agency });
  const current = await tx
    .selectFrom("commitments")
    .select("state")
    .where("id", "=", commitment.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (!nextStates(current.state as CommitmentState).includes(update.state)) {
    throw new Problem(409, "commitments.update.notNext", { field: "state" });
  }
  const { id: updateId } = await tx
    .insertInto("commitment_updates")
    .values({
      commitment_id: commitment.id,
      state: update.state,
      text: update.text,
      figure_done: update.figure?.done ?? null,
      figure_of: update.figure?.of ?? null,
      figure_unit: update.figure?.unit ?? null,
      link_url: update.link ?? null,
      made_by: who.authority.actor.accountId ?? null,
      at: who.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const files = await storeEvidence(tx, updateId, update.files, who.now);
  await tx.updateTable("commitments").set({ state: update.state }).where("id", "=", commitment.id).execute();
  await addHistory(tx, {
    thingId: commitment.id,
    event: "commitments.updated",
    data: { state: update.state, text: update.text, figure: update.figure, link: update.link, files },
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  await record(tx, {
    kind: "update",
    at: who.now,
    content: { id: commitment.id, state: update.state, text: update.text, files },
  });
  await touch(tx, tagsOf(commitment));
}

/** Keeps the files of an update in the order in which they were sent; gives their ids. */
async function storeEvidence(
  tx: WriteTx,
  updateId: number,
  files: readonly PreparedFile[],
  now: Date,
): Promise<number[]> {
  const ids: number[] = [];
  for (const file of files) ids.push(await storeFile(tx, file, now));
  const rows = ids.map((id, index) => ({ update_id: updateId, position: index + 1, file_id: id }));
  if (rows.length > 0) await tx.insertInto("commitment_evidence").values(rows).execute();
  return ids;
}

/** Moves the promised day; the old one stays in sight with the reason. */
export async function changeDueDate(
  tx: WriteTx,
  who: Who,
  commitment: Commitment,
  change: { dueDate: string; reason: string; today: string },
): Promise<void> {
  who.authority.require("commitments.update", { territory: commitment.territory, agency: commitment.agency });
  const current = await tx
    .selectFrom("commitments")
    .select(["due_date", "state"])
    .where("id", "=", commitment.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // What is over keeps the day it had: moving it afterwards would rewrite whether it was on time.
  if (["met", "not_met"].includes(current.state)) throw new Problem(409, "commitments.update.settled");
  requireFutureDay(change.dueDate, change.today);
  if (current.due_date === change.dueDate) throw new Problem(409, "commitments.update.sameDate", { field: "dueDate" });
  await tx
    .insertInto("commitment_dates")
    .values({
      commitment_id: commitment.id,
      from_date: current.due_date,
      to_date: change.dueDate,
      reason: change.reason,
      made_by: who.authority.actor.accountId ?? null,
      at: who.now,
    })
    .execute();
  await tx.updateTable("commitments").set({ due_date: change.dueDate }).where("id", "=", commitment.id).execute();
  await addHistory(tx, {
    thingId: commitment.id,
    event: "commitments.date-changed",
    data: { from: current.due_date, to: change.dueDate, reason: change.reason },
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  await record(tx, {
    kind: "date-change",
    at: who.now,
    content: { id: commitment.id, from: current.due_date, to: change.dueDate },
  });
  await touch(tx, tagsOf(commitment));
}
