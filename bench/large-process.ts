// A durable database of its own with the program over it, and a process with as many needs as asked: what the benches of needs
// share. Durable, because a commit that waits for no disk is no commit.
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pino from "pino";
import { seededRandom } from "#analysis/shuffle/random.ts";
import { type EntityDatabase, openEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { type Config, readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { prepareJobs } from "#platform/jobs/jobs.ts";
import { inventedNeeds } from "#test/support/invented-needs.ts";
import { type App, buildApp } from "../src/app.ts";

export interface Row {
  name: string;
  value: number;
  unit: string;
  /** The limit, in words: `≤ 150 ms`. */
  target: string;
  met: boolean;
}

export interface Ground extends EntityDatabase {
  dir: string;
  config: Config;
  /** Starts a web process. */
  serve(): Promise<{ app: App; url: string; close(): Promise<void> }>;
  end(): Promise<void>;
}

/** Starts PostgreSQL, migrates it and loads the default entity. */
export async function openGround(): Promise<Ground> {
  const dir = await mkdtemp(join(tmpdir(), "sigesi-bench-"));
  const config = readConfig({ VAR_DIR: dir, PORT: "0", LOG_LEVEL: "silent", RATE_LIMITS: "off" });
  const opened = await openEntityDatabase(
    { ...config, migrations: join(ROOT, "migrations") },
    { now: systemClock.now(), log: { debug: () => undefined, info: () => undefined } },
  );
  await prepareJobs(opened.ownerUrl);
  return {
    ...opened,
    dir,
    config,
    async serve() {
      const log = pino({ level: "silent" });
      const sendMail = async () => undefined;
      const app = await buildApp({ config, clock: systemClock, log, sendMail, ...opened });
      const url = await app.http.listen({ host: "127.0.0.1", port: 0 });
      return { app, url, close: () => app.close() };
    },
    async end() {
      await opened.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A CSV of different needs spread over the territories of the entity; the same count gives the same file. */
export async function writeNeedsFile({ dir, entity }: Ground, count: number): Promise<string> {
  const random = seededRandom("needs of the bench");
  const pick = <T>(list: readonly T[]): T | undefined => list[random.below(list.length)];
  const path = join(dir, `${count}.csv`);
  const lines = inventedNeeds(count).map((text, index) => {
    const sector = random.below(3) === 0 ? "" : (pick(entity.sectors())?.code ?? "");
    const group = random.below(2) === 0 ? "" : (pick(entity.populationGroups())?.code ?? "");
    const day = `2026-0${1 + random.below(9)}-1${random.below(10)}`;
    return `${index},"${text}",${pick(entity.participationTerritories())?.code ?? ""},${sector},${group},${random.below(80)},${day}\n`;
  });
  await pipeline(
    Readable.from(["id,text,territory,sector,groups,supports,said_at\n", ...lines]),
    createWriteStream(path),
  );
  return path;
}

/** The value below which 95 of 100 fall. */
export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}
