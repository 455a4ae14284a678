// Progress of the goals of a plan, formula set `v1`. It is ours: the printed formulas of the national planning tools could not be read,
// so it is named, numbered and shown beside every figure, and never called official. A change of any rule is another set.
//
//   LB baseline · P programmed each year · R achieved each year · PG goal of the whole period
//   accumulated   year R/P               period ΣR/PG
//   flow, stock   year R/P               period Σ min(1, R/P) / programmed years
//   capacity      year R/P               period R/PG (by level), and (R − LB)/(PG − LB) (over the baseline)
//   reduction     year (LB − R)/(LB − P) period (LB − R)/(LB − PG)
//
// What is not programmed (NP) is not zero: it has no percentage and leaves the weights. What nobody reported is not zero either.
import { IndexProblem } from "../indices/index-problem.ts";

export const FORMULA_SET = "v1";

export const BEHAVIOURS = [
  "incremento_acumulado",
  "incremento_flujo",
  "incremento_capacidad",
  "mantenimiento_stock",
  "reduccion",
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export interface Goal {
  behaviour: Behaviour;
  baseline: number | null;
  /** Of the whole period. */
  goal: number | null;
  /** Each year; null where nothing was programmed (NP). */
  programmed: readonly (number | null)[];
  /** Each year; null where nothing was reported. */
  achieved: readonly (number | null)[];
  /** The year of the cut-off, counted from 0. What was reported of later years is not looked at. */
  year: number;
}

export type GoalFlag = "reported_without_programming" | "goal_differs_from_years";

/** Ratios, never clamped: 1.33 and −1 are shown as they are. Null where there is no percentage to speak of. */
export interface Progress {
  year: number | null;
  period: number | null;
  /** Of capacity goals: how much of the rise over the baseline was reached. */
  overBaseline: number | null;
  /** What the year brings to its parent, 0 to 1; null: outside its weights. */
  rollup: number | null;
  flag: GoalFlag | undefined;
}

/** The progress of a goal at a cut-off. @throws IndexProblem when the years do not fit. */
export function goalProgress(goal: Goal): Progress {
  const { programmed, achieved, year } = goal;
  if (achieved.length !== programmed.length) throw new IndexProblem("length", "R");
  if (!Number.isInteger(year) || year < 0 || year >= programmed.length) throw new IndexProblem("year", "at");
  const ofYear = yearProgress(goal, year);
  return {
    year: ofYear,
    ...periodProgress(goal),
    rollup: ofYear === null ? null : clamp(ofYear),
    flag: flagOf(goal),
  };
}

function yearProgress({ behaviour, baseline, programmed, achieved }: Goal, year: number): number | null {
  const [planned, done] = [programmed[year] ?? null, achieved[year] ?? null];
  return behaviour === "reduccion" ? covered(baseline, done, planned) : ratio(done, planned);
}

function periodProgress(goal: Goal): Pick<Progress, "period" | "overBaseline"> {
  const reported = goal.achieved.slice(0, goal.year + 1).filter((value) => value !== null);
  const level = reported.at(-1) ?? null;
  switch (goal.behaviour) {
    case "incremento_acumulado": {
      const sum = reported.length === 0 ? null : reported.reduce((total, value) => total + value, 0);
      return { period: ratio(sum, goal.goal), overBaseline: null };
    }
    case "incremento_flujo":
    case "mantenimiento_stock":
      return { period: meanOfYears(goal, reported.length > 0), overBaseline: null };
    case "incremento_capacidad":
      return { period: ratio(level, goal.goal), overBaseline: covered(goal.baseline, level, goal.goal) };
    case "reduccion":
      return { period: covered(goal.baseline, level, goal.goal), overBaseline: null };
  }
}

/** Each programmed year is worth the same and at most itself; years to come, and years without a report, bring nothing yet. */
function meanOfYears(goal: Goal, reported: boolean): number | null {
  const years = goal.programmed.flatMap((planned, year) => (planned === null || planned === 0 ? [] : [year]));
  if (years.length === 0 || !reported) return null;
  const sum = years.reduce(
    (total, year) => total + (year > goal.year ? 0 : Math.min(1, yearProgress(goal, year) ?? 0)),
    0,
  );
  return sum / years.length;
}

/** Done of planned; null when either is not known, or nothing was planned. */
function ratio(done: number | null, planned: number | null): number | null {
  return done === null || planned === null || planned === 0 ? null : done / planned;
}

/** How much of the way from a start to an end was covered; below 0, it went the other way. */
function covered(start: number | null, now: number | null, end: number | null): number | null {
  // `+ 0`: no −0 for what has not moved.
  return start === null || now === null || end === null || end === start ? null : (now - start) / (end - start) + 0;
}

function flagOf(goal: Goal): GoalFlag | undefined {
  const [planned, done] = [goal.programmed[goal.year] ?? null, goal.achieved[goal.year] ?? null];
  if ((planned === null || planned === 0) && done !== null && done !== 0) return "reported_without_programming";
  return goalFitsYears(goal) ? undefined : "goal_differs_from_years";
}

/** Decimals of what people programme are few: sums of them are compared within this share of the goal. */
const TOLERANCE = 1e-9;

/** Whether the goal of the period and its years say the same: the sum, the last year or every year, by behaviour. */
export function goalFitsYears({
  behaviour,
  goal,
  programmed,
}: Pick<Goal, "behaviour" | "goal" | "programmed">): boolean {
  const years = programmed.filter((value) => value !== null);
  if (goal === null || years.length === 0) return true;
  const same = (value: number | undefined) =>
    value !== undefined && Math.abs(value - goal) <= TOLERANCE * Math.max(1, Math.abs(goal));
  if (behaviour === "incremento_acumulado") return same(years.reduce((sum, value) => sum + value, 0));
  return behaviour === "mantenimiento_stock" ? years.every(same) : same(years.at(-1));
}

/** A part of something: its weight (null: all weigh the same) and its progress (null: nothing was programmed). */
export interface Part {
  weight: number | null;
  progress: number | null;
}

/**
 * Progress of a whole from its parts: Σ w·clamp(a, 0, 1) / Σ w over those programmed in the period, so that what is 133 % does not
 * cover for what was not done. Null when nothing was programmed.
 * @throws IndexProblem for a negative weight
 */
export function rollUp(parts: readonly Part[]): number | null {
  if (parts.some(({ weight }) => weight !== null && weight < 0)) throw new IndexProblem("weights", "w");
  const [sum, weights] = parts.reduce(
    ([done, total], { weight, progress }) =>
      progress === null ? [done, total] : [done + (weight ?? 1) * clamp(progress), total + (weight ?? 1)],
    [0, 0],
  );
  return weights === 0 ? null : sum / weights;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
