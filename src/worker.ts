// A worker of jobs alone, for machines that share the load with the web program.
import { refuseWords, runDoor, startBase, startWork } from "./start.ts";

await runDoor(async (stops) => {
  refuseWords(process.argv.slice(2));
  const running = await startBase(stops);
  await startWork(running);
  return running;
});
