// The web program of pages.bench.ts that keeps no page: each request makes it anew, with what it is made of in memory
// (`facts`) or from the database (`nothing`). A process of its own over the folder given.
import { join } from "node:path";
import pino from "pino";
import { openEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { buildApp } from "../src/app.ts";

const [dir = "", keeps = ""] = process.argv.slice(2);
const config = readConfig({ VAR_DIR: dir, PORT: "0", RATE_LIMITS: "off" });
const opened = await openEntityDatabase(
  { ...config, migrations: join(ROOT, "migrations") },
  { now: systemClock.now(), log: { debug: () => undefined, info: () => undefined } },
);
const app = await buildApp({
  config,
  clock: systemClock,
  log: pino({ level: "warn" }),
  sendMail: async () => undefined,
  ...opened,
});
app.pages.find = () => undefined;
app.pages.get = (_key, make) => make();
if (keeps === "nothing") {
  app.memory.recaller = () => ({
    recall: (_fact, read) => read(),
    used: { tags: new Set(), expires: Number.POSITIVE_INFINITY },
  });
}
process.once("SIGTERM", async () => {
  await app.close();
  await opened.close();
  process.exit(0);
});
process.send?.(await app.http.listen({ host: "localhost", port: 0 }));
