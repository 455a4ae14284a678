import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { secretSeed, seededRandom } from "./random.ts";
import { shuffle } from "./shuffle.ts";

describe("seeded random", () => {
  test("gives the numbers of the published algorithm for ever", () => {
    const random = seededRandom("sigesi");
    expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([728212468, 2237533872, 1262432629]);
  });

  test("below draws every number evenly", () => {
    const random = seededRandom("even");
    const seen = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i += 1) {
      const n = random.below(6);
      seen[n] = (seen[n] ?? 0) + 1;
    }
    // Chi squared with 5 degrees of freedom: above 20.5 once in a thousand seeds; this seed is fixed.
    expect(seen.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
  });

  test("fraction stays within 0 and 1, and below refuses what has no numbers below", () => {
    const random = seededRandom("x");
    for (let i = 0; i < 1000; i += 1) expect(Math.floor(random.fraction())).toBe(0);
    for (const limit of [0, -1, 1.5, Number.NaN, 2 ** 33]) expect(() => random.below(limit)).toThrow(RangeError);
    expect(random.below(1)).toBe(0);
  });

  test("secret seeds do not repeat", () => {
    expect(secretSeed()).toMatch(/^[0-9a-f]{32}$/);
    expect(secretSeed()).not.toBe(secretSeed());
  });
});

describe("shuffle", () => {
  test("keeps the same items, leaves the list alone, and repeats itself", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (list, seed) => {
        const before = [...list];
        const mixed = shuffle(list, seed);
        expect(list).toEqual(before);
        expect([...mixed].sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b));
        expect(shuffle(list, seed)).toEqual(mixed);
      }),
    );
  });

  test("every order of three items comes up evenly over seeds", () => {
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffle("abc", `person ${i}`).join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    expect([...seen.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(20.5);
  });
});
