// Starts what a door needs, in order, and stops it in the reverse order.
import { join } from "node:path";
import { parseArgs } from "node:util";
import pino, { type Logger } from "pino";
import { newFirstAdministratorLink } from "#core/people/index.ts";
import { type EntityDatabase, EntityFolderError, OtherEntityError, openEntityDatabase } from "#core/territory/index.ts";
import { openMailDoor } from "#modules/cases/index.ts";
import { type DemoGuide, loadDemo } from "#modules/demo/index.ts";
import { CatalogProblem, importData } from "#modules/indicators/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { type Config, ConfigError, mailFolder, readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { DatabaseError } from "#platform/db/database-error.ts";
import { asOwner, programUrl } from "#platform/db/migrate.ts";
import { makeThrowawayFolder, removeServerFolder } from "#platform/db/server.ts";
import { freePort } from "#platform/http/free-port.ts";
import { type MessageKey, t } from "#platform/i18n/i18n.ts";
import { prepareJobs, startJobs } from "#platform/jobs/jobs.ts";
import { fileMail, type SendMail, smtpMail } from "#platform/mail/mail.ts";
import { serveMetrics } from "#platform/metrics/metrics.ts";
import { startThread } from "#platform/threads/threads.ts";
import { buildApp, servicesOf } from "./app.ts";
import { modules } from "./modules.ts";
import { oldNode } from "./node-version.ts";

const IMPATIENT_MS = 1500;
/** Why a place may not be listened on, by the code of the system. */
const LISTENING: ReadonlyMap<string, MessageKey> = new Map([
  ["EADDRINUSE", "cli.portTaken"],
  ["EADDRNOTAVAIL", "cli.hostElsewhere"],
  ["EACCES", "cli.portForbidden"],
]);

export interface Running {
  config: Config;
  log: Logger;
  opened: EntityDatabase;
  sendMail: SendMail;
  /** Only in the demonstration. */
  demoGuide: DemoGuide | undefined;
  stops: Stops;
}

/** How to stop what was started; called in the reverse order. */
export type Stops = (() => Promise<unknown>)[];

/** With which words the web program is started. @throws ConfigError at one that it does not know. */
export function readStart(args: readonly string[]): { demo: boolean; data: string | undefined } {
  const options = { demo: { type: "boolean", default: false }, with: { type: "string" } } as const;
  try {
    const { demo, with: data } = parseArgs({ args: [...args], options }).values;
    if (data === undefined || (demo && data !== "")) return { demo, data };
  } catch {
    // It says why in English: how it is started says it for everybody.
  }
  throw wrongStart(args);
}

/** For doors that take no words. @throws ConfigError */
export function refuseWords(args: readonly string[]): void {
  if (args.length > 0) throw wrongStart(args);
}

function wrongStart(args: readonly string[]): ConfigError {
  return new ConfigError(t("cli.start", { words: args.join(" ") }));
}

/** Opens the database of the entity and what every door shares; for the demonstration, a new one that lives in it. */
export async function startBase(
  stops: Stops,
  { demo = false, data }: { demo?: boolean; data?: string } = {},
): Promise<Running> {
  const config = demo ? await demoConfig(stops) : readConfig(process.env);
  const log = pino({ level: config.logLevel, base: null });
  const opened = await openEntityDatabase(
    { ...config, durable: !demo, migrations: join(ROOT, "migrations") },
    { now: systemClock.now(), log: { debug: (line) => log.debug(line), info: (line) => log.info(line) } },
  );
  stops.push(() => opened.close());
  await prepareJobs(opened.ownerUrl);
  const sendMail =
    config.smtpUrl === undefined
      ? fileMail(mailFolder(config), config.mailFrom)
      : smtpMail(config.smtpUrl, config.mailFrom);
  const demoGuide = demo ? await fillDemo(config, opened, data) : undefined;
  return { config, log, opened, sendMail, demoGuide, stops };
}

/** The settings of the demonstration: its own database in a folder that goes with it, and no message leaves the machine. */
async function demoConfig(stops: Stops): Promise<Config> {
  const given = readConfig({ LOG_LEVEL: "warn", ...process.env }, { demo: true });
  const varDir = await makeThrowawayFolder("sigesi-demo-");
  stops.push(() => removeServerFolder(varDir));
  return { ...given, databaseUrl: undefined, programPassword: undefined, smtpUrl: undefined, varDir };
}

/** `data`: a folder of real series, to be explored beside what is made up. */
async function fillDemo({ entitiesDir }: Config, opened: EntityDatabase, data?: string): Promise<DemoGuide> {
  const { db, entity, ownerUrl } = opened;
  const guide = await db.write((tx) => loadDemo(tx, entity, { entitiesDir, today: systemClock.now() }));
  if (data !== undefined) await importData(opened, { folder: data, entitiesDir, now: systemClock.now() });
  // A table that was just filled has no statistics yet, and its first queries would be planned as if it were empty.
  await asOwner(ownerUrl, (client) => client.query("analyze"));
  return guide;
}

/** Serves people. */
export async function startWeb(running: Running): Promise<void> {
  running.config = await withRealPort(running.config);
  const { config, log, opened, sendMail, demoGuide, stops } = running;
  const app = await buildApp({ config, log, clock: systemClock, sendMail, demoGuide, ...opened });
  stops.push(() => app.close());
  await app.http.listen({ host: config.host, port: config.port });
  const metrics = await serveMetrics("127.0.0.1", config.metricsPort).catch(() => undefined);
  if (metrics === undefined) log.warn({ port: config.metricsPort }, "the port of the metrics is taken");
  else stops.push(async () => metrics.close());
}

/** With PORT=0 the system gives a free port; it is asked for before the pages and letters that tell the address are made. */
async function withRealPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const port = await freePort(config.host);
  const told = new URL(config.publicUrl).port === "0" ? `http://localhost:${port}` : config.publicUrl;
  return { ...config, port, publicUrl: told };
}

/** While nobody administers the platform, each start gives a link that makes the first administrator. */
export async function firstLink({ config, opened }: Running): Promise<string | undefined> {
  if (config.demo) return undefined;
  const path = await opened.db.write((tx) => newFirstAdministratorLink(tx, systemClock.now()));
  return path && `${config.publicUrl}${path}`;
}

/** Runs the jobs and the threads of every module. */
export async function startWork({ config, log, opened, sendMail, stops, demoGuide }: Running): Promise<void> {
  const url = programUrl(opened.ownerUrl, config.programPassword);
  const jobs = await startJobs({
    programUrl: url,
    jobs: modules.flatMap((module) => module.jobs ?? []),
    services: servicesOf(opened, { now: () => systemClock.now(), sendMail, publicUrl: config.publicUrl }),
    log,
  });
  stops.push(() => jobs.stop());
  for (const { name } of modules.flatMap((module) => module.threads ?? [])) {
    const thread = startThread(name, { programUrl: url, timeZone: opened.entity.timeZone }, log);
    stops.push(() => thread.stop());
  }
  await startMailDoor({ config, log, opened, sendMail, stops, demoGuide });
}

/** Takes the messages of people, where the entity says to. */
async function startMailDoor({ config, log, opened, sendMail, stops }: Running): Promise<void> {
  // The demonstration takes no message of anybody.
  if (config.mailIn === undefined || config.demo) return;
  const services = servicesOf(opened, { now: () => systemClock.now(), sendMail, publicUrl: config.publicUrl });
  // No words of the message, nor of who sends it.
  const failed = (error: unknown) => log.error({ mail: error instanceof Error ? error.name : "unknown" }, "mail");
  const door = await openMailDoor(services, config.mailIn, failed);
  stops.push(() => door.stop());
}

/** Ends everything that was started, last first. */
async function stopAll(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`While stopping: ${String(error)}\n`));
  }
}

/** Runs a door until Ctrl-C; what a person can mend is one sentence and exit 1. */
export async function runDoor(start: (stops: Stops) => Promise<Running>): Promise<void> {
  const old = oldNode();
  if (old !== undefined) fail(old);
  const stops: Stops = [];
  const started = start(stops);
  // Whoever leaves while it starts waits until it has, so that nothing is left half made. One Ctrl-C may arrive twice,
  // from the terminal and from npm; asking again after a while means not to wait.
  let leaving: number | undefined;
  const leave = (): void => {
    if (leaving !== undefined) {
      if (performance.now() - leaving > IMPATIENT_MS) process.exit(1);
      return;
    }
    leaving = performance.now();
    const settled = started.then(
      () => undefined,
      () => undefined,
    );
    void settled.then(() => stopAll(stops)).then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, leave);
  try {
    const running = await started;
    void running.opened.serverLost.then((reason) => fail(t("cli.databaseLost", { reason })));
  } catch (error) {
    await stopAll(stops);
    if (!isForPeople(error)) throw error;
    fail(error.message);
  }
}

function isForPeople(error: unknown): error is Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const listening = LISTENING.get(code);
  if (error instanceof Error && listening !== undefined) {
    error.message = t(listening);
    return true;
  }
  return [CatalogProblem, ConfigError, DatabaseError, EntityFolderError, OtherEntityError].some(
    (kind) => error instanceof kind,
  );
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
