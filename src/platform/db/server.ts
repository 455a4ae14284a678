// The built-in database: a real PostgreSQL that the program starts for itself when no DATABASE_URL is given. It listens
// on a unix socket only, in a folder that nobody else can enter.

import { once } from "node:events";
import { realpath } from "node:fs/promises";
import { connect as connectTo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { t } from "../i18n/i18n.ts";
import { DatabaseError, errorCode } from "./database-error.ts";
import { chooseAccount } from "./server-account.ts";
import { findBinaries } from "./server-binaries.ts";
import { readPidFile, serverProcesses, stopOrphans } from "./server-orphans.ts";
import { preparePlace, prepareSocketFolder, shortHash } from "./server-place.ts";
import { type Ended, launchServer, makeData, OWNER, type RunningServer } from "./server-process.ts";

export { makeThrowawayFolder, removeServerFolder } from "./server-place.ts";

const DATABASE = "sigesi";
const STOP_PATIENCE_MS = 30_000;

/** Where the server writes: `pino` fits. */
export interface ServerLog {
  debug(line: string): void;
  info(line: string): void;
}

export interface StartOptions {
  /** The data lives in `dir/postgres`. */
  dir: string;
  log: ServerLog;
  /** False for what is thrown away: faster, and lost when the machine fails. Default true. */
  durable?: boolean;
}

export interface DatabaseServer {
  /** Connects as the owner of the database, who may change the schema. */
  ownerUrl: string;
  /** Stops the server (open transactions are undone) and waits until it has written everything. May be called twice. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, because of `stop` or by itself; `expected` tells which. */
  exited: Promise<{ expected: boolean; reason: string }>;
}

/**
 * Starts our own PostgreSQL, makes its data the first time, and recovers from any earlier kill -9 of it or of us.
 * @throws DatabaseError with one sentence when it cannot, also when another program already uses this data.
 */
export async function startServer({ dir, log, durable = true }: StartOptions): Promise<DatabaseServer> {
  const say = (line: string): void => log.info(line);
  const place = await preparePlace(dir, say);
  const lock = await takeLock(place.data);
  try {
    const native = await findBinaries(place.account, say);
    await stopOrphans(place, say);
    const socketFolder = await prepareSocketFolder(place);
    const options = { place, native, socketFolder, durable, log: (line: string) => log.debug(line) };
    await makeData(options);
    const running = await launchServer(options);
    const server = control(running, lock, urlOf(socketFolder));
    await createDatabase(socketFolder).catch(async (error) => {
      await server.stop();
      throw error;
    });
    return server;
  } catch (error) {
    lock.close();
    throw error;
  }
}

/**
 * The server that another process of ours started over `dir`, if it accepts connections: for workers and commands. One whose
 * program was killed belongs to nobody, and is not found: whoever starts next stops it and has its own.
 */
export async function findServer(dir: string): Promise<{ ownerUrl: string } | undefined> {
  const data = await realpath(join(dir, "postgres")).catch(() => undefined);
  const file = data === undefined ? undefined : await readPidFile(data).catch(() => undefined);
  if (data === undefined || file === undefined || file.status !== "ready" || !(await isHeld(data))) return undefined;
  const alive = serverProcesses({ data, account: await chooseAccount(data) }).includes(file.pid);
  return alive ? { ownerUrl: urlOf(file.socketFolder) } : undefined;
}

function control({ child, ended }: RunningServer, lock: Server, ownerUrl: string): DatabaseServer {
  let stopping: Promise<void> | undefined;
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  // When the program ends without calling stop (an error that nobody caught), the server still ends in order.
  const onExit = (): void => void child.kill("SIGINT");
  process.once("exit", onExit);
  const exited = ended.then((end) => {
    process.off("exit", onExit);
    lock.close();
    return { expected: stopping !== undefined, reason: reasonOf(end) };
  });
  const halt = async (): Promise<void> => {
    if (alive()) child.kill("SIGINT");
    const late = AbortSignal.timeout(STOP_PATIENCE_MS);
    late.addEventListener("abort", () => alive() && child.kill("SIGQUIT"));
    await exited;
  };
  return {
    ownerUrl,
    exited,
    stop: () => {
      stopping ??= halt();
      return stopping;
    },
  };
}

function reasonOf({ code, signal, lastWords }: Ended): string {
  if (signal !== null) return `signal ${signal}`;
  return code !== 0 && lastWords !== "" ? lastWords : `exit ${code}`;
}

/**
 * Holds a name of the system while we live; the system lets it go however we end, so that no file is left to mistrust.
 * On Linux the name needs no file; elsewhere it is one in the temporary folder.
 */
async function takeLock(data: string): Promise<Server> {
  const lock = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    lock.once("error", (error) => {
      const taken = errorCode(error) === "EADDRINUSE";
      reject(taken ? new DatabaseError(t("database.taken", { data })) : error);
    });
    lock.listen(lockName(data), resolve);
  });
  lock.unref();
  return lock;
}

function lockName(data: string): string {
  const name = `sigesi-database-${shortHash(data)}`;
  return process.platform === "linux" ? `\0${name}` : `/tmp/${name}`;
}

/** Whether a program that lives started the server of this data. */
async function isHeld(data: string): Promise<boolean> {
  const socket = connectTo(lockName(data));
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function urlOf(socketFolder: string, database: string = DATABASE): string {
  return `postgresql://${OWNER}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
}

async function createDatabase(socketFolder: string): Promise<void> {
  const client = await connect(urlOf(socketFolder, "postgres"));
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A server that just came back may refuse its first callers for a moment ("the database system is starting up"). */
async function connect(url: string, attempts = 20): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (attempts === 0 || errorCode(error) !== "57P03") throw error;
    await sleep(100);
    return connect(url, attempts - 1);
  }
}
