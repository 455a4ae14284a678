import { sql } from "kysely";
import { ping, type ReadDb } from "#platform/db/db.ts";
import { get } from "#platform/http/route.ts";

/** A periodic job runs every minute: silent for longer than this, nobody is working. */
const SILENT_MS = 3 * 60_000;

interface JobsState {
  /** `none`: no process has ever worked here; `late`: the last one stopped. */
  status: "ok" | "late" | "none";
  /** Jobs that could run now and nobody has taken. */
  waiting: number;
  /** Jobs that failed at least once and are still here. */
  failing: number;
  lastError: { job: string; at: Date } | null;
}

/** For those who watch over the program: whether it, its database and its jobs are alive. 503 without database. */
export const health = get({
  path: "/salud",
  access: "public",
  handle: async (ctx) => {
    const database = { kind: ctx.builtInDatabase ? "built-in" : "external" };
    try {
      await ping(ctx.db);
      const jobs = await readJobs(ctx.db, ctx.now);
      return json(200, { status: "ok", database: { status: "ok", ...database }, jobs });
    } catch {
      return json(503, { status: "down", database: { status: "down", ...database } });
    }
  },
});

function json(status: number, body: unknown) {
  return { kind: "data", type: "application/json; charset=utf-8", status, body: JSON.stringify(body) } as const;
}

async function readJobs(db: ReadDb, now: Date): Promise<JobsState> {
  const { rows } = await sql<{
    waiting: number;
    failing: number;
    job: string | null;
    at: Date | null;
    last: Date | null;
  }>`
    with failed as (
      select task_identifier, updated_at from graphile_worker.jobs where last_error is not null
      order by updated_at desc limit 1
    )
    select (select count(*) from graphile_worker.jobs where locked_at is null and run_at <= ${now} and attempts < max_attempts) as waiting,
      (select count(*) from graphile_worker.jobs where last_error is not null) as failing,
      (select task_identifier from failed) as job, (select updated_at from failed) as at,
      (select max(last_execution) from graphile_worker._private_known_crontabs) as last`.execute(db);
  const [row] = rows;
  const last = row?.last ?? null;
  return {
    status: last === null ? "none" : now.getTime() - last.getTime() > SILENT_MS ? "late" : "ok",
    waiting: row?.waiting ?? 0,
    failing: row?.failing ?? 0,
    // The text of an error may hold what somebody typed: it stays in the log.
    lastError: row?.job == null || row.at === null ? null : { job: row.job, at: row.at },
  };
}
