// `sigesi import indicators FOLDER` and `sigesi import population FILE`.
import { join } from "node:path";
import { type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import { readWords } from "#platform/config/read-words.ts";
import { formatNumber, t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { IMPORT_EXIT, runImport } from "#platform/tabular/import/import-command.ts";
import { describeProblem } from "./describe-problem.ts";
import { type FileOutcome, type FolderRequest, importFolder, writeRejections } from "./import-indicators.ts";
import { populationTarget } from "./import-population.ts";
import { RULES_FILE } from "./read-catalog.ts";

const FLAG = { type: "boolean", default: false } as const;
const OPTIONS = { "skip-bad": FLAG, "dry-run": FLAG, json: FLAG } as const;

type Io = Pick<CommandIo, "stdout" | "stderr">;

export const importIndicators: Command = {
  name: "import indicators",
  usage: t("indicators.import.usage"),
  summary: t("indicators.import.summary"),
  run: (args, io) => {
    const text = { type: "string" } as const;
    const { word: folder, values } = readWords(args, { ...OPTIONS, approve: FLAG, rules: text, report: text });
    const now = systemClock.now();
    return withEntityDatabase(io.env, now, (opened) => {
      const { approve, report, json } = values;
      const rules = values.rules ?? join(readConfig(io.env).entitiesDir, opened.entity.code, RULES_FILE);
      const request = { folder, rules, approve, skipBad: values["skip-bad"], dryRun: values["dry-run"], now };
      return runImportIndicators({ ...request, report, json }, io, opened);
    });
  },
};

/** Imports into an open database. @returns the exit code. */
export async function runImportIndicators(
  asked: FolderRequest & { report?: string; json: boolean },
  io: Io,
  opened: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  try {
    const outcomes = await importFolder(opened, asked);
    if (totalOf(outcomes).read === 0) {
      io.stderr(`${t("tabular.import.noRows", { name: asked.folder })}\n`);
      return IMPORT_EXIT.badInput;
    }
    if (asked.report !== undefined) await writeRejections(asked.report, outcomes);
    io.stdout(asked.json ? `${JSON.stringify(asJson(outcomes, asked))}\n` : asText(outcomes, asked));
    if (outcomes.every(({ rejected }) => rejected.length === 0)) return IMPORT_EXIT.done;
    return asked.skipBad ? IMPORT_EXIT.someRejected : IMPORT_EXIT.badInput;
  } catch (error) {
    const why = describeProblem(error);
    if (why === undefined) throw error;
    io.stderr(`${why}\n`);
    return IMPORT_EXIT.badInput;
  }
}

function totalOf(outcomes: readonly FileOutcome[]) {
  const sum = (of: (one: FileOutcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  return {
    read: sum(({ read }) => read),
    loaded: sum(({ loaded }) => loaded),
    repeated: sum(({ repeated }) => repeated),
    rejected: sum(({ rejected }) => rejected.length),
    repaired: sum(({ repaired }) => repaired.length),
  };
}

function asJson(outcomes: readonly FileOutcome[], { dryRun, approve, report }: FolderRequest & { report?: string }) {
  const total = totalOf(outcomes);
  return {
    dryRun,
    approved: approve && !dryRun,
    ...total,
    notLoaded: total.read - total.loaded - total.repeated - total.rejected,
    report: report ?? null,
    files: outcomes.map(({ rejected, repaired, ...counts }) => ({
      ...counts,
      rejected: rejected.length,
      repaired: repaired.length,
    })),
  };
}

function asText(outcomes: readonly FileOutcome[], asked: FolderRequest & { report?: string }): string {
  const { read, loaded, repeated, rejected, repaired } = totalOf(outcomes);
  const counts = {
    read: formatNumber(read),
    loaded: formatNumber(loaded),
    repeated: formatNumber(repeated),
    rejected: formatNumber(rejected),
    left: read - loaded - repeated - rejected,
  };
  const lines = [
    t("indicators.import.files", { n: outcomes.length }),
    t(asked.dryRun ? "tabular.import.wouldCount" : "tabular.import.counts", counts),
  ];
  if (asked.dryRun) lines.push(t("tabular.import.dryRun"));
  else if (loaded > 0) lines.push(t(asked.approve ? "indicators.import.approved" : "indicators.import.waiting"));
  if (repaired > 0) lines.push(t("tabular.import.repaired", { n: repaired }));
  if (asked.report !== undefined && rejected + repaired > 0)
    lines.push(t("tabular.import.report", { report: asked.report }));
  return `${lines.join("\n")}\n`;
}

export const importPopulation: Command = {
  name: "import population",
  usage: t("indicators.population.usage"),
  summary: t("indicators.population.summary"),
  run: (args, io) => {
    const { word: file, values } = readWords(args, OPTIONS);
    const now = systemClock.now();
    const asked = { file, skipBad: values["skip-bad"], dryRun: values["dry-run"], json: values.json, now };
    return withEntityDatabase(io.env, now, (opened) => runImportPopulation(asked, io, opened));
  },
};

/** Imports into an open database. @returns the exit code. */
export function runImportPopulation(
  asked: { file: string; skipBad: boolean; dryRun: boolean; json: boolean; now: Date },
  io: Io,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const target = populationTarget(entity, asked);
  const request = { ...asked, processSlug: "", map: new Map(), set: new Map(), report: undefined };
  return runImport(request, io, { db, target });
}
