// The door of the public log: every command that receives or promises something leaves an entry in its transaction.
import { randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { byteas, instants, texts } from "../db/arrays.ts";
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

/** Records many acts in their order, for commands that commit in a batch and for what is loaded instead of lived. */
export async function recordAll(tx: WriteTx, entries: readonly LedgerEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += CHUNK) {
    await sql`/* hot */ ${recording(entries.slice(start, start + CHUNK))}`.execute(tx);
  }
}

/**
 * The `insert` of `recordAll`, for a statement that writes more at once and records only what came of it.
 * @param joined a `join` with earlier relations of that statement, by `n`, the place of an entry counted from 1.
 */
export function recording(entries: readonly LedgerEntry[], joined: RawBuilder<unknown> = sql``): RawBuilder<unknown> {
  const salts = randomBytes(SALT_BYTES * entries.length);
  return sql`insert into ledger_pending (kind, process, minute, salt, content)
    select e.kind, e.process, e.minute, e.salt, e.content::jsonb from unnest(${texts(entries.map((entry) => entry.kind))}::text[],
      ${texts(entries.map((entry) => entry.process ?? null))}::text[], ${instants(entries.map(minuteOf))}::timestamptz[],
      ${byteas(entries.map((_, at) => salts.subarray(at * SALT_BYTES, (at + 1) * SALT_BYTES)))}::bytea[],
      ${texts(entries.map((entry) => JSON.stringify(entry.content)))}::text[]
    ) with ordinality as e (kind, process, minute, salt, content, n) ${joined} order by n`;
}

const CHUNK = 10_000;
const SALT_BYTES = 16;
const MINUTE_MS = 60_000;

function minuteOf({ at }: LedgerEntry): number {
  return Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
}
