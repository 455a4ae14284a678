// A folder of series: its catalogue, and a file for each of them.
import { createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { EntityDatabase } from "#core/territory/index.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { importFile, type RejectedRow } from "#platform/tabular/import/import-file.ts";
import { writeCsv } from "#platform/tabular/write-csv.ts";
import { approveLoad } from "../approve/approve-load.ts";
import { ROW_REASONS } from "./check-row.ts";
import { observationsTarget } from "./import-observations.ts";
import { CATALOG, CatalogProblem, readCatalog, readRules } from "./read-catalog.ts";

export interface FolderRequest {
  folder: string;
  /** Table with the rules by which territories are put together; it may not exist. */
  rules: string;
  approve: boolean;
  skipBad: boolean;
  dryRun: boolean;
  now: Date;
}

export interface FileOutcome {
  file: string;
  read: number;
  loaded: number;
  repeated: number;
  rejected: readonly RejectedRow[];
  /** Cells that were read otherwise than they are written, because they can only mean one thing. */
  repaired: readonly RejectedRow[];
}

/** Reads every series of a folder, each file whole or not at all. @throws CatalogProblem, TableProblem, ImportProblem */
export async function importFolder(
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
  request: FolderRequest,
): Promise<FileOutcome[]> {
  const { folder, now } = request;
  const names = await readdir(folder).catch(() => {
    throw new CatalogProblem(t("indicators.import.noFolder", { folder }));
  });
  if (!names.includes(CATALOG)) throw new CatalogProblem(t("indicators.import.noCatalog", { folder, file: CATALOG }));
  const sheets = await readCatalog(join(folder, CATALOG), CATALOG, await readRules(request.rules));
  const series = names.filter((name) => /\.(csv|xlsx)$/i.test(name) && name !== CATALOG).sort();
  const outcomes: FileOutcome[] = [];
  for (const name of series) {
    const target = observationsTarget({
      name,
      entity,
      sheets,
      by: null,
      now,
      thisYear: Number(calendarDay(now, entity.timeZone).slice(0, 4)),
      onLoad: request.approve ? (tx, id) => approveLoad(tx, { id, by: null, now }) : undefined,
    });
    const asked = { ...request, file: join(folder, name), map: new Map(), set: new Map() };
    const result = await importFile(db, asked, target);
    outcomes.push({ file: name, ...result, repaired: target.repaired ?? [] });
  }
  return outcomes;
}

/** Writes what was left out and what was put right, line by line, of all the files. */
export async function writeRejections(path: string, outcomes: readonly FileOutcome[]): Promise<void> {
  const columns = [
    { name: "file", kind: "text" },
    { name: "line", kind: "plain" },
    { name: "column", kind: "text" },
    { name: "value", kind: "text" },
    { name: "reason", kind: "plain" },
  ] as const;
  const rows = outcomes.flatMap(({ file, rejected, repaired }) =>
    byLine([...rejected, ...repaired]).map(({ line, column, value, reason }) => [
      file,
      line,
      column,
      value,
      reasonText(reason),
    ]),
  );
  await pipeline(Readable.from(writeCsv(columns, rows)), createWriteStream(path));
}

/** What is told of a file, in its order. */
export function byLine(told: readonly RejectedRow[]): RejectedRow[] {
  return told.toSorted((a, b) => a.line - b.line);
}

/** A reason in words, also as the database keeps it. */
export function reasonText(reason: RejectedRow["reason"]): string {
  if (typeof reason !== "string") return reason.text;
  const code = ROW_REASONS.find((one) => one === reason);
  return code === undefined ? reason : t(`indicators.import.reason.${code}`);
}
