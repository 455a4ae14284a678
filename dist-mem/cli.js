import {
  ConfigError,
  DatabaseError,
  PROGRAM_ROLE,
  ROOT,
  UsageError,
  appliedMigrations,
  asOwner,
  errorCode,
  errorText,
  findServer,
  makeThrowawayFolder,
  migrate,
  modules,
  oldNode,
  readConfig,
  readMigrations,
  readWords,
  removeServerFolder,
  startServer
} from "./chunk-AWDO4N5H.js";
import {
  systemClock,
  t
} from "./chunk-X4F2G7OC.js";

// src/commands.ts
import { join as join5 } from "node:path";

// src/platform/db/backup.ts
import { createHash as createHash2 } from "node:crypto";
import { constants, createWriteStream, existsSync } from "node:fs";
import { access, mkdir, open, readdir, rename, writeFile } from "node:fs/promises";
import { dirname, join as join2 } from "node:path";
import { Transform } from "node:stream";
import { pipeline as pipeline2 } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

// src/platform/db/backup-manifest.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
var MANIFEST_FILE = "manifest.json";
var sha256 = z.string().regex(/^[0-9a-f]{64}$/);
var tableFile = z.object({
  name: z.string().min(1),
  columns: z.array(z.string().min(1)),
  // A plain name: a manifest must not lead to files outside of its folder.
  file: z.string().regex(/^[^/\\]+\.csv\.gz$/),
  rows: z.number().int().nonnegative(),
  sha256
});
var sequenceState = z.object({ name: z.string().min(1), value: z.string().regex(/^-?\d+$/), called: z.boolean() });
var manifestShape = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), sha256 })).min(1),
  tables: z.array(tableFile),
  sequences: z.array(sequenceState)
});
async function readManifest(dir) {
  const text = await readFile(join(dir, MANIFEST_FILE), "utf8").catch(() => {
    throw new DatabaseError(t("database.noManifest", { dir, file: MANIFEST_FILE }));
  });
  const manifest = manifestShape.safeParse(parseJson(text)).data;
  if (manifest === void 0)
    throw new DatabaseError(t("database.damagedManifest", { file: join(dir, MANIFEST_FILE) }));
  for (const { file, sha256: expected } of manifest.tables) {
    if (await hashOf(join(dir, file)) !== expected) {
      throw new DatabaseError(t("database.changedFile", { file: join(dir, file) }));
    }
  }
  return manifest;
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
async function hashOf(file) {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file), hash);
    return hash.digest("hex");
  } catch {
    return void 0;
  }
}

// src/platform/db/backup.ts
var STABLE_TEXT = `
  set datestyle to 'ISO, YMD'; set timezone to 'UTC'; set intervalstyle to 'postgres'; set bytea_output to 'hex';
  set extra_float_digits to 1; set client_encoding to 'UTF8'`;
async function backup(ownerUrl, dir) {
  await prepareFolder(dir);
  return asOwner(ownerUrl, async (client) => {
    await client.query(STABLE_TEXT);
    await client.query("begin isolation level repeatable read, read only");
    const applied = await appliedMigrations(client);
    if (applied.size === 0) throw new DatabaseError(t("database.neverMigrated"));
    const tables = [];
    const names = await listTables(client);
    await holdTables(client, names);
    for (const table of names) tables.push(await writeTable(client, dir, table));
    const manifest = {
      format: 1,
      madeAt: systemClock.now().toISOString(),
      migrations: [...applied].map(([name, sha2562]) => ({ name, sha256: sha2562 })),
      tables,
      sequences: await readSequences(client)
    };
    await client.query("commit");
    await writeManifest(dir, manifest);
    return manifest;
  });
}
async function prepareFolder(dir) {
  try {
    await makeFolder(dir);
    await access(dir, constants.W_OK);
  } catch (error) {
    if (errorCode(error) === "ENOTDIR") throw new DatabaseError(t("database.notFolder", { dir }));
    throw new DatabaseError(t("database.notWritable", { dir }));
  }
  const entries = await readdir(dir).catch((error) => {
    if (errorCode(error) === "ENOTDIR") throw new DatabaseError(t("database.notFolder", { dir }));
    throw error;
  });
  if (entries.length > 0) throw new DatabaseError(t("database.folderNotEmpty", { dir }));
}
async function makeFolder(dir) {
  try {
    await mkdir(dir, { mode: 448 });
  } catch (error) {
    const above = dirname(dir);
    if (errorCode(error) === "EEXIST") return;
    if (errorCode(error) !== "ENOENT" || existsSync(above)) throw error;
    await makeFolder(above);
    await mkdir(dir, { mode: 448 });
  }
}
async function listTables(client) {
  const { rows } = await client.query(`
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
async function holdTables(client, tables) {
  if (tables.length === 0) return;
  const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`);
  await client.query(`lock table ${names.join(", ")} in access share mode`);
}
async function writeTable(client, dir, table) {
  const file = `${table.name}.csv.gz`;
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const rows = client.query(
    copyTo(`copy public.${pg.escapeIdentifier(table.name)} (${columns}) to stdout with (format csv, header)`)
  );
  const hash = createHash2("sha256");
  const target = createWriteStream(join2(dir, file), { mode: 384, flags: "wx", flush: true });
  await pipeline2(rows, createGzip({ level: 6 }), hashing(hash), target);
  return { ...table, file, rows: rows.rowCount, sha256: hash.digest("hex") };
}
function hashing(hash) {
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    }
  });
}
async function readSequences(client) {
  const { rows } = await client.query(`
    select c.relname::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' order by c.relname collate "C"`);
  const states = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query(
      `select last_value::text as value, is_called as called from public.${pg.escapeIdentifier(name)}`
    );
    states.push(...state.map((one) => ({ name, ...one })));
  }
  return states;
}
async function writeManifest(dir, manifest) {
  const draft = join2(dir, `${MANIFEST_FILE}.new`);
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}
`, { mode: 384, flush: true });
  await rename(draft, join2(dir, MANIFEST_FILE));
  const folder = await open(dir, "r");
  await folder.sync().finally(() => folder.close());
}

// src/platform/db/restore.ts
import { createReadStream as createReadStream2 } from "node:fs";
import { join as join3 } from "node:path";
import { pipeline as pipeline3 } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg2 from "pg";
import { from as copyFrom } from "pg-copy-streams";
async function restore(ownerUrl, dir, options) {
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
      await client.query("rollback").catch(() => void 0);
      if (error instanceof DatabaseError) throw error;
      throw new DatabaseError(t("database.notRestored", { reason: errorText(error) }), {
        cause: error
      });
    }
    await client.query("analyze");
  });
  return manifest;
}
async function checkKnown(manifest, folder) {
  const ours = new Map((await readMigrations(folder)).map(({ name, sha256: sha2562 }) => [name, sha2562]));
  const strange = manifest.migrations.find(({ name, sha256: sha2562 }) => ours.get(name) !== sha2562);
  if (strange === void 0) return;
  throw new DatabaseError(t("database.otherVersion", { name: strange.name }));
}
function checkSameSchema({ migrations }, applied) {
  const same = migrations.length === applied.size && migrations.every(({ name, sha256: sha2562 }) => applied.get(name) === sha2562);
  if (same) return;
  throw new DatabaseError(
    t("database.otherMigration", { backup: migrations.at(-1)?.name ?? "", here: [...applied.keys()].at(-1) ?? "" })
  );
}
async function checkNobodyWorks(client) {
  const { rowCount } = await client.query(
    "select from pg_stat_activity where datname = current_database() and usename = $1 limit 1",
    [PROGRAM_ROLE]
  );
  if (rowCount !== 0) throw new DatabaseError(t("database.working"));
}
async function checkEmpty(client) {
  for (const { name } of await listTables(client)) {
    const table = `public.${pg2.escapeIdentifier(name)}`;
    const { rows } = await client.query("select has_table_privilege($1, $2, 'insert') as lived", [PROGRAM_ROLE, table]);
    if (!rows[0].lived) continue;
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
    if (rowCount !== 0) {
      throw new DatabaseError(t("database.notEmpty", { name }));
    }
  }
}
async function fill(client, dir, manifest) {
  const names = (await listTables(client)).map(({ name }) => name);
  checkSameTables(manifest, names);
  const keys = await foreignKeys(client);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const name of names) await client.query(`alter table public.${pg2.escapeIdentifier(name)} disable trigger user`);
  if (names.length > 0) {
    await client.query(`truncate ${names.map((name) => `public.${pg2.escapeIdentifier(name)}`).join(", ")}`);
  }
  for (const table of manifest.tables) await readTable(client, dir, table);
  for (const { name, value, called } of manifest.sequences) {
    await client.query("select setval(format('public.%I', $1::text)::regclass, $2::bigint, $3)", [name, value, called]);
  }
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  for (const name of names) await client.query(`alter table public.${pg2.escapeIdentifier(name)} enable trigger user`);
  await refreshViews(client);
}
function checkSameTables(manifest, names) {
  const inBackup = manifest.tables.map(({ name }) => name);
  if (inBackup.length === names.length && names.every((name) => inBackup.includes(name))) return;
  throw new DatabaseError(t("database.otherTables"));
}
async function foreignKeys(client) {
  const { rows } = await client.query(`
    select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0
    order by k.conrelid::regclass::text, k.conname`);
  return rows;
}
async function refreshViews(client) {
  const { rows } = await client.query(`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'm' order by c.oid`);
  for (const { name } of rows) await client.query(`refresh materialized view ${name}`);
}
async function readTable(client, dir, table) {
  const columns = table.columns.map((column) => pg2.escapeIdentifier(column)).join(", ");
  const rows = client.query(
    copyFrom(`copy public.${pg2.escapeIdentifier(table.name)} (${columns}) from stdin with (format csv, header match)`)
  );
  await pipeline3(createReadStream2(join3(dir, table.file)), createGunzip(), rows);
  if (rows.rowCount !== table.rows) {
    throw new DatabaseError(t("database.wrongRows", { name: table.name, found: rows.rowCount ?? 0, told: table.rows }));
  }
}

// src/platform/db/types.ts
import { mkdir as mkdir2, writeFile as writeFile2 } from "node:fs/promises";
import { dirname as dirname2, join as join4 } from "node:path";

// src/platform/db/catalog.ts
async function readCatalog(client) {
  const { rows } = await client.query(CATALOG);
  return rows[0]?.tables ?? [];
}
var CATALOG = `
with columns as (
  select a.attrelid, a.attnum, json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'baseType', base.typname,
    'isArray', whole.typelem <> 0 and whole.typcategory = 'A',
    'enumValues', coalesce((select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = base.oid), '[]'),
    'nullable', not a.attnotnull,
    'generated', case
      when a.attidentity = 'a' or a.attgenerated <> '' then 'always'
      when a.attidentity = 'd' or a.atthasdef then 'default'
      else 'no' end,
    'reference', (
      select min(k.confrelid::regclass || '.' || f.attname) from pg_constraint k
      join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1]
      where k.contype = 'f' and k.conrelid = a.attrelid and k.conkey = array[a.attnum]),
    'comment', col_description(a.attrelid, a.attnum)
  ) as info
  from pg_attribute a
  join pg_type declared on declared.oid = a.atttypid
  join pg_type whole on whole.oid = case when declared.typtype = 'd' then declared.typbasetype else declared.oid end
  join pg_type base on base.oid = case when whole.typcategory = 'A' then whole.typelem else whole.oid end
  where a.attnum > 0 and not a.attisdropped
)
select coalesce(json_agg(json_build_object(
  'name', c.relname,
  'kind', case when c.relkind in ('v', 'm') then 'view' else 'table' end,
  'comment', obj_description(c.oid, 'pg_class'),
  'columns', (select json_agg(info order by attnum) from columns where attrelid = c.oid)
) order by c.relname collate "C"), '[]') as tables
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

// src/platform/db/model.ts
function dataModelText(tables) {
  const header = "# Data model\n\nGenerated from the comments of the database by `npm run db:types`. Do not edit: change the comment in a migration.\n";
  const index = tables.map(({ name }) => `- [${name}](#${name})`).join("\n");
  return `${header}
${index}

${tables.map(sectionText).join("\n")}`;
}
function sectionText({ name, kind, comment, columns }) {
  const title = `## ${name}

${kind === "view" ? "View. " : ""}${cell(comment ?? "")}
`;
  const rows = columns.map(
    (column) => `| ${column.name} | ${cell(typeText(column))} | ${cell(column.comment ?? "")} |`
  );
  return `${title}
| Column | Type | Meaning |
|---|---|---|
${rows.join("\n")}
`;
}
function typeText({ type, nullable, generated, reference, enumValues }) {
  const parts = [enumValues.length > 0 ? `${type} (${enumValues.join(", ")})` : type];
  if (nullable) parts.push("or null");
  if (generated === "always") parts.push("generated");
  if (reference !== null) parts.push(`\u2192 ${reference}`);
  return parts.join(", ");
}
function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ").trim();
}

// src/platform/db/types.ts
var TYPES_FILE = "src/platform/db/schema.generated.ts";
var MODEL_FILE = "docs/data-model.md";
var TYPES = {
  bool: "boolean",
  int2: "number",
  int4: "number",
  int8: "number",
  float4: "number",
  float8: "number",
  numeric: "string",
  text: "string",
  varchar: "string",
  bpchar: "string",
  char: "string",
  name: "string",
  citext: "string",
  uuid: "string",
  inet: "string",
  date: "string",
  time: "string",
  ltree: "string",
  tsvector: "string",
  tsquery: "string",
  daterange: "string",
  tstzrange: "string",
  int4range: "string",
  int8range: "string",
  timestamptz: "Date",
  bytea: "Buffer",
  json: "unknown",
  jsonb: "unknown"
};
async function writeSchemaFiles(root) {
  const dir = await makeThrowawayFolder("sigesi-types-");
  const quiet = { debug: () => void 0, info: () => void 0 };
  try {
    const server = await startServer({ dir, log: quiet, durable: false });
    try {
      await migrate(server.ownerUrl, { folder: join4(root, "migrations") });
      const { types, model } = await describeSchema(server.ownerUrl);
      await write(join4(root, TYPES_FILE), types);
      await write(join4(root, MODEL_FILE), model);
    } finally {
      await server.stop();
    }
  } finally {
    await removeServerFolder(dir);
  }
}
async function write(file, text) {
  await mkdir2(dirname2(file), { recursive: true });
  await writeFile2(file, text);
}
async function describeSchema(ownerUrl) {
  const tables = await asOwner(ownerUrl, readCatalog);
  return { types: typesText(tables), model: dataModelText(tables) };
}
function typesText(tables) {
  const wrappers = ["Generated", "GeneratedAlways"].filter(
    (name) => tables.some(({ columns }) => columns.some((column) => wrapperOf(column) === name))
  );
  const header = ["// Generated from the database by `npm run db:types`. Do not edit."];
  if (wrappers.length > 0) header.push(`import type { ${wrappers.join(", ")} } from "kysely";`);
  return `${header.join("\n")}

export interface DB {
${tables.map(tableText).join("\n")}
}
`;
}
function tableText({ name, columns }) {
  const lines = columns.map((column) => `    ${propertyName(column.name)}: ${columnType(name, column)};`);
  return `  ${propertyName(name)}: {
${lines.join("\n")}
  };`;
}
function columnType(table, column) {
  const type = `${valueType(table, column)}${column.nullable ? " | null" : ""}`;
  const wrapper = wrapperOf(column);
  return wrapper === void 0 ? type : `${wrapper}<${type}>`;
}
function wrapperOf({ generated }) {
  if (generated === "no") return void 0;
  return generated === "always" ? "GeneratedAlways" : "Generated";
}
function valueType(table, { name, type, baseType, isArray, enumValues }) {
  if (enumValues.length > 0) {
    if (isArray) throw new DatabaseError(`${table}.${name} is an array of an enum: use text[] with a check.`);
    return enumValues.map((value) => JSON.stringify(value)).join(" | ");
  }
  const known = TYPES[baseType];
  if (known === void 0)
    throw new DatabaseError(`${table}.${name} has the type ${type}, which types.ts does not know.`);
  return isArray ? `${known}[]` : known;
}
function propertyName(name) {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : JSON.stringify(name);
}

// src/commands.ts
var JSON_FLAG = "--json";
var OPTIONS = { json: { type: "boolean", default: false } };
var databaseTypes = {
  name: "db types",
  usage: "db types",
  summary: t("cli.types", { types: TYPES_FILE, model: MODEL_FILE }),
  run: async () => {
    await writeSchemaFiles(ROOT);
    return 0;
  }
};
var backupCommand = {
  name: "backup",
  usage: t("cli.backup.usage"),
  summary: t("cli.backup.summary"),
  run: async (args, io) => {
    const { word: dir } = readWords(args, OPTIONS);
    await withDatabase(io, async (ownerUrl) => {
      const manifest = await backup(ownerUrl, dir);
      tell(io, args, { dir, tables: manifest.tables.length }, t("cli.backup.done", { n: manifest.tables.length, dir }));
    });
    return 0;
  }
};
var restoreCommand = {
  name: "restore",
  usage: t("cli.restore.usage"),
  summary: t("cli.restore.summary"),
  run: async (args, io) => {
    const { word: dir } = readWords(args, OPTIONS);
    await withDatabase(io, async (ownerUrl) => {
      const manifest = await restore(ownerUrl, dir, { folder: join5(ROOT, "migrations") });
      tell(
        io,
        args,
        { dir, tables: manifest.tables.length },
        t("cli.restore.done", { n: manifest.tables.length, dir })
      );
    });
    return 0;
  }
};
async function withDatabase(io, work) {
  const config = readConfig(io.env);
  if (config.databaseUrl !== void 0) return work(config.databaseUrl);
  const running = await findServer(config.varDir);
  if (running !== void 0) return work(running.ownerUrl);
  const silent = { debug: () => void 0, info: () => void 0 };
  const server = await startServer({ dir: config.varDir, log: silent });
  try {
    await work(server.ownerUrl);
  } finally {
    await server.stop();
  }
}
function tell(io, args, object, sentence) {
  io.stdout(`${args.includes(JSON_FLAG) ? JSON.stringify(object) : sentence}
`);
}
var commands = [
  ...modules.flatMap((module) => module.commands ?? []),
  backupCommand,
  restoreCommand,
  databaseTypes
];
var HELP = /* @__PURE__ */ new Set(["help", "--help", "-h"]);
async function runCommand(args, io) {
  const line = args.join(" ");
  if (args.length === 0 || HELP.has(line)) {
    io.stdout(help());
    return 0;
  }
  const command = commands.find((one) => line === one.name || line.startsWith(`${one.name} `));
  if (command === void 0) {
    const words = args.filter((arg) => !arg.startsWith("-")).join(" ");
    const unknown = t("cli.unknown", { line: words });
    io.stderr(`${unknown}
${help()}`);
    if (args.includes(JSON_FLAG)) io.stdout(`${JSON.stringify({ error: unknown })}
`);
    return 1;
  }
  const said = { out: "", err: "" };
  const heard = {
    ...io,
    stdout: (text) => {
      said.out += text;
      io.stdout(text);
    },
    stderr: (text) => {
      said.err += text;
      io.stderr(text);
    }
  };
  const code = await attempt(command, args.slice(command.name.split(" ").length), heard);
  if (args.includes(JSON_FLAG) && said.out === "") io.stdout(`${JSON.stringify({ error: said.err.trim() })}
`);
  return code;
}
async function attempt(command, args, io) {
  try {
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError) io.stderr(`${t("cli.usage", { usage: command.usage })}
`);
    else if (error instanceof ConfigError || error instanceof DatabaseError) io.stderr(`${error.message}
`);
    else if (args.includes(JSON_FLAG)) {
      const name = error instanceof Error ? error.name : typeof error;
      io.stderr(`${error instanceof Error ? error.stack : String(error)}
`);
      io.stdout(`${JSON.stringify({ error: t("cli.unexpected", { name }) })}
`);
    } else throw error;
    return 1;
  }
}
function help() {
  const list = commands.map((one) => `  sigesi ${one.usage}
      ${one.summary}`).join("\n");
  return `${t("cli.commands")}
${list}
`;
}

// src/cli.ts
var old = oldNode();
if (old === void 0) {
  process.exitCode = await runCommand(process.argv.slice(2), {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    env: process.env
  });
} else {
  process.stderr.write(`${old}
`);
  process.exitCode = 1;
}
//# sourceMappingURL=cli.js.map
