// Moderating hides with a public reason and never deletes: the words disappear from every page, thread, list, count and export,
// the need keeps its address, its receipts and its history, and whoever wrote it reads why.
import { addHistory, setVisibility } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Demand } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";
import type { Analyst } from "../join-needs/join-needs.ts";

/** Hides a need from everybody but moderators. @throws 409 if it was hidden already. */
export async function hideDemand(tx: WriteTx, who: Analyst, id: number, reason: string): Promise<void> {
  const demand = await holdForModeration(tx, who, id);
  if (demand.hiddenReason !== null) throw new Problem(409, "demands.moderate.already");
  await change(tx, who, demand, reason);
}

/** Shows a hidden need again. @throws 409 if it is not hidden. */
export async function restoreDemand(tx: WriteTx, who: Analyst, id: number): Promise<void> {
  const demand = await holdForModeration(tx, who, id);
  if (demand.hiddenReason === null) throw new Problem(409, "demands.moderate.notHidden");
  await change(tx, who, demand, undefined);
}

async function holdForModeration(tx: WriteTx, who: Analyst, id: number): Promise<Demand> {
  const [demand] = await lockDemands(tx, [id], { hidden: true });
  if (demand === undefined) throw notFound();
  who.authority.require("demands.moderate", { territory: demand.territory });
  return demand;
}

async function change(tx: WriteTx, who: Analyst, demand: Demand, reason: string | undefined): Promise<void> {
  const hide = reason !== undefined;
  const process = await getProcess(tx, demand.processId);
  await tx
    .updateTable("demands")
    .set({ hidden_reason: reason ?? null })
    .where("id", "=", demand.id)
    .execute();
  await setVisibility(tx, demand.id, hide ? "hidden" : "public");
  await addHistory(tx, {
    thingId: demand.id,
    event: hide ? "demands.hidden" : "demands.restored",
    data: hide ? { reason } : {},
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  // The words themselves stay out of the log: what was hidden is hidden there too.
  await record(tx, {
    kind: "moderation",
    process: process.slug,
    at: who.now,
    content: { id: demand.id, act: hide ? "hidden" : "restored", ...(hide && { reason }) },
  });
  // Its title also stands in the threads and pages of what came of it.
  await touch(tx, [
    "demands",
    "threads",
    "initiatives",
    "commitments",
    `demands:${demand.processId}:${demand.territory}`,
    `thing:${demand.id}`,
  ]);
}
