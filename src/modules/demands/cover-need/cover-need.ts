// Covering what says who somebody is in a need that is public already. It only hides: no moderator writes in the name of people.
import type { Authority } from "#core/people/index.ts";
import { addHistory, sealOne } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Demand } from "../demand.ts";
import { findDemand, lockDemands } from "../demands.sql.ts";
import { keepVersion } from "../own-need/versions.sql.ts";
import { SHEET_FIELDS, type Sheet } from "../say-need/need-fields.ts";
import { findSheet } from "../say-need/save-extras.ts";
import { onlyCovers } from "./only-covers.ts";

/** Fields of a need in which people write freely. */
export const WORD_FIELDS = ["text", "place", ...SHEET_FIELDS] as const;
export type Words = Partial<Record<(typeof WORD_FIELDS)[number], string>>;

/** A need with its words, for who may cover them. @throws 404 for what was withdrawn or is reserved, 403 elsewhere. */
export async function getCoverable(
  db: ReadDb,
  who: { authority: Authority },
  id: number,
): Promise<{ demand: Demand; words: Words }> {
  const demand = await findDemand(db, id);
  if (demand === undefined || demand.withdrawnAt !== null || demand.visibility === "reserved") throw notFound();
  who.authority.require("moderation.decide", { territory: demand.territory });
  const { text, place } = demand;
  return { demand, words: { text, ...(place !== null && { place }), ...(await findSheet(db, id)) } };
}

/**
 * Covers parts of a need. What it said before is kept for moderators.
 * @throws 400 when something else than covering was written, 409 when nothing changes.
 */
export async function coverNeed(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  id: number,
  after: Words,
): Promise<void> {
  await lockDemands(tx, [id], { hidden: true });
  const { demand, words } = await getCoverable(tx, who, id);
  const wrong = WORD_FIELDS.find((name) => !onlyCovers(words[name] ?? "", after[name] ?? ""));
  if (wrong !== undefined) throw new Problem(400, "demands.cover.only", { field: wrong });
  const changed = WORD_FIELDS.filter((name) => words[name] !== undefined && words[name] !== after[name]);
  if (changed.length === 0) throw new Problem(409, "demands.cover.same", { field: "text" });
  const sheet = SHEET_FIELDS.some((name) => changed.includes(name)) ? await findSheet(tx, id) : undefined;
  const version = await keepVersion(tx, demand, { covered: true, sheet, now: who.now });
  const { text = "", place = null, ...causes } = after;
  await tx.updateTable("demands").set({ text, place }).where("id", "=", id).execute();
  if (sheet !== undefined) await writeSheet(tx, id, causes);
  const by = who.authority.actor.accountId;
  const line = { thingId: id, event: "demands.covered", data: { version }, toAuthors: true, by, now: who.now };
  await addHistory(tx, { ...line, public: demand.hiddenReason === null });
  const process = await getProcess(tx, demand.processId);
  const content = { id, words: await sealOne(tx, id, text) };
  await record(tx, { kind: "need-covered", process: process.slug, at: who.now, content });
  await touch(tx, ["demands", "threads", `demands:${demand.processId}:${demand.territory}`, `thing:${id}`]);
}

async function writeSheet(tx: WriteTx, id: number, sheet: Sheet): Promise<void> {
  await tx.updateTable("demand_sheets").set(sheet).where("demand_id", "=", id).execute();
}
