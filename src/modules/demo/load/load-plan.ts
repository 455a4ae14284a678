// A plan made up for the demonstration, and marked as such wherever it is shown: its goals at different points, what was reported of
// them, and the commitments that are part of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import { BEHAVIOURS } from "#analysis/progress/progress.ts";
import type { Entity } from "#core/territory/index.ts";
import { type LivedGoal, type LivedNode, loadPlan } from "#modules/plans/index.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { randomOf } from "../content/random.ts";
import { DEMO_SEED } from "./demo-input.ts";
import type { Load } from "./load-demo.ts";
import { numberOf } from "./number-things.ts";

const fileSchema = z.object({
  name: z.string(),
  levels: z.tuple([z.string(), z.string(), z.string()]),
  notes: z.array(z.string()),
  reasons: z.array(z.string()),
  lines: z.array(
    z.object({
      name: z.string(),
      programmes: z.array(
        z.object({
          name: z.string(),
          goals: z.array(
            z.object({
              name: z.string(),
              unit: z.string(),
              behaviour: z.enum(BEHAVIOURS),
              sector: z.string(),
              baseline: z.number(),
              goal: z.number(),
            }),
          ),
        }),
      ),
    }),
  ),
});
type File = z.infer<typeof fileSchema>;
type Made = File["lines"][number]["programmes"][number]["goals"][number];

const YEARS = 4;
const LINKED = 32;
const DAY = 86_400_000;
/** Goals of which nobody reported this year, those not programmed this year, and those that began ahead of what they programmed. */
const SILENT = 0.2;
const UNPROGRAMMED = [7, 23];
/** The goal that says one thing and its years another: something to be found. */
const DIFFERENT = 12;

export async function loadPlanOf(load: Load, entity: Entity, entitiesDir: string): Promise<void> {
  const file = fileSchema.parse(JSON.parse(readFileSync(join(entitiesDir, "_demo/plan/plan.json"), "utf8")));
  const cutOff = lastQuarter(calendarDay(load.today, entity.timeZone));
  const cutYear = Number(cutOff.slice(0, 4));
  const yearFrom = cutYear - (cutYear % YEARS);
  const commitments = await sectorCommitments(load);
  const lines = file.lines.flatMap((line, l) => programmesOf(line, l, { file, load, yearFrom, cutOff, commitments }));
  const header = {
    code: "ejemplo",
    name: `${file.name} ${yearFrom}–${yearFrom + YEARS - 1}`,
    yearFrom,
    yearTo: yearFrom + YEARS - 1,
    cutOff,
    inForce: true,
    generated: true,
  };
  const nodes = lines.toSorted((a, b) => a.depth - b.depth);
  await loadPlan(load.tx, { header, nodes, now: new Date(`${yearFrom}-01-02T15:00:00Z`) });
}

interface Making {
  file: File;
  load: Load;
  yearFrom: number;
  cutOff: string;
  /** Commitments of each sector that are still in no goal. */
  commitments: Map<string, { id: number; by: number; at: Date }[]>;
}

function programmesOf({ name, programmes }: File["lines"][number], l: number, making: Making): LivedNode[] {
  const [lineLevel, programmeLevel, goalLevel] = making.file.levels;
  const code = `${l + 1}`;
  return [
    { code, parent: null, depth: 1, level: lineLevel, name },
    ...programmes.flatMap((programme, p) => [
      { code: `${code}0${p + 1}`, parent: code, depth: 2, level: programmeLevel, name: programme.name },
      ...programme.goals.map((made, g) => ({
        code: `${code}0${p + 1}0${g + 1}`,
        parent: `${code}0${p + 1}`,
        depth: 3,
        level: goalLevel,
        name: made.name,
        goal: goalOf(made, l * 10 + p * 5 + g, making),
      })),
    ]),
  ];
}

function goalOf(made: Made, index: number, { file, load, yearFrom, cutOff, commitments }: Making): LivedGoal {
  const { behaviour, unit, baseline, sector } = made;
  const random = randomOf(DEMO_SEED, "plan", index);
  const agency = load.content.commitments.find((one) => one.sector === sector)?.agency ?? null;
  const by = agency === null ? load.people.administrator : load.people.plannerOf(agency);
  const cutYear = Number(cutOff.slice(0, 4));
  const pace = 0.35 + random.next();
  const programmed = Array.from({ length: YEARS }, (_, at) => {
    const off = UNPROGRAMMED.includes(index) && yearFrom + at === cutYear;
    return { year: yearFrom + at, value: off ? null : plannedOf(made, at) };
  });
  const silent = random.chance(SILENT) && !UNPROGRAMMED.includes(index);
  const reports = programmed.flatMap(({ year }, at) => {
    if (year > cutYear || (year === cutYear && silent)) return [];
    const asOf = year === cutYear ? cutOff : `${year}-12-31`;
    const value = doneOf(made, at, Math.max(0, pace + (random.next() - 0.5) / 4));
    const told = new Date(Date.parse(`${asOf}T15:00:00Z`) + 9 * DAY);
    const note = random.pick(file.notes);
    return [{ year, value, asOf, note, by, at: told <= load.today ? told : load.today }];
  });
  const linked = (commitments.get(sector) ?? []).splice(0, 2);
  return {
    behaviour,
    unit,
    baseline,
    goal: index === DIFFERENT ? rounded(made.goal * 1.2, made) : made.goal,
    agency,
    programmed,
    reports,
    commitments: linked.map((one) => ({ ...one, reason: random.pick(file.reasons) })),
  };
}

/** What a year wants: its part of a sum, a step on the way, or the same each year. */
function plannedOf(made: Made, at: number): number {
  const { behaviour, baseline, goal } = made;
  if (behaviour === "mantenimiento_stock") return goal;
  if (behaviour === "incremento_acumulado")
    return at === YEARS - 1 ? goal - 3 * Math.floor(goal / YEARS) : Math.floor(goal / YEARS);
  return at === YEARS - 1 ? goal : rounded(baseline + ((goal - baseline) * (at + 1)) / YEARS, made);
}

/** What was achieved at a pace: 1 is all that was planned; of what should go down, how much of the way. */
function doneOf(made: Made, at: number, pace: number): number {
  const planned = plannedOf(made, at);
  const { behaviour, baseline } = made;
  if (behaviour === "incremento_capacidad" || behaviour === "reduccion")
    return rounded(baseline + (planned - baseline) * pace, made);
  return rounded(planned * pace, made);
}

/** Shares and rates with a decimal, as they are measured; what is counted, whole. */
function rounded(value: number, { unit, baseline, goal }: Pick<Made, "unit" | "baseline" | "goal">): number {
  const counted = Number.isInteger(baseline) && Number.isInteger(goal) && !unit.startsWith("%");
  return counted ? Math.round(value) : Math.round(value * 10) / 10;
}

/** The last day of the last quarter that is over. */
function lastQuarter(today: string): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const ends = ["12-31", "03-31", "06-30", "09-30"][Math.floor((month - 1) / 3)] ?? "12-31";
  return month <= 3 ? `${year - 1}-12-31` : `${year}-${ends}`;
}

/** Some commitments of the demonstration by their sector, each with the moment of the last thing that was told of it. */
async function sectorCommitments({ tx, content, numbers, people }: Load): Promise<Making["commitments"]> {
  const step = Math.max(1, Math.floor(content.commitments.length / LINKED));
  const chosen = content.commitments
    .map(({ sector, agency }, index) => ({ sector, agency, index }))
    .filter(({ index }) => index % step === 0 || index === content.story?.commitment);
  const ids = chosen.map(({ index }) => numberOf(numbers.commitments, index));
  const { rows } = await sql<{ id: number; at: Date }>`
    select thing_id as id, max(at) as at from history where thing_id = any (${ids}) group by 1`.execute(tx);
  const last = new Map(rows.map(({ id, at }) => [id, at]));
  const ordered = chosen.toSorted(
    (a, b) => Number(b.index === content.story?.commitment) - Number(a.index === content.story?.commitment),
  );
  return Map.groupBy(
    ordered.flatMap(({ sector, agency, index }) => {
      const id = numberOf(numbers.commitments, index);
      const at = last.get(id);
      return at === undefined ? [] : [{ sector, id, at, by: people.plannerOf(agency) }];
    }),
    ({ sector }) => sector,
  );
}
