// Correcting one's own need: within an hour, and only while nobody has leaned on its words. Each version is kept.
import { addHistory, sealOne } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import type { MessageKey } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Demand } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";
import type { Point } from "../point/point.ts";
import { keepVersion } from "./versions.sql.ts";

export const EDIT_MS = 60 * 60_000;

/** Why a need cannot be corrected any more; undefined while it can. */
export async function editRefusal(db: ReadDb, demand: Demand, now: Date): Promise<MessageKey | undefined> {
  if (demand.hiddenReason !== null) return "demands.own.hidden";
  if (now.getTime() - demand.saidAt.getTime() > EDIT_MS) return "demands.own.late";
  if (demand.state !== "received") return "demands.own.decided";
  if (demand.supports > 0) return "demands.own.supported";
  const joined = await db.selectFrom("demands").select("id").where("merged_into_id", "=", demand.id).executeTakeFirst();
  return joined === undefined ? undefined : "demands.own.decided";
}

/** Puts other words in a need. Who may is asked by the page. @throws 409 when it is too late. */
export async function editNeed(
  tx: WriteTx,
  id: number,
  change: { text: string; place?: string; point?: Point; now: Date },
): Promise<void> {
  const [demand] = await lockDemands(tx, [id], { hidden: true });
  if (demand === undefined) throw notFound();
  const refusal = await editRefusal(tx, demand, change.now);
  if (refusal !== undefined) throw new Problem(409, refusal);
  const { text, place = null, point, now } = change;
  const lat = point?.lat ?? null;
  const lon = point?.lon ?? null;
  if (demand.text === text && demand.place === place && demand.lat === lat && demand.lon === lon) return;
  const version = await keepVersion(tx, demand, { now });
  await tx.updateTable("demands").set({ text, place, lat, lon, edited_at: now }).where("id", "=", id).execute();
  await addHistory(tx, { thingId: id, event: "demands.edited", data: { version }, public: true, now });
  const process = await getProcess(tx, demand.processId);
  await record(tx, {
    kind: "need-edit",
    process: process.slug,
    at: now,
    content: { id, words: await sealOne(tx, id, text) },
  });
  await touch(tx, [`demands:${demand.processId}:${demand.territory}`, `thing:${id}`]);
}
