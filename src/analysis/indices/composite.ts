// A composite index: several measures of a place in one number, and how much of its order is owed to the weights.
//
// Of each measure i with goalposts (worst wᵢ, best bᵢ) and weight pᵢ, a value x becomes a score from 0 to 100:
//     sᵢ = 100 · clamp((x − wᵢ)/(bᵢ − wᵢ), 0, 1)
// Where less is better, the worst goalpost is the larger number, and the same formula holds. Beyond a goalpost a value counts as the
// goalpost. The index is one of two means (OECD and JRC, «Handbook on Constructing Composite Indicators», 2008, steps 5 and 6):
//     arithmetic:  I = Σ pᵢ sᵢ / Σ pᵢ                what is lost in one measure is won back in another, one for one;
//     geometric:   I = exp(Σ pᵢ ln max(sᵢ, 1) / Σ pᵢ)  the lower a score, the harder it is to make up for. A score below 1 counts
//                  as 1: with a zero, one measure alone would decide the index.
// Gaps (handbook, step 3), for a place without a value of some measure:
//     exclude:  it has no index: nothing is filled in;
//     known:    the mean of the scores that it has, where they hold at least two thirds of the weight;
//     median:   its score is the median of the scores of the places that have the measure, and the place is marked.
// Order: the highest index is first, and equal ones share a place.
// Sensitivity (handbook, step 7): the same places ordered under 1,000 sets of weights drawn from the flat Dirichlet distribution (every
// set equally likely) from a published seed. Of each place: between which places it stands in 90 of 100 draws, and how often it is first.
// The goalposts, the gaps and the mean stay as they are: it says what the weights decide, and nothing of the rest.
import { anyWeights, type PlaceRange, placesOf, rangeOf } from "../priorities/rank.ts";
import { seededRandom } from "../shuffle/random.ts";
import { IndexProblem } from "./index-problem.ts";

export const AGGREGATIONS = ["arithmetic", "geometric"] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];
export const GAPS = ["exclude", "known", "median"] as const;
export type Gaps = (typeof GAPS)[number];

export interface Measure {
  worst: number;
  best: number;
  weight: number;
}

export interface CompositeMethod {
  measures: readonly Measure[];
  aggregation: Aggregation;
  gaps: Gaps;
}

/** A place with a value of each measure, in their order; null where there is none. */
export interface MeasuredPlace {
  id: string;
  values: readonly (number | null)[];
}

export interface IndexedPlace {
  id: string;
  value: number;
  /** From 1; equal ones share it. */
  place: number;
  /** Of each measure, 0 to 100; null where there is no value and none was put in its place. */
  scores: readonly (number | null)[];
  /** Which measures were filled in with the median. */
  filled: readonly number[];
  /** Under other weights. */
  range: PlaceRange;
}

export interface Composite {
  /** In their order. */
  places: readonly IndexedPlace[];
  /** Places without an index, and the measures that they lack. */
  left: readonly { id: string; missing: readonly number[] }[];
}

export const DRAWS = 1000;
const LEAST_KNOWN = 2 / 3;
/** Two sums of the same weights may differ in their last bit. */
const EQUAL = 1e-9;
const LEAST_SCORE = 1;

/** The index of every place. The same seed gives the same ranges for ever. @throws IndexProblem when a goalpost or a weight cannot be. */
export function compositeIndex(
  places: readonly MeasuredPlace[],
  method: CompositeMethod,
  { seed, draws = DRAWS }: { seed: string; draws?: number },
): Composite {
  checkMethod(places, method);
  const { measures, gaps, aggregation } = method;
  const weights = measures.map(({ weight }) => weight);
  const scored = places.map(({ id, values }) => ({
    id,
    scores: values.map((value, at) => scoreOf(value, measures[at])),
  }));
  const medians =
    gaps === "median" ? measures.map((_, at) => medianOf(scored.map(({ scores }) => scores[at] ?? null))) : [];
  const whole = scored.map(({ id, scores }) => ({
    id,
    scores: scores.map((score, at) => score ?? medians[at] ?? null),
    missing: scores.flatMap((score, at) => (score === null ? [at] : [])),
  }));
  const kept = whole.filter((one) => isIndexed(one.scores, weights, gaps));
  const left = whole.filter((one) => !kept.includes(one)).map(({ id, missing }) => ({ id, missing }));
  const ranges = rangesOf(kept, aggregation, weights.length, { seed, draws });
  const ordered = placesOf(kept.map(({ scores }, id) => ({ id, score: meanOf(scores, weights, aggregation) })));
  return {
    left,
    places: ordered.flatMap(({ id: at, score, place }) => {
      const [one, range] = [kept[at], ranges[at]];
      if (one === undefined || range === undefined) return [];
      const filled = gaps === "median" ? one.missing : [];
      return [{ id: one.id, value: score, place, scores: one.scores, filled, range }];
    }),
  };
}

function checkMethod(places: readonly MeasuredPlace[], { measures }: CompositeMethod): void {
  for (const [at, { worst, best, weight }] of measures.entries()) {
    if (!Number.isFinite(worst) || !Number.isFinite(best) || worst === best)
      throw new IndexProblem("goalposts", `measures[${at}]`);
    // One without weight would still decide who lacks something, and count under the other weights.
    if (!Number.isFinite(weight) || weight <= 0) throw new IndexProblem("weights", `measures[${at}]`);
  }
  if (measures.length === 0) throw new IndexProblem("weights", "measures");
  const odd = places.findIndex(({ values }) => values.length !== measures.length);
  if (odd >= 0) throw new IndexProblem("length", `places[${odd}].values`);
}

/** A value between its goalposts, 0 to 100. */
function scoreOf(value: number | null, measure: Measure | undefined): number | null {
  if (value === null || measure === undefined) return null;
  const { worst, best } = measure;
  return 100 * Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

function isIndexed(scores: readonly (number | null)[], weights: readonly number[], gaps: Gaps): boolean {
  if (gaps !== "known") return scores.every((score) => score !== null);
  const [known, all] = [weightOf(weights, scores), weights.reduce((sum, weight) => sum + weight, 0)];
  return known >= LEAST_KNOWN * all - EQUAL;
}

/** Weight of the measures that have a score. */
function weightOf(weights: readonly number[], scores: readonly (number | null)[]): number {
  return weights.reduce((sum, weight, at) => sum + ((scores[at] ?? null) === null ? 0 : weight), 0);
}

function meanOf(scores: readonly (number | null)[], weights: readonly number[], aggregation: Aggregation): number {
  let sum = 0;
  for (const [at, score] of scores.entries()) {
    if (score === null) continue;
    sum += (weights[at] ?? 0) * (aggregation === "geometric" ? Math.log(Math.max(score, LEAST_SCORE)) : score);
  }
  const mean = sum / weightOf(weights, scores);
  return aggregation === "geometric" ? Math.exp(mean) : mean;
}

function medianOf(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null).sort((a, b) => a - b);
  const half = known.length >> 1;
  const [low, high] = [known[half - 1], known[half]];
  if (high === undefined) return null;
  return known.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}

/** Of each place, in their order, where it stands under other weights. */
function rangesOf(
  places: readonly { scores: readonly (number | null)[] }[],
  aggregation: Aggregation,
  measures: number,
  { seed, draws }: { seed: string; draws: number },
): PlaceRange[] {
  const random = seededRandom(seed);
  const stood: number[][] = places.map(() => []);
  for (let draw = 0; draw < draws; draw += 1) {
    const weights = anyWeights(random, measures);
    const drawn = places.map(({ scores }, id) => ({ id, score: meanOf(scores, weights, aggregation) }));
    for (const { id, place } of placesOf(drawn)) stood[id]?.push(place);
  }
  return stood.map(rangeOf);
}
