// What the benches of votes share: a durable database, web processes of their own over it, and people who vote.
// Durable, because a commit that waits for no disk is no commit; apart, because in production nobody votes inside the server.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EntityDatabase, openEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { freePort } from "#platform/http/free-port.ts";
import { prepareJobs } from "#platform/jobs/jobs.ts";

export interface Row {
  name: string;
  value: number;
  unit: string;
  /** The limit, in words: `≤ 50 ms`; empty for what only explains the others. */
  target: string;
  met: boolean;
}

export interface Ground extends EntityDatabase {
  /** Starts a web process and gives its address. */
  serve(): Promise<string>;
  end(): Promise<void>;
}

const START_PATIENCE_MS = 30_000;

/** Starts PostgreSQL, migrates it and loads the default entity. */
export async function openGround(): Promise<Ground> {
  const dir = await mkdtemp(join(tmpdir(), "sigesi-bench-"));
  const config = readConfig({ VAR_DIR: dir, PORT: "0", LOG_LEVEL: "silent", RATE_LIMITS: "off" });
  const opened = await openEntityDatabase(
    { ...config, migrations: join(ROOT, "migrations") },
    { now: systemClock.now(), log: { debug: () => undefined, info: () => undefined } },
  );
  await prepareJobs(opened.ownerUrl);
  const webs: ChildProcess[] = [];
  return {
    ...opened,
    async serve() {
      const [port, metricsPort] = [await freePort(), await freePort()];
      const env = {
        ...process.env,
        DATABASE_URL: opened.ownerUrl,
        VAR_DIR: dir,
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        JOBS: "off",
        RATE_LIMITS: "off",
        LOG_LEVEL: "error",
      };
      const web = spawn(process.execPath, [join(ROOT, "dist/main.js")], {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      });
      webs.push(web);
      const url = `http://localhost:${port}`;
      await answering(web, url);
      return url;
    },
    async end() {
      for (const web of webs) {
        const ended = once(web, "exit");
        web.kill("SIGINT");
        await ended;
      }
      await opened.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function answering(web: ChildProcess, url: string): Promise<void> {
  const late = performance.now() + START_PATIENCE_MS;
  while (performance.now() < late && web.exitCode === null) {
    const answer = await fetch(`${url}/salud`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(50);
  }
  throw new Error("The web process did not start: npm run build first");
}

/** The value in the middle, and the lowest and the highest. */
export function middle(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  return { median: at(Math.floor(sorted.length / 2)), low: at(0), high: at(sorted.length - 1) };
}

/** Prints the rows of a bench as a small table. */
export function print(rows: readonly Row[]): void {
  for (const row of rows) {
    const value = `${row.value.toLocaleString("en", { maximumFractionDigits: 2 })} ${row.unit}`;
    process.stdout.write(`${row.met ? "ok  " : "MISS"}  ${row.name.padEnd(58)} ${value.padStart(14)}  ${row.target}\n`);
  }
}
