// Human Development Index, with the goalposts of each edition.
//
// Three dimensions from 0 to 1 and their geometric mean: health (LE − 20)/(85 − 20), education the arithmetic mean of EYS/18 and
// MYS/15, income (ln GNI − ln 100)/(ln 75000 − ln 100). Source: UNDP, Human Development Report 2021/22, technical note 1.
import { IndexProblem } from "./index-problem.ts";

/** Values of a place; null where nobody measured. Years, years, years, and PPP dollars a person. */
export interface HumanDevelopmentInput {
  lifeExpectancy: number | null;
  expectedSchooling: number | null;
  meanSchooling: number | null;
  income: number | null;
}

/** Worst and best value of each measure: frozen for an edition, or editions could not be compared. */
export type Goalposts = Record<keyof HumanDevelopmentInput, readonly [worst: number, best: number]>;

export const GOALPOSTS_2021: Goalposts = {
  lifeExpectancy: [20, 85],
  expectedSchooling: [0, 18],
  meanSchooling: [0, 15],
  income: [100, 75_000],
};

/** From 0 to 1; null where something that it needs was not measured: nothing is filled in. */
export interface HumanDevelopment {
  value: number | null;
  health: number | null;
  education: number | null;
  income: number | null;
}

/** The index of a place. Beyond a goalpost a value counts as the goalpost. @throws IndexProblem when a goalpost or an income cannot be. */
export function humanDevelopment(
  input: HumanDevelopmentInput,
  goalposts: Goalposts = GOALPOSTS_2021,
): HumanDevelopment {
  const health = scaled(input.lifeExpectancy, goalposts.lifeExpectancy, "life_expectancy");
  const expected = scaled(input.expectedSchooling, goalposts.expectedSchooling, "expected_years_schooling");
  const mean = scaled(input.meanSchooling, goalposts.meanSchooling, "mean_years_schooling");
  const education = expected === null || mean === null ? null : (expected + mean) / 2;
  const income = incomeIndex(input.income, goalposts.income);
  const value =
    health === null || education === null || income === null ? null : Math.cbrt(health * education * income);
  return { value, health, education, income };
}

function scaled(value: number | null, [worst, best]: readonly [number, number], field: string): number | null {
  if (!(best > worst)) throw new IndexProblem("goalposts", field);
  return value === null ? null : Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

/** By logarithms: each further dollar matters less than the one before. */
function incomeIndex(value: number | null, [worst, best]: readonly [number, number]): number | null {
  const field = "gni_per_capita";
  if (!(worst > 0)) throw new IndexProblem("goalposts", field);
  if (value !== null && !(value > 0)) throw new IndexProblem("income", field);
  return scaled(value === null ? null : Math.log(value), [Math.log(worst), Math.log(best)], field);
}
