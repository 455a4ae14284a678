// Seeded chance for the demonstration. Each part of the content draws from its own named stream, so that adding a
// sentence to one bank does not move the dates of another part.
import { seededRandom } from "#analysis/shuffle/random.ts";
import { shuffle } from "#analysis/shuffle/shuffle.ts";

/** A stream of numbers that depends only on its name. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** One of the items; throws RangeError when there are none. */
  pick<T>(items: readonly T[]): T;
  /** A new array in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** Index drawn in proportion to its weight; weights are not negative and some weight is positive. */
  weighted(weights: readonly number[]): number;
};

/** A stream named by its parts, for example `randomOf(seed, "needs", "0101")`. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  const source = seededRandom(parts.join("\u0000"));
  const next = source.fraction;
  const int = (low: number, high: number): number => low + source.below(high - low + 1);
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError("nothing to pick from");
    const item = items[source.below(items.length)];
    if (item === undefined) throw new RangeError("picked a hole in the list");
    return item;
  };
  const weighted = (weights: readonly number[]): number => {
    let left = next() * weights.reduce((sum, w) => sum + w, 0);
    let last = 0;
    for (const [i, w] of weights.entries()) {
      if (w <= 0) continue;
      last = i;
      left -= w;
      if (left < 0) return i;
    }
    return last;
  };
  return { next, int, chance: (p) => next() < p, pick, shuffle: (items) => shuffle(items, source), weighted };
}
