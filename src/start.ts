// Starts what a door needs, in order, and stops it in the reverse order.
import { join } from "node:path";
import pino, { type Logger } from "pino";
import { type EntityDatabase, EntityFolderError, OtherEntityError, openEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { type Config, ConfigError, readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { DatabaseError } from "#platform/db/database-error.ts";
import { programUrl } from "#platform/db/migrate.ts";
import { prepareJobs, startJobs } from "#platform/jobs/jobs.ts";
import { fileMail, type SendMail, smtpMail } from "#platform/mail/mail.ts";
import { serveMetrics } from "#platform/metrics/metrics.ts";
import { buildApp } from "./app.ts";
import { modules } from "./modules.ts";

const MIN_NODE = [22, 18] as const;

export interface Running {
  config: Config;
  log: Logger;
  opened: EntityDatabase;
  sendMail: SendMail;
  /** Called in the reverse order of what was started. */
  stops: (() => Promise<unknown>)[];
}

/** Opens the database of the entity and what every door shares. */
export async function startBase(options: { demo?: boolean } = {}): Promise<Running> {
  const config = readConfig(process.env, options);
  const log = pino({ level: config.logLevel, base: null });
  const opened = await openEntityDatabase(
    { ...config, migrations: join(ROOT, "migrations") },
    { now: systemClock.now(), log: { debug: (line) => log.debug(line), info: (line) => log.info(line) } },
  );
  await prepareJobs(opened.ownerUrl);
  const sendMail =
    config.smtpUrl === undefined
      ? fileMail(join(config.varDir, "mail"), config.mailFrom)
      : smtpMail(config.smtpUrl, config.mailFrom);
  return { config, log, opened, sendMail, stops: [() => opened.close()] };
}

/** Serves people. */
export async function startWeb(running: Running): Promise<void> {
  const { config, log, opened, sendMail, stops } = running;
  const app = await buildApp({ config, log, clock: systemClock, sendMail, ...opened });
  stops.push(() => app.close());
  await app.http.listen({ host: config.host, port: config.port });
  const metrics = await serveMetrics("127.0.0.1", config.metricsPort).catch(() => undefined);
  if (metrics === undefined) log.warn({ port: config.metricsPort }, "the port of the metrics is taken");
  else stops.push(async () => metrics.close());
}

/** Runs the jobs of every module. */
export async function startWork({ config, log, opened, sendMail, stops }: Running): Promise<void> {
  const jobs = await startJobs({
    programUrl: programUrl(opened.ownerUrl, config.programPassword),
    jobs: modules.flatMap((module) => module.jobs ?? []),
    services: { read: opened.db.read, write: opened.db.write, now: () => systemClock.now(), sendMail },
    log,
  });
  stops.push(() => jobs.stop());
}

/** Ends everything that was started, last first. */
export async function stopAll(running: Running): Promise<void> {
  for (const stop of running.stops.splice(0).reverse())
    await stop().catch((error: unknown) => running.log.error(error));
}

/** Runs a door until Ctrl-C; what a person can mend is one sentence and exit 1. */
export async function runDoor(start: () => Promise<Running>): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    fail(
      `SIGESI needs Node ${MIN_NODE.join(".")} or newer and this is ${process.versions.node}: start it with "npm start".`,
    );
  }
  try {
    const running = await start();
    void running.opened.serverLost.then((reason) => fail(`The database stopped (${reason}). Start the program again.`));
    const stop = (): void => {
      void stopAll(running).then(() => process.exit(0));
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    fail(error.message);
  }
}

function isForPeople(error: unknown): error is Error {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    error.message = "The port is taken by another program: choose another one with PORT.";
    return true;
  }
  return [ConfigError, DatabaseError, EntityFolderError, OtherEntityError].some((kind) => error instanceof kind);
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
