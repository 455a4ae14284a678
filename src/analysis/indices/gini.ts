// Gini coefficient: 0 when all have the same, near 1 when one has everything. With x in ascending order and without weights,
// G = Σ (2i − n − 1) x_i / (n Σ x); with weights, one minus twice the area under the Lorenz curve, by trapezoids, which is the same
// number when the weights are equal. Unbiased for a small sample: G·n/(n − 1), where n counts the units observed, not those they stand for.
import { IndexProblem } from "./index-problem.ts";

export interface Gini {
  /** Null when there is nothing to share out. */
  gini: number | null;
  /** Null with fewer than two units. */
  unbiased: number | null;
}

/** The coefficient of some amounts, none below 0. Units without a known amount are left out. @throws IndexProblem */
export function gini(amounts: readonly (number | null)[], weights?: readonly number[]): Gini {
  if (weights !== undefined && weights.length !== amounts.length) throw new IndexProblem("length", "weights");
  const units = amounts.flatMap((amount, at) => {
    const weight = weights?.[at] ?? 1;
    if (amount !== null && amount < 0) throw new IndexProblem("negative", "x");
    if (weight < 0) throw new IndexProblem("negative", "weights");
    return amount === null || weight === 0 ? [] : [{ amount, weight }];
  });
  units.sort((a, b) => a.amount - b.amount);
  const people = units.reduce((sum, { weight }) => sum + weight, 0);
  const total = units.reduce((sum, { amount, weight }) => sum + amount * weight, 0);
  if (total === 0) return { gini: null, unbiased: null };
  let held = 0;
  let area = 0;
  for (const { amount, weight } of units) {
    area += weight * (2 * held + amount * weight);
    held += amount * weight;
  }
  const coefficient = Math.max(0, 1 - area / (people * total));
  const n = units.length;
  return { gini: coefficient, unbiased: n < 2 ? null : (coefficient * n) / (n - 1) };
}
