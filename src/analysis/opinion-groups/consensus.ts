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
export function majorities(matrix: VoteMatrix): { agree: number[]; disagree: number[] } {
  const width = matrix.columns.length;
  const counts = { 1: new Int32Array(width), 0: new Int32Array(width), "-1": new Int32Array(width) };
  for (let cell = 0; cell < matrix.cellColumns.length; cell += 1) {
    const column = matrix.cellColumns[cell] as number;
    const count = counts[matrix.cellValues[cell] as -1 | 0 | 1];
    count[column] = (count[column] as number) + 1;
  }
  const strongest = (side: Int32Array): number[] => {
    const found: { column: number; metric: number }[] = [];
    for (let column = 0; column < width; column += 1) {
      const all = (counts[1][column] as number) + (counts[0][column] as number) + (counts[-1][column] as number);
      const [p, test] = [proportion(side[column] as number, all), proportionTest(side[column] as number, all)];
      if (matrix.out[column] !== 1 && p > 0.5 && isSignificant(test)) found.push({ column, metric: p * test });
    }
    found.sort((a, b) => b.metric - a.metric);
    return found.slice(0, MOST).map(({ column }) => column);
  };
  return { agree: strongest(counts[1]), disagree: strongest(counts[-1]) };
}

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
