// What all share (§7).
import { countAt } from "./group-votes.ts";
import { isSignificant, proportion, proportionTest } from "./proportions.ts";
import type { GroupVotes } from "./types.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

const MOST = 5;

/**
 * The statements that most people agree with, and those that most disagree with, over everybody with a vote: a proportion
 * above one half, significantly; at most five each, the strongest first (p · its test), then in order. `counts`: of everybody.
 */
export function majorities({ columns, out }: VoteMatrix, counts: Int32Array): { agree: number[]; disagree: number[] } {
  const strongest = (side: number): number[] => {
    const found: { column: number; metric: number }[] = [];
    for (let column = 0; column < columns.length; column += 1) {
      const votes = counts.subarray(3 * column, 3 * column + 3);
      const all = votes.reduce((sum, count) => sum + count, 0);
      const [p, test] = [proportion(votes[side] as number, all), proportionTest(votes[side] as number, all)];
      if (out[column] !== 1 && p > 0.5 && isSignificant(test)) found.push({ column, metric: p * test });
    }
    found.sort((a, b) => b.metric - a.metric);
    return found.slice(0, MOST).map(({ column }) => column);
  };
  return { agree: strongest(2), disagree: strongest(0) };
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
