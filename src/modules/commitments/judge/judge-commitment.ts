// Those who asked say whether it was met. Who asked is known by the thread: a participant who said or supported a need that
// led to the commitment. Voters are not asked as such: to know who voted for what would undo the secrecy of the vote.
import { sql } from "kysely";
import { findReceipt, giveReceipt, participantKey } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Context } from "#platform/http/route.ts";
import { record } from "#platform/ledger/ledger.ts";
import { canBeJudged } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { tagsOf } from "../make/make-commitment.ts";

export type Answer = "yes" | "partly" | "no";

/** Somebody who asked for what a commitment answers, and what they answered before, if they did. */
export interface Asker {
  participantId: number;
  answer: Answer | null;
  comment: string | null;
}

/**
 * The person in front of us as somebody who asked: by this phone, by their account, or by the receipt code that they typed
 * in "my contributions". Who has taken part from two phones is one person, and keeps the answer that they gave.
 */
export async function findAsker(
  db: ReadDb,
  ctx: Pick<Context, "browser" | "cookies" | "authority">,
  process: Process,
  commitmentId: number,
): Promise<Asker | undefined> {
  const bits = ctx.browser.known();
  const key = bits === undefined ? null : participantKey(process.participantKey, bits);
  const code = ctx.cookies.get("seguir");
  const receipt = code === undefined ? undefined : await findReceipt(db, code);
  const accountId = ctx.authority.actor.accountId ?? null;
  const result = await sql<Asker>`
    with recursive back as (
      select ${commitmentId}::bigint as id
      union
      select l.from_id from back b join links l on l.to_id = b.id and l.ended_at is null
    )
    select p.id as "participantId", j.answer, j.comment
    from participants p left join judgements j on j.commitment_id = ${commitmentId} and j.participant_id = p.id
    where p.process_id = ${process.id}
      and (p.key = ${key}::bytea or p.account_id = ${accountId}::bigint or p.id = ${receipt?.participantId ?? null}::bigint)
      and exists (select 1 from receipts r where r.participant_id = p.id and r.act in ('said', 'supported')
        and r.thing_id in (select id from back))
    order by j.at is null, j.at, p.id limit 1`.execute(db);
  return result.rows[0];
}

/** One answer per person, which may be changed. A comment that changes waits again to be read. */
export async function judgeCommitment(
  tx: WriteTx,
  commitment: Commitment,
  judgement: {
    asker: Asker | undefined;
    answer: Answer;
    comment: string | undefined;
    now: Date;
    today: string;
  },
): Promise<void> {
  const { asker, answer, now, today } = judgement;
  if (!canBeJudged(commitment, today)) throw new Problem(409, "commitments.judge.early");
  if (asker === undefined) throw new Problem(409, "commitments.judge.notAsked");
  const comment = judgement.comment ?? null;
  const { participantId } = asker;
  await tx
    .insertInto("judgements")
    .values({ commitment_id: commitment.id, participant_id: participantId, answer, comment, at: now })
    .onConflict((conflict) =>
      conflict.columns(["commitment_id", "participant_id"]).doUpdateSet({
        answer,
        comment,
        at: now,
        ...(comment !== asker.comment && {
          comment_state: "waiting",
          comment_reason: null,
          comment_by: null,
          comment_at: null,
        }),
      }),
    )
    .execute();
  await giveReceipt(tx, { thingId: commitment.id, participantId, act: "judged", now });
  await record(tx, { kind: "judgement", at: now, content: { id: commitment.id, answer } });
  await touch(tx, tagsOf(commitment));
}
