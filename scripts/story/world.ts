// The real program in a folder that is thrown away: its own database, its web pages, a clock that the story moves.
import { join } from "node:path";
import pino from "pino";
import { createAccount, grantRole } from "#core/people/index.ts";
import { type EntityDatabase, openEntityDatabase } from "#core/territory/index.ts";
import { ManualClock } from "#platform/clock/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { makeThrowawayFolder, removeServerFolder, startServer } from "#platform/db/server.ts";
import { prepareJobs } from "#platform/jobs/jobs.ts";
import type { Role } from "#platform/module.ts";
import { openLongSession } from "#test/support/long-session.ts";
import { Person } from "#test/support/person.ts";
import { buildApp } from "../../src/app.ts";
import { runCommand } from "../../src/commands.ts";
import { openPost, type Post } from "./post.ts";

export interface World extends EntityDatabase {
  url: string;
  clock: ManualClock;
  post: Post;
  /** Runs a command line over the same database and gives its output; a failure of it is thrown. */
  command(...args: string[]): Promise<string>;
  visitor(): Person;
  /** Somebody of the staff, signed in now: a session lasts two weeks and the story a year. */
  official(name: string, role: Role): Promise<Person>;
  stop(): Promise<void>;
}

/** Starts the program of an entity at an instant. What was started is stopped also when a later step fails. */
export async function startWorld(entityCode: string, now: Date): Promise<World> {
  const folder = await makeThrowawayFolder("sigesi-story-");
  const stops: (() => Promise<unknown>)[] = [() => removeServerFolder(folder)];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const quiet = { debug: () => undefined, info: () => undefined };
    const server = await startServer({ dir: folder, log: quiet, durable: false });
    stops.push(() => server.stop());
    // One machine plays hundreds of people here, so the limits of pace per machine would only measure the story.
    const env = { DATABASE_URL: server.ownerUrl, ENTITY: entityCode, PORT: "0", RATE_LIMITS: "off", VAR_DIR: folder };
    const config = readConfig(env);
    const clock = new ManualClock(now);
    const opened = await openEntityDatabase({ ...config, migrations: join(ROOT, "migrations") }, { now, log: quiet });
    stops.push(() => opened.close());
    await prepareJobs(opened.ownerUrl);
    const log = pino({ level: process.env.STORY_LOG ?? "silent" });
    const { mailFrom: from, publicUrl } = config;
    const post = await openPost({ ...opened, clock, folder: join(folder, "mail"), from, publicUrl });
    stops.push(() => post.stop());
    const app = await buildApp({ config, clock, log, sendMail: post.sendMail, ...opened });
    stops.push(() => app.close());
    const url = await app.http.listen({ host: "127.0.0.1", port: 0 });
    return {
      ...opened,
      url,
      clock,
      post,
      command: (...args) => command(args, env),
      visitor: () => new Person({ url }),
      official: async (name, role) => new Person({ url, session: await signIn(opened, clock.now(), name, role) }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A command that was refused, with what it said. */
export class CommandFailed extends Error {}

async function command(args: readonly string[], env: Record<string, string>): Promise<string> {
  let said = "";
  const hear = (text: string): void => {
    said += text;
  };
  const code = await runCommand(args, { stdout: hear, stderr: hear, env });
  if (code !== 0)
    throw new CommandFailed(`«sigesi ${args.join(" ")}» ended with ${code}: ${said.trim().split("\n")[0]}`);
  return said;
}

async function signIn({ db }: EntityDatabase, now: Date, name: string, role: Role): Promise<string> {
  return db.write(async (tx) => {
    const accountId = await createAccount(tx, { name, locale: "es", now });
    await grantRole(tx, { accountId, role, by: undefined, now });
    return openLongSession(tx, accountId, now);
  });
}
