import {
  runDoor,
  startBase,
  startWork
} from "./chunk-KHPOFY3K.js";
import "./chunk-AWDO4N5H.js";
import "./chunk-X4F2G7OC.js";

// src/worker.ts
await runDoor(async (stops) => {
  const running = await startBase(stops);
  await startWork(running);
  return running;
});
//# sourceMappingURL=worker.js.map
