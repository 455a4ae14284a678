import type { Authority } from "#core/people/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Meeting, type MeetingAct, type MeetingState, nextState } from "./meeting.ts";
import { getMeeting } from "./meetings.sql.ts";

export interface Runner {
  authority: Authority;
  now: Date;
}

/** Holds a meeting against whoever changes it at the same time. Who may do what in it is for the caller to ask. */
export async function holdMeeting(tx: WriteTx, id: number): Promise<Meeting> {
  await tx.selectFrom("meetings").select("id").where("id", "=", id).forUpdate().execute();
  return getMeeting(tx, id);
}

/** As `holdMeeting`. @throws 403 unless the actor runs meetings there. */
export async function lockMeeting(tx: WriteTx, who: Runner, id: number): Promise<Meeting> {
  const meeting = await holdMeeting(tx, id);
  who.authority.require("meetings.run", { territory: meeting.territory });
  return meeting;
}

/** The state after an act. @throws 409 when the meeting is not in a state for it. */
export function requireAct(meeting: Pick<Meeting, "state">, act: MeetingAct): MeetingState {
  const next = nextState(meeting.state, act);
  if (next === undefined) throw new Problem(409, `meetings.refused.${meeting.state}`);
  return next;
}
