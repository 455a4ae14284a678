// How many of the needs of each place concern a group of people, made safe to publish together with the total.
import { SMALLEST_SHOWN } from "./suppress-small.ts";

/** What may be known of one group. */
export interface PublishedGroup<K> {
  /** In all places together; null where it is not published. */
  total: number | null;
  /** By place, null where there are fewer than five; undefined where no place may be published. */
  places: ReadonlyMap<K, number | null> | undefined;
}

/**
 * Decides what is published of one group. `counts`: needs of each place that concern it; `sizes`: all the needs of the
 * place, which everybody knows, and which bound what a hidden count can be.
 *
 * - A zero is hidden like a one: where a place has a single need, "not zero" would be "one".
 * - The total is published when at least five needs concern the group and at least five do not: were it all of them, every
 *   small place would be known.
 * - The places are published when what is hidden adds up to five or more, and could add up to five or more than it does.
 *   Then each hidden count can be anything from none to four, whatever is subtracted from the total; and where they are not
 *   published, that says nothing either, because the sum may fail the test in many ways.
 *
 * A test tries every table of up to four places against all that could have given the same publication.
 */
export function publishByPlace<K>(counts: ReadonlyMap<K, number>, sizes: ReadonlyMap<K, number>): PublishedGroup<K> {
  const places = [...sizes].map(([place, size]) => ({ place, size, count: counts.get(place) ?? 0 }));
  const all = sum(places.map(({ size }) => size));
  const total = sum(places.map(({ count }) => count));
  if (total < SMALLEST_SHOWN || all - total < SMALLEST_SHOWN) return { total: null, places: undefined };
  const hidden = places.filter(({ count, size }) => count < SMALLEST_SHOWN && size > 0);
  const rest = sum(hidden.map(({ count }) => count));
  const most = sum(hidden.map(({ size }) => Math.min(SMALLEST_SHOWN - 1, size)));
  if (hidden.length > 0 && (rest < SMALLEST_SHOWN || most - rest < SMALLEST_SHOWN)) return { total, places: undefined };
  return {
    total,
    places: new Map(places.map(({ place, size, count }) => [place, count < SMALLEST_SHOWN && size > 0 ? null : count])),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
