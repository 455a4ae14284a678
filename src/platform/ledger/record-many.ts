// Many acts at once, for what is loaded instead of lived.
import { randomBytes } from "node:crypto";
import type { WriteTx } from "../db/db.ts";
import { insertMany } from "../db/insert-many.ts";
import type { LedgerEntry } from "./ledger.ts";

/** Records acts in the insert-only waiting room of the log, in their order, each to the minute. */
export async function recordMany(tx: WriteTx, entries: readonly LedgerEntry[]): Promise<void> {
  await insertMany(
    tx,
    "ledger_pending",
    entries.map(({ kind, process, at, content }) => ({
      kind,
      process: process ?? null,
      minute: new Date(Math.floor(at.getTime() / 60_000) * 60_000),
      salt: randomBytes(16),
      content,
    })),
  );
}
