// The eight criteria of the method, and what its public figures are computed with. They are code and not settings: which
// criteria there are, and how scores become an order, is what makes processes comparable. Their weights are of each process.
import { rank, type Scored, type Sensitivity, sensitivityOf } from "#analysis/priorities/rank.ts";

export const CRITERIA = [
  "magnitude",
  "severity",
  "urgency",
  "feasibility",
  "cost",
  "equity",
  "competence",
  "support",
] as const;
export type Criterion = (typeof CRITERIA)[number];
export const SCORES = [1, 2, 3, 4, 5] as const;

/** Weights of a process, one for each criterion. */
export type Weights = ReadonlyMap<Criterion, number>;

/** Draws of weights behind each range of places. */
export const DRAWS = 1000;

export interface Ranked {
  id: number;
  score: number;
  place: number;
}

export interface Priorities {
  ranking: readonly Ranked[];
  sensitivity: Sensitivity;
  /** The criteria in the order of `sensitivity.oneAtATime`. */
  criteria: readonly Criterion[];
}

/** The order of what was scored against every criterion that counts, and how it would change under other weights. */
export function prioritiesOf(
  scores: ReadonlyMap<number, ReadonlyMap<Criterion, number>>,
  weights: Weights,
  seed: string,
): Priorities {
  const criteria = CRITERIA.filter((criterion) => (weights.get(criterion) ?? 0) > 0);
  const things: Scored[] = [...scores].flatMap(([id, given]) => {
    const row = criteria.flatMap((criterion) => given.get(criterion) ?? []);
    return row.length === criteria.length ? [{ id, scores: row }] : [];
  });
  const list = criteria.map((criterion) => weights.get(criterion) ?? 0);
  return { criteria, ranking: rank(things, list), sensitivity: sensitivityOf(things, list, { seed, draws: DRAWS }) };
}
