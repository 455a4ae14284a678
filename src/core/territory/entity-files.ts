// Reads an entity folder. Pure in the sense that matters: the same folder gives the same entity or the same list of
// errors, with no database and no clock, so that an official can check a change before anybody starts anything.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { type CsvLine, readCsvTable } from "./csv-table.ts";
import { Entity } from "./entity.ts";
import { checkReferences } from "./entity-checks.ts";
import {
  type CsvFileName,
  type EntityFile,
  entityFile,
  OPTIONAL_COLUMNS,
  type Row,
  rowSchemas,
} from "./entity-schema.ts";

/** Where an error is and what it is; `sentence` of it for people is in messages, under "territory.problem". */
export interface EntityError {
  readonly file: string;
  /** 1 is the first line; undefined when the whole file is meant. */
  readonly line?: number;
  /** Column of the CSV, or path inside the JSON. */
  readonly field: string;
  readonly problem: string;
  /** What was found, cut to a readable length. */
  readonly value: string;
}

export type EntityReading = { readonly entity: Entity } | { readonly errors: readonly EntityError[] };

/** A validated line and where it came from. */
export interface Placed<R> {
  readonly line: number;
  readonly row: R;
}
export type PlacedRows = { readonly [File in CsvFileName]: readonly Placed<Row<File>>[] };

/** Reads and checks an entity folder: the entity, or every error that could be found, in the order of the files. */
export function readEntity(directory: string): EntityReading {
  const errors: EntityError[] = [];
  const text = readText(directory, errors);
  const file = text === undefined ? undefined : parseEntityFile(text, errors);
  const rows = readRows(directory, errors);
  if (file === undefined || text === undefined || errors.length > 0) return { errors };
  const lineOf = (path: readonly PropertyKey[]) => lineOfPath(text, path);
  errors.push(...checkReferences({ file, lineOf, rows, exists: inside(directory) }));
  return errors.length > 0 ? { errors } : { entity: new Entity(definitionOf(file, rows)) };
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function inside(directory: string): (name: string) => boolean {
  return (name) => existsSync(join(directory, name));
}

function definitionOf(file: EntityFile, rows: PlacedRows) {
  const plain = <R>(placed: readonly Placed<R>[]) => placed.map(({ row }) => row);
  return {
    file,
    territories: plain(rows["territories.csv"]),
    groupings: plain(rows["groupings.csv"]),
    agencies: plain(rows["agencies.csv"]),
    sectors: plain(rows["sectors.csv"]),
    rights: plain(rows["rights.csv"]),
    populationGroups: plain(rows["population_groups.csv"]),
    differential: plain(rows["differential.csv"]),
  };
}

function readText(directory: string, errors: EntityError[]): string | undefined {
  const path = join(directory, "entity.json");
  if (isFile(path)) return readFileSync(path, "utf8").replace(/^\ufeff/, "");
  errors.push({ file: "entity.json", field: "", problem: "missing-file", value: "" });
  return undefined;
}

function parseEntityFile(text: string, errors: EntityError[]): EntityFile | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const line = /line (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    errors.push({ file: "entity.json", line: Number(line ?? 1), field: "", problem: "json", value: "" });
    return undefined;
  }
  const parsed = entityFile.safeParse(json, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) errors.push(jsonError(text, issue));
  return undefined;
}

function jsonError(text: string, issue: z.core.$ZodIssue): EntityError {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  // A key of a record that is not a code carries its own problem one level down.
  const problem = issue.code === "invalid_key" ? "code" : issue.message;
  const value = typeof issue.input === "string" || typeof issue.input === "number" ? shorten(String(issue.input)) : "";
  return { file: "entity.json", line: lineOfPath(text, path), field: path.join("."), problem, value };
}

/** Line of a path inside a JSON text: close enough to open the editor there, without a second JSON parser. */
function lineOfPath(text: string, path: readonly PropertyKey[]): number {
  let at = 0;
  for (const step of path) {
    const found = typeof step === "string" ? text.indexOf(`${JSON.stringify(step)}:`, at) : -1;
    if (found >= 0) at = found;
  }
  return text.slice(0, at).split("\n").length;
}

function readRows(directory: string, errors: EntityError[]): PlacedRows {
  const read = <R>(file: CsvFileName, schema: z.ZodType<R>) => readCsvFile(join(directory, file), file, schema, errors);
  return {
    "territories.csv": read("territories.csv", rowSchemas["territories.csv"]),
    "groupings.csv": read("groupings.csv", rowSchemas["groupings.csv"]),
    "agencies.csv": read("agencies.csv", rowSchemas["agencies.csv"]),
    "sectors.csv": read("sectors.csv", rowSchemas["sectors.csv"]),
    "rights.csv": read("rights.csv", rowSchemas["rights.csv"]),
    "population_groups.csv": read("population_groups.csv", rowSchemas["population_groups.csv"]),
    "differential.csv": read("differential.csv", rowSchemas["differential.csv"]),
  };
}

function readCsvFile<R>(path: string, file: CsvFileName, schema: z.ZodType<R>, errors: EntityError[]): Placed<R>[] {
  const stopAt = (problem: string, line?: number): Placed<R>[] => {
    errors.push({ file, line, field: "", problem, value: "" });
    return [];
  };
  if (!isFile(path)) return stopAt("missing-file");
  const table = readCsvTable(readFileSync(path));
  if ("brokenLine" in table) return stopAt("csv", table.brokenLine);
  const headerErrors = checkHeader(file, table.columns);
  errors.push(...headerErrors);
  return headerErrors.length > 0 ? [] : table.lines.flatMap((line) => parseLine(file, schema, line, errors));
}

function checkHeader(file: CsvFileName, columns: readonly string[]): EntityError[] {
  const known = Object.keys(rowSchemas[file].shape);
  const at = (field: string, problem: string): EntityError => ({
    file,
    line: 1,
    field: shorten(field),
    problem,
    value: "",
  });
  return [
    ...known.filter((name) => !columns.includes(name) && !OPTIONAL_COLUMNS.has(name)).map((name) => at(name, "column")),
    ...columns.filter((name) => !known.includes(name)).map((name) => at(name, "unknown-column")),
    ...columns.filter((name, index) => columns.indexOf(name) < index).map((name) => at(name, "column-twice")),
  ];
}

function parseLine<R>(
  file: CsvFileName,
  schema: z.ZodType<R>,
  { line, cells }: CsvLine,
  errors: EntityError[],
): Placed<R>[] {
  const parsed = schema.safeParse(cells);
  if (parsed.success) return [{ line, row: parsed.data }];
  for (const { path, message } of parsed.error.issues) {
    const field = path.join(".");
    errors.push({ file, line, field, problem: message, value: shorten(cells[field] ?? "") });
  }
  return [];
}

/** A value as it can be printed: a file that is no text must not ring the bell of the terminal. */
function shorten(value: string): string {
  const printable = value.replace(/\p{Cc}/gu, "�");
  return printable.length > 60 ? `${printable.slice(0, 60)}…` : printable;
}
