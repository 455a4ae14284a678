// The comment of a judgement as moderation reads it: the answer itself always counts, only its words can be hidden.
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { getCommitment } from "../get-commitment.ts";
import { tagsOf } from "../make/make-commitment.ts";

const REASON_CHARACTERS = 300;

export const commentReportable: Reportable = {
  label: "commitments.moderate.kind",
  find: findReported,
  setHidden: setCommentHidden,
};

async function findReported(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const row = await db
    .selectFrom("judgements as j")
    .innerJoin("things as t", "t.id", "j.commitment_id")
    .select([
      "j.commitment_id",
      "j.participant_id",
      "j.comment",
      "j.comment_state",
      "t.process_id",
      "t.territory_code",
      "t.visibility",
    ])
    .where("j.id", "=", id)
    .executeTakeFirst();
  if (row === undefined || row.comment === null) return undefined;
  return {
    thingId: row.commitment_id,
    processId: row.process_id,
    territory: row.territory_code,
    authorId: row.participant_id,
    text: row.comment,
    path: `/compromisos/${row.commitment_id}`,
    public: row.visibility === "public" && row.comment_state === "shown",
  };
}

async function setCommentHidden(
  tx: WriteTx,
  { id, words, by, now }: { id: number; words: string | undefined; by: number; now: Date },
): Promise<void> {
  const row = await tx
    .updateTable("judgements")
    .set({
      comment_state: words === undefined ? "shown" : "hidden",
      comment_reason: words === undefined ? null : [...words].slice(0, REASON_CHARACTERS).join(""),
      comment_by: by,
      comment_at: now,
    })
    .where("id", "=", id)
    .where("comment", "is not", null)
    .returning("commitment_id")
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  await touch(tx, tagsOf(await getCommitment(tx, row.commitment_id)));
}
