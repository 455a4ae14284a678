// What a result says, worked out from its counts: who won, and which places the lot decided.
import { lotOf } from "#analysis/tally/tally.ts";
import type { InitiativeCount } from "../ballots.sql.ts";

export interface Tie {
  votes: number;
  /** In the order of the lot. */
  counts: readonly InitiativeCount[];
  /** Whether some of them won and others did not: the lot decided who. */
  decisive: boolean;
}

/** Initiatives with equal votes, most votes first. */
export function findTies(counts: readonly InitiativeCount[]): Tie[] {
  const groups = Map.groupBy(counts, (count) => count.votes);
  return [...groups]
    .filter(([, equal]) => equal.length > 1)
    .sort(([a], [b]) => b - a)
    .map(([votes, equal]) => ({
      votes,
      counts: equal.toSorted((a, b) => a.position - b.position),
      decisive: equal.some((count) => count.won) && equal.some((count) => !count.won),
    }));
}

/** The number that an initiative drew: the lowest goes first. */
export function drawnBy(seed: string, count: InitiativeCount): string {
  return lotOf({ tie: { lot: seed } }, count.territory, String(count.initiativeId));
}
