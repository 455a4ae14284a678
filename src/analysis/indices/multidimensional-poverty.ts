// Multidimensional poverty by the method of Alkire and Foster: count the weighted deprivations of each person, call poor whoever
// has k or more of them, and look at the poor alone. Source: S. Alkire and J. Foster, «Counting and multidimensional poverty
// measurement», Journal of Public Economics 95 (2011), 476–487.
//
//   g_ij = 1 if x_ij < z_j        c_i = Σ_j w_j g_ij, Σ w = 1        poor if c_i ≥ k
//   H = q/n     A = Σ c_i of the poor / q     M0 = H·A     M_α = Σ over the poor of w_j ((z_j − x_ij)/z_j)^α / n
//   contribution of j = w_j · censored headcount of j / M0 (they add up to 1)
import { IndexProblem } from "./index-problem.ts";

export interface PovertyInput {
  /** A row a person, a column an achievement; null where it was not measured. */
  achievements: readonly (readonly (number | null)[])[];
  /** Deprivation cut-off of each column, above 0. */
  cutOffs: readonly number[];
  /** Of each column; they add up to 1. */
  weights: readonly number[];
  /** Weighted deprivations from which a person is poor, above 0 and up to 1. */
  k: number;
  /** Whether who reaches the cut-off exactly is deprived too. */
  atCutOff?: boolean;
}

export interface Poverty {
  /** Weighted deprivations of each person, 0 to 1; null for a person with a gap, who is left out of every share. */
  c: (number | null)[];
  poor: (boolean | null)[];
  /** Share of people who are poor; null when nobody was measured whole. */
  H: number | null;
  /** Mean deprivation of the poor; null when nobody is poor. */
  A: number | null;
  M0: number | null;
  M1: number | null;
  M2: number | null;
  /** Share of people who are poor and deprived in each column. */
  censoredHeadcount: (number | null)[];
  /** Share of M0 that each column brings; null when nobody is poor. */
  contribution: (number | null)[];
}

/** 0.1 + 0.2 is not 0.3: sums of weights are compared with k within this. */
const TOLERANCE = 1e-9;
/** Weights are written with few decimals. */
const WEIGHTS_TOLERANCE = 1e-6;

/** Measures the poverty of some people. @throws IndexProblem when lengths, weights or cut-offs cannot be. */
export function multidimensionalPoverty(input: PovertyInput): Poverty {
  checkInput(input);
  const people = input.achievements.map((row) => deprivations(row, input));
  const c = people.map((gaps) => gaps && weighted(gaps, input.weights, 0));
  const poor = c.map((score) => (score === null ? null : score >= input.k - TOLERANCE));
  const whole = people.filter((gaps) => gaps !== null);
  const poorPeople = people.filter((gaps, person): gaps is Gap[] => gaps !== null && poor[person] === true);
  const n = whole.length;
  /** Sum over the poor, for each person of the population. */
  const perPerson = (of: (gaps: Gap[]) => number): number | null =>
    n === 0 ? null : poorPeople.reduce((sum, gaps) => sum + of(gaps), 0) / n;
  const headcount = input.weights.map((_, column) => perPerson((gaps) => (gaps[column] === undefined ? 0 : 1)));
  const M0 = perPerson((gaps) => weighted(gaps, input.weights, 0));
  const H = perPerson(() => 1);
  return {
    c,
    poor,
    H,
    A: M0 === null || H === null || H === 0 ? null : M0 / H,
    M0,
    M1: perPerson((gaps) => weighted(gaps, input.weights, 1)),
    M2: perPerson((gaps) => weighted(gaps, input.weights, 2)),
    censoredHeadcount: headcount,
    contribution: headcount.map((share, column) =>
      M0 === null || M0 === 0 || share === null ? null : ((input.weights[column] ?? 0) * share) / M0,
    ),
  };
}

/** How far below the cut-off, as a share of it; undefined for who is not deprived. */
type Gap = number | undefined;

/** The gaps of a person; null when one of their achievements is not known. */
function deprivations(row: readonly (number | null)[], { cutOffs, atCutOff }: PovertyInput): Gap[] | null {
  const gaps: Gap[] = [];
  for (const [column, cutOff] of cutOffs.entries()) {
    const value = row[column] ?? null;
    if (value === null) return null;
    const deprived = atCutOff === true ? value <= cutOff : value < cutOff;
    gaps.push(deprived ? (cutOff - value) / cutOff : undefined);
  }
  return gaps;
}

/** Σ w·gap^α over the deprivations of a person; with α = 0, their weights. */
function weighted(gaps: readonly Gap[], weights: readonly number[], alpha: 0 | 1 | 2): number {
  return gaps.reduce<number>(
    (sum, gap, column) => (gap === undefined ? sum : sum + (weights[column] ?? 0) * gap ** alpha),
    0,
  );
}

function checkInput({ achievements, cutOffs, weights, k }: PovertyInput): void {
  if (weights.length !== cutOffs.length) throw new IndexProblem("length", "weights");
  const short = achievements.findIndex((row) => row.length !== cutOffs.length);
  if (short >= 0) throw new IndexProblem("length", `achievements[${short}]`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.some((weight) => weight < 0) || Math.abs(total - 1) > WEIGHTS_TOLERANCE)
    throw new IndexProblem("weights", "weights");
  if (cutOffs.some((cutOff) => cutOff <= 0)) throw new IndexProblem("cut-off", "z");
  if (!(k > 0 && k <= 1 + TOLERANCE)) throw new IndexProblem("cut-off", "k");
}
