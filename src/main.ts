// The web program: `npm start`, and `npm run demo`.
import { parseArgs } from "node:util";
import { demoWelcome } from "#modules/demo/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { regionOf } from "./app.ts";
import { firstLink, runDoor, startBase, startWeb, startWork } from "./start.ts";

const { values: asked } = parseArgs({
  options: { demo: { type: "boolean", default: false }, with: { type: "string" } },
  strict: false,
});

await runDoor(async (stops) => {
  const data = typeof asked.with === "string" ? asked.with : undefined;
  const running = await startBase(stops, { demo: asked.demo === true, data });
  await startWeb(running);
  if (running.config.jobs) await startWork(running);
  const { publicUrl, demo } = running.config;
  const welcome = demo
    ? demoWelcome(publicUrl, regionOf(running.opened.entity))
    : `${t("cli.ready", { url: publicUrl })}\n`;
  process.stdout.write(welcome);
  const link = await firstLink(running);
  if (link !== undefined) process.stdout.write(`${t("people.first.console", { link })}\n`);
  return running;
});
