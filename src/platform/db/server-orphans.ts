// Recovery from kill -9: the server may outlive its program, its backends may outlive the server, and the number in its
// pid file may by now belong to a stranger.
import { spawnSync } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { t } from "../i18n/i18n.ts";
import { DatabaseError, errorCode } from "./database-error.ts";
import { CHILD_ENV } from "./server-account.ts";
import type { Place } from "./server-place.ts";

const POLL_MS = 50;
const PATIENCE_MS = 8_000;
const PID_FILE = "postmaster.pid";

export interface PidFile {
  pid: number;
  socketFolder: string;
  status: string;
}

/** What a server says of itself in its data; undefined when it says nothing. */
export async function readPidFile(data: string): Promise<PidFile | undefined> {
  const text = await readFile(join(data, PID_FILE), "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return "";
    throw error;
  });
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, socketFolder: lines[4] ?? "", status: lines[7] ?? "" };
}

/**
 * The processes of PostgreSQL that work in this data, told by the folder they are in and not by a number that may be anyone's.
 * The account of the server asks, because root inside a container may not look into the processes of others.
 */
export function serverProcesses({ data, account }: Place): number[] {
  const script =
    'for p in /proc/[0-9]*; do [ "$p/cwd" -ef "$0" ] && read -r name <"$p/comm" && case "$name" in postgres*) echo "$p";; esac; done 2>/dev/null; exit 0';
  const { stdout, status } = spawnSync("/bin/sh", ["-c", script, data], {
    uid: account.uid,
    gid: account.gid,
    cwd: "/",
    env: CHILD_ENV,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (status !== 0) throw new DatabaseError(t("database.inUseUnknown", { data }));
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((path) => Number(basename(path)));
}

/**
 * Leaves the data without any process: stops, as its program would have, a server that was left running, waits for backends that
 * outlived theirs, and removes a pid file that would keep a new server from starting.
 */
export async function stopOrphans(place: Place, log: (line: string) => void): Promise<void> {
  // Without /proc we cannot see who works in the data: PostgreSQL's own, more timid checks remain.
  if (process.platform !== "linux") return;
  const file = await readPidFile(place.data);
  const left = serverProcesses(place);
  if (left.length > 0) {
    log("A database left running by a program that was killed is being stopped first.");
    const main = file !== undefined && left.includes(file.pid) ? [file.pid] : [];
    await stopAll(place, main);
  }
  // Nobody works in the data now, so the file says nothing true; its number may be a stranger's, who must not be waited for.
  await rm(join(place.data, PID_FILE), { force: true });
}

/**
 * Asks the server, if it lives, to stop in order; makes whoever is left stop at once. Backends without their server can only be
 * busy with an answer that nobody will hear: they are not waited for, and what they wrote is recovered from the log.
 */
async function stopAll(place: Place, main: readonly number[]): Promise<void> {
  for (const pid of main) send(pid, "SIGINT");
  if (main.length > 0 && (await isEmptySoon(place))) return;
  for (const pid of serverProcesses(place)) send(pid, "SIGQUIT");
  if (await isEmptySoon(place)) return;
  throw new DatabaseError(t("database.stillInUse", { data: place.data, process: String(serverProcesses(place)[0]) }));
}

async function isEmptySoon(place: Place): Promise<boolean> {
  const giveUp = performance.now() + PATIENCE_MS;
  while (serverProcesses(place).length > 0) {
    if (performance.now() > giveUp) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}
