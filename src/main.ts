// The web program: `npm start`, and `npm run demo`.
import { demoWelcome } from "#modules/demo/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { regionOf } from "./app.ts";
import { firstLink, readStart, runDoor, startBase, startWeb, startWork } from "./start.ts";

await runDoor(async (stops) => {
  const running = await startBase(stops, readStart(process.argv.slice(2)));
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
