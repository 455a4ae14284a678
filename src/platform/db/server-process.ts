// The processes of the built-in server: making its data and starting it.
import { type ChildProcess, spawn } from "node:child_process";
import { chown, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { t } from "../i18n/i18n.ts";
import { DatabaseError } from "./database-error.ts";
import { type Account, CHILD_ENV } from "./server-account.ts";
import { MAJOR } from "./server-binaries.ts";
import { readPidFile } from "./server-orphans.ts";
import type { Place } from "./server-place.ts";

export const OWNER = "sigesi_owner";
const POLL_MS = 15;
const RETRY_MS = 250;
const PATIENCE_MS = 15_000;
const LAST_WORDS_MS = 500;

/** What the program of PostgreSQL said before it ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  lastWords: string;
}

export interface RunningServer {
  child: ChildProcess;
  ended: Promise<Ended>;
}

export interface ServerOptions {
  place: Place;
  native: string;
  socketFolder: string;
  durable: boolean;
  log: (line: string) => void;
}

/**
 * Makes the data of a new server unless it is there. It is made under another name and renamed, so that an interrupted
 * attempt is never taken for a database.
 */
export async function makeData({ place, native, durable }: ServerOptions): Promise<void> {
  const { data, account } = place;
  const version = await readFile(join(data, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version?.trim() === MAJOR) return;
  if (version !== undefined) {
    throw new DatabaseError(t("database.oldData", { data, made: version.trim(), here: MAJOR }));
  }
  const draft = `${data}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(draft, account.uid, account.gid);
  await initdb(join(native, "bin/initdb"), draft, account, durable);
  await rm(data, { recursive: true, force: true });
  await rename(draft, data);
  if (durable) await syncFolder(dirname(data));
}

async function initdb(program: string, folder: string, account: Account, durable: boolean): Promise<void> {
  const options = [
    `--pgdata=${folder}`,
    `--username=${OWNER}`,
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--set=timezone=UTC",
    "--set=log_timezone=UTC",
    ...(durable ? [] : ["--no-sync"]),
  ];
  const child = launch(program, options, account);
  const { code, lastWords } = await watch(child, () => undefined);
  if (code !== 0) throw new DatabaseError(t("database.notMade", { folder, reason: lastWords }));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

/**
 * Starts the server and waits until it accepts connections, however long it takes to recover. What a killed server left behind
 * (its backends still hold the shared memory for a moment) is waited for.
 * @throws DatabaseError when it ends by itself again and again for 15 seconds.
 */
export async function launchServer(options: ServerOptions): Promise<RunningServer> {
  const giveUp = performance.now() + PATIENCE_MS;
  for (;;) {
    const child = launch(join(options.native, "bin/postgres"), settings(options), options.place.account);
    const ended = watch(child, options.log);
    const early = await Promise.race([ended, untilReady(options.place.data, child)]);
    if (early === "ready") return { child, ended };
    const leftover = /pre-existing shared memory|lock file .* already exists|is still in use|server processes/i.test(
      early.lastWords,
    );
    if (!leftover || performance.now() > giveUp) {
      throw new DatabaseError(
        t("database.notStarted", { reason: early.lastWords || `exit ${early.code ?? early.signal}` }),
      );
    }
    await sleep(RETRY_MS);
  }
}

function settings({ place, socketFolder, durable }: ServerOptions): string[] {
  const values: Record<string, string> = {
    listen_addresses: "",
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: "0700",
    port: "5432",
    max_connections: "200",
    shared_buffers: "256MB",
    effective_cache_size: "1GB",
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    random_page_cost: "1.1",
    jit: "off",
    // Errors of statements reach the program, which logs them without what people wrote; the server's own log would
    // quote it ("Key (email)=(…) already exists").
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    ...(durable
      ? { fsync: "on", synchronous_commit: "on", full_page_writes: "on" }
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return ["-D", place.data, ...Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

function launch(program: string, args: string[], { uid, gid }: Account): ChildProcess {
  // Detached: Ctrl-C reaches the whole group of a terminal, and only we decide when the server stops.
  return spawn(program, args, {
    uid,
    gid,
    cwd: "/",
    env: CHILD_ENV,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** Hands each line on and resolves when the process ends, with its last line that says why. */
function watch(child: ChildProcess, log: (line: string) => void): Promise<Ended> {
  let lastWords = "";
  let rest = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter((text) => text.trim() !== "")) {
      if (/FATAL|PANIC|error:/i.test(line)) lastWords = line.replace(/^.*?(FATAL|PANIC):\s*/, "").trim();
      log(line);
    }
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, lastWords: error.message }));
    child.once("exit", (code, signal) => {
      // The pipe stays open while a backend of a killed server lives: its last words are waited for, not its end.
      const end = (): void => resolve({ code, signal, lastWords });
      child.once("close", end);
      setTimeout(end, LAST_WORDS_MS).unref();
    });
  });
}

async function untilReady(data: string, child: ChildProcess): Promise<"ready"> {
  for (;;) {
    const file = await readPidFile(data);
    if (file !== undefined && file.pid === child.pid && file.status === "ready") return "ready";
    await sleep(POLL_MS);
    if (child.exitCode !== null || child.signalCode !== null) return new Promise(() => undefined);
  }
}
