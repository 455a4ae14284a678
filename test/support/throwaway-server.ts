// One real database server per run of the tests. It lives in the main process of vitest and starts when the first test
// file asks for it, so that a run of pure tests pays nothing. Files ask through a socket in the folder of the run.
import { readdirSync, statfsSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { freemem, tmpdir } from "node:os";
import { basename, join } from "node:path";
import pg from "pg";
import { migrate } from "#platform/db/migrate.ts";
import { type DatabaseServer, makeThrowawayFolder, removeServerFolder, startServer } from "#platform/db/server.ts";
import { chooseAccount } from "#platform/db/server-account.ts";
import { stopOrphans } from "#platform/db/server-orphans.ts";

const PREFIX = "sigesi-test-";
const MEMORY = "/dev/shm";
const ROOM = 2 * 1024 ** 3;
export const TEMPLATE = "sigesi_template";
const MIGRATIONS = join(import.meta.dirname, "../../migrations");

export interface ThrowawayServer {
  /** Path of the socket that answers any caller with the owner's address, as text. */
  askPath: string;
  stop(): Promise<void>;
}

/** Opens the socket; the server itself starts with the first question. */
export async function openThrowawayServer(): Promise<ThrowawayServer> {
  await sweep();
  const dir = await makeThrowawayFolder(`${PREFIX}${process.pid}-`, temporaryBase());
  const askPath = join(dir, "ask");
  let server: Promise<DatabaseServer> | undefined;
  const door = createServer((socket) => {
    server ??= startWithTemplate(dir);
    server.then(
      ({ ownerUrl }) => socket.end(JSON.stringify({ ownerUrl })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  await listen(door, askPath);
  return {
    askPath,
    stop: async () => {
      door.close();
      await server?.then((started) => started.stop()).catch(() => undefined);
      await removeServerFolder(dir);
    },
  };
}

/**
 * Where throwaway data goes: in memory when there is plenty, else the temporary folder. A clone is some 300 small files, 10 ms in
 * memory and a quarter of a second on a disk.
 */
export function temporaryBase(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM && freemem() > 2 * ROOM ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
}

async function startWithTemplate(dir: string): Promise<DatabaseServer> {
  const quiet = { debug: () => undefined, info: () => undefined };
  const server = await startServer({ dir, log: quiet, durable: false });
  const admin = new pg.Client({ connectionString: server.ownerUrl });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(databaseUrl(server.ownerUrl, TEMPLATE), { folder: MIGRATIONS });
  return server;
}

/** The same server and role, another database. */
export function databaseUrl(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.toString();
}

/** Removes what runs that were killed left behind: the number in the folder's name is of a process that is gone. */
async function sweep(): Promise<void> {
  for (const dir of [tmpdir(), MEMORY].flatMap(foldersOfRuns)) {
    const pid = Number(basename(dir).slice(PREFIX.length).split("-")[0]);
    if (isAlive(pid)) continue;
    const data = join(dir, "postgres");
    await stopOrphans({ data, account: await chooseAccount(data) }, () => undefined).catch(() => undefined);
    await removeServerFolder(dir).catch(() => undefined);
  }
}

function foldersOfRuns(base: string): string[] {
  try {
    const names = readdirSync(base).filter((name) => name.startsWith(PREFIX));
    return names.map((name) => join(base, name));
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
