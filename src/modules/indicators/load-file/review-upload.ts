// A file sent on screen, read by the reader of the command: first as a trial that keeps nothing, then whole.
import type { Entity } from "#core/territory/index.ts";
import type { Database, ReadDb } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { describeTableProblem } from "#platform/tabular/describe.ts";
import { type ImportResult, importFile, type RejectedRow } from "#platform/tabular/import/import-file.ts";
import { readTable } from "#platform/tabular/read-table.ts";
import { TableProblem } from "#platform/tabular/table-problem.ts";
import { FIELDS, type Field, type ImportedObservation, REQUIRED } from "../import/check-row.ts";
import { byLine, reasonText } from "../import/import-indicators.ts";
import { observationsTarget } from "../import/import-observations.ts";
import { CatalogProblem, readCatalog } from "../import/read-catalog.ts";
import { seriesName } from "../series-name.ts";
import { listSheets, type Sheet } from "../sheets.ts";
import { closeUpload, type Preview, readUpload, rememberedSources, type Sources, type Upload } from "./uploads.sql.ts";

/** Rows of the preview, and of what it tells. */
const SHOWN = 20;
const TOLD = 5000;

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
    for await (const row of readTable(body, { sheet, strict: true })) return Object.keys(row.values);
    throw new Problem(400, "indicators.file.noRows", { field });
  });
}

/** The sheets that a file may speak of: those known, and those of the catalogue that came with it. @throws Problem on `catalog`. */
export async function sheetsFor(db: ReadDb, catalog: Buffer | null): Promise<Map<string, Sheet>> {
  const known = new Map<string, Sheet>((await listSheets(db)).map((sheet) => [sheet.code, sheet]));
  if (catalog === null) return known;
  const brought = await asProblem("catalog", () => readCatalog(catalog, t("indicators.file.catalogName"), known));
  return new Map([...known, ...brought]);
}

/** What cannot be read, on the field that brought it. */
async function asProblem<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why =
      error instanceof TableProblem
        ? describeTableProblem(error)
        : error instanceof CatalogProblem
          ? error.message
          : undefined;
    if (why === undefined) throw error;
    throw new Problem(400, "indicators.file.unreadable", { field, parameters: { why } });
  }
}

/** How a file is likely read: as the last one with these columns, or by columns that bear the name of a field. */
export async function guessSources(db: ReadDb, columns: readonly string[]): Promise<Sources> {
  const named = FIELDS.filter((field) => columns.includes(field)).map((field) => [field, field] as const);
  return (await rememberedSources(db, columns)) ?? { map: Object.fromEntries(named) };
}

/** The fields that are needed and nobody said where they are. */
export function missingFields({ map, indicator }: Sources): Field[] {
  return REQUIRED.filter((field) => map[field] === undefined && !(field === "indicator_id" && indicator !== undefined));
}

/** What loading the file would do, with nothing kept. Undefined while a column that is needed is not known. */
export async function previewUpload(
  sender: Sender,
  upload: Pick<Upload, "id" | "name">,
  sources: Sources,
): Promise<Preview | undefined> {
  if (missingFields(sources).length > 0) return undefined;
  const rows: { line: number; item: ImportedObservation }[] = [];
  const { result, repaired } = await run(sender, upload, sources, {
    dryRun: true,
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
  await run(sender, upload, upload.sources, {
    dryRun: false,
    onLoad: async (tx, id) => {
      await closeUpload(tx, upload, id);
      loadId = id;
    },
  });
  return loadId;
}

interface Run {
  dryRun: boolean;
  onRows?: (rows: readonly { line: number; item: ImportedObservation }[]) => void;
  onLoad?: Parameters<typeof observationsTarget>[0]["onLoad"];
}

async function run(
  { db, write, entity, by, now }: Sender,
  { id, name }: Pick<Upload, "id" | "name">,
  { map, indicator, sheet }: Sources,
  { dryRun, onRows, onLoad }: Run,
): Promise<{ result: ImportResult; repaired: readonly RejectedRow[] }> {
  const { body, catalog } = await readUpload(db, id);
  const columns = new Map(FIELDS.flatMap((field) => (map[field] === undefined ? [] : [[field, map[field]] as const])));
  const set = new Map<Field, string>(indicator === undefined ? [] : [["indicator_id", indicator]]);
  const thisYear = Number(calendarDay(now, entity.timeZone).slice(0, 4));
  const sheets = await sheetsFor(db, catalog);
  const target = observationsTarget({ name, entity, sheets, by, now, thisYear, columns, onLoad });
  const watched: typeof target = {
    ...target,
    save: async (tx, rows) => {
      onRows?.(rows);
      await target.save(tx, rows);
    },
  };
  const asked = { file: body, map: columns, set, sheet, skipBad: true, dryRun };
  const result = await asProblem("sheet", () => importFile({ write }, asked, watched));
  return { result, repaired: byLine(target.repaired ?? []) };
}
