// A worker of jobs alone, for machines that share the load with the web program.
import { runDoor, startBase, startWork } from "./start.ts";

await runDoor(async (stops) => {
  const running = await startBase(stops);
  await startWork(running);
  return running;
});
