// The results of conversations, computed again each second in a thread of its own, so that no answer of the web program waits
// for them. One thread of all the processes works; the others wait to take its place.
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { systemClock } from "#platform/clock/clock.ts";
import { openDatabase } from "#platform/db/db.ts";
import { computeResults } from "./compute-results.ts";
import { listToCompute } from "./results.sql.ts";
import { VoteStore } from "./vote-store.ts";

const EVERY_MS = 1000;
/** Signs of coordinated answers hurry nobody, and looking for them costs as much as a result. */
const LOOK_EVERY_MS = 60_000;

const { programUrl, timeZone } = z.object({ programUrl: z.string(), timeZone: z.string() }).parse(workerData);
const db = openDatabase(programUrl, { max: 2 });
const stores = new Map<number, VoteStore>();
const looked = new Map<number, number>();
/** Those with answers in which no signs were looked for yet. */
const unlooked = new Set<number>();
let stopping = false;
parentPort?.on("message", () => {
  stopping = true;
});

const turn = await db.pool.connect();
await turn.query("select pg_advisory_lock(hashtextextended('conversations.results', 0))");
while (!stopping) {
  const began = performance.now();
  await computeAll();
  await new Promise((resume) => setTimeout(resume, Math.max(50, EVERY_MS - (performance.now() - began))));
}
turn.release(true);
await db.close();
parentPort?.close();

async function computeAll(): Promise<void> {
  const list = await listToCompute(db.read);
  for (const known of stores.keys()) if (!list.some(({ id }) => id === known)) stores.delete(known);
  // After a start, everybody has a result before anybody waits for signs.
  const rested = list.every(({ id }) => stores.has(id));
  for (const conversation of list) {
    const { id } = conversation;
    const store = stores.get(id) ?? new VoteStore(id);
    stores.set(id, store);
    const now = systemClock.now();
    const look = rested && unlooked.has(id) && now.getTime() - (looked.get(id) ?? 0) >= LOOK_EVERY_MS;
    const changed = await computeResults(db, conversation, { now, timeZone, store, look });
    if (look) {
      looked.set(id, now.getTime());
      unlooked.delete(id);
    } else if (changed) unlooked.add(id);
  }
}
