import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type Finding, findFinding } from "../oversight.sql.ts";
import { ANSWER, OVERSIGHT_TAG } from "../oversight.ts";

interface Who {
  authority: Authority;
  now: Date;
}

/** Where a finding is, for authority. One of no agency that we know belongs to those who answer for all of them. */
export function placeOf({ agency }: Pick<Finding, "agency">): { agency: string } {
  return { agency: agency ?? "" };
}

/** A finding that this person may answer; 404 if there is none. */
export async function getFinding(db: ReadDb, id: number, { authority }: Pick<Who, "authority">): Promise<Finding> {
  const finding = await findFinding(db, id);
  if (finding === undefined || finding.kind !== "finding" || finding.hiddenReason !== null) throw notFound();
  authority.require(ANSWER, placeOf(finding));
  return finding;
}

/**
 * Answers in public, once.
 * @throws Problem 409 when it was answered or hidden meanwhile.
 */
export async function answerFinding(tx: WriteTx, who: Who, id: number, answer: string): Promise<void> {
  const finding = await getFinding(tx, id, who);
  const by = who.authority.actor.accountId;
  const written = await tx
    .updateTable("oversight_findings")
    .set({ answer, answered_by: by ?? null, answered_at: who.now })
    .where("id", "=", id)
    .where("answer", "is", null)
    .where("hidden_reason", "is", null)
    .returning("subject_id")
    .executeTakeFirst();
  if (written === undefined) throw new Problem(409, "oversight.answer.gone");
  const data = { organisation: finding.organisation, answer };
  await addHistory(tx, { thingId: id, event: "oversight.answered", data, public: true, by, now: who.now });
  await record(tx, { kind: "finding-answer", at: who.now, content: { finding: id, answer } });
  await touch(tx, [OVERSIGHT_TAG, `thing:${written.subject_id}`]);
}
