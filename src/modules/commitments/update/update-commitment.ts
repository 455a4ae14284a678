import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type CommitmentState, nextStates } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { tagsOf } from "../make/make-commitment.ts";

interface Who {
  authority: Authority;
  now: Date;
}

export interface UpdateText {
  state: CommitmentState;
  text: string;
  figure?: { done: number; of?: number; unit: string };
  link?: string;
  fileId?: number;
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
  await tx
    .insertInto("commitment_updates")
    .values({
      commitment_id: commitment.id,
      state: update.state,
      text: update.text,
      figure_done: update.figure?.done ?? null,
      figure_of: update.figure?.of ?? null,
      figure_unit: update.figure?.unit ?? null,
      link_url: update.link ?? null,
      file_id: update.fileId ?? null,
      made_by: who.authority.actor.accountId ?? null,
      at: who.now,
    })
    .execute();
  await tx.updateTable("commitments").set({ state: update.state }).where("id", "=", commitment.id).execute();
  await addHistory(tx, {
    thingId: commitment.id,
    event: "commitments.updated",
    data: { state: update.state, text: update.text, figure: update.figure, link: update.link, fileId: update.fileId },
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  await record(tx, {
    kind: "update",
    at: who.now,
    content: { id: commitment.id, state: update.state, text: update.text },
  });
  await touch(tx, tagsOf(commitment));
}

/** Moves the promised day; the old one stays in sight with the reason. */
export async function changeDueDate(
  tx: WriteTx,
  who: Who,
  commitment: Commitment,
  change: { dueDate: string; reason: string },
): Promise<void> {
  who.authority.require("commitments.update", { territory: commitment.territory, agency: commitment.agency });
  const current = await tx
    .selectFrom("commitments")
    .select("due_date")
    .where("id", "=", commitment.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
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
