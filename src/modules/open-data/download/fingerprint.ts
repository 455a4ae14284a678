// What a file holds at this moment, told by its digest: who has it already does not download it again.
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ReadDb } from "#platform/db/db.ts";

export interface Fingerprint {
  etag: string;
  rows: number;
}

/** As long as a page for visitors lives. */
const LIFE_MS = 60_000;
const MOST = 2000;

interface Kept {
  until: number;
  fingerprint: Promise<Fingerprint>;
}

const kept = new WeakMap<ReadDb, LRUCache<string, Kept>>();

/** The digest of a file, made by reading it through once a minute at most; the text itself is not kept. */
export function fingerprintOf(
  db: ReadDb,
  file: { key: string; now: Date; text: () => AsyncIterable<string>; heading: number },
): Promise<Fingerprint> {
  const known = kept.get(db) ?? new LRUCache<string, Kept>({ max: MOST });
  kept.set(db, known);
  const now = file.now.getTime();
  const found = known.get(file.key);
  if (found !== undefined && now < found.until && found.until - LIFE_MS <= now) return found.fingerprint;
  const fingerprint = read(file.text(), file.heading);
  known.set(file.key, { until: now + LIFE_MS, fingerprint });
  fingerprint.catch(() => known.delete(file.key));
  return fingerprint;
}

/** @param heading pieces of the text that are not rows. */
async function read(text: AsyncIterable<string>, heading: number): Promise<Fingerprint> {
  const hash = createHash("sha256");
  let pieces = 0;
  for await (const piece of text) {
    hash.update(piece);
    pieces++;
  }
  return { etag: hash.digest("base64url").slice(0, 27), rows: pieces - heading };
}
