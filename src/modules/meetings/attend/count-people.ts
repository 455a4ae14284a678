// What happened in the room: that it took place, how many came, who of the administration was there.
import type { Entity } from "#core/territory/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { lockMeeting, type Runner, requireAct } from "../lock-meeting.ts";
import { hasBegun, shownAttendance } from "../meeting.ts";
import { tagsOf } from "../tags.ts";

export interface Attendance {
  people: number;
  /** Group → how many. Groups overlap, so none is larger than the people and they are never added. */
  groups: ReadonlyMap<string, number>;
}

/**
 * Says that a meeting took place and how many came; said again, it corrects the counts. What is published, also in the log,
 * are the counts of five or more.
 * @throws 409 for a meeting that has not begun.
 */
export async function countPeople(
  tx: WriteTx,
  who: Runner & { entity: Entity },
  id: number,
  attendance: Attendance,
): Promise<void> {
  const meeting = await lockMeeting(tx, who, id);
  const first = meeting.state === "planned";
  const state = requireAct(meeting, first ? "hold" : "count");
  if (!hasBegun(meeting, who.now)) throw new Problem(409, "meetings.attend.future", { field: "people" });
  checkGroups(who.entity, attendance);
  await tx
    .updateTable("meetings")
    .set({ state, people: attendance.people, ...(first && { held_at: who.now }) })
    .where("id", "=", id)
    .execute();
  await tx.deleteFrom("meeting_groups").where("meeting_id", "=", id).execute();
  const counted = [...attendance.groups].filter(([, people]) => people > 0);
  if (counted.length > 0) {
    const rows = counted.map(([code, people]) => ({ meeting_id: id, group_code: code, people }));
    await tx.insertInto("meeting_groups").values(rows).execute();
  }
  const shown = shownAttendance(attendance.people, attendance.groups);
  const by = who.authority.actor.accountId;
  // Everybody reads that it was held; a correction of the counts is for who works on it, or two would give a small one away.
  await addHistory(tx, {
    thingId: id,
    event: first ? "meetings.held" : "meetings.counted",
    data: first ? { people: shown.people ?? 0 } : {},
    public: first,
    by,
    now: who.now,
  });
  const { slug } = await getProcess(tx, meeting.processId);
  await record(tx, {
    kind: first ? "meeting-held" : "meeting-counted",
    process: slug,
    at: who.now,
    content: { id, people: shown.people, groups: Object.fromEntries(shown.groups) },
  });
  await touch(tx, tagsOf(meeting));
}

function checkGroups(entity: Entity, { people, groups }: Attendance): void {
  for (const [code, count] of groups) {
    if (!entity.catalogs.populationGroups.offers(code)) {
      throw new Problem(400, "common.unknownChoice", { field: `group-${code}` });
    }
    if (count > people) throw new Problem(400, "meetings.attend.more", { field: `group-${code}` });
  }
}

/** Writes down somebody of the administration who was, or will be, there. */
export async function addOfficial(
  tx: WriteTx,
  who: Runner & { entity: Entity },
  id: number,
  official: { agency: string; position: string; name?: string },
): Promise<void> {
  const meeting = await lockMeeting(tx, who, id);
  requireAct(meeting, "edit");
  if (!who.entity.catalogs.agencies.offers(official.agency)) {
    throw new Problem(400, "common.unknownChoice", { field: "agency" });
  }
  await tx
    .insertInto("meeting_officials")
    .values({
      meeting_id: id,
      agency_code: official.agency,
      position: official.position,
      name: official.name ?? null,
    })
    .execute();
  await touch(tx, tagsOf(meeting));
}

export async function removeOfficial(tx: WriteTx, who: Runner, id: number, officialId: number): Promise<void> {
  const meeting = await lockMeeting(tx, who, id);
  requireAct(meeting, "edit");
  await tx.deleteFrom("meeting_officials").where("id", "=", officialId).where("meeting_id", "=", id).execute();
  await touch(tx, tagsOf(meeting));
}
