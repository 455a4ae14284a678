// The results of conversations, computed again each second in a thread of its own, so that no answer of the web program waits
// for them. One thread of all the processes works; the others wait to take its place.
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { systemClock } from "#platform/clock/clock.ts";
import { openDatabase } from "#platform/db/db.ts";
import { computeResults } from "./compute-results.ts";
import { listUnfrozen } from "./results.sql.ts";
import { VoteStore } from "./vote-store.ts";

const EVERY_MS = 1000;

const { programUrl, timeZone } = z.object({ programUrl: z.string(), timeZone: z.string() }).parse(workerData);
const db = openDatabase(programUrl, { max: 2 });
const stores = new Map<number, VoteStore>();
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
  const list = await listUnfrozen(db.read);
  for (const known of stores.keys()) if (!list.some(({ id }) => id === known)) stores.delete(known);
  for (const conversation of list) {
    const store = stores.get(conversation.id) ?? new VoteStore(conversation.id);
    stores.set(conversation.id, store);
    await computeResults(db, conversation, { now: systemClock.now(), timeZone, store });
  }
}
