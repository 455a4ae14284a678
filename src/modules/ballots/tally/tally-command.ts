// `sigesi tally BALLOTS.csv --rules RULES.json [--json]`: recounts published ballots, with no database. It is the tool of
// whoever does not believe the web, so it reads only the two files and, with --json, prints the bytes that the web publishes.
import { readFile } from "node:fs/promises";
import { parseRules, type TallyRules } from "#analysis/tally/rules.ts";
import { serialize, Tally, type TallyResult } from "#analysis/tally/tally.ts";
import { TallyError } from "#analysis/tally/tally-error.ts";
import { readWords, UsageError } from "#platform/config/read-words.ts";
import { t } from "#platform/i18n/i18n.ts";
import { csvBatches } from "#platform/tabular/csv-rows.ts";
import { describeTableProblem } from "#platform/tabular/describe.ts";
import { refuseControls, TableProblem } from "#platform/tabular/table-problem.ts";
import { describeTallyProblem } from "./describe.ts";

/** Where the command writes. */
export type TallyIo = { stdout: (text: string) => void; stderr: (text: string) => void };

const COLUMNS = ["ballot", "territory", "initiative"] as const;

/** What a person can mend: its message is the sentence they read. */
class BadInput extends Error {}

/**
 * Counts the ballots of a CSV file (`ballot,territory,initiative`, a row per choice, in any order; other columns are
 * ignored; BOM, semicolons, CRLF and gzip are fine) by the rules of a JSON file.
 * @returns 0 when counted; 1 when the input is wrong, with one sentence in stderr and nothing in stdout.
 * @throws UsageError
 */
export async function tallyCommand(args: readonly string[], io: TallyIo): Promise<number> {
  try {
    const { ballots, rules, json } = readArguments(args);
    const result = await countFile(ballots, await readRules(rules));
    io.stdout(json ? serialize(result) : asTable(result));
    return 0;
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return 1;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof TallyError) return describeTallyProblem(error.problem);
  if (error instanceof TableProblem) return describeTableProblem(error);
  if (error instanceof BadInput) return error.message;
  throw error;
}

function readArguments(args: readonly string[]): { ballots: string; rules: string; json: boolean } {
  const { word, values } = readWords(args, {
    rules: { type: "string" },
    json: { type: "boolean", default: false },
  });
  if (values.rules === undefined) throw new UsageError();
  return { ballots: word, rules: values.rules, json: values.json };
}

async function readRules(path: string): Promise<TallyRules> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new BadInput(t("tabular.unreadable", { name: path }));
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new BadInput(t("tally.rulesNotJson", { name: path }));
  }
  return parseRules(parsed);
}

async function countFile(path: string, rules: TallyRules): Promise<TallyResult> {
  const count = new Tally(rules);
  let places: [number, number, number] | undefined;
  for await (const batch of csvBatches(path)) {
    for (const { fields, line } of batch) {
      if (places === undefined) {
        places = findColumns(fields);
        continue;
      }
      const [ballot, territory, initiative] = places.map((place) => fields[place]?.trim());
      if (ballot === undefined || territory === undefined || initiative === undefined) {
        throw new BadInput(t("tally.shortRow", { line }));
      }
      // A return alone inside a row is a line that lost its end: two ballots must not pass for one.
      if (fields.some((field) => field.includes("\r"))) throw new BadInput(t("tally.brokenRow", { line }));
      for (const [index, name] of COLUMNS.entries()) refuseControls(fields[places[index] ?? 0] ?? "", { line, name });
      count.add(ballot, territory, initiative, line);
    }
  }
  if (places === undefined) throw new TableProblem("no-header");
  return count.result();
}

function findColumns(header: readonly string[]): [number, number, number] {
  const names = header.map((name) => name.trim());
  const missing = COLUMNS.find((name) => !names.includes(name));
  if (missing !== undefined) throw new BadInput(t("tally.noColumn", { name: missing }));
  const twice = COLUMNS.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new BadInput(t("tally.columnTwice", { name: twice }));
  return [names.indexOf("ballot"), names.indexOf("territory"), names.indexOf("initiative")];
}

function asTable({ territories }: TallyResult): string {
  const blocks = Object.keys(territories)
    .sort()
    .map((code) => {
      const { ballots, initiatives } = territories[code] ?? { ballots: 0, initiatives: [] };
      const width = Math.max(0, ...initiatives.map(({ id }) => id.length));
      const digits = String(initiatives[0]?.votes ?? 0).length;
      const lines = initiatives.map(
        ({ id, votes, won }) =>
          `  ${id.padEnd(width)}  ${String(votes).padStart(digits)}${won ? `  ${t("tally.won")}` : ""}`,
      );
      return [t("tally.territory", { code, ballots }), ...lines].join("\n");
    });
  return blocks.length === 0 ? `${t("tally.noBallots")}\n` : `${blocks.join("\n\n")}\n`;
}
