// Reads a file into the database in one transaction: all its good rows, or none. What a row is, the module says.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database, WriteTx } from "../../db/db.ts";
import { t } from "../../i18n/i18n.ts";
import { hasControls, normalizeText, showControls } from "../../text/normalize-text.ts";
import { describeRowFault } from "../describe.ts";
import { readTable, type TableRow } from "../read-table.ts";
import { TableProblem } from "../table-problem.ts";
import { type FieldSources, findSources, type SourcesProblem } from "./fields.ts";

export interface ImportRequest<F extends string = string> {
  file: string | Buffer;
  map: ReadonlyMap<F, string>;
  set: ReadonlyMap<F, string>;
  sheet?: string | number;
  skipBad: boolean;
  dryRun: boolean;
  /** Somebody said where each field is: columns that only bear its name are left alone. */
  onlyMapped?: boolean;
  /** Refuse what takes more once unpacked, or has more rows, good or bad: for files that come by the web. */
  mostBytes?: number;
  mostRows?: number;
}

/** What a module imports and how. */
export interface ImportTarget<F extends string, T> {
  fields: readonly F[];
  /** Fields without which nothing can be loaded. */
  required: readonly F[];
  /** Two imports under one name wait for each other: the second finds everything repeated. */
  lock: string;
  /** Workbooks with merged cells or formulas are refused: what one sees is not what one reads. */
  strict?: boolean;
  /** The row as what will be saved. @throws RowRefusal with the first thing that is wrong. */
  check: (row: TableRow, value: (field: F) => string) => T;
  /** Which of these keys were imported before. */
  known: (tx: WriteTx, keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** `key` is to be kept with the row: it is how a second import knows it. */
  save: (tx: WriteTx, rows: readonly ImportedRow<T>[]) => Promise<void>;
  /** What `check` read otherwise than it was written, because what it means is certain: told in the report, never in silence. */
  repaired?: readonly RejectedRow[];
  /** What the amounts of the file add up to, as it says them and as they are kept: whoever loads compares both with the source. */
  totals?: () => readonly ImportTotal[];
  /** After the last row, when something was loaded: ledger and what goes stale. */
  close: (tx: WriteTx, result: ImportResult) => Promise<void>;
  /** What people have to know of what was loaded, in one sentence, if anything. */
  remark?: () => string | undefined;
}

/** The sum of a column over the rows that could be read, and over those that are good. */
export interface ImportTotal {
  name: string;
  said: number;
  kept: number;
}

export interface ImportedRow<T> {
  item: T;
  line: number;
  /** SHA-256 in hexadecimal. */
  key: string;
}

/** A row that was left out, or a cell that was put right: where it is, what it holds and why. */
export interface RejectedRow {
  line: number;
  column: string;
  value: string;
  /** Words, or the code under which a module keeps it. */
  reason: string | { text: string };
}

/** Always read = loaded + repeated + rejected + left (good rows that were not loaded because of a bad one). */
export interface ImportResult {
  read: number;
  loaded: number;
  repeated: number;
  rejected: readonly RejectedRow[];
}

/** Why a row is left out, and in which of its fields. */
export class RowRefusal extends Error {
  constructor(
    readonly field: string,
    readonly reason: RejectedRow["reason"],
    readonly value: string,
  ) {
    super(typeof reason === "string" ? reason : reason.text);
  }
}

/** The instructions do not fit the file. */
export class ImportProblem extends Error {
  constructor(readonly detail: SourcesProblem) {
    super(detail.problem);
  }
}

/** Undoes the transaction without being a failure. */
class NothingKept extends Error {
  constructor(readonly result: ImportResult) {
    super("nothing is kept");
  }
}

const CHUNK = 2000;
const MAX_VALUE = 200;

/**
 * Imports. With a bad row and without `skipBad`, and in a dry run, nothing is kept.
 * @throws ImportProblem when the instructions do not fit the columns, TableProblem when the file cannot be read.
 */
export async function importFile<F extends string, T>(
  db: Pick<Database, "write">,
  request: ImportRequest<F>,
  target: ImportTarget<F, T>,
): Promise<ImportResult> {
  try {
    return await db.write(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${target.lock}, 0))`.execute(tx);
      const result = await readAll(tx, request, target);
      if (request.dryRun || (result.rejected.length > 0 && !request.skipBad)) throw new NothingKept(result);
      if (result.loaded > 0) await target.close(tx, result);
      return result;
    });
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
    const { result } = error;
    return request.dryRun && (request.skipBad || result.rejected.length === 0) ? result : { ...result, loaded: 0 };
  }
}

async function readAll<F extends string, T>(
  tx: WriteTx,
  request: ImportRequest<F>,
  target: ImportTarget<F, T>,
): Promise<ImportResult> {
  const rejected: RejectedRow[] = [];
  const seen = new Set<string>();
  let sources: FieldSources<F> | undefined;
  let batch: ImportedRow<T>[] = [];
  let [read, loaded, repeated] = [0, 0, 0];
  // After a bad row nothing will be kept: the rest is only read, to tell everything that is wrong at once.
  const keeping = (): boolean => rejected.length === 0 || request.skipBad;
  // While the database saves a batch, the next one is read: both take about as long.
  let saving = Promise.resolve();
  const flush = async (): Promise<void> => {
    await saving;
    const rows = batch;
    batch = [];
    saving = saveNew(tx, rows, target, keeping).then((fresh) => {
      loaded += fresh;
      repeated += rows.length - fresh;
    });
    // Whoever waits for it next is told; until then it must not end the program.
    saving.catch(() => undefined);
  };
  try {
    const { file, sheet, mostBytes, mostRows = Number.POSITIVE_INFINITY } = request;
    for await (const row of readTable(file, { sheet, strict: target.strict, mostBytes })) {
      sources ??= sourcesOf(row, request, target);
      read += 1;
      if (read > mostRows) throw new TableProblem("too-big");
      const checked = checkRow(row, sources, target, rejected);
      if (checked === undefined) continue;
      if (seen.has(checked.key)) {
        repeated += 1;
        continue;
      }
      seen.add(checked.key);
      batch.push(checked);
      if (batch.length >= CHUNK) await flush();
    }
    await flush();
    await saving;
  } finally {
    // The transaction ends only when nothing is on its way.
    await saving.catch(() => undefined);
  }
  return { read, loaded, repeated, rejected };
}

/** Saves of these rows those that no earlier import brought. @returns how many they are. */
async function saveNew<F extends string, T>(
  tx: WriteTx,
  rows: readonly ImportedRow<T>[],
  target: ImportTarget<F, T>,
  keeping: () => boolean,
): Promise<number> {
  const known = await target.known(
    tx,
    rows.map(({ key }) => key),
  );
  const fresh = rows.filter(({ key }) => !known.has(key));
  if (fresh.length > 0 && keeping()) await target.save(tx, fresh);
  return fresh.length;
}

/** JSON lines have no header: the first row says which columns there are. */
function sourcesOf<F extends string, T>(
  first: TableRow,
  request: ImportRequest<F>,
  target: ImportTarget<F, T>,
): FieldSources<F> {
  const sources = findSources(request, Object.keys(first.values), target);
  if ("problem" in sources) throw new ImportProblem(sources);
  return sources;
}

function checkRow<F extends string, T>(
  row: TableRow,
  { columns, fixed }: FieldSources<F>,
  target: ImportTarget<F, T>,
  rejected: RejectedRow[],
): ImportedRow<T> | undefined {
  const { line } = row;
  if (row.fault !== undefined) {
    rejected.push({ line, column: "", value: "", reason: { text: describeRowFault(row.fault) } });
    return undefined;
  }
  const written = (field: F): string => {
    const column = columns.get(field);
    return (column === undefined ? fixed.get(field) : row.values[column]) ?? "";
  };
  const value = (field: F): string => normalizeText(written(field));
  const nested = row.nested?.find((name) => [...columns.values()].includes(name));
  if (nested !== undefined) {
    const held = (row.values[nested] ?? "").slice(0, MAX_VALUE);
    rejected.push({ line, column: nested, value: held, reason: { text: t("tabular.nested") } });
    return undefined;
  }
  const broken = target.fields.find((field) => hasControls(written(field)));
  if (broken !== undefined) {
    const held = showControls(written(broken)).slice(0, MAX_VALUE);
    rejected.push({
      line,
      column: columns.get(broken) ?? broken,
      value: held,
      reason: { text: t("tabular.controls") },
    });
    return undefined;
  }
  try {
    return {
      item: target.check(row, value),
      line,
      key: keyOf(row, value(target.required[0] ?? (target.fields[0] as F))),
    };
  } catch (error) {
    if (!(error instanceof RowRefusal)) throw error;
    const { field, reason, value: held } = error;
    const column = columns.get(target.fields.find((one) => one === field) ?? (field as F)) ?? field;
    rejected.push({ line, column, value: [...held].slice(0, MAX_VALUE).join(""), reason });
    return undefined;
  }
}

/** The same row read again, from whichever copy of the file, has the same key; a row mapped otherwise is another. */
function keyOf(row: TableRow, main: string): string {
  const values = Object.entries(row.values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([values, main]))
    .digest("hex");
}
