// What was typed wrong in a meeting, put right or taken back, until its minutes are published. Nothing changes without a trace.

import { coverPersonal } from "#core/moderation/index.ts";
import { addHistory, sealOne, setVisibility, takeBackReceipts, unlink } from "#core/trace/index.ts";
import { holdMeeting, type Meeting, meetingTags } from "#modules/meetings/index.ts";
import { getProcess, type Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { countGraphemes } from "#platform/text/graphemes.ts";
import type { Demand } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";
import { keepVersion } from "../own-need/versions.sql.ts";
import { readLine } from "./typed-line.ts";
import { MAX_LETTERS, MIN_LETTERS, readCodes, requireWriting, type Writer } from "./write-needs.ts";

interface Held {
  meeting: Meeting;
  process: Process;
  demand: Demand;
}

/** A need of this meeting, with both held. @throws 409 once somebody else works with it. */
async function holdNeed(tx: WriteTx, who: Writer, meetingId: number, needId: number): Promise<Held> {
  const meeting = await holdMeeting(tx, meetingId);
  const process = await getProcess(tx, meeting.processId);
  requireWriting(who, meeting, process);
  const heard = await tx
    .selectFrom("links")
    .select("id")
    .where("from_id", "=", meetingId)
    .where("to_id", "=", needId)
    .where("relation", "=", "heard")
    .where("ended_at", "is", null)
    .executeTakeFirst();
  const [demand] = heard === undefined ? [] : await lockDemands(tx, [needId]);
  if (demand === undefined) throw notFound();
  if (demand.state !== "received" && demand.state !== "read") throw new Problem(409, "demands.meeting.inUse");
  return { meeting, process, demand };
}

/** Writes a need of a meeting again. The slip stays: it is the receipt of whoever keeps the stub. */
export async function correctNeed(
  tx: WriteTx,
  who: Writer,
  given: { meeting: number; need: number; line: string },
): Promise<void> {
  const { meeting, process, demand } = await holdNeed(tx, who, given.meeting, given.need);
  const typed = readLine(given.line);
  const letters = countGraphemes(typed.text);
  if (letters < MIN_LETTERS) throw new Problem(400, "demands.meeting.short", { field: "line" });
  if (letters > MAX_LETTERS || typed.text.length > 4 * MAX_LETTERS) {
    throw new Problem(400, "demands.meeting.long", { field: "line" });
  }
  const codes = readCodes(who.entity, typed);
  const text = coverPersonal(typed.text, who.entity.jurisdiction);
  if ("unknown" in codes) {
    throw new Problem(400, codes.problem, { field: "line", parameters: { word: codes.unknown } });
  }
  await tx
    .updateTable("demands")
    .set({
      text,
      sector_code: codes.sector ?? null,
      state: codes.sector === undefined ? "received" : "read",
    })
    .where("id", "=", demand.id)
    .execute();
  await tx.deleteFrom("demand_groups").where("demand_id", "=", demand.id).execute();
  const groups = codes.groups.map((code) => ({ demand_id: demand.id, group_code: code }));
  if (groups.length > 0) await tx.insertInto("demand_groups").values(groups).execute();
  if (text !== demand.text) {
    const by = who.authority.actor.accountId;
    // What was typed by mistake may be a name: it is kept where it can be erased, and the history only says that it changed.
    const data = { version: await keepVersion(tx, demand, { now: who.now }) };
    await addHistory(tx, { thingId: demand.id, event: "demands.corrected", data, public: false, by, now: who.now });
    await record(tx, {
      kind: "need-corrected",
      process: process.slug,
      at: who.now,
      content: { id: demand.id, words: await sealOne(tx, demand.id, text) },
    });
  }
  await touchNeed(tx, meeting, demand);
}

/**
 * Takes back a need that was typed by mistake: it is hidden with its reason, the meeting no longer counts it, and its slip can
 * be typed again.
 */
export async function undoNeed(
  tx: WriteTx,
  who: Writer,
  given: { meeting: number; need: number; reason: string },
): Promise<void> {
  const { meeting, process, demand } = await holdNeed(tx, who, given.meeting, given.need);
  if (demand.supports > 0) throw new Problem(409, "demands.meeting.inUse");
  const by = who.authority.actor.accountId;
  const { reason } = given;
  await tx.updateTable("demands").set({ hidden_reason: reason }).where("id", "=", demand.id).execute();
  await setVisibility(tx, demand.id, "hidden");
  await unlink(tx, { from: meeting.id, to: demand.id, relation: "heard", by, now: who.now });
  await takeBackReceipts(tx, demand.id);
  await addHistory(tx, {
    thingId: demand.id,
    event: "demands.hidden",
    data: { reason },
    public: true,
    by,
    now: who.now,
  });
  await record(tx, {
    kind: "moderation",
    process: process.slug,
    at: who.now,
    content: { id: demand.id, act: "hidden", reason },
  });
  await touchNeed(tx, meeting, demand);
}

async function touchNeed(tx: WriteTx, meeting: Meeting, demand: Demand): Promise<void> {
  await touch(tx, [
    ...meetingTags(meeting),
    "demands",
    `thing:${demand.id}`,
    `demands:${demand.processId}:${demand.territory}`,
  ]);
}
