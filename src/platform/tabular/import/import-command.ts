// `sigesi import … FILE --process P …`: what the shell says and what it answers, the same for whatever is imported.
import { constants, createWriteStream } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readWords, UsageError } from "../../config/read-words.ts";
import type { Database } from "../../db/db.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import type { CommandIo } from "../../module.ts";
import { describeTableProblem } from "../describe.ts";
import { TableProblem } from "../table-problem.ts";
import { writeCsv } from "../write-csv.ts";
import { readPairs, type SourcesProblem } from "./fields.ts";
import {
  ImportProblem,
  type ImportRequest,
  type ImportResult,
  type ImportTarget,
  type ImportTotal,
  importFile,
  type RejectedRow,
} from "./import-file.ts";

export const IMPORT_EXIT = { done: 0, badInput: 1, someRejected: 2, notAllowed: 3 } as const;

export type ImportAsked<F extends string = string> = Omit<ImportRequest<F>, "file"> & {
  file: string;
  processSlug: string;
  /** Undefined: beside the file, or in the current folder when that one is closed, when there is something to correct. */
  report: string | undefined;
  json: boolean;
};

const OPTIONS = {
  process: { type: "string" },
  map: { type: "string", multiple: true },
  set: { type: "string", multiple: true },
  sheet: { type: "string" },
  report: { type: "string" },
  "skip-bad": { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

/**
 * The words of the command line; undefined when a field does not exist, which was told to stderr.
 * @throws UsageError
 */
export function readImportWords<F extends string>(
  args: readonly string[],
  fields: readonly F[],
  io: Pick<CommandIo, "stderr">,
): ImportAsked<F> | undefined {
  const { word: file, values } = readWords(args, OPTIONS);
  if (values.process === undefined) throw new UsageError();
  const map = readPairs(values.map ?? [], fields);
  const set = readPairs(values.set ?? [], fields);
  for (const pairs of [map, set]) {
    if ("problem" in pairs) {
      io.stderr(`${describeSources(pairs, fields)}\n`);
      return undefined;
    }
  }
  if ("problem" in map || "problem" in set) return undefined;
  return {
    file,
    processSlug: values.process,
    map,
    set,
    sheet: values.sheet,
    skipBad: values["skip-bad"],
    dryRun: values["dry-run"],
    report: values.report,
    json: values.json,
  };
}

/** Imports, writes the report and tells what was done. @returns the exit code. */
export async function runImport<F extends string, T>(
  asked: ImportAsked<F>,
  io: Pick<CommandIo, "stdout" | "stderr">,
  given: { db: Database; target: ImportTarget<F, T> },
): Promise<number> {
  const refuse = (sentence: string): number => {
    io.stderr(`${sentence}\n`);
    return IMPORT_EXIT.badInput;
  };
  const found = await access(asked.file).then(
    () => true,
    () => false,
  );
  if (!found) return refuse(t("tabular.unreadable", { name: asked.file }));
  if (asked.report !== undefined && (await isSameFile(asked.report, asked.file))) {
    return refuse(t("tabular.import.reportIsFile", { name: asked.report }));
  }
  // Before anything is kept: nobody may be told that it failed after it was loaded.
  const place = await reportPlace(asked);
  if (place === undefined)
    return refuse(t("tabular.import.noReport", { name: asked.report ?? `${asked.file}.report.csv` }));
  try {
    const result = await importFile(given.db, asked, given.target);
    if (result.read === 0) return refuse(t("tabular.import.noRows", { name: asked.file }));
    // Whoever asked for a report gets one, also when it has nothing to say.
    const told = [...result.rejected, ...(given.target.repaired ?? [])].sort((a, b) => a.line - b.line);
    const report = asked.report === undefined && told.length === 0 ? undefined : place;
    if (report !== undefined) await writeReport(report, told);
    const outcome = { ...result, repaired: given.target.repaired?.length, totals: given.target.totals?.() };
    io.stdout(asked.json ? `${JSON.stringify(asJson(outcome, asked, report))}\n` : asText(outcome, asked, report));
    const remark = asked.json || asked.dryRun || result.loaded === 0 ? undefined : given.target.remark?.();
    if (remark !== undefined) io.stdout(`${remark}\n`);
    if (result.rejected.length === 0) return IMPORT_EXIT.done;
    return asked.skipBad ? IMPORT_EXIT.someRejected : IMPORT_EXIT.badInput;
  } catch (error) {
    if (error instanceof TableProblem) return refuse(describeTableProblem(error));
    if (error instanceof ImportProblem) return refuse(describeSources(error.detail, given.target.fields));
    if (isFileError(error)) return refuse(t("tabular.import.noReport", { name: error.path }));
    throw error;
  }
}

/** Where the report can be written; undefined: nowhere. */
async function reportPlace({ file, report }: Pick<ImportAsked, "file" | "report">): Promise<string | undefined> {
  const places = report === undefined ? [`${file}.report.csv`, `${basename(file)}.report.csv`] : [report];
  for (const place of places) if (await mayWrite(place)) return place;
  return undefined;
}

async function mayWrite(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return false;
  return access(there === undefined ? dirname(resolve(path)) : path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** By whatever two names: the report must not take the place of what is read. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const real = (path: string) => realpath(path).catch(() => undefined);
  const found = await real(one);
  return found !== undefined && found === (await real(other));
}

function describeSources({ problem, name, columns = "" }: SourcesProblem, fields: readonly string[]): string {
  return t(`tabular.import.${problem}`, { name, columns, fields: fields.join(", ") });
}

function isFileError(error: unknown): error is Error & { path: string } {
  return error instanceof Error && "syscall" in error && error.syscall === "open" && "path" in error;
}

async function writeReport(path: string, told: readonly RejectedRow[]): Promise<void> {
  const columns = [
    { name: "line", kind: "plain" },
    { name: "column", kind: "text" },
    { name: "value", kind: "text" },
    { name: "reason", kind: "plain" },
  ] as const;
  const rows = told.map(({ line, column, value, reason }) => [
    line,
    column,
    value,
    typeof reason === "string" ? reason : reason.text,
  ]);
  await pipeline(Readable.from(writeCsv(columns, rows)), createWriteStream(path));
}

/** `repaired` undefined: what is imported is never read otherwise than it is written. `totals`: of what has amounts. */
type Outcome = ImportResult & { repaired: number | undefined; totals: readonly ImportTotal[] | undefined };

function asJson(result: Outcome, asked: ImportAsked, report: string | undefined) {
  const { read, loaded, repeated, rejected, repaired, totals } = result;
  return {
    process: asked.processSlug,
    dryRun: asked.dryRun,
    read,
    loaded,
    repeated,
    rejected: rejected.length,
    repaired,
    totals,
    notLoaded: read - loaded - repeated - rejected.length,
    report: report ?? null,
  };
}

function asText(result: Outcome, asked: ImportAsked, report: string | undefined): string {
  const { read, loaded, repeated, rejected, repaired = 0 } = result;
  const left = read - loaded - repeated - rejected.length;
  const lines = [
    t(asked.dryRun ? "tabular.import.wouldCount" : "tabular.import.counts", {
      read: formatNumber(read),
      loaded: formatNumber(loaded),
      repeated: formatNumber(repeated),
      rejected: formatNumber(rejected.length),
      left,
    }),
  ];
  if (left > 0) lines.push(t("tabular.import.nothing", { n: left }));
  if (asked.dryRun) lines.push(t("tabular.import.dryRun"));
  for (const { name, said, kept } of result.totals ?? []) {
    lines.push(t("tabular.import.total", { name, said: formatNumber(said), kept: formatNumber(kept) }));
  }
  if (repaired > 0) lines.push(t("tabular.import.repaired", { n: repaired }));
  if (report !== undefined && rejected.length + repaired > 0) lines.push(t("tabular.import.report", { report }));
  return `${lines.join("\n")}\n`;
}
