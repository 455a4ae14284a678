// The catalogue of a folder of series: a row an indicator. How territories are put together is not in the files of statistics offices:
// the entity says it in a table of its own.
import { access } from "node:fs/promises";
import { RULES } from "#analysis/cube/roll-up.ts";
import { t } from "#platform/i18n/i18n.ts";
import { readTable, type TableRow } from "#platform/tabular/read-table.ts";
import { refuseControls } from "#platform/tabular/table-problem.ts";
import type { Sheet } from "../sheets.ts";

export const CATALOG = "indicator-catalog.csv";
/** In the folder of the entity. */
export const RULES_FILE = "indicator-rules.csv";

/** The folder cannot be read as one of indicators: its message is the sentence that people read. */
export class CatalogProblem extends Error {}

/** Nobody is counted by an age above it. */
const OLDEST = 120;
/** Of a ratio: nobody speaks of cases in more people than these. */
const MOST_SCALE = 1e9;

export type RollUp = Pick<Sheet, "rule" | "scale" | "ages">;
const NOT_AGGREGABLE: RollUp = { rule: "none", scale: 1, ages: null };

/**
 * Sheets by code, of a file called `name`. `rules`: of those whose row says none. `mostBytes`: as `readTable` takes it.
 * @throws CatalogProblem, TableProblem
 */
export async function readCatalog(
  source: string | Buffer,
  name: string,
  rules: ReadonlyMap<string, RollUp>,
  mostBytes?: number,
): Promise<Map<string, Sheet>> {
  const sheets = new Map<string, Sheet>();
  for await (const row of readTable(source, { mostBytes })) {
    const sheet = sheetOf(row, name, rules);
    if (sheets.has(sheet.code)) throw problem(name, row.line, sheet.code);
    sheets.set(sheet.code, sheet);
  }
  return sheets;
}

function sheetOf({ values, line }: TableRow, file: string, rules: ReadonlyMap<string, RollUp>): Sheet {
  const text = (column: string): string => {
    refuseControls(values[column] ?? "", { line, name: column });
    return (values[column] ?? "").trim();
  };
  const [code, name, better] = [text("indicator_id"), text("name_es"), text("better")];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) || code.length > 80) throw problem(file, line, code);
  if (name.length < 3 || name.length > 200) throw problem(file, line, name);
  if (!["up", "down", ""].includes(better)) throw problem(file, line, better);
  const { rule, scale, ages } =
    (values.rule ?? "") === "" ? (rules.get(code) ?? NOT_AGGREGABLE) : rollUpOf(values, line, file);
  return {
    code,
    name,
    definition: text("definition_es"),
    unit: text("unit"),
    better: better === "up" || better === "down" ? better : null,
    source: text("source"),
    sdgTarget: text("sdg_target") || null,
    caveat: text("caveat") || null,
    rule,
    scale,
    ages,
    generated: false,
  };
}

/** `indicator,rule,scale,age_from,age_to`; an entity without the file rolls nothing up. */
export async function readRules(file: string): Promise<Map<string, RollUp>> {
  const rules = new Map<string, RollUp>();
  const found = await access(file).then(
    () => true,
    () => false,
  );
  if (!found) return rules;
  for await (const { values, line } of readTable(file)) rules.set(values.indicator ?? "", rollUpOf(values, line, file));
  return rules;
}

function rollUpOf(values: Record<string, string>, line: number, file: string): RollUp {
  const rule = RULES.find((one) => one === values.rule);
  const scale = Number(values.scale || 1);
  if (rule === undefined || !(scale > 0 && scale <= MOST_SCALE)) throw problem(file, line, values.rule ?? "");
  const [from = "", to = ""] = [values.age_from, values.age_to];
  if (from === "" && to === "") return { rule, scale, ages: null };
  const ages = [Number(from || Number.NaN), Number(to || Number.NaN)] as const;
  const real = ages.every(Number.isInteger) && ages[0] >= 0 && ages[0] <= ages[1] && ages[1] <= OLDEST;
  if (!real) throw problem(file, line, `${from}–${to}`);
  return { rule, scale, ages };
}

function problem(file: string, line: number, value: string): CatalogProblem {
  return new CatalogProblem(t("indicators.import.badCatalog", { file, line, value: value || "—" }));
}
