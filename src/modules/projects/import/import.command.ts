// `sigesi import projects FILE`: projects with their money, the contracts that they pay, or their works.
import { basename } from "node:path";
import { type Entity, type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readWords } from "#platform/config/read-words.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { describeTableProblem } from "#platform/tabular/describe.ts";
import { IMPORT_EXIT, runImport } from "#platform/tabular/import/import-command.ts";
import { readTable } from "#platform/tabular/read-table.ts";
import { TableProblem } from "#platform/tabular/table-problem.ts";
import { projectsTarget } from "./import-projects.ts";
import { shapeOf } from "./shapes.ts";

const FLAG = { type: "boolean", default: false } as const;
const TEXT = { type: "string" } as const;
const OPTIONS = { sectors: TEXT, report: TEXT, "skip-bad": FLAG, "dry-run": FLAG, json: FLAG } as const;

export interface ProjectsImportAsked {
  file: string;
  /** File with the sectors of the country and ours. */
  sectors: string | undefined;
  report: string | undefined;
  skipBad: boolean;
  dryRun: boolean;
  json: boolean;
  now: Date;
}

export const importProjects: Command = {
  name: "import projects",
  usage: t("projects.import.usage"),
  summary: t("projects.import.summary"),
  run: (args, io) => {
    const asked = readProjectWords(args, systemClock.now());
    return withEntityDatabase(io.env, asked.now, (opened) => runImportProjects(asked, io, opened));
  },
};

/** The words of the command line. @throws UsageError */
export function readProjectWords(args: readonly string[], now: Date): ProjectsImportAsked {
  const { word: file, values } = readWords(args, OPTIONS);
  return {
    file,
    sectors: values.sectors,
    report: values.report,
    skipBad: values["skip-bad"],
    dryRun: values["dry-run"],
    json: values.json,
    now,
  };
}

/** Imports into an open database. @returns the exit code. */
export async function runImportProjects(
  asked: ProjectsImportAsked,
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const refuse = (sentence: string): number => {
    io.stderr(`${sentence}\n`);
    return IMPORT_EXIT.badInput;
  };
  try {
    const shape = shapeOf(await headerOf(asked.file));
    const sectors = asked.sectors === undefined ? new Map<string, string>() : await readSectors(asked.sectors, entity);
    if (sectors === undefined) return refuse(t("projects.import.badSectors", { name: asked.sectors ?? "" }));
    const target = projectsTarget({ name: basename(asked.file), entity, shape, sectors, now: asked.now });
    const request = { ...asked, processSlug: "", map: shape.map, set: new Map() };
    return await runImport(request, io, { db, target });
  } catch (error) {
    if (!(error instanceof TableProblem)) throw error;
    return refuse(error.code === "not-a-table" ? t("projects.import.noShape") : describeTableProblem(error));
  }
}

/** Names of the columns. */
async function headerOf(file: string): Promise<string[]> {
  for await (const row of readTable(file)) return Object.keys(row.values);
  return [];
}

/** Columns `code` and `sector`; undefined when the file is not that, or names a sector that is not ours. */
async function readSectors(file: string, entity: Entity): Promise<Map<string, string> | undefined> {
  const ours = new Set(entity.sectors().map(({ code }) => code));
  const map = new Map<string, string>();
  for await (const { values } of readTable(file)) {
    const { code, sector } = values;
    if (code === undefined || sector === undefined || !ours.has(sector)) return undefined;
    map.set(code, sector);
  }
  return map;
}
