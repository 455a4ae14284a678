// Reads a file of needs into a process, in one transaction: all its good rows, or none.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { loadHistory } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { Database, ReadDb, WriteTx } from "#platform/db/db.ts";
import { record } from "#platform/ledger/ledger.ts";
import { describeRowFault } from "#platform/tabular/describe.ts";
import { readTable, type TableRow } from "#platform/tabular/read-table.ts";
import { insertDemands, type NewDemand } from "../insert-demands.sql.ts";
import { checkRow, type ImportContext, type RowReason, RowRefusal } from "./check-row.ts";
import { type Field, findSources, type SourcesProblem } from "./read-fields.ts";

export interface ImportRequest {
  file: string | Buffer;
  /** Name of the file, for the history. */
  fileName: string;
  process: Process;
  map: ReadonlyMap<Field, string>;
  set: ReadonlyMap<Field, string>;
  sheet?: string | number;
  skipBad: boolean;
  dryRun: boolean;
  now: Date;
}

/** A row that was left out: where it is, what it holds and why. */
export interface RejectedRow {
  line: number;
  column: string;
  value: string;
  reason: RowReason | { text: string };
}

/** Always read = loaded + repeated + rejected + left (good rows that were not loaded because of a bad one). */
export interface ImportResult {
  read: number;
  loaded: number;
  repeated: number;
  rejected: readonly RejectedRow[];
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
export async function importDemands(db: Database, entity: Entity, request: ImportRequest): Promise<ImportResult> {
  try {
    return await db.write(async (tx) => {
      // Two imports of one file at once: the second waits and finds everything repeated.
      await sql`select pg_advisory_xact_lock(hashtextextended('import demands', ${request.process.id}))`.execute(tx);
      const result = await readAll(tx, entity, request);
      if (request.dryRun || (result.rejected.length > 0 && !request.skipBad)) throw new NothingKept(result);
      await close(tx, request, result);
      return result;
    });
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
    const { result } = error;
    return request.dryRun && (request.skipBad || result.rejected.length === 0) ? result : { ...result, loaded: 0 };
  }
}

async function readAll(tx: WriteTx, entity: Entity, request: ImportRequest): Promise<ImportResult> {
  const organisations = await listOrganisations(tx);
  const rejected: RejectedRow[] = [];
  const seen = new Set<string>();
  let context: ImportContext | undefined;
  let batch: { demand: NewDemand; line: number }[] = [];
  let [read, loaded, repeated] = [0, 0, 0];
  const flush = async (): Promise<void> => {
    const fresh = await withoutKnown(tx, request.process.id, batch);
    repeated += batch.length - fresh.length;
    // After a bad row nothing will be kept: the rest is only read, to tell everything that is wrong at once.
    if (rejected.length === 0 || request.skipBad) await save(tx, request, fresh);
    loaded += fresh.length;
    batch = [];
  };
  for await (const row of readTable(request.file, request.sheet === undefined ? {} : { sheet: request.sheet })) {
    context ??= startContext(entity, request, organisations, row);
    read += 1;
    const demand = checked(row, context, rejected);
    if (demand === undefined) continue;
    const key = keyOf(demand);
    if (seen.has(key)) {
      repeated += 1;
      continue;
    }
    seen.add(key);
    batch.push({ demand, line: row.line });
    if (batch.length >= CHUNK) await flush();
  }
  await flush();
  return { read, loaded, repeated, rejected };
}

/** JSON lines have no header: the first row says which columns there are. */
function startContext(
  entity: Entity,
  request: ImportRequest,
  organisations: ReadonlyMap<string, number>,
  first: TableRow,
): ImportContext {
  const sources = findSources(request, Object.keys(first.values));
  if ("problem" in sources) throw new ImportProblem(sources);
  return { entity, process: request.process, sources, organisations, now: request.now };
}

function checked(row: TableRow, context: ImportContext, rejected: RejectedRow[]): NewDemand | undefined {
  if (row.fault !== undefined) {
    rejected.push({ line: row.line, column: "", value: "", reason: { text: describeRowFault(row.fault) } });
    return undefined;
  }
  try {
    return checkRow(row, context);
  } catch (error) {
    if (!(error instanceof RowRefusal)) throw error;
    const column = context.sources.columns.get(error.field) ?? error.field;
    rejected.push({
      line: row.line,
      column,
      value: [...error.value].slice(0, MAX_VALUE).join(""),
      reason: error.reason,
    });
    return undefined;
  }
}

function keyOf({ importKey }: NewDemand): string {
  return importKey?.toString("hex") ?? "";
}

async function withoutKnown<T extends { demand: NewDemand }>(db: ReadDb, processId: number, batch: T[]): Promise<T[]> {
  if (batch.length === 0) return batch;
  const keys = batch.map(({ demand }) => keyOf(demand));
  const { rows } = await sql<{ key: string }>`
    select encode(import_key, 'hex') as key from demands
    where process_id = ${processId}
      and import_key = any (select decode(k, 'hex') from unnest(${keys}::text[]) as k)`.execute(db);
  const known = new Set(rows.map((row) => row.key));
  return batch.filter(({ demand }) => !known.has(keyOf(demand)));
}

async function save(
  tx: WriteTx,
  { fileName, now }: ImportRequest,
  batch: readonly { demand: NewDemand; line: number }[],
): Promise<void> {
  if (batch.length === 0) return;
  const ids = await insertDemands(
    tx,
    batch.map(({ demand }) => demand),
    now,
  );
  await loadHistory(
    tx,
    batch.map(({ line }, index) => ({
      thingId: ids[index] ?? 0,
      event: "demands.imported",
      data: { file: fileName, line },
      public: false,
      now,
    })),
  );
}

async function listOrganisations(db: ReadDb): Promise<Map<string, number>> {
  const rows = await db.selectFrom("organisations").select(["id", "name", "territory_code"]).orderBy("id").execute();
  return new Map(rows.map((row) => [`${row.territory_code}|${row.name.toLowerCase()}`, row.id]));
}

async function close(tx: WriteTx, { process, fileName, now }: ImportRequest, result: ImportResult): Promise<void> {
  if (result.loaded === 0) return;
  await record(tx, {
    kind: "import",
    process: process.slug,
    at: now,
    content: {
      file: fileName,
      read: result.read,
      loaded: result.loaded,
      repeated: result.repeated,
      rejected: result.rejected.length,
    },
  });
  await touch(tx, ["demands", ...[...process.phases.keys()].map((code) => `demands:${process.id}:${code}`)]);
}
