// From territories to what they are part of, by the rule of the indicator. A mean of municipal rates is not the rate of the
// department: where no rule was declared there is no figure, and whoever shows it says "not aggregable".
import { hasValue, NOT_PROGRAMMED, type Plane, SUPPRESSED } from "./cube.ts";

/**
 * - `sum`: counts of things that are in one territory alone.
 * - `mean`: every territory is worth the same.
 * - `weighted`: Σ denominator·value / Σ denominator.
 * - `ratio`: scale · Σ numerator / Σ denominator, e.g. with scale 100,000 a rate of the whole.
 * - `none`: no figure.
 */
export const RULES = ["sum", "mean", "weighted", "ratio", "none"] as const;
export type Rule = (typeof RULES)[number];

/** How many territories are in a figure, and why the others are not. They add up to the members. */
export interface RolledUp {
  /** Null: not aggregable, or nothing to aggregate. */
  value: number | null;
  /** Had a value and what the rule needs beside it. Zero is a value. */
  counted: number;
  missing: number;
  notProgrammed: number;
  /** Suppressed or confidential: they add to no figure, so that nothing is found by subtraction. */
  hidden: number;
}

export interface RollUpRule {
  rule: Rule;
  /** Only of `ratio`. */
  scale?: number;
}

/** The figure of some territories in a breakdown and a period. */
export function rollUpCell(
  plane: Plane,
  cell: { breakdown: number; period: number },
  members: Uint16Array,
  { rule, scale = 1 }: RollUpRule,
): RolledUp {
  const from = plane.at(cell.breakdown, cell.period);
  const { values, statuses, numerators, denominators } = plane;
  const told = { counted: 0, missing: 0, notProgrammed: 0, hidden: 0 };
  let [above, below] = [0, 0];
  for (const member of members) {
    const status = statuses[from + member] ?? 0;
    if (!hasValue(status)) {
      if (status === NOT_PROGRAMMED) told.notProgrammed += 1;
      else if (status >= SUPPRESSED) told.hidden += 1;
      else told.missing += 1;
      continue;
    }
    const weight = rule === "weighted" || rule === "ratio" ? (denominators?.[from + member] ?? Number.NaN) : 1;
    const part = rule === "ratio" ? (numerators?.[from + member] ?? Number.NaN) : weight * (values[from + member] ?? 0);
    // A rate whose people are not known cannot be put together with others.
    if (Number.isNaN(part) || Number.isNaN(weight)) {
      told.missing += 1;
      continue;
    }
    told.counted += 1;
    above += part;
    below += weight;
  }
  return { value: told.counted === 0 ? null : finish(rule, above, below, scale), ...told };
}

function finish(rule: Rule, above: number, below: number, scale: number): number | null {
  if (rule === "none") return null;
  if (rule === "sum") return above;
  if (below === 0) return null;
  return rule === "ratio" ? (scale * above) / below : above / below;
}

/** The figures of some territories for every breakdown and period of a plane, in that order; NaN where there is none. */
export function rollUpPlane(plane: Plane, members: Uint16Array, how: RollUpRule): Float64Array {
  const { axes, values, statuses, numerators, denominators } = plane;
  const runs = plane.breakdowns * axes.periods.length;
  const result = new Float64Array(runs).fill(Number.NaN);
  const { rule, scale = 1 } = how;
  const weights = rule === "weighted" || rule === "ratio" ? denominators : ONES;
  const parts = rule === "ratio" ? numerators : values;
  if (rule === "none" || weights === undefined || parts === undefined) return result;
  const [width, step, byWeight] = [axes.territories.length, weights === ONES ? 0 : 1, rule === "weighted"];
  for (let run = 0; run < runs; run += 1) {
    const from = run * width;
    let above = 0;
    let below = 0;
    for (let n = 0; n < members.length; n += 1) {
      const at = from + (members[n] as number);
      if (!hasValue(statuses[at] as number)) continue;
      const weight = weights[at * step] as number;
      const part = (parts[at] as number) * (byWeight ? weight : 1);
      // NaN where nobody knows the people behind a rate: it adds nothing.
      if (!Number.isFinite(part + weight)) continue;
      above += part;
      below += weight;
    }
    if (below !== 0) result[run] = finish(rule, above, below, scale) ?? Number.NaN;
  }
  return result;
}

/** What weighs the same everywhere. */
const ONES = Float64Array.of(1);
