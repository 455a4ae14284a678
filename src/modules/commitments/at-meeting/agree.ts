// An agreement reached in a room is a commitment at once: with who answers for it, until when, and where it was agreed.
import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { link } from "#core/trace/index.ts";
import { answerNeeds } from "#modules/demands/index.ts";
import { hasBegun, holdMeeting, type Meeting, meetingTags } from "#modules/meetings/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { makeCommitment, requireFutureDay } from "../make/make-commitment.ts";
import { readPledge } from "../make/pledge.ts";

export interface Agreement {
  title: string;
  text?: string;
  agency: string;
  responsible: string;
  dueDate: string;
  state: "proposed" | "agreed";
  /** Needs of this meeting that it answers. */
  needs: readonly number[];
  /** Random word of the form: sent twice it is one agreement. */
  key: string;
}

interface Who {
  authority: Authority;
  entity: Entity;
  now: Date;
}

/** Throws 403 for who may not, 409 where nothing can be agreed now. */
export function requireAgreeing(who: Who, meeting: Meeting): void {
  who.authority.require("commitments.propose", { territory: meeting.territory });
  if (meeting.state === "cancelled" || meeting.state === "published") {
    throw new Problem(409, `meetings.refused.${meeting.state}`);
  }
  if (!hasBegun(meeting, who.now)) throw new Problem(409, "commitments.meeting.notYet");
}

/**
 * Writes down an agreement. Who only runs the meeting proposes it, and the agency agrees to it afterwards; who promises for
 * the agency may agree to it there. @returns the number of the commitment.
 */
export async function agreeAtMeeting(tx: WriteTx, who: Who, meetingId: number, agreement: Agreement): Promise<number> {
  const meeting = await holdMeeting(tx, meetingId);
  requireAgreeing(who, meeting);
  const { territory, processId } = meeting;
  const importKey = digest(`meeting ${meetingId} ${agreement.key}`);
  const before = await tx
    .selectFrom("commitments")
    .select("id")
    .where("process_id", "=", processId)
    .where("import_key", "=", importKey)
    .executeTakeFirst();
  if (before !== undefined) return before.id;
  requireFutureDay(agreement.dueDate, calendarDay(who.now, who.entity.timeZone));
  const body = { ...agreement, text: agreement.text ?? agreement.title, territories: [], coAgencies: [] };
  const needs = await answerNeeds(tx, { processId, ids: agreement.needs });
  if (needs.some((need) => need.territory !== territory)) {
    throw new Problem(400, "common.unknownChoice", { field: "needs" });
  }
  const id = await makeCommitment(tx, who, await getProcess(tx, processId), {
    ...readPledge(who.entity, body, territory),
    territory,
    dueDate: agreement.dueDate,
    state: agreement.state,
    origins: [...agreement.needs],
    meeting: meetingId,
    importKey,
  });
  const by = who.authority.actor.accountId;
  await link(tx, { from: meetingId, to: id, relation: "agreed", by, now: who.now });
  await touch(tx, meetingTags(meeting));
  return id;
}
