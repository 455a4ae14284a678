// Seeded chance for the demonstration. Each part of the content draws from its own named stream, so that adding a
// sentence to one bank does not move the dates of another part.

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

/** FNV-1a, 32 bits: spreads a name over the seeds. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** A stream named by its parts, for example `randomOf(seed, "needs", "0101")`. Generator: mulberry32. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  let state = hash(parts.join("\u0000"));
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const rest = [...items];
    const out: T[] = [];
    while (rest.length > 0) out.push(...rest.splice(int(0, rest.length - 1), 1));
    return out;
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
  return { next, int, chance: (p) => next() < p, pick, shuffle, weighted };
}
