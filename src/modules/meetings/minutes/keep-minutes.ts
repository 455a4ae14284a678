// The minutes from draft to publication: every version is kept, both sides say what they think of the last one, and what
// somebody objects to is published beside it.
import { coverPersonal } from "#core/moderation/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, sealOne } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { digest, newCode, plainCode } from "#platform/secrets/secrets.ts";
import { holdMeeting, lockMeeting, type Runner, requireAct } from "../lock-meeting.ts";
import { tagsOf } from "../tags.ts";
import { findLastVersion, listOpinions, type Minutes, type Representative } from "./minutes.sql.ts";

const CODE_LETTERS = 12;

/**
 * Writes a version. Approvals are of a version: both sides are asked again.
 * @param basedOn version that the writer had in front of them; 0 for the first. @throws 409 if there is a newer one.
 */
export async function writeVersion(
  tx: WriteTx,
  who: Runner & { entity: Entity },
  meetingId: number,
  { text: typed, basedOn }: { text: string; basedOn: number },
): Promise<void> {
  // As lines typed in the room: whose data they are does not stand beside whoever types, to be asked.
  const text = coverPersonal(typed, who.entity.jurisdiction);
  const meeting = await lockMeeting(tx, who, meetingId);
  requireAct(meeting, "write");
  const last = await findLastVersion(tx, meetingId);
  if ((last?.version ?? 0) !== basedOn) throw new Problem(409, "meetings.minutes.newer", { field: "text" });
  if (last?.text === text) return;
  await tx
    .insertInto("meeting_minutes")
    .values({
      meeting_id: meetingId,
      version: basedOn + 1,
      text,
      made_by: who.authority.actor.accountId ?? null,
      made_at: who.now,
    })
    .execute();
}

/** Names whom the room chose to review the minutes. @returns the code with which they open them, this once. */
export async function nameRepresentative(
  tx: WriteTx,
  who: Runner,
  meetingId: number,
  person: { name: string; organisation: string },
): Promise<string> {
  const meeting = await lockMeeting(tx, who, meetingId);
  requireAct(meeting, "write");
  const code = newCode(CODE_LETTERS);
  await tx
    .insertInto("meeting_representatives")
    .values({
      meeting_id: meetingId,
      ...person,
      code_hash: digest(plainCode(code)),
      made_by: who.authority.actor.accountId ?? null,
      made_at: who.now,
    })
    .execute();
  return code;
}

export interface Said {
  opinion: "approved" | "objected";
  /** What is not right, when they object. */
  text?: string;
  /** Version that they read. */
  version: number;
}

/** What the administration says of the last version. Once said of a version, it stands. */
export async function sayForAdministration(tx: WriteTx, who: Runner, meetingId: number, said: Said): Promise<void> {
  const meeting = await holdMeeting(tx, meetingId);
  who.authority.require("meetings.approve", { territory: meeting.territory });
  requireAct(meeting, "write");
  const minutes = await requireVersion(tx, meetingId, said.version);
  const accountId = who.authority.actor.accountId ?? 0;
  await keepOpinion(
    tx,
    minutes,
    { side: "administration", account_id: accountId, representative_id: null },
    said,
    who.now,
  );
}

/** What the representative of the community says of the last version. */
export async function sayForCommunity(
  tx: WriteTx,
  representative: Representative,
  said: Said,
  now: Date,
): Promise<void> {
  const meeting = await holdMeeting(tx, representative.meetingId);
  requireAct(meeting, "write");
  const minutes = await requireVersion(tx, meeting.id, said.version);
  const side = { side: "community" as const, account_id: null, representative_id: representative.id };
  await keepOpinion(tx, minutes, side, said, now);
}

async function requireVersion(tx: WriteTx, meetingId: number, version: number): Promise<Minutes> {
  const last = await findLastVersion(tx, meetingId);
  if (last === undefined || last.version !== version) throw new Problem(409, "meetings.minutes.changed");
  return last;
}

async function keepOpinion(
  tx: WriteTx,
  minutes: Minutes,
  who: { side: "administration" | "community"; account_id: number | null; representative_id: number | null },
  said: Said,
  now: Date,
): Promise<void> {
  if (said.opinion === "objected" && said.text === undefined) {
    throw new Problem(400, "meetings.minutes.objection.missing", { field: "objection" });
  }
  const before = (await listOpinions(tx, minutes.id)).find((one) =>
    who.account_id === null ? one.representativeId === who.representative_id : one.accountId === who.account_id,
  );
  if (before !== undefined) throw new Problem(409, "meetings.minutes.spoken");
  await tx
    .insertInto("meeting_opinions")
    .values({
      minutes_id: minutes.id,
      ...who,
      opinion: said.opinion,
      text: said.opinion === "objected" ? (said.text ?? null) : null,
      at: now,
    })
    .execute();
}

/** An objection as it will be read: with what says who somebody is covered. */
export function covered({ entity }: { entity: Entity }, text: string | undefined): string | undefined {
  return text && coverPersonal(text, entity.jurisdiction);
}

/** Whether both sides have said what they think of a version, whatever they think. */
export function bothSpoke(opinions: readonly { side: string }[]): boolean {
  return ["administration", "community"].every((side) => opinions.some((one) => one.side === side));
}

/** Publishes the last version, with the objections to it. Nothing of the meeting changes from here on. */
export async function publishMinutes(tx: WriteTx, who: Runner, meetingId: number, version: number): Promise<void> {
  const meeting = await lockMeeting(tx, who, meetingId);
  const state = requireAct(meeting, "publish");
  const minutes = await requireVersion(tx, meetingId, version);
  if (!bothSpoke(await listOpinions(tx, minutes.id))) throw new Problem(409, "meetings.minutes.oneSide");
  await tx.updateTable("meetings").set({ state }).where("id", "=", meetingId).execute();
  const by = who.authority.actor.accountId;
  const line = { thingId: meetingId, event: "meetings.published", data: { version } };
  await addHistory(tx, { ...line, public: true, by, now: who.now });
  const { slug } = await getProcess(tx, meeting.processId);
  const words = await sealOne(tx, meetingId, minutes.text);
  await record(tx, { kind: "minutes", process: slug, at: who.now, content: { id: meetingId, version, words } });
  await touch(tx, tagsOf(meeting));
}
