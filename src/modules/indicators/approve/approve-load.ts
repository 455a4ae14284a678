// What makes a load public, and what takes it back. Both leave a line in the public log.
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { record } from "#platform/ledger/ledger.ts";

/** What pages of indicators go stale with. */
export const INDICATORS_TAG = "indicators";
/** The fact that holds every public figure. */
export const FIGURES_FACT = { key: "figures of indicators", seconds: 60, tags: [INDICATORS_TAG] } as const;
export type LoadState = "loaded" | "approved" | "undone";

/** Makes the values of a load public. Doing it twice, or to one undone, changes nothing. */
export async function approveLoad(
  tx: WriteTx,
  { id, by, now }: { id: number; by: number | null; now: Date },
): Promise<void> {
  const changed = await tx
    .updateTable("indicator_loads")
    .set({ state: "approved", approved_by: by, approved_at: now })
    .where("id", "=", id)
    .where("state", "=", "loaded")
    .returning("name")
    .executeTakeFirst();
  if (changed === undefined) return;
  await record(tx, { kind: "indicators.approved", at: now, content: { load: id, file: changed.name } });
  await touch(tx, [INDICATORS_TAG]);
}

/** Takes the values of a load out of every figure; its rows stay, with the reason. Doing it twice changes nothing. */
export async function undoLoad(
  tx: WriteTx,
  { id, by, reason, now }: { id: number; by: number | null; reason: string; now: Date },
): Promise<void> {
  const changed = await tx
    .updateTable("indicator_loads")
    .set({ state: "undone", undone_by: by, undone_at: now, undone_reason: reason })
    .where("id", "=", id)
    .where("state", "<>", "undone")
    .returning("name")
    .executeTakeFirst();
  if (changed === undefined) return;
  await record(tx, { kind: "indicators.undone", at: now, content: { load: id, file: changed.name, reason } });
  await touch(tx, [INDICATORS_TAG]);
}
