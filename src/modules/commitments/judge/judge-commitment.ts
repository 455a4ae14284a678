// Those who asked say whether it was met. Who asked is known by the thread: a participant who said, supported or voted
// something that led to the commitment.
import { sql } from "kysely";
import { giveReceipt } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { canBeJudged } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { tagsOf } from "../make/make-commitment.ts";

export type Answer = "yes" | "partly" | "no";

/** Whether a participant asked for what this commitment answers. */
export async function askedFor(db: ReadDb, commitmentId: number, participantId: number): Promise<boolean> {
  const result = await sql<{ asked: boolean }>`
    with recursive back as (
      select ${commitmentId}::bigint as id
      union
      select l.from_id from back b join links l on l.to_id = b.id and l.ended_at is null
    ) select exists (
      select 1 from receipts r where r.participant_id = ${participantId} and r.thing_id in (select id from back)
        and r.act in ('said', 'supported')
    ) as asked`.execute(db);
  return result.rows[0]?.asked ?? false;
}

/** One answer per participant, which may be changed. */
export async function judgeCommitment(
  tx: WriteTx,
  commitment: Commitment,
  judgement: {
    participantId: number | undefined;
    answer: Answer;
    comment: string | undefined;
    now: Date;
    today: string;
  },
): Promise<void> {
  const { participantId, answer, comment, now, today } = judgement;
  if (!canBeJudged(commitment, today)) throw new Problem(409, "commitments.judge.early");
  if (participantId === undefined || !(await askedFor(tx, commitment.id, participantId))) {
    throw new Problem(409, "commitments.judge.notAsked");
  }
  await tx
    .insertInto("judgements")
    .values({ commitment_id: commitment.id, participant_id: participantId, answer, comment: comment ?? null, at: now })
    .onConflict((conflict) =>
      conflict.columns(["commitment_id", "participant_id"]).doUpdateSet({ answer, comment: comment ?? null, at: now }),
    )
    .execute();
  await giveReceipt(tx, { thingId: commitment.id, participantId, act: "judged", now });
  await record(tx, { kind: "judgement", at: now, content: { id: commitment.id, answer } });
  await touch(tx, tagsOf(commitment));
}
