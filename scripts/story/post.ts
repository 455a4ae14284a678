// The post of the story: the worker that writes and sends what people are told, and the letter boxes where it arrives.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import type { EntityDatabase } from "#core/territory/index.ts";
import type { ManualClock } from "#platform/clock/clock.ts";
import { programUrl } from "#platform/db/migrate.ts";
import { startJobs } from "#platform/jobs/jobs.ts";
import { fileMail, type SendMail } from "#platform/mail/mail.ts";
import type { JobServices } from "#platform/module.ts";
import { type Letter, readLetter } from "#test/support/letter-box.ts";
import { servicesOf } from "../../src/app.ts";
import { modules } from "../../src/modules.ts";
import { DAY, hold } from "./tale.ts";

/** Sent at once, in the job that the command queued; the others are told and sent by the jobs that the story runs. */
const QUEUED = "people.mail";
const PATIENCE_MS = 20_000;
const MONDAY = 1;

export interface Post {
  /** With which the addresses in messages begin. */
  origin: string;
  sendMail: SendMail;
  /** Tells and sends everything that waits now. */
  deliver(): Promise<void>;
  /** Goes on to the next Monday morning, when the summary of the week is sent. */
  summarise(): Promise<void>;
  /** Everything that arrived, in no order. */
  letters(): Promise<Letter[]>;
  /** How many messages were handed to the mail server more than once. A file would hide it: it is written once. */
  repeated(): number;
  stop(): Promise<void>;
}

export interface PostOptions extends EntityDatabase {
  clock: ManualClock;
  folder: string;
  from: string;
  publicUrl: string;
}

export async function openPost(options: PostOptions): Promise<Post> {
  const { clock, folder, publicUrl } = options;
  const handed = new Map<string, number>();
  const toFile = fileMail(folder, options.from);
  const sendMail: SendMail = async (message) => {
    const name = message.id ?? createHash("sha256").update(`${message.to}\n${message.text}`).digest("hex");
    handed.set(name, (handed.get(name) ?? 0) + 1);
    await toFile(message);
  };
  const services = servicesOf(options, { now: () => clock.now(), sendMail, publicUrl });
  const runner = await startQueued(options, services);
  const run = async (name: string): Promise<void> => {
    await modules
      .flatMap(({ jobs }) => jobs ?? [])
      .find((job) => job.name === name)
      ?.run(services, {});
  };
  const deliver = async (): Promise<void> => {
    await run("follows.tell");
    await run("follows.send");
    await emptyQueue(options);
  };
  return {
    origin: publicUrl,
    sendMail,
    deliver,
    async summarise() {
      await run("follows.tell");
      clock.set(nextMonday(clock.now()));
      await run("follows.digest");
      await deliver();
    },
    async letters() {
      const files = (await readdir(folder)).filter((file) => file.endsWith(".txt"));
      return Promise.all(
        files.map(async (file) => readLetter(await readFile(join(folder, file), "utf8"), options.publicUrl)),
      );
    },
    repeated: () => [...handed.values()].filter((times) => times > 1).length,
    stop: () => runner.stop(),
  };
}

function startQueued({ ownerUrl }: EntityDatabase, services: JobServices) {
  const jobs = modules.flatMap((module) => module.jobs ?? []).filter(({ name }) => name === QUEUED);
  const log = pino({ level: process.env.STORY_LOG ?? "silent" });
  return startJobs({ programUrl: programUrl(ownerUrl), jobs, services, log });
}

async function emptyQueue({ db }: EntityDatabase): Promise<void> {
  for (const late = performance.now() + PATIENCE_MS; ; await sleep(20)) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from graphile_worker.jobs where task_identifier = ${QUEUED}`.execute(db.read);
    if (rows[0]?.n === 0) return;
    hold(performance.now() < late, `${rows[0]?.n} messages were not sent.`);
  }
}

/** At noon of a Monday in the Americas: after seven in the morning everywhere in them. */
function nextMonday(now: Date): Date {
  const noon = new Date(`${now.toISOString().slice(0, 10)}T16:00:00Z`);
  const days = (7 + MONDAY - noon.getUTCDay()) % 7 || 7;
  return new Date(noon.getTime() + days * DAY);
}
