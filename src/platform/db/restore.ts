// Puts a backup into an empty database: all of it or nothing.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { t } from "../i18n/i18n.ts";
import { listTables, STABLE_TEXT } from "./backup.ts";
import { type Manifest, readManifest, type TableFile } from "./backup-manifest.ts";
import { DatabaseError, errorText } from "./database-error.ts";
import { appliedMigrations, asOwner, migrate, readMigrations } from "./migrate.ts";
import { PROGRAM_ROLE } from "./program-role.ts";

export interface RestoreOptions {
  /** Folder with the migrations of this program. */
  folder: string;
  programPassword?: string;
}

/**
 * Restores the backup in `dir` into a database that is new, or migrated exactly as the backup was and without rows.
 * A new database is migrated to the backup's schema first; the program brings it to its own at its next start.
 * @throws DatabaseError when the backup is damaged or the database is not as it must be; nothing is changed then.
 */
export async function restore(ownerUrl: string, dir: string, options: RestoreOptions): Promise<Manifest> {
  const manifest = await readManifest(dir);
  await checkKnown(manifest, options.folder);
  const isNew = await asOwner(ownerUrl, async (client) => {
    await checkNobodyWorks(client);
    const applied = await appliedMigrations(client);
    if (applied.size === 0) return true;
    checkSameSchema(manifest, applied);
    await checkEmpty(client);
    return false;
  });
  if (isNew) await migrate(ownerUrl, { ...options, upTo: manifest.migrations.at(-1)?.name });
  await asOwner(ownerUrl, async (client) => {
    checkSameSchema(manifest, await appliedMigrations(client));
    await client.query(STABLE_TEXT);
    await client.query("begin");
    try {
      await fill(client, dir, manifest);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      if (error instanceof DatabaseError) throw error;
      throw new DatabaseError(t("database.notRestored", { reason: errorText(error) }), {
        cause: error,
      });
    }
    await client.query("analyze");
  });
  return manifest;
}

async function checkKnown(manifest: Manifest, folder: string): Promise<void> {
  const ours = new Map((await readMigrations(folder)).map(({ name, sha256 }) => [name, sha256]));
  const strange = manifest.migrations.find(({ name, sha256 }) => ours.get(name) !== sha256);
  if (strange === undefined) return;
  throw new DatabaseError(t("database.otherVersion", { name: strange.name }));
}

function checkSameSchema({ migrations }: Manifest, applied: ReadonlyMap<string, string>): void {
  const same =
    migrations.length === applied.size && migrations.every(({ name, sha256 }) => applied.get(name) === sha256);
  if (same) return;
  throw new DatabaseError(
    t("database.otherMigration", { backup: migrations.at(-1)?.name ?? "", here: [...applied.keys()].at(-1) ?? "" }),
  );
}

async function checkNobodyWorks(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    "select from pg_stat_activity where datname = current_database() and usename = $1 limit 1",
    [PROGRAM_ROLE],
  );
  if (rowCount !== 0) throw new DatabaseError(t("database.working"));
}

/** What only migrations fill, as link_relations, is there in any database and says nothing of its life. */
async function checkEmpty(client: pg.Client): Promise<void> {
  for (const { name } of await listTables(client)) {
    const table = `public.${pg.escapeIdentifier(name)}`;
    const { rows } = await client.query("select has_table_privilege($1, $2, 'insert') as lived", [PROGRAM_ROLE, table]);
    if (!rows[0].lived) continue;
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
    if (rowCount !== 0) {
      throw new DatabaseError(t("database.notEmpty", { name }));
    }
  }
}

/**
 * Foreign keys are taken away and put back, which checks every row and needs no order among tables; triggers stay quiet, for
 * what they would write is in the backup. The owner of the tables may do both without being superuser.
 */
async function fill(client: pg.Client, dir: string, manifest: Manifest): Promise<void> {
  const names = (await listTables(client)).map(({ name }) => name);
  checkSameTables(manifest, names);
  const keys = await foreignKeys(client);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const name of names) await client.query(`alter table public.${pg.escapeIdentifier(name)} disable trigger user`);
  if (names.length > 0) {
    await client.query(`truncate ${names.map((name) => `public.${pg.escapeIdentifier(name)}`).join(", ")}`);
  }
  for (const table of manifest.tables) await readTable(client, dir, table);
  for (const { name, value, called } of manifest.sequences) {
    await client.query("select setval(format('public.%I', $1::text)::regclass, $2::bigint, $3)", [name, value, called]);
  }
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  for (const name of names) await client.query(`alter table public.${pg.escapeIdentifier(name)} enable trigger user`);
  await refreshViews(client);
}

function checkSameTables(manifest: Manifest, names: readonly string[]): void {
  const inBackup = manifest.tables.map(({ name }) => name);
  if (inBackup.length === names.length && names.every((name) => inBackup.includes(name))) return;
  throw new DatabaseError(t("database.otherTables"));
}

async function foreignKeys(client: pg.Client): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0
    order by k.conrelid::regclass::text, k.conname`);
  return rows;
}

/** Stored views are computed again, those that others read first. */
async function refreshViews(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'm' order by c.oid`);
  for (const { name } of rows) await client.query(`refresh materialized view ${name}`);
}

async function readTable(client: pg.Client, dir: string, table: TableFile): Promise<void> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const rows = client.query(
    copyFrom(`copy public.${pg.escapeIdentifier(table.name)} (${columns}) from stdin with (format csv, header match)`),
  );
  await pipeline(createReadStream(join(dir, table.file)), createGunzip(), rows);
  if (rows.rowCount !== table.rows) {
    throw new DatabaseError(t("database.wrongRows", { name: table.name, found: rows.rowCount ?? 0, told: table.rows }));
  }
}
