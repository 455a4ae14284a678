// The real program over a database of its own, with a clock that the test moves and the people of the stories.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino, { type Logger } from "pino";
import { createAccount, grantRole } from "#core/people/index.ts";
import { type EntityDatabase, openEntityDatabase } from "#core/territory/index.ts";
import { type DemoGuide, loadDemo } from "#modules/demo/index.ts";
import { ManualClock } from "#platform/clock/clock.ts";
import { type Config, mailFolder, readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { prepareJobs } from "#platform/jobs/jobs.ts";
import { fileMail } from "#platform/mail/mail.ts";
import type { JobServices, Role } from "#platform/module.ts";
import { type App, buildApp, servicesOf } from "../../src/app.ts";
import { filledDatabase, type TestDatabase, testDatabase } from "./database.ts";
import { openLongSession } from "./long-session.ts";

export interface TestApp extends EntityDatabase {
  app: App;
  /** `http://localhost:PORT`. */
  url: string;
  clock: ManualClock;
  config: Config;
  services: JobServices;
  /** Signs somebody in with a role, as after their second factor; gives the token of the session cookie. */
  signIn(person: { name: string; role: Role; agency?: string; territory?: string }): Promise<string>;
  /** The messages sent so far, oldest first. */
  mail(): Promise<string[]>;
  /** Another web process over the same database. */
  second(): Promise<{ url: string; app: App }>;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  now?: Date;
  entity?: string;
  entitiesDir?: string;
  rateLimits?: boolean;
  /** Origin that people see, if not http://localhost. */
  publicUrl?: string;
  /** Where the log goes, for tests that read it. */
  log?: Logger;
  /** As the demonstration, with what it tells loaded as of `now`. */
  demo?: boolean;
  /** With what the demonstration tells, in the program of a government. */
  lived?: boolean;
}

const QUIET = { debug: () => undefined, info: () => undefined };

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = new ManualClock(options.now ?? new Date("2026-10-14T15:20:00Z"));
  const settings = readConfig(
    {
      PORT: "0",
      VAR_DIR: await mkdtemp(join(tmpdir(), "sigesi-var-")),
      LOG_LEVEL: "silent",
      RATE_LIMITS: options.rateLimits === true ? "on" : "off",
      ...(options.publicUrl && { PUBLIC_URL: options.publicUrl }),
      ...(options.entity && { ENTITY: options.entity }),
      ...(options.entitiesDir && { ENTITIES_DIR: options.entitiesDir }),
    },
    { demo: options.demo },
  );
  const { database, told } = await databaseOf(options, settings, clock.now());
  const config = { ...settings, databaseUrl: database.ownerUrl };
  const log = options.log ?? pino({ level: process.env.TEST_LOG ?? "silent" });
  const opened = await openEntityDatabase(
    { ...config, migrations: join(ROOT, "migrations") },
    { now: clock.now(), log: QUIET },
  );
  const demoGuide = options.demo === true ? told : undefined;
  const sendMail = fileMail(mailFolder(config), config.mailFrom);
  const apps: App[] = [];
  const listen = async () => {
    const app = await buildApp({ config, clock, log, sendMail, demoGuide, ...opened });
    apps.push(app);
    // A device signs for an origin with its port: tests of passkeys say theirs in `publicUrl`.
    const { hostname, port } = new URL(config.publicUrl);
    const fixed = hostname === "localhost" && apps.length === 1 ? Number(port) : 0;
    const address = await app.http.listen({ host: "127.0.0.1", port: fixed });
    return { app, url: address.replace("127.0.0.1", "localhost") };
  };
  const first = await listen();
  return {
    ...opened,
    ...first,
    clock,
    config,
    services: servicesOf(opened, { now: () => clock.now(), sendMail, publicUrl: config.publicUrl }),
    second: listen,
    signIn: ({ name, role, agency, territory }) =>
      opened.db.write(async (tx) => {
        const now = clock.now();
        const accountId = await createAccount(tx, { name, locale: "es", now });
        await grantRole(tx, { accountId, role, agency, territory, by: undefined, now });
        return openLongSession(tx, accountId, now);
      }),
    async mail() {
      const folder = mailFolder(config);
      const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".txt")).sort();
      return Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    },
    async stop() {
      for (const app of apps) await app.close();
      await opened.close();
      await database.drop();
      await rm(config.varDir, { recursive: true, force: true });
    },
  };
}

/** A database with the entity, the queue of jobs and, where it is asked for, the demonstration, each loaded once in a run. */
async function databaseOf(
  { entitiesDir, demo = false, lived = demo }: TestAppOptions,
  config: Config,
  now: Date,
): Promise<{ database: TestDatabase; told: DemoGuide | undefined }> {
  const fill = async (ownerUrl: string): Promise<DemoGuide | undefined> => {
    const place = { ...config, databaseUrl: ownerUrl, migrations: join(ROOT, "migrations") };
    const { db, entity, close } = await openEntityDatabase(place, { now, log: QUIET });
    try {
      await prepareJobs(ownerUrl);
      if (!lived) return undefined;
      return await db.write((tx) => loadDemo(tx, entity, { entitiesDir: config.entitiesDir, today: now }));
    } finally {
      await close();
    }
  };
  if (entitiesDir === undefined) {
    return filledDatabase(`entity_${config.entity}${lived ? `_${now.getTime()}` : ""}`, fill);
  }
  // A folder that the test itself wrote: nobody else has it.
  const database = await testDatabase();
  return { database, told: await fill(database.ownerUrl) };
}
