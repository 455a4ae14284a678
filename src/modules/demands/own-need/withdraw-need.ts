// Withdrawing one's own need: its words, versions, photos and point are erased and the mark stays. Those that it spoke for are
// not lost with it: the most supported of them speaks for the others, where it was.
import { sql } from "kysely";
import { dropWaitingCases } from "#core/moderation/index.ts";
import { addHistory, eraseSeals, link, type Relation, setVisibility, unlink } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { removeFile } from "#platform/files/files.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Demand } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";

/** In the place of the public reason: pages say it in the language of the reader. */
const WITHDRAWN = "withdrawn";

/** Erases a need at the wish of its author. Who may is asked by the page. @throws 409 when it was withdrawn before. */
export async function withdrawNeed(tx: WriteTx, id: number, now: Date): Promise<void> {
  const members = await tx.selectFrom("demands").select("id").where("merged_into_id", "=", id).execute();
  const held = await lockDemands(tx, [id, ...members.map((one) => one.id)], { hidden: true });
  const demand = held.find((one) => one.id === id);
  if (demand === undefined) throw notFound();
  if (demand.withdrawnAt !== null) throw new Problem(409, "demands.own.withdrawnAlready");
  // Somebody merged another into it while we took hold: asked again, all of them are held.
  const joined = await tx.selectFrom("demands").select("id").where("merged_into_id", "=", id).execute();
  if (joined.some((one) => !held.some((each) => each.id === one.id))) throw new Problem(409, "demands.own.busy");
  await passOn(
    tx,
    demand,
    held.filter((one) => one.mergedInto === id),
    now,
  );
  await erase(tx, id, now);
  await eraseSeals(tx, id);
  // What only the protection team knew of leaves no mark that others read.
  const reserved = demand.visibility === "reserved";
  if (!reserved) await setVisibility(tx, id, "hidden");
  await dropWaitingCases(tx, id, { appeals: true });
  await addHistory(tx, { thingId: id, event: "demands.withdrawn", public: !reserved, now });
  const process = await getProcess(tx, demand.processId);
  await record(tx, { kind: "withdrawal", process: process.slug, at: now, content: { id } });
  await touch(tx, [
    "demands",
    "threads",
    "initiatives",
    "commitments",
    `demands:${demand.processId}:${demand.territory}`,
    `thing:${id}`,
  ]);
}

async function erase(tx: WriteTx, id: number, now: Date): Promise<void> {
  await tx.deleteFrom("demand_versions").where("demand_id", "=", id).execute();
  await tx.deleteFrom("demand_sheets").where("demand_id", "=", id).execute();
  await tx.deleteFrom("demand_groups").where("demand_id", "=", id).execute();
  const voices = await tx.deleteFrom("demand_recordings").where("demand_id", "=", id).returning("file_id").execute();
  const photos = await tx.deleteFrom("demand_photos").where("demand_id", "=", id).returning("file_id").execute();
  await tx
    .updateTable("demands")
    .set({ text: "", place: null, lat: null, lon: null, hidden_reason: WITHDRAWN, withdrawn_at: now })
    .where("id", "=", id)
    .execute();
  for (const { file_id } of [...photos, ...voices]) await removeFile(tx, file_id);
}

/** The needs merged into this one speak through the most supported of them, in its place and with its links. */
async function passOn(tx: WriteTx, gone: Demand, members: readonly Demand[], now: Date): Promise<void> {
  const alive = members.filter((one) => one.hiddenReason === null);
  const heir = alive.toSorted((a, b) => b.supports - a.supports || a.id - b.id)[0] ?? members[0];
  if (heir === undefined) return;
  // Who speaks for others cannot itself wait for an analyst to merge it: it takes the state of the one that goes.
  const state = gone.state === "merged" ? "merged" : gone.state;
  await tx
    .updateTable("demands")
    .set({ state, merged_into_id: gone.mergedInto, ...(gone.state === "discarded" && { reason: gone.reason }) })
    .where("id", "=", heir.id)
    .execute();
  await unlink(tx, { from: heir.id, to: gone.id, relation: "joined_into", now });
  await addHistory(tx, { thingId: heir.id, event: "demands.unmerged", data: { from: gone.id }, public: true, now });
  for (const one of members) {
    if (one.id === heir.id) continue;
    await tx.updateTable("demands").set({ merged_into_id: heir.id }).where("id", "=", one.id).execute();
    await unlink(tx, { from: one.id, to: gone.id, relation: "joined_into", now });
    await link(tx, { from: one.id, to: heir.id, relation: "joined_into", now });
  }
  for (const { to_id, relation } of await liveLinks(tx, gone.id))
    await link(tx, { from: heir.id, to: to_id, relation, now });
  await tx
    .updateTable("demand_merges")
    .set({ target_id: heir.id })
    .where("target_id", "=", gone.id)
    .where("undone_at", "is", null)
    .execute();
  await tx
    .deleteFrom("demand_merge_members")
    .where("demand_id", "=", heir.id)
    .where("merge_id", "in", mergesOf(tx, heir.id))
    .execute();
}

function mergesOf(tx: WriteTx, target: number) {
  return tx.selectFrom("demand_merges").select("id").where("target_id", "=", target).where("undone_at", "is", null);
}

async function liveLinks(tx: WriteTx, from: number): Promise<{ to_id: number; relation: Relation }[]> {
  const { rows } = await sql<{ to_id: number; relation: Relation }>`
    select to_id, relation from links where from_id = ${from} and ended_at is null`.execute(tx);
  return rows;
}
