// `sigesi import demands FILE --process P …`: what the shell says and what it answers.
import { createWriteStream } from "node:fs";
import { access } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { findProcess } from "#modules/processes/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readWords, UsageError } from "#platform/config/read-words.ts";
import { formatNumber, t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { describeTableProblem } from "#platform/tabular/describe.ts";
import { TableProblem } from "#platform/tabular/table-problem.ts";
import { writeCsv } from "#platform/tabular/write-csv.ts";
import { ImportProblem, type ImportRequest, type ImportResult, importDemands as load } from "./import-demands.ts";
import { FIELDS, readPairs } from "./read-fields.ts";

const [DONE, BAD_INPUT, SOME_REJECTED, NOT_ALLOWED] = [0, 1, 2, 3];

/** Reads needs from CSV, XLSX or JSON lines into a process. */
export const importDemands: Command = {
  name: "import demands",
  usage: t("demands.import.usage"),
  summary: t("demands.import.summary"),
  run: async (args, io) => {
    const asked = readArguments(args, io);
    if (asked === undefined) return BAD_INPUT;
    const now = systemClock.now();
    return withEntityDatabase(io.env, now, (opened) => runImportDemands({ ...asked, now }, io, opened));
  },
};

export type ImportAsked = Omit<ImportRequest, "process" | "now" | "fileName" | "file"> & {
  file: string;
  processSlug: string;
  /** Undefined: beside the file, when there is something to correct. */
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
export function readArguments(args: readonly string[], io: CommandIo): ImportAsked | undefined {
  const { word: file, values } = readWords(args, OPTIONS);
  if (values.process === undefined) throw new UsageError();
  const map = readPairs(values.map ?? []);
  const set = readPairs(values.set ?? []);
  for (const pairs of [map, set]) {
    if ("problem" in pairs) {
      io.stderr(`${t("demands.import.unknownField", { name: pairs.name, fields: FIELDS.join(", ") })}\n`);
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

/** Imports into an open database. @returns the exit code. */
export async function runImportDemands(
  asked: ImportAsked & { now: Date },
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const refuse = (code: number, sentence: string): number => {
    io.stderr(`${sentence}\n`);
    return code;
  };
  const process = await findProcess(db.read, asked.processSlug);
  if (process === undefined) return refuse(BAD_INPUT, t("demands.import.noProcess", { name: asked.processSlug }));
  if (process.state === "closed") return refuse(NOT_ALLOWED, t("demands.import.closed", { name: process.title }));
  const found = await access(asked.file).then(
    () => true,
    () => false,
  );
  if (!found) return refuse(BAD_INPUT, t("tabular.unreadable", { name: asked.file }));
  try {
    const result = await load(db, entity, { ...asked, process, fileName: basename(asked.file) });
    // Whoever asked for a report gets one, also when it has nothing to say.
    const report = asked.report ?? (result.rejected.length === 0 ? undefined : `${asked.file}.report.csv`);
    if (report !== undefined) await writeReport(report, result);
    io.stdout(asked.json ? `${JSON.stringify(asJson(result, asked, report))}\n` : asText(result, asked, report));
    if (result.rejected.length === 0) return DONE;
    return asked.skipBad ? SOME_REJECTED : BAD_INPUT;
  } catch (error) {
    if (error instanceof TableProblem) return refuse(BAD_INPUT, describeTableProblem(error));
    if (error instanceof ImportProblem) {
      return refuse(
        BAD_INPUT,
        t(`demands.import.${error.detail.problem}`, { name: error.detail.name, fields: FIELDS.join(", ") }),
      );
    }
    if (isFileError(error)) return refuse(BAD_INPUT, t("demands.import.noReport", { name: error.path }));
    throw error;
  }
}

function isFileError(error: unknown): error is Error & { path: string } {
  return error instanceof Error && "syscall" in error && error.syscall === "open" && "path" in error;
}

async function writeReport(path: string, { rejected }: ImportResult): Promise<void> {
  const columns = [
    { name: "line", kind: "plain" },
    { name: "column", kind: "text" },
    { name: "value", kind: "text" },
    { name: "reason", kind: "plain" },
  ] as const;
  const rows = rejected.map(({ line, column, value, reason }) => [
    line,
    column,
    value,
    typeof reason === "string" ? t(`demands.import.reason.${reason}`) : reason.text,
  ]);
  await pipeline(Readable.from(writeCsv(columns, rows)), createWriteStream(path));
}

function asJson(result: ImportResult, asked: ImportAsked, report: string | undefined) {
  const { read, loaded, repeated, rejected } = result;
  return {
    process: asked.processSlug,
    dryRun: asked.dryRun,
    read,
    loaded,
    repeated,
    rejected: rejected.length,
    notLoaded: read - loaded - repeated - rejected.length,
    report: report ?? null,
  };
}

function asText(result: ImportResult, asked: ImportAsked, report: string | undefined): string {
  const { read, loaded, repeated, rejected } = result;
  const left = read - loaded - repeated - rejected.length;
  const lines = [
    t(asked.dryRun ? "demands.import.wouldCount" : "demands.import.counts", {
      read: formatNumber(read),
      loaded: formatNumber(loaded),
      repeated: formatNumber(repeated),
      rejected: formatNumber(rejected.length),
    }),
  ];
  if (left > 0) lines.push(t("demands.import.nothing", { n: left }));
  if (asked.dryRun) lines.push(t("demands.import.dryRun"));
  if (report !== undefined && rejected.length > 0) lines.push(t("demands.import.report", { report }));
  return `${lines.join("\n")}\n`;
}
