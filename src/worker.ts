// A worker of jobs alone, for machines that share the load with the web program.
import { runDoor, startBase, startWork } from "./start.ts";

await runDoor(async () => {
  const running = await startBase();
  await startWork(running);
  return running;
});
