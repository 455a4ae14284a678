import {
  demoWelcome,
  firstLink,
  regionOf,
  runDoor,
  startBase,
  startWeb,
  startWork
} from "./chunk-KHPOFY3K.js";
import "./chunk-AWDO4N5H.js";
import {
  t
} from "./chunk-X4F2G7OC.js";

// src/main.ts
await runDoor(async (stops) => {
  const running = await startBase(stops, { demo: process.argv.includes("--demo") });
  await startWeb(running);
  if (running.config.jobs) await startWork(running);
  const { publicUrl, demo } = running.config;
  const welcome = demo ? demoWelcome(publicUrl, regionOf(running.opened.entity)) : `${t("cli.ready", { url: publicUrl })}
`;
  process.stdout.write(welcome);
  const link = await firstLink(running);
  if (link !== void 0) process.stdout.write(`${t("people.first.console", { link })}
`);
  return running;
});
//# sourceMappingURL=main.js.map
