// The door of the public log: every command that receives or promises something leaves an entry in its transaction.
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { WriteTx } from "../db/db.ts";

export interface LedgerEntry {
  /** What kind of act: `need`, `support`, `vote`, `commitment`, `update`, `judgement`… */
  kind: string;
  /** Slug of the process it belongs to. */
  process?: string;
  at: Date;
  /** What the entry commits to. People appear only as pseudonyms of their process, if at all. */
  content: Record<string, unknown>;
}

/** Records an act in the insert-only waiting room of the log, to the minute. */
export async function record(tx: WriteTx, entry: LedgerEntry): Promise<void> {
  await recordAll(tx, [entry]);
}

/** Acts in one statement: well below the 65,535 parameters that one may carry. */
const CHUNK = 1000;

/** Records many acts in their order, for commands that commit in a batch and for what is loaded instead of lived. */
export async function recordAll(tx: WriteTx, entries: readonly LedgerEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += CHUNK) {
    const rows = entries.slice(start, start + CHUNK).map(pendingRow);
    await tx.insertInto("ledger_pending").values(rows).execute();
  }
}

function pendingRow(entry: LedgerEntry) {
  const minute = new Date(Math.floor(entry.at.getTime() / 60_000) * 60_000);
  return {
    kind: entry.kind,
    process: entry.process ?? null,
    minute,
    salt: randomBytes(16),
    content: sql<unknown>`${JSON.stringify(entry.content)}::jsonb`,
  };
}
