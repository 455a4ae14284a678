// `sigesi import plan FILE --plan CODE`: the tree of a plan, what stands below its goals, or both at once.
import { basename } from "node:path";
import { type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readWords, UsageError } from "#platform/config/read-words.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { describeTableProblem } from "#platform/tabular/describe.ts";
import { IMPORT_EXIT, runImport } from "#platform/tabular/import/import-command.ts";
import { readTable } from "#platform/tabular/read-table.ts";
import { TableProblem } from "#platform/tabular/table-problem.ts";
import { findPlan, listNodePlaces } from "../plans.sql.ts";
import { type PlanHeader, planTarget } from "./import-plan.ts";
import { shapeOf } from "./shapes.ts";

const FLAG = { type: "boolean", default: false } as const;
const TEXT = { type: "string" } as const;
const OPTIONS = {
  plan: TEXT,
  name: TEXT,
  years: TEXT,
  "cut-off": TEXT,
  "in-force": FLAG,
  report: TEXT,
  "skip-bad": FLAG,
  "dry-run": FLAG,
  json: FLAG,
} as const;

export interface PlanImportAsked {
  file: string;
  plan: string;
  name: string | undefined;
  years: readonly [number, number] | undefined;
  cutOff: string | undefined;
  inForce: boolean;
  report: string | undefined;
  skipBad: boolean;
  dryRun: boolean;
  json: boolean;
  now: Date;
}

export const importPlan: Command = {
  name: "import plan",
  usage: t("plans.import.usage"),
  summary: t("plans.import.summary"),
  run: (args, io) => {
    const asked = readPlanWords(args, systemClock.now());
    return withEntityDatabase(io.env, asked.now, (opened) => runImportPlan(asked, io, opened));
  },
};

/** The words of the command line. @throws UsageError */
export function readPlanWords(args: readonly string[], now: Date): PlanImportAsked {
  const { word: file, values } = readWords(args, OPTIONS);
  const years = /^(\d{4})-(\d{4})$/.exec(values.years ?? "");
  if (values.plan === undefined || (values.years !== undefined && years === null)) throw new UsageError();
  return {
    file,
    plan: values.plan,
    name: values.name,
    years: years === null ? undefined : [Number(years[1]), Number(years[2])],
    cutOff: values["cut-off"],
    inForce: values["in-force"],
    report: values.report,
    skipBad: values["skip-bad"],
    dryRun: values["dry-run"],
    json: values.json,
    now,
  };
}

/** Imports into an open database. @returns the exit code. */
export async function runImportPlan(
  asked: PlanImportAsked,
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const refuse = (sentence: string): number => {
    io.stderr(`${sentence}\n`);
    return IMPORT_EXIT.badInput;
  };
  const found = await findPlan(db.read, asked.plan);
  const plan = headerOf(asked, found);
  if (plan === undefined) return refuse(t("plans.import.noPlan", { code: asked.plan }));
  if (!isPlan(plan)) return refuse(t("plans.import.badPlan", { from: plan.yearFrom, to: plan.yearTo }));
  try {
    const header = await headerOfFile(asked.file);
    if (header.length === 0) return refuse(t("tabular.import.noRows", { name: asked.file }));
    const shape = shapeOf(header, plan.yearFrom);
    if (shape.year !== undefined && (shape.year < plan.yearFrom || shape.year > plan.yearTo)) {
      return refuse(t("plans.import.otherYears", { year: shape.year, from: plan.yearFrom, to: plan.yearTo }));
    }
    const known = found === undefined ? new Map() : await listNodePlaces(db.read, found.id);
    const target = planTarget({ name: basename(asked.file), entity, plan, shape, known, now: asked.now });
    const request = { ...asked, processSlug: "", map: shape.map, set: new Map() };
    return await runImport(request, io, { db, target });
  } catch (error) {
    if (!(error instanceof TableProblem)) throw error;
    return refuse(error.code === "not-a-table" ? t("plans.import.noShape") : describeTableProblem(error));
  }
}

/** What the plan will be called: what was asked for, else what it is called already; undefined when nobody knows it. */
function headerOf(asked: PlanImportAsked, found: Awaited<ReturnType<typeof findPlan>>): PlanHeader | undefined {
  const name = asked.name ?? found?.name;
  const [yearFrom, yearTo] = asked.years ?? [found?.yearFrom, found?.yearTo];
  if (name === undefined || yearFrom === undefined || yearTo === undefined) return undefined;
  const cutOff = asked.cutOff ?? found?.cutOff ?? `${yearTo}-12-31`;
  return {
    code: asked.plan,
    name,
    yearFrom,
    yearTo,
    cutOff,
    inForce: asked.inForce,
    generated: found?.generated ?? false,
  };
}

/** As the table will have it: a code for addresses, years in order, a day that exists within them. */
function isPlan({ code, name, yearFrom, yearTo, cutOff }: PlanHeader): boolean {
  const day = new Date(`${cutOff}T00:00:00Z`);
  const real = !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === cutOff;
  const year = Number(cutOff.slice(0, 4));
  return (
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(code) &&
    name.trim().length >= 3 &&
    name.length <= 200 &&
    yearFrom >= 1990 &&
    yearTo >= yearFrom &&
    yearTo < yearFrom + 30 &&
    yearTo <= 2100 &&
    real &&
    year >= yearFrom &&
    year <= yearTo
  );
}

/** Names of the columns; none where there are no rows. */
async function headerOfFile(file: string): Promise<string[]> {
  for await (const row of readTable(file)) return Object.keys(row.values);
  return [];
}
