// `sigesi index hdi|spi|mpi|gini|composite FILE.json` and `sigesi progress FILE.json`: indices and progress from a file, with no database. They are
// the tool of whoever wants to repeat a figure of the web.
import { IndexProblem } from "#analysis/indices/index-problem.ts";
import { readWords } from "#platform/config/read-words.ts";
import { formatNumber, t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { INDEX_FILES, type IndexName } from "./index-files.ts";
import { progressFile, progressOf, rollupOf } from "./progress-file.ts";
import { describeIndexProblem, FileProblem, readJson } from "./read-file.ts";

const OPTIONS = { json: { type: "boolean", default: false } } as const;

export const computeCommands: readonly Command[] = [
  ...(["hdi", "spi", "mpi", "gini", "composite"] as const).map(indexCommand),
  { name: "progress", usage: t("indices.progressUsage"), summary: t("indices.progressSummary"), run: runProgress },
];

function indexCommand(name: IndexName): Command {
  return {
    name: `index ${name}`,
    usage: t("indices.usage", { name }),
    summary: t(`indices.summary.${name}`),
    run: (args, io) => orOneSentence(io, () => runIndex(name, args, io)),
  };
}

async function runIndex(name: IndexName, args: readonly string[], io: CommandIo): Promise<void> {
  const { word: file, values } = readWords(args, OPTIONS);
  const items = await readJson(file, INDEX_FILES[name].schema);
  const results = items.map(({ at, compute }) => within(file, at, compute));
  io.stdout(values.json ? `${JSON.stringify({ results })}\n` : results.map((one) => inWords(one)).join(""));
}

function runProgress(args: readonly string[], io: CommandIo): Promise<number> {
  return orOneSentence(io, async () => {
    const { word: file, values } = readWords(args, OPTIONS);
    const content = await readJson(file, progressFile);
    const progress = content.progress.map((goal, at) =>
      within(file, `progress[${at}]`, () => progressOf(goal, content.first_year)),
    );
    const rollup = within(file, "rollup.case.children", () => rollupOf(content));
    io.stdout(
      values.json
        ? `${JSON.stringify({ progress, rollup })}\n`
        : [...progress, ...(rollup === null ? [] : [rollup])].map((one) => inWords(one)).join(""),
    );
  });
}

/** @returns 0 when done; 1 with one sentence in stderr and nothing in stdout. */
async function orOneSentence(io: CommandIo, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    io.stderr(`${error.message}\n`);
    return 1;
  }
}

function within<T>(file: string, at: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof IndexProblem) throw new FileProblem(describeIndexProblem(error, file, at));
    throw error;
  }
}

/** A line a result, for whoever reads it on a screen. */
function inWords(result: object): string {
  const parts = Object.entries(result).map(([key, value]) => `${key} ${valueText(value)}`);
  return `${parts.join(" · ")}\n`;
}

function valueText(value: unknown): string {
  if (typeof value === "number") return formatNumber(value, 4);
  if (value === null) return t("indices.none");
  return Array.isArray(value) ? `[${value.map(valueText).join("; ")}]` : String(value);
}
