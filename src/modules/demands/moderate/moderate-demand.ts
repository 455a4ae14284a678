// Moderating hides with a public reason and never deletes: the words disappear from every page, thread, list, count and export,
// the need keeps its address, its receipts and its history, and whoever wrote it reads why.
import { openCases } from "#core/moderation/index.ts";
import { setVisibilities, setVisibility, type Visibility } from "#core/trace/index.ts";
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
  coverPath: (id) => `/gestion/necesidades/tapar/${id}`,
  setReserved: (tx, { id, reserved }) => setDemandReserved(tx, id, reserved),
};

async function findReported(
  db: ReadDb,
  id: number,
  { reserved = false }: { reserved?: boolean } = {},
): Promise<ReportedItem | undefined> {
  const demand = await findDemand(db, id);
  if (demand === undefined || demand.withdrawnAt !== null) return undefined;
  if (demand.visibility === "reserved" && !reserved) return undefined;
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
  await change(tx, id, { words, visibility: words === undefined ? "public" : "hidden" });
}

/** In the place of the public reason, which what waits for a first look has not. */
const WAITING = "waiting for a look";

/**
 * Needs that came in a file and may say who somebody is: nobody could be asked whether to cover it, so they are out of sight until a
 * moderator covers it, or leaves it as it is. @param needs as they were just inserted.
 */
export async function holdForLook(
  tx: WriteTx,
  needs: readonly { id: number; processId: number; territory: string }[],
  now: Date,
): Promise<void> {
  if (needs.length === 0) return;
  const ids = needs.map(({ id }) => id);
  await tx.updateTable("demands").set({ hidden_reason: WAITING }).where("id", "in", ids).execute();
  await setVisibilities(tx, ids, "staff");
  const source = "personal_data" as const;
  await openCases(
    tx,
    needs.map((need) => ({ ...need, thingId: need.id, kind: "demand", authorId: null, source, now })),
  );
}

/** In the place of the public reason, which what is reserved has not: it keeps it out of the lists that read no thing. */
const RESERVED = "reserved";

/** For the protection role alone: to everybody else, staff too, there is no such need. */
export async function setDemandReserved(tx: WriteTx, id: number, reserved: boolean): Promise<void> {
  await change(
    tx,
    id,
    reserved ? { words: RESERVED, visibility: "reserved" } : { words: undefined, visibility: "public" },
  );
}

async function change(
  tx: WriteTx,
  id: number,
  { words, visibility }: { words: string | undefined; visibility: Visibility },
): Promise<void> {
  const [demand] = await lockDemands(tx, [id], { hidden: true });
  // What its author withdrew has no words to show again.
  if (demand === undefined || demand.withdrawnAt !== null) throw notFound();
  await tx
    .updateTable("demands")
    .set({ hidden_reason: words ?? null })
    .where("id", "=", id)
    .execute();
  await setVisibility(tx, id, visibility);
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
