// Brings a database to the schema of this program: plain SQL files, in order, forward only, each in a transaction.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { systemClock } from "../clock/clock.ts";
import { t } from "../i18n/i18n.ts";
import { DatabaseError, errorCode, errorText } from "./database-error.ts";
import { ensureProgramRole, SCHEMA_LOCK } from "./program-role.ts";

export { lendSchema, programUrl } from "./program-role.ts";

const OLDEST_SERVER = 17;
const FILE_NAME = /^\d{14}_[a-z0-9_]+__[a-z0-9_]+\.sql$/;

export interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

export interface MigrateOptions {
  /** Folder with the files, `migrations/` of the project. */
  folder: string;
  /** Password of the program's role, when an administrator made that role. */
  programPassword?: string;
  /** Name of the last file to apply: for restoring an older backup. Default all. */
  upTo?: string;
}

/**
 * Applies what is missing and returns the names of what was applied now. Several processes may call it at once.
 * @throws DatabaseError when the server is too old, an applied file changed, the database is of a newer program, or a file fails.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<string[]> {
  const all = await readMigrations(options.folder);
  return asOwner(ownerUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [SCHEMA_LOCK]);
    await ensureProgramRole(client, ownerUrl, options.programPassword);
    const applied = await appliedMigrations(client);
    checkHistory(all, applied);
    const upTo = options.upTo;
    const pending = all.filter(({ name }) => !applied.has(name) && (upTo === undefined || name <= upTo));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  });
}

/** The files of `folder` in order. @throws DatabaseError when one is misnamed. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      if (!FILE_NAME.test(name)) {
        throw new DatabaseError(t("database.misnamed", { name }));
      }
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** Name → SHA-256 of what was applied to this database; empty when it was never migrated. */
export async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    "select to_regclass('public.migrations') is not null as there",
  );
  if (tables[0]?.there !== true) return new Map();
  const { rows } = await client.query<{ name: string; sha256: string }>(
    "select name, sha256 from migrations order by name",
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

/** Connects as the owner, checks the version of the server, and closes the connection whatever happens. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  try {
    await client.connect().catch((error: unknown) => {
      throw new DatabaseError(t("database.noConnection", { reason: errorText(error) }));
    });
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    checkServerVersion(Number(rows[0]?.version));
    await client.query("set search_path to public");
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** `version` as in server_version_num: 170004 is 17.4. @throws DatabaseError when it is older than what we need. */
export function checkServerVersion(version: number): void {
  const major = Math.floor(version / 10_000);
  if (major >= OLDEST_SERVER) return;
  throw new DatabaseError(t("database.oldServer", { found: String(major), needed: String(OLDEST_SERVER) }));
}

function checkHistory(all: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(all.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of applied) {
    const ours = known.get(name);
    if (ours === undefined) {
      throw new DatabaseError(t("database.newerProgram", { name }));
    }
    if (ours !== sha256) {
      throw new DatabaseError(t("database.changedMigration", { name }));
    }
  }
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("insert into migrations (name, sha256, applied_at) values ($1, $2, $3)", [
      name,
      sha256,
      systemClock.now(),
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    const key = errorCode(error) === "42501" ? "database.notOwner" : "database.migrationFailed";
    throw new DatabaseError(t(key, { name, reason: errorText(error) }), { cause: error });
  }
}
