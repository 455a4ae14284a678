import type { ReadDb } from "#platform/db/db.ts";
import type { Answer } from "../judge/judge-commitment.ts";

export interface Comment {
  id: number;
  commitmentId: number;
  title: string;
  answer: Answer;
  comment: string;
  at: Date;
}

function commentQuery(db: ReadDb) {
  return db
    .selectFrom("judgements as j")
    .innerJoin("commitments as c", "c.id", "j.commitment_id")
    .innerJoin("things as t", "t.id", "c.id")
    .where("t.visibility", "=", "public")
    .where("j.comment", "is not", null)
    .select(["j.id", "j.commitment_id as commitmentId", "c.title", "j.answer", "j.comment", "j.at"]);
}

type Row = Awaited<ReturnType<ReturnType<typeof commentQuery>["execute"]>>[number];
const toComment = (row: Row): Comment => ({ ...row, answer: row.answer as Answer, comment: row.comment ?? "" });

/** Comments that nobody has read yet, oldest first, in some territories or in all. */
export async function listWaitingComments(
  db: ReadDb,
  territories: readonly string[] | undefined,
  limit: number,
): Promise<Comment[]> {
  let query = commentQuery(db).where("j.comment_state", "=", "waiting");
  if (territories !== undefined) query = query.where("c.territory_code", "in", [...territories, ""]);
  const rows = await query.orderBy("j.id").limit(limit).execute();
  return rows.map(toComment);
}

/** Comments that were read and may be read by everybody, newest first. */
export async function listShownComments(db: ReadDb, commitmentId: number, limit: number): Promise<Comment[]> {
  const rows = await commentQuery(db)
    .where("j.commitment_id", "=", commitmentId)
    .where("j.comment_state", "=", "shown")
    .orderBy("j.at", "desc")
    .orderBy("j.id")
    .limit(limit)
    .execute();
  return rows.map(toComment);
}

/** Why comments of a commitment are not shown, with how many for each reason. */
export async function listHiddenReasons(db: ReadDb, commitmentId: number): Promise<{ reason: string; n: number }[]> {
  const rows = await db
    .selectFrom("judgements")
    .select((eb) => ["comment_reason as reason", eb.fn.countAll<number>().as("n")])
    .where("commitment_id", "=", commitmentId)
    .where("comment_state", "=", "hidden")
    .groupBy("comment_reason")
    .orderBy("comment_reason")
    .execute();
  return rows.map((row) => ({ reason: row.reason ?? "", n: row.n }));
}
