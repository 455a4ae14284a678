// Writes the types of the tables for the compiler and the description of the data for people, both read from a
// database that was migrated a moment ago: nobody writes them by hand.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { t } from "../i18n/i18n.ts";
import { type Column, readCatalog, type Table } from "./catalog.ts";
import { DatabaseError } from "./database-error.ts";
import { asOwner, migrate } from "./migrate.ts";
import { dataModelText } from "./model.ts";
import { makeThrowawayFolder, removeServerFolder, startServer } from "./server.ts";

export const TYPES_FILE = "src/platform/db/schema.generated.ts";
export const MODEL_FILE = "docs/data-model.md";

/** TypeScript type by type of PostgreSQL, as `openDatabase` parses it. */
const TYPES: Record<string, string> = {
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
  xid8: "string",
  timestamptz: "Date",
  bytea: "Buffer",
  json: "unknown",
  jsonb: "unknown",
};

/** Migrates a throwaway database with `root/migrations` and writes both files under `root`. */
export async function writeSchemaFiles(root: string): Promise<void> {
  const dir = await makeThrowawayFolder("sigesi-types-");
  const quiet = { debug: () => undefined, info: () => undefined };
  try {
    const server = await startServer({ dir, log: quiet, durable: false });
    try {
      await migrate(server.ownerUrl, { folder: join(root, "migrations") });
      const { types, model } = await describeSchema(server.ownerUrl);
      await write(join(root, TYPES_FILE), types);
      await write(join(root, MODEL_FILE), model);
    } finally {
      await server.stop();
    }
  } finally {
    await removeServerFolder(dir);
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The content of both files for a migrated database. The same schema gives the same bytes. */
export async function describeSchema(ownerUrl: string): Promise<{ types: string; model: string }> {
  const tables = await asOwner(ownerUrl, readCatalog);
  return { types: typesText(tables), model: dataModelText(tables) };
}

function typesText(tables: readonly Table[]): string {
  const wrappers = ["Generated", "GeneratedAlways"].filter((name) =>
    tables.some(({ columns }) => columns.some((column) => wrapperOf(column) === name)),
  );
  const header = ["// Generated from the database by `npm run db:types`. Do not edit."];
  if (wrappers.length > 0) header.push(`import type { ${wrappers.join(", ")} } from "kysely";`);
  return `${header.join("\n")}\n\nexport interface DB {\n${tables.map(tableText).join("\n")}\n}\n`;
}

function tableText({ name, columns }: Table): string {
  const lines = columns.map((column) => `    ${propertyName(column.name)}: ${columnType(name, column)};`);
  return `  ${propertyName(name)}: {\n${lines.join("\n")}\n  };`;
}

function columnType(table: string, column: Column): string {
  const type = `${valueType(table, column)}${column.nullable ? " | null" : ""}`;
  const wrapper = wrapperOf(column);
  return wrapper === undefined ? type : `${wrapper}<${type}>`;
}

function wrapperOf({ generated }: Column): "Generated" | "GeneratedAlways" | undefined {
  if (generated === "no") return undefined;
  return generated === "always" ? "GeneratedAlways" : "Generated";
}

function valueType(table: string, { name, type, baseType, isArray, enumValues }: Column): string {
  if (enumValues.length > 0) {
    // The driver does not know the arrays of our enums and would hand over their text.
    if (isArray) throw new DatabaseError(t("database.enumArray", { column: `${table}.${name}` }));
    return enumValues.map((value) => JSON.stringify(value)).join(" | ");
  }
  const known = TYPES[baseType];
  if (known === undefined) throw new DatabaseError(t("database.unknownType", { column: `${table}.${name}`, type }));
  return isArray ? `${known}[]` : known;
}

function propertyName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : JSON.stringify(name);
}
