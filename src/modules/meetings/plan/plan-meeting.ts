// Calling a meeting, changing what was called, and calling it off. Everything that people were told stays in its history.
import { randomBytes } from "node:crypto";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, createThing, sealOne } from "#core/trace/index.ts";
import { getProcess, type Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { lockMeeting, type Runner, requireAct } from "../lock-meeting.ts";
import { calledWords, type Meeting, type MeetingKind } from "../meeting.ts";
import { tagsOf } from "../tags.ts";

export interface MeetingPlan {
  sub?: string;
  kind: MeetingKind;
  title: string;
  place: string;
  address?: string;
  point?: { lat: number; lon: number };
  startsAt: Date;
  endsAt: Date;
  agenda: string;
  agencies: readonly string[];
  organisations: readonly number[];
}

const HOURS_24 = 24 * 3_600_000;
/** A meeting called for later than this is a slip of the finger in the year. */
const FURTHEST_MS = 3 * 365 * 86_400_000;

/** Calls a meeting of a published process in one of its places. @returns its number. */
export async function planMeeting(
  tx: WriteTx,
  who: Runner & { entity: Entity },
  process: Process,
  territory: string,
  plan: MeetingPlan,
): Promise<number> {
  who.authority.require("meetings.run", { territory });
  if (process.state !== "published") throw new Problem(409, "meetings.plan.processClosed");
  if (!process.phases.has(territory)) throw new Problem(400, "common.unknownChoice", { field: "territory" });
  await checkPlan(tx, who, territory, plan);
  const by = who.authority.actor.accountId;
  const id = await createThing(tx, { kind: "meeting", processId: process.id, territory, now: who.now });
  await tx
    .insertInto("meetings")
    .values({
      id,
      process_id: process.id,
      territory_code: territory,
      ...columnsOf(plan),
      slip_key: randomBytes(32),
      created_by: by ?? null,
      created_at: who.now,
    })
    .execute();
  await writeHosts(tx, id, plan);
  await addHistory(tx, { thingId: id, event: "meetings.called", data: told(plan), public: true, by, now: who.now });
  const content = { id, territory, ...(await sealCall(tx, id, plan)) };
  await record(tx, { kind: "meeting", process: process.slug, at: who.now, content });
  await touch(tx, tagsOf({ id, processId: process.id, territory }));
  return id;
}

/** Changes what was called; who looks at the page afterwards reads what it said before. */
export async function editMeeting(
  tx: WriteTx,
  who: Runner & { entity: Entity },
  id: number,
  plan: MeetingPlan,
): Promise<void> {
  const meeting = await lockMeeting(tx, who, id);
  requireAct(meeting, "edit");
  await checkPlan(tx, who, meeting.territory, plan);
  if (meeting.state === "held" && plan.startsAt > who.now) {
    throw new Problem(409, "meetings.plan.heldLater", { field: "startsAt" });
  }
  await tx.updateTable("meetings").set(columnsOf(plan)).where("id", "=", id).execute();
  await tx.deleteFrom("meeting_hosts").where("meeting_id", "=", id).execute();
  await writeHosts(tx, id, plan);
  const from = told(meeting);
  const to = told(plan);
  const line = { thingId: id, by: who.authority.actor.accountId, now: who.now };
  if (JSON.stringify(from) === JSON.stringify(to)) {
    // Nobody is told of it, but whoever has the same form open is.
    await addHistory(tx, { ...line, event: "meetings.edited", public: false });
  } else {
    const data = { before: from, after: to };
    await addHistory(tx, { ...line, event: "meetings.changed", data, public: true });
    const { slug } = await getProcess(tx, meeting.processId);
    const content = { id, ...(await sealCall(tx, id, plan)) };
    await record(tx, { kind: "meeting-change", process: slug, at: who.now, content });
  }
  await touch(tx, tagsOf(meeting));
}

/** Calls it off, with a reason that everybody reads. */
export async function cancelMeeting(tx: WriteTx, who: Runner, id: number, reason: string): Promise<void> {
  const meeting = await lockMeeting(tx, who, id);
  await tx
    .updateTable("meetings")
    .set({ state: requireAct(meeting, "cancel"), cancel_reason: reason })
    .where("id", "=", id)
    .execute();
  const by = who.authority.actor.accountId;
  await addHistory(tx, { thingId: id, event: "meetings.cancelled", data: { reason }, public: true, by, now: who.now });
  const { slug } = await getProcess(tx, meeting.processId);
  await record(tx, { kind: "meeting-cancelled", process: slug, at: who.now, content: { id, reason } });
  await touch(tx, tagsOf(meeting));
}

async function checkPlan(tx: WriteTx, who: Runner & { entity: Entity }, territory: string, plan: MeetingPlan) {
  const { entity, now } = who;
  if (plan.endsAt <= plan.startsAt) throw new Problem(400, "meetings.plan.ends.before", { field: "endsAt" });
  if (plan.endsAt.getTime() - plan.startsAt.getTime() > HOURS_24) {
    throw new Problem(400, "meetings.plan.ends.long", { field: "endsAt" });
  }
  if (plan.startsAt.getTime() - now.getTime() > FURTHEST_MS) {
    throw new Problem(400, "meetings.plan.starts.far", { field: "startsAt" });
  }
  const sub = plan.sub === undefined ? undefined : entity.find(plan.sub);
  if (plan.sub !== undefined && (sub === undefined || sub.retired || sub.parentCode !== territory)) {
    throw new Problem(400, "common.unknownChoice", { field: "sub" });
  }
  if (!plan.agencies.every((code) => entity.catalogs.agencies.offers(code))) {
    throw new Problem(400, "common.unknownChoice", { field: "agencies" });
  }
  if (plan.organisations.length === 0) return;
  const known = await tx
    .selectFrom("organisations")
    .select("id")
    .where("id", "in", [...plan.organisations])
    .where("approved_at", "is not", null)
    .execute();
  if (known.length !== new Set(plan.organisations).size) {
    throw new Problem(400, "common.unknownChoice", { field: "organisations" });
  }
}

function columnsOf(plan: MeetingPlan) {
  return {
    sub_code: plan.sub ?? null,
    kind: plan.kind,
    title: plan.title,
    place: plan.place,
    address: plan.address ?? null,
    lat: plan.point?.lat ?? null,
    lon: plan.point?.lon ?? null,
    starts_at: plan.startsAt,
    ends_at: plan.endsAt,
    agenda: plan.agenda,
  };
}

/** What people were told: changing any of it is told again. */
function told({ title, place, startsAt, endsAt }: Pick<Meeting, "title" | "place" | "startsAt" | "endsAt">) {
  return { title, place, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}

/** What the log holds of it: when, and the digest of its words. */
async function sealCall(tx: WriteTx, id: number, plan: MeetingPlan) {
  const { startsAt, endsAt } = told(plan);
  return { startsAt, endsAt, words: await sealOne(tx, id, calledWords(plan)) };
}

async function writeHosts(tx: WriteTx, id: number, plan: MeetingPlan): Promise<void> {
  const hosts = [
    ...plan.agencies.map((code) => ({ meeting_id: id, agency_code: code, organisation_id: null })),
    ...plan.organisations.map((organisation) => ({ meeting_id: id, agency_code: null, organisation_id: organisation })),
  ];
  if (hosts.length > 0) await tx.insertInto("meeting_hosts").values(hosts).execute();
}
