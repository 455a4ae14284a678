// A file sent on screen, read by the reader of the command: first as a trial that keeps nothing, then whole.
import type { Entity } from "#core/territory/index.ts";
import type { Database, ReadDb } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { type ImportResult, importFile, type RejectedRow } from "#platform/tabular/import/import-file.ts";
import { readTable } from "#platform/tabular/read-table.ts";
import { FIELDS, type Field, type ImportedObservation, REQUIRED } from "../import/check-row.ts";
import { describeProblem } from "../import/describe-problem.ts";
import { byLine, reasonText } from "../import/import-indicators.ts";
import { observationsTarget } from "../import/import-observations.ts";
import { readCatalog } from "../import/read-catalog.ts";
import { seriesName } from "../series-name.ts";
import { listSheets, type Sheet, sameSheet } from "../sheets.ts";
import { closeUpload, type Preview, readUpload, rememberedSources, type Sources, type Upload } from "./uploads.sql.ts";

/** Rows of the preview, and of what it tells. */
const SHOWN = 20;
const TOLD = 5000;
/** What one request may unpack and go through. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_ROWS = 100_000;

/** Where the file goes and who sends it. */
export interface Sender {
  db: ReadDb;
  write: Database["write"];
  entity: Entity;
  by: number;
  now: Date;
}

/** The columns of a file. @throws Problem on `field` when it is not a table. */
export async function readColumns(body: Buffer, field: string, sheet?: string): Promise<string[]> {
  return asProblem(field, async () => {
    for await (const row of readTable(body, { sheet, strict: true, mostBytes: MOST_BYTES }))
      return Object.keys(row.values);
    throw new Problem(400, "indicators.file.noRows", { field });
  });
}

/**
 * The sheets that a file may speak of: those known, and the new ones of the catalogue that came with it.
 * `changed`: the first known one of which the catalogue says something else. @throws Problem on `catalog`.
 */
export async function readSheets(
  db: ReadDb,
  catalog: Buffer | null,
): Promise<{ sheets: Map<string, Sheet>; changed: string | undefined }> {
  const known = new Map<string, Sheet>((await listSheets(db)).map((sheet) => [sheet.code, sheet]));
  if (catalog === null) return { sheets: known, changed: undefined };
  const name = t("indicators.file.catalogName");
  const brought = await asProblem("catalog", () => readCatalog(catalog, name, known, MOST_BYTES));
  const changed = [...brought.values()].find((sheet) => !sameSheet(known.get(sheet.code) ?? sheet, sheet))?.code;
  return { sheets: new Map([...brought, ...known]), changed };
}

/**
 * As `readSheets`. A sheet is public at once and undoing the load leaves it: whoever loads does not change one.
 * @throws Problem on `catalog`.
 */
export async function sheetsToLoad(db: ReadDb, catalog: Buffer | null): Promise<Map<string, Sheet>> {
  const { sheets, changed: code } = await readSheets(db, catalog);
  if (code === undefined) return sheets;
  throw new Problem(400, "indicators.file.changedSheet", { field: "catalog", parameters: { code } });
}

/** What cannot be read, on the field that brought it. */
async function asProblem<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = describeProblem(error);
    if (why === undefined) throw error;
    throw new Problem(400, "indicators.file.unreadable", { field, parameters: { why } });
  }
}

/**
 * How a file is likely read: its columns as in the last one that had the same, or by columns that bear the name of a field.
 * The sheet and the indicator of all rows are of that other file alone.
 */
export async function guessSources(db: ReadDb, columns: readonly string[]): Promise<Sources> {
  const named = FIELDS.filter((field) => columns.includes(field)).map((field) => [field, field] as const);
  const remembered = await rememberedSources(db, columns);
  return { map: remembered?.map ?? Object.fromEntries(named) };
}

/** The fields that are needed and nobody said where they are. */
export function missingFields({ map, indicator }: Sources): Field[] {
  return REQUIRED.filter((field) => map[field] === undefined && !(field === "indicator_id" && indicator !== undefined));
}

/** A file, and the catalogue of the new indicators that it brings. */
export interface Sent {
  name: string;
  body: Buffer;
  catalog: Buffer | null;
}

/**
 * What loading the file would do, with nothing kept. Undefined while a column that is needed is not known.
 * @throws Problem on `field` when it cannot be read whole.
 */
export async function previewFile(
  sender: Sender,
  sent: Sent,
  sources: Sources,
  field: "file" | "sheet",
): Promise<Preview | undefined> {
  if (missingFields(sources).length > 0) return undefined;
  const rows: { line: number; item: ImportedObservation }[] = [];
  const { result, repaired } = await run(sender, sent, sources, {
    dryRun: true,
    field,
    onRows: (saved) => rows.push(...saved.slice(0, Math.max(0, SHOWN - rows.length))),
  });
  const tell = (kind: "rejected" | "repaired") => (one: RejectedRow) => ({
    ...one,
    kind,
    reason: reasonText(one.reason),
  });
  const { rejected, ...counts } = result;
  const told = [...rejected.map(tell("rejected")), ...repaired.map(tell("repaired"))];
  return {
    ...counts,
    rejected: rejected.length,
    repaired: repaired.length,
    told: told.sort((a, b) => a.line - b.line).slice(0, TOLD),
    rows: rows.map(({ line, item }) => ({
      line,
      indicator: item.code,
      territory: item.territory,
      period: item.period,
      group: seriesName({ ...item, id: 0 }),
      value: item.value,
    })),
  };
}

/** Loads the good rows of a file. @returns the number of the load; undefined when there was nothing new in it. */
export async function loadUpload(sender: Sender, upload: Upload): Promise<number | undefined> {
  let loadId: number | undefined;
  const sent = { name: upload.name, ...(await readUpload(sender.db, upload.id)) };
  await run(sender, sent, upload.sources, {
    dryRun: false,
    field: "sheet",
    onLoad: async (tx, id) => {
      await closeUpload(tx, upload, id);
      loadId = id;
    },
  });
  return loadId;
}

interface Run {
  dryRun: boolean;
  field: "file" | "sheet";
  onRows?: (rows: readonly { line: number; item: ImportedObservation }[]) => void;
  onLoad?: Parameters<typeof observationsTarget>[0]["onLoad"];
}

async function run(
  { db, write, entity, by, now }: Sender,
  { name, body, catalog }: Sent,
  { map, indicator, sheet }: Sources,
  { dryRun, field, onRows, onLoad }: Run,
): Promise<{ result: ImportResult; repaired: readonly RejectedRow[] }> {
  const columns = new Map(FIELDS.flatMap((one) => (map[one] === undefined ? [] : [[one, map[one]] as const])));
  const set = new Map<Field, string>(indicator === undefined ? [] : [["indicator_id", indicator]]);
  const thisYear = Number(calendarDay(now, entity.timeZone).slice(0, 4));
  const sheets = await sheetsToLoad(db, catalog);
  const given = { name, entity, sheets, by, now, thisYear, columns, onLoad };
  const target = observationsTarget({ ...given, onlyNewSheets: true });
  const watched: typeof target = {
    ...target,
    save: async (tx, rows) => {
      onRows?.(rows);
      await target.save(tx, rows);
    },
  };
  const limits = { mostBytes: MOST_BYTES, mostRows: MOST_ROWS };
  const asked = { file: body, map: columns, set, onlyMapped: true, sheet, skipBad: true, dryRun, ...limits };
  const result = await asProblem(field, () => importFile({ write }, asked, watched));
  return { result, repaired: byLine(target.repaired ?? []) };
}
