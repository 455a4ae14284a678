// `sigesi priorities FOLDER`: the order of a process, computed again from its open data and nothing else.
import { join } from "node:path";
import { readWords } from "#platform/config/read-words.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { describeTableProblem } from "#platform/tabular/describe.ts";
import { readTable } from "#platform/tabular/read-table.ts";
import { refuseControls, TableProblem } from "#platform/tabular/table-problem.ts";
import { CRITERIA, type Criterion, prioritiesOf, type Weights } from "./criteria.ts";

const [DONE, BAD_INPUT] = [0, 1];

/** Reads `pesos.csv` and `puntajes.csv` of a folder, and prints the order of each place with how it depends on the weights. */
export const priorities: Command = {
  name: "priorities",
  usage: t("initiatives.command.usage"),
  summary: t("initiatives.command.summary"),
  run: async (args, io) => {
    const { word: folder, values } = readWords(args, { seed: { type: "string" } });
    return runPriorities({ folder, seed: values.seed ?? "" }, io);
  },
};

/** @returns 0, or 1 when a file is missing or is not one of those. */
export async function runPriorities(
  { folder, seed }: { folder: string; seed: string },
  io: Pick<CommandIo, "stdout" | "stderr">,
): Promise<number> {
  try {
    const weights = await readWeights(join(folder, "pesos.csv"));
    const places = await readScores(join(folder, "puntajes.csv"));
    for (const [place, scores] of places) {
      const { ranking, sensitivity } = prioritiesOf(scores, weights, seed === "" ? place : `${seed} ${place}`);
      for (const { id, place: at, score } of ranking) {
        const range = sensitivity.anyWeights.get(id);
        const line = [place, at, id, score.toFixed(4), sensitivity.equal.get(id), range?.from, range?.to, range?.first];
        io.stdout(`${line.join("\t")}\n`);
      }
    }
    return DONE;
  } catch (error) {
    if (!(error instanceof TableProblem)) throw error;
    io.stderr(`${describeTableProblem(error)}\n`);
    return BAD_INPUT;
  }
}

async function readWeights(path: string): Promise<Weights> {
  const weights = new Map<Criterion, number>();
  for await (const { values, line } of readTable(path)) {
    for (const name of ["criterion", "weight"]) refuseControls(values[name] ?? "", { line, name });
    const criterion = CRITERIA.find((one) => one === values.criterion);
    if (criterion !== undefined) weights.set(criterion, Number(values.weight));
  }
  if (weights.size === 0) throw new TableProblem("no-header");
  return weights;
}

/** The last score of each criterion, by place and initiative: rows come in order of time. */
async function readScores(path: string): Promise<Map<string, Map<number, Map<Criterion, number>>>> {
  const places = new Map<string, Map<number, Map<Criterion, number>>>();
  for await (const { values, line } of readTable(path)) {
    const { territory = "", initiative = "" } = values;
    for (const name of ["territory", "initiative", "criterion", "score"]) {
      refuseControls(values[name] ?? "", { line, name });
    }
    const criterion = CRITERIA.find((one) => one === values.criterion);
    if (criterion === undefined) continue;
    const place = places.get(territory) ?? new Map<number, Map<Criterion, number>>();
    const given = place.get(Number(initiative)) ?? new Map<Criterion, number>();
    place.set(Number(initiative), given.set(criterion, Number(values.score)));
    places.set(territory, place);
  }
  return places;
}
