import { describe, expect, it } from "vitest";
import { publishByPlace } from "./publish-by-place.ts";

type Table = readonly number[];
const PLACES = ["a", "b", "c", "d"];
const named = (numbers: Table) => new Map(numbers.map((number, at) => [PLACES[at] ?? "", number]));

/** What everybody reads, as words that can be compared. */
function read(counts: Table, sizes: Table): string {
  const { total, places } = publishByPlace(named(counts), named(sizes));
  return JSON.stringify([total, places === undefined ? null : [...places.values()]]);
}

/** Every table that fits in some places. */
function tables(sizes: Table): Table[] {
  return sizes.reduce<Table[]>(
    (done, size) => done.flatMap((table) => Array.from({ length: size + 1 }, (_, count) => [...table, count])),
    [[]],
  );
}

const SIZES: Table[] = [0, 1, 2, 4, 5, 8, 11].flatMap((a) =>
  [1, 3, 5, 8].flatMap((b) => [2, 4, 7].flatMap((c) => [0, 1, 4, 9].map((d) => [a, b, c, d]))),
);

describe("publishing a group by place", () => {
  it.each<[string, Table, Table, number | null, (number | null)[] | undefined]>([
    ["nobody", [0, 0, 0, 0], [9, 9, 9, 9], null, undefined],
    ["four", [4, 0, 0, 0], [9, 9, 9, 9], null, undefined],
    ["nearly all", [9, 9, 9, 5], [9, 9, 9, 9], null, undefined],
    ["one small place would be what is left", [9, 8, 7, 3], [20, 20, 20, 20], 27, undefined],
    ["three small places hide one another", [9, 2, 3, 1], [20, 20, 20, 20], 15, [9, null, null, null]],
    ["all are large", [9, 8, 7, 5], [20, 20, 20, 20], 29, [9, 8, 7, 5]],
    ["a place without needs has none", [9, 8, 7, 0], [20, 20, 20, 0], 24, [9, 8, 7, 0]],
  ])("%s", (_, counts, sizes, total, places) => {
    const published = publishByPlace(named(counts), named(sizes));
    expect(published.total).toBe(total);
    expect(published.places && [...published.places.values()]).toEqual(places);
  });

  it("never tells a count of one to four to somebody who knows the method, the sizes and the total", () => {
    let shown = 0;
    for (const sizes of SIZES) {
      const alike = Map.groupBy(tables(sizes), (counts) => read(counts, sizes));
      for (const [words, group] of alike) {
        if (words.includes("[") && !words.endsWith("null]")) shown += 1;
        for (let at = 0; at < sizes.length; at += 1) {
          const possible = new Set(group.map((counts) => counts[at] ?? 0));
          const [only = 0] = possible;
          if (possible.size === 1 && only >= 1 && only <= 4) expect.fail(`${sizes}: ${words} tells ${only} at ${at}`);
        }
      }
    }
    // The test would mean nothing if places were never published.
    expect(shown).toBeGreaterThan(100);
  });
});
