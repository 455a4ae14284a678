// The order of what was scored against criteria, and how much it depends on the weights.
//
// Score: the weighted mean of the scores of each criterion, Σ wᵢ sᵢ / Σ wᵢ (simple additive weighting; C. L. Hwang and K. Yoon,
// «Multiple Attribute Decision Making», Springer 1981, ch. 3). Place: one plus how many score higher; equal scores share a place.
// Sensitivity (A. Saltelli et al., «Global Sensitivity Analysis: The Primer», Wiley 2008), in three ways that anybody can repeat:
//   1. all weights equal;
//   2. one at a time: each weight halved, and doubled, the others as they are;
//   3. any weights: draws from the flat Dirichlet distribution, which makes every set of weights equally likely (the exponential of
//      each criterion over their sum; L. Devroye, «Non-Uniform Random Variate Generation», Springer 1986, ch. XI), from a
//      published seed. Of each thing: the places between which it stands in 90 of 100 draws, and how often it is the first.
import { type Random, seededRandom } from "../shuffle/random.ts";

/** A thing with its scores, one for each criterion and in their order. */
export interface Scored {
  id: number;
  scores: readonly number[];
}

/** Two sums of the same numbers may differ in their last bit: closer than this they are equal. */
const EQUAL = 1e-9;

/** Weighted mean of some scores. @throws RangeError when no weight is above zero. */
export function weightedMean(scores: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || scores.length !== weights.length)
    throw new RangeError("a weight above zero and one for each score");
  return scores.reduce((sum, score, at) => sum + score * (weights[at] ?? 0), 0) / total;
}

export interface Place {
  id: number;
  score: number;
  /** From 1; equal scores share it. */
  place: number;
}

/** Things by their score, highest first; those of equal score by id. */
export function rank(things: readonly Scored[], weights: readonly number[]): Place[] {
  return placesOf(things.map(({ id, scores }) => ({ id, score: weightedMean(scores, weights) })));
}

/** Places of what has a score already: the highest is first, and equal scores share a place. */
export function placesOf(scored: readonly Omit<Place, "place">[]): Place[] {
  const sorted = scored.toSorted((a, b) => b.score - a.score);
  const places: Place[] = [];
  for (const [index, one] of sorted.entries()) {
    const before = places.at(-1);
    const tied = before !== undefined && before.score - one.score <= EQUAL;
    places.push({ ...one, place: tied ? before.place : index + 1 });
  }
  return places.sort((a, b) => a.place - b.place || a.id - b.id);
}

export interface Sensitivity {
  /** Places with all weights equal, by id. */
  equal: ReadonlyMap<number, number>;
  /** For each criterion, in order: who comes first with its weight halved and doubled. */
  oneAtATime: readonly { half: readonly number[]; double: readonly number[] }[];
  /** Of each thing, under any weights. */
  anyWeights: ReadonlyMap<number, PlaceRange>;
}

export interface PlaceRange {
  /** Best and worst place in 90 of 100 draws. */
  from: number;
  to: number;
  /** Share of the draws in which it is first, alone or with others, 0 to 1. */
  first: number;
}

/** How the order changes under other weights. The same seed gives the same answer. */
export function sensitivityOf(
  things: readonly Scored[],
  weights: readonly number[],
  { seed, draws }: { seed: string; draws: number },
): Sensitivity {
  const places = (other: readonly number[]) => rank(things, other);
  const firsts = (other: readonly number[]) => places(other).flatMap(({ id, place }) => (place === 1 ? [id] : []));
  const scaled = (at: number, factor: number) =>
    weights.map((weight, index) => (index === at ? weight * factor : weight));
  return {
    equal: new Map(places(weights.map(() => 1)).map(({ id, place }) => [id, place])),
    oneAtATime: weights.map((_, at) => ({ half: firsts(scaled(at, 0.5)), double: firsts(scaled(at, 2)) })),
    anyWeights: underAnyWeights(things, weights.length, { seed, draws }),
  };
}

function underAnyWeights(
  things: readonly Scored[],
  criteria: number,
  { seed, draws }: { seed: string; draws: number },
): Map<number, PlaceRange> {
  const random = seededRandom(seed);
  const places = new Map<number, number[]>(things.map(({ id }) => [id, []]));
  for (let draw = 0; draw < draws; draw += 1) {
    for (const { id, place } of rank(things, anyWeights(random, criteria))) places.get(id)?.push(place);
  }
  return new Map([...places].map(([id, list]) => [id, rangeOf(list)]));
}

/** A set of weights, drawn so that every set is equally likely. They do not add up to one: a weighted mean divides by their sum. */
export function anyWeights(random: Random, criteria: number): number[] {
  return Array.from({ length: criteria }, () => -Math.log(1 - random.fraction()));
}

/** Where a thing stands in 90 of 100 draws, of the places that it had in each of them. */
export function rangeOf(places: readonly number[]): PlaceRange {
  const sorted = places.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 1;
  return { from: at(0.05), to: at(0.95), first: places.filter((place) => place === 1).length / places.length };
}
