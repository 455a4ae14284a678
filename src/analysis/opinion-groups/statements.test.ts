import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kMeans } from "./k-means.ts";
import { proportionTest, twoProportionsTest } from "./proportions.ts";
import { representativeStatements } from "./representative.ts";
import { importance, priority } from "./routing.ts";
import { silhouette } from "./silhouette.ts";

describe("routing", () => {
  test("published values", () => {
    expect(importance({ agrees: 1, disagrees: 0, all: 1 }, 0)).toBeCloseTo(4 / 9, 15);
    expect(priority({ agrees: 1, disagrees: 0, all: 1 }, 0, false)).toBeCloseTo(
      ((4 / 9) * (1 + 8 * 2 ** -0.2)) ** 2,
      12,
    );
    expect(priority({ agrees: 9, disagrees: 3, all: 20 }, 2, true)).toBe(49);
  });

  test("powers of two by table are those of the definition", () => {
    for (let all = 0; all < 60; all += 1) {
      const count = { agrees: all, disagrees: 0, all };
      const expected = (importance(count, 1) * (1 + 8 * 2 ** (-all / 5))) ** 2;
      expect(priority(count, 1, false) / expected).toBeCloseTo(1, 13);
    }
    expect(priority({ agrees: 1e6, disagrees: 0, all: 1e6 }, 0, false)).toBeCloseTo(1, 4);
  });
});

test("z tests", () => {
  expect(proportionTest(103, 125)).toBeCloseTo(7.3051406122729325, 12);
  expect(twoProportionsTest(5, 5, 9, 9)).toBe(0);
  expect(twoProportionsTest(8, 10, 2, 10)).toBeGreaterThan(1.6449);
});

describe("representative statements", () => {
  /** Counts of two groups: `[agrees, disagrees, all]` of each on each statement. */
  const votes = (first: number[][], second: number[][]) => {
    const pick = (index: number) => Int32Array.from([...first, ...second].map((count) => count[index] ?? 0));
    return { groups: 2, columns: first.length, agrees: pick(0), disagrees: pick(1), all: pick(2) };
  };
  const none = (columns: number) => new Uint8Array(columns);

  test("at most five, agreements first, and never one that is out", () => {
    const strong = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? [20 - i, 0, 20] : [0, 20 - i, 20]));
    const weak = strong.map(([a = 0, d = 0, all = 0]) => [d, a, all]);
    const out = none(8);
    out[0] = 1;
    const list = representativeStatements(votes(strong, weak), 0, out);
    expect(list).toEqual([
      { column: 2, side: "agree" },
      { column: 4, side: "agree" },
      { column: 1, side: "disagree" },
      { column: 3, side: "disagree" },
      { column: 5, side: "disagree" },
    ]);
  });

  test("nothing sufficient: the best agreement; without any, what differs most; with nothing to see, nothing", () => {
    expect(representativeStatements(votes([[3, 0, 3]], [[3, 0, 3]]), 0, none(1))).toHaveLength(1);
    expect(representativeStatements(votes([[0, 1, 4]], [[0, 0, 4]]), 0, none(1))).toEqual([
      { column: 0, side: "disagree" },
    ]);
    expect(representativeStatements(votes([], []), 0, none(0))).toEqual([]);
  });
});

describe("k-means", () => {
  const points = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 8,
    maxLength: 80,
  });

  test("with bounds gives what looking at every distance gives", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 8 }), (list, k) => {
        const flat = Float64Array.from(list.flatMap(([x, y]) => [x / 3, y / 3]));
        const found = kMeans(flat, { start: flat.slice(0, 2 * k), iterations: 20 });
        expect(found.clusterOf).toEqual(plainKMeans(flat, flat.slice(0, 2 * k)));
      }),
    );
  });

  /** The definition, with no bounds. */
  function plainKMeans(flat: Float64Array, start: Float64Array): Int32Array {
    let centers = Array.from({ length: start.length / 2 }, (_, i) => [start[2 * i] ?? 0, start[2 * i + 1] ?? 0]);
    let clusterOf = new Int32Array(flat.length / 2);
    for (let iteration = 0; iteration < 20; iteration += 1) {
      const at = (i: number) => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0];
      const squared = ([x = 0, y = 0]: number[], [u = 0, v = 0]: number[]) => (x - u) ** 2 + (y - v) ** 2;
      const nearest = Int32Array.from(clusterOf, (_, i) => {
        const all = centers.map((center) => squared(at(i), center));
        return all.indexOf(Math.min(...all));
      });
      const used = centers.map((_, cluster) => cluster).filter((cluster) => nearest.includes(cluster));
      clusterOf = nearest.map((cluster) => used.indexOf(cluster));
      const next = used.map((_, cluster) => {
        const mine = [...clusterOf.entries()].filter(([, one]) => one === cluster).map(([i]) => at(i));
        return [0, 1].map((axis) => mine.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / mine.length);
      });
      const order = (list: number[][]) => list.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
      const still =
        next.length === centers.length &&
        order(next).every((center, i) => Math.sqrt(squared(center, order(centers)[i] ?? [])) < 0.01);
      centers = next;
      if (still) break;
    }
    return clusterOf;
  }
});

test("silhouette", () => {
  const points = Float64Array.of(0, 0, 0, 1, 10, 0);
  expect(silhouette(points, Int32Array.of(0, 0, 0))).toBeNull();
  const far = Math.sqrt(101);
  expect(silhouette(points, Int32Array.of(0, 0, 1))).toBeCloseTo(((10 - 1) / 10 + (far - 1) / far + 0) / 3, 12);
  expect(silhouette(Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1), Int32Array.of(0, 0, 1, 1))).toBe(0);
});
