// A backup is a folder: one compressed CSV file per table, all of one instant, and a manifest that says which schema
// they belong to and how to know that they are whole. Any PostgreSQL, or a person with patience, can read it.
import { createHash, type Hash } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { access, open, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { systemClock } from "../clock/clock.ts";
import { t } from "../i18n/i18n.ts";
import { MANIFEST_FILE, type Manifest, type SequenceState, type TableFile } from "./backup-manifest.ts";
import { DatabaseError } from "./database-error.ts";
import { makeFolder } from "./make-folder.ts";
import { appliedMigrations, asOwner } from "./migrate.ts";

/** So that the same value always gives the same text, whatever the settings of the server. */
export const STABLE_TEXT = `
  set datestyle to 'ISO, YMD'; set timezone to 'UTC'; set intervalstyle to 'postgres'; set bytea_output to 'hex';
  set extra_float_digits to 1; set client_encoding to 'UTF8'`;

/**
 * Writes every row of every table to the new or empty folder `dir`, in one snapshot, while the program works.
 * The files hold personal data and are readable by their owner only. Pending jobs are not part of it.
 * @throws DatabaseError when the folder has something in it or the database was never migrated.
 */
export async function backup(ownerUrl: string, dir: string): Promise<Manifest> {
  await prepareFolder(dir);
  return asOwner(ownerUrl, async (client) => {
    await client.query(STABLE_TEXT);
    await client.query("begin isolation level repeatable read, read only");
    const applied = await appliedMigrations(client);
    if (applied.size === 0) throw new DatabaseError(t("database.neverMigrated"));
    const tables: TableFile[] = [];
    const names = await listTables(client);
    await holdTables(client, names);
    for (const table of names) tables.push(await writeTable(client, dir, table));
    const manifest: Manifest = {
      format: 1,
      madeAt: systemClock.now().toISOString(),
      migrations: [...applied].map(([name, sha256]) => ({ name, sha256 })),
      tables,
      sequences: await readSequences(client),
    };
    await client.query("commit");
    await writeManifest(dir, manifest);
    return manifest;
  });
}

async function prepareFolder(dir: string): Promise<void> {
  await makeFolder(dir, 0o700);
  await access(dir, constants.W_OK).catch(() => {
    throw new DatabaseError(t("database.notWritable", { dir }));
  });
  const entries = await readdir(dir);
  if (entries.length > 0) throw new DatabaseError(t("database.folderNotEmpty", { dir }));
}

/** Our tables with the columns that can be written: those that the database computes are left to it. */
export async function listTables(client: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname::text as name, coalesce(columns, '{}') as columns
    from pg_class c
    cross join lateral (
      select array_agg(a.attname::text order by a.attnum) as columns from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as writable
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`);
  return rows;
}

/** No migration changes a table between the first row that is read and the last. */
async function holdTables(client: pg.Client, tables: readonly { name: string }[]): Promise<void> {
  if (tables.length === 0) return;
  const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`);
  await client.query(`lock table ${names.join(", ")} in access share mode`);
}

async function writeTable(
  client: pg.Client,
  dir: string,
  table: { name: string; columns: string[] },
): Promise<TableFile> {
  const file = `${table.name}.csv.gz`;
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const rows = client.query(
    copyTo(`copy public.${pg.escapeIdentifier(table.name)} (${columns}) to stdout with (format csv, header)`),
  );
  const hash = createHash("sha256");
  const target = createWriteStream(join(dir, file), { mode: 0o600, flags: "wx", flush: true });
  await pipeline(rows, createGzip({ level: 6 }), hashing(hash), target);
  return { ...table, file, rows: rows.rowCount, sha256: hash.digest("hex") };
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

async function readSequences(client: pg.Client): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' order by c.relname collate "C"`);
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from public.${pg.escapeIdentifier(name)}`,
    );
    states.push(...state.map((one) => ({ name, ...one })));
  }
  return states;
}

/** The manifest comes last and appears whole: a folder without it is a backup that was interrupted. */
async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  const draft = join(dir, `${MANIFEST_FILE}.new`);
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, join(dir, MANIFEST_FILE));
  const folder = await open(dir, "r");
  await folder.sync().finally(() => folder.close());
}
