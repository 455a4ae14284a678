// The web program: `npm start`, and `npm run demo`.
import { runDoor, startBase, startWeb, startWork } from "./start.ts";

await runDoor(async () => {
  const running = await startBase({ demo: process.argv.includes("--demo") });
  await startWeb(running);
  if (running.config.jobs) await startWork(running);
  process.stdout.write(`SIGESI is at ${running.config.publicUrl}\n`);
  return running;
});
