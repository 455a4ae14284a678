// Comments of those who judged are read by a moderator before everybody reads them: they may name a neighbour. The answer
// counts from the first moment, and nobody who answers for the commitment decides what is shown.
import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { getCommitment } from "../get-commitment.ts";
import { tagsOf } from "../make/make-commitment.ts";

export type Decision = { show: true } | { show: false; reason: string };

/** Shows a comment or hides it with a public reason. */
export async function moderateComment(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  id: number,
  decision: Decision,
): Promise<void> {
  const row = await tx
    .selectFrom("judgements")
    .select(["commitment_id", "comment"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.comment === null) throw notFound();
  const commitment = await getCommitment(tx, row.commitment_id);
  who.authority.require("commitments.moderate", { territory: commitment.territory });
  const { authority, now } = who;
  const reason = decision.show ? null : decision.reason;
  if (reason !== null && reason.trim() === "") throw new Problem(400, "commitments.moderate.reason.missing");
  const by = authority.actor.accountId;
  await tx
    .updateTable("judgements")
    .set({
      comment_state: decision.show ? "shown" : "hidden",
      comment_reason: reason,
      comment_by: by ?? null,
      comment_at: now,
    })
    .where("id", "=", id)
    .execute();
  await addHistory(tx, {
    thingId: commitment.id,
    event: decision.show ? "commitments.comment-shown" : "commitments.comment-hidden",
    data: { judgement: id, reason },
    public: false,
    by,
    now,
  });
  await touch(tx, tagsOf(commitment));
}
