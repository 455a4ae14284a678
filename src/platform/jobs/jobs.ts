// Work after the answer: jobs are queued in the transaction that needs them, run once it has committed, and repeated
// when they fail. Built on graphile-worker; its tables belong to the owner and are lent to the program.
import { makeWorkerUtils, parseCronItems, run, type TaskList, Logger as WorkerLogger } from "graphile-worker";
import { sql } from "kysely";
import pg from "pg";
import type { Logger } from "pino";
import type { WriteTx } from "../db/db.ts";
import { asOwner, lendSchema } from "../db/migrate.ts";
import type { Job, JobServices } from "../module.ts";

const SCHEMA = "graphile_worker";
const POOL_SIZE = 10;

/** Queues a job inside a transaction. `key` replaces a waiting job of the same key instead of adding another. */
export async function addJob(
  tx: WriteTx,
  name: string,
  payload: unknown,
  options: { key?: string; runAt?: Date } = {},
) {
  await sql`select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json,
    job_key => ${options.key ?? null}, run_at => ${options.runAt ?? null})`.execute(tx);
}

/** Creates or updates the tables of the jobs. Runs at every start, before anybody can queue. */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: ownerUrl, logger: silent });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
  await asOwner(ownerUrl, (client) => lendSchema(client, SCHEMA));
}

const silent = new WorkerLogger(() => () => undefined);

export interface JobRunner {
  stop(): Promise<void>;
}

/** Runs jobs until stopped. Any number of processes may do so at once. */
export async function startJobs(options: {
  /** Connection of the program's own role. */
  programUrl: string;
  jobs: readonly Job[];
  services: JobServices;
  log: Logger;
  concurrency?: number;
}): Promise<JobRunner> {
  const { jobs, services, log } = options;
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [job.name, (payload: unknown) => job.run(services, payload)]),
  );
  const parsedCronItems = parseCronItems(
    jobs.flatMap((job) => (job.cron === undefined ? [] : [{ task: job.name, match: job.cron, identifier: job.name }])),
  );
  // Our own pool: the runner's would still be closing when it says that it has stopped, and the database goes next.
  const pgPool = new pg.Pool({ connectionString: options.programUrl, max: POOL_SIZE });
  const onError = (error: Error): void => log.warn({ jobs: error.message }, "jobs");
  pgPool.on("error", onError);
  pgPool.on("connect", (client) => client.on("error", onError));
  const runner = await run({
    pgPool,
    taskList,
    parsedCronItems,
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    logger: new WorkerLogger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ jobs: message.split("\n")[0] }, "jobs");
    }),
  });
  return {
    async stop() {
      await runner.stop();
      await pgPool.end();
    },
  };
}
