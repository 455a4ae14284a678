// The database of the entity, ready to work: found or started, migrated, loaded with the entity folder. The web program,
// the worker and the commands of the shell begin here.
import { join } from "node:path";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { type Database, openDatabase } from "#platform/db/db.ts";
import { migrate, programUrl } from "#platform/db/migrate.ts";
import { findServer, type ServerLog, startServer } from "#platform/db/server.ts";
import type { Entity } from "./entity.ts";
import { type EntityPlace, getEntity } from "./load-entity.ts";
import { recallRetired } from "./recall-retired.sql.ts";
import { type SyncCounts, syncEntity } from "./sync-entity.ts";

const SILENT: ServerLog = { debug: () => undefined, info: () => undefined };

export interface EntityDatabaseSettings extends EntityPlace {
  /** Address of the owner's role; without it the program uses its own server, under `varDir`. */
  readonly databaseUrl?: string;
  readonly varDir: string;
  /** Password of the program's role, where an administrator made that role. */
  readonly programPassword?: string;
  /** False for what is thrown away: see `startServer`. */
  readonly durable?: boolean;
  /** Folder of the migrations of this program. */
  readonly migrations: string;
}

export interface EntityDatabase {
  /** As the program works: rows, not the schema. */
  readonly db: Database;
  /** For what only the owner may do. */
  readonly ownerUrl: string;
  readonly entity: Entity;
  /** What loading the folder changed. */
  readonly loaded: SyncCounts;
  /** Resolves when our own server ends by itself, with the reason; never, when the server is somebody else's. */
  readonly serverLost: Promise<string>;
  /** Closes the connections, and the server if it was started here. */
  close(): Promise<void>;
}

/**
 * Opens the database of an entity. The folder is read first, so that an error in it is told before anything is started.
 * @throws EntityFolderError, OtherEntityError or DatabaseError, each with one sentence
 */
export async function openEntityDatabase(
  settings: EntityDatabaseSettings,
  { now, log }: { readonly now: Date; readonly log: ServerLog },
): Promise<EntityDatabase> {
  const entity = getEntity(settings);
  const server = await reachServer(settings, log);
  let db: Database | undefined;
  try {
    await migrate(server.ownerUrl, { folder: settings.migrations, programPassword: settings.programPassword });
    db = openDatabase(programUrl(server.ownerUrl, settings.programPassword));
    const opened = db;
    const loaded = await opened.write((tx) => syncEntity(tx, entity, now));
    const close = async () => {
      await opened.close();
      await server.stop();
    };
    return {
      db: opened,
      ownerUrl: server.ownerUrl,
      entity: await recallRetired(opened.read, entity),
      loaded,
      serverLost: server.lost,
      close,
    };
  } catch (error) {
    await db?.close();
    await server.stop();
    throw error;
  }
}

/**
 * Does the work of a command of the shell in the database that the settings name.
 * @throws ConfigError or DatabaseError, each with one sentence
 */
export async function withEntityDatabase(
  env: Record<string, string | undefined>,
  now: Date,
  work: (opened: EntityDatabase) => Promise<number>,
): Promise<number> {
  const settings = { ...readConfig(env), migrations: join(ROOT, "migrations") };
  const opened = await openEntityDatabase(settings, { now, log: SILENT });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

interface ReachedServer {
  readonly ownerUrl: string;
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

/** A server of somebody else's, or of another process of ours, is left running when we go. */
async function reachServer(
  { databaseUrl, varDir, durable }: EntityDatabaseSettings,
  log: ServerLog,
): Promise<ReachedServer> {
  const stop = async () => undefined;
  const never = new Promise<string>(() => undefined);
  if (databaseUrl !== undefined) return { ownerUrl: databaseUrl, lost: never, stop };
  const running = await findServer(varDir);
  if (running !== undefined) return { ...running, lost: never, stop };
  const server = await startServer({ dir: varDir, log, durable });
  const lost = server.exited.then(({ expected, reason }) => (expected ? never : reason));
  return { ownerUrl: server.ownerUrl, lost, stop: () => server.stop() };
}
