import {
  VoteStore,
  computeResults,
  listUnfrozen,
  openDatabase,
  systemClock
} from "../chunk-X4F2G7OC.js";

// src/modules/conversations/results/results.thread.ts
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
var EVERY_MS = 1e3;
var { programUrl, timeZone } = z.object({ programUrl: z.string(), timeZone: z.string() }).parse(workerData);
var db = openDatabase(programUrl, { max: 2 });
var stores = /* @__PURE__ */ new Map();
var stopping = false;
parentPort?.on("message", () => {
  stopping = true;
});
var turn = await db.pool.connect();
await turn.query("select pg_advisory_lock(hashtextextended('conversations.results', 0))");
while (!stopping) {
  const began = performance.now();
  await computeAll();
  await new Promise((resume) => setTimeout(resume, Math.max(50, EVERY_MS - (performance.now() - began))));
}
turn.release(true);
await db.close();
parentPort?.close();
async function computeAll() {
  const list = await listUnfrozen(db.read);
  for (const known of stores.keys()) if (!list.some(({ id }) => id === known)) stores.delete(known);
  for (const conversation of list) {
    const store = stores.get(conversation.id) ?? new VoteStore(conversation.id);
    stores.set(conversation.id, store);
    await computeResults(db, conversation, { now: systemClock.now(), timeZone, store });
  }
}
//# sourceMappingURL=results.js.map
