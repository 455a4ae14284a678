// Which statement to show next (§8): those that say most about people are drawn more often, and new ones more still.
import { type Count, totalAt } from "./group-votes.ts";
import type { GroupVotes } from "./types.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

/** 2^(−i/5), i = 0…4: a table, because `Math.pow` may differ in its last bit from one machine to another. */
const FIFTHS = [1, 0.8705505632961241, 0.757858283255199, 0.6597539553864471, 0.5743491774985174];

/** Priority of a question about the person: everybody should answer it. */
const META = 49;

/** (1 − passes) · (1 + extremity) · agreement, each proportion with its pseudocounts. */
export function importance({ agrees, disagrees, all }: Count, extremity: number): number {
  const passes = all - agrees - disagrees;
  return (1 - (passes + 1) / (all + 2)) * (1 + extremity) * ((agrees + 1) / (all + 2));
}

/** Priority of a statement: (importance · (1 + 8 · 2^(−votes/5)))²; 49 for a question about the person. */
export function priority(count: Count, extremity: number, isMeta: boolean): number {
  if (isMeta) return META;
  const whole = Math.floor(count.all / 5);
  // A power of two is exact; beyond 1074 halvings nothing is left of it.
  const novelty = 8 * (FIFTHS[count.all % 5] ?? 1) * halvings(whole);
  const value = importance(count, extremity) * (1 + novelty);
  return value * value;
}

function halvings(times: number): number {
  let value = 1;
  for (let i = 0; i < Math.min(times, 1100); i += 1) value /= 2;
  return value;
}

/** Priority of every column, by the votes of the people in the conversation. */
export function priorities(matrix: VoteMatrix, votes: GroupVotes, extremity: Float64Array): Float64Array {
  return extremity.map((value, column) => priority(totalAt(votes, column), value, matrix.meta[column] === 1));
}
