// What all share (§7).
import { countAt } from "./group-votes.ts";
import { isSignificant, proportion, proportionTest } from "./proportions.ts";
import type { GroupVotes } from "./types.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

const MOST = 5;

/**
 * The statements that most people agree with, and those that most disagree with, over everybody with a vote: a proportion
 * above one half, significantly; at most five each, the strongest first (p · its test), then in order.
 */
export function majorities({ columns, cellColumns, cellValues, out }: VoteMatrix): {
  agree: number[];
  disagree: number[];
} {
  const [all, agrees, disagrees] = [columns, columns, columns].map(({ length }) => new Int32Array(length)) as Three;
  for (let cell = 0; cell < cellColumns.length; cell += 1) {
    const column = cellColumns[cell] as number;
    const value = cellValues[cell] as number;
    all[column] = (all[column] as number) + 1;
    if (value === 1) agrees[column] = (agrees[column] as number) + 1;
    else if (value === -1) disagrees[column] = (disagrees[column] as number) + 1;
  }
  const strongest = (side: Int32Array): number[] => {
    const found: { column: number; metric: number }[] = [];
    for (const [column, count] of side.entries()) {
      const [p, test] = [proportion(count, all[column] as number), proportionTest(count, all[column] as number)];
      if (out[column] !== 1 && p > 0.5 && isSignificant(test)) found.push({ column, metric: p * test });
    }
    found.sort((a, b) => b.metric - a.metric);
    return found.slice(0, MOST).map(({ column }) => column);
  };
  return { agree: strongest(agrees), disagree: strongest(disagrees) };
}

type Three = [Int32Array, Int32Array, Int32Array];

/** Agreement that every group shares: the product over the groups of their proportion of agreement. Every column has one. */
export function groupAwareConsensus(votes: GroupVotes): Float64Array {
  return new Float64Array(votes.columns).map((_, column) => {
    let product = 1;
    for (let group = 0; group < votes.groups; group += 1) {
      const { agrees, all } = countAt(votes, group, column);
      product *= proportion(agrees, all);
    }
    return product;
  });
}
