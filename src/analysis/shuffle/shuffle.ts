import type { Random } from "./random.ts";
import { seededRandom } from "./random.ts";

/**
 * A new list with the same items in an order drawn from a seed: Fisher–Yates from the end, item i changing places with
 * item `below(i + 1)`. The same seed and list give the same order for ever; every order is equally likely, up to the
 * 128 bits of the generator. Feed items in a stable order (by id), or the seed alone will not bring the same order back.
 */
export function shuffle<T>(items: Iterable<T>, seed: string | Random): T[] {
  const random = typeof seed === "string" ? seededRandom(seed) : seed;
  const list = [...items];
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    // Both places exist: 0 ≤ j ≤ i < length.
    const kept = list[i] as T;
    list[i] = list[j] as T;
    list[j] = kept;
  }
  return list;
}
