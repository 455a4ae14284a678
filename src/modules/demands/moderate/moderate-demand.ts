// Moderating hides with a public reason and never deletes: the words disappear from every page, thread, list, count and export,
// the need keeps its address, its receipts and its history, and whoever wrote it reads why.
import { setVisibility } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { findDemand, lockDemands } from "../demands.sql.ts";
import { findAuthor } from "./find-author.ts";

/** How a need is read and hidden by moderation. */
export const demandReportable: Reportable = {
  label: "demands.kind",
  find: findReported,
  setHidden: (tx, { id, words }) => setDemandHidden(tx, id, words),
};

async function findReported(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const demand = await findDemand(db, id);
  if (demand === undefined || demand.withdrawnAt !== null) return undefined;
  return {
    thingId: id,
    processId: demand.processId,
    territory: demand.territory,
    authorId: (await findAuthor(db, id)) ?? null,
    text: demand.text,
    path: `/necesidades/${id}`,
    public: demand.visibility === "public",
  };
}

async function setDemandHidden(tx: WriteTx, id: number, words: string | undefined): Promise<void> {
  const [demand] = await lockDemands(tx, [id], { hidden: true });
  // What its author withdrew has no words to show again.
  if (demand === undefined || demand.withdrawnAt !== null) throw notFound();
  await tx
    .updateTable("demands")
    .set({ hidden_reason: words ?? null })
    .where("id", "=", id)
    .execute();
  await setVisibility(tx, id, words === undefined ? "public" : "hidden");
  // Its title also stands in the threads and pages of what came of it.
  await touch(tx, [
    "demands",
    "threads",
    "initiatives",
    "commitments",
    `demands:${demand.processId}:${demand.territory}`,
    `thing:${id}`,
  ]);
}
