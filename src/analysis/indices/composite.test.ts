import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGGREGATIONS, type CompositeMethod, compositeIndex, GAPS, type MeasuredPlace } from "./composite.ts";
import { IndexProblem } from "./index-problem.ts";

const seed = { seed: "vida 1" };
/** Water, where more is better, and deaths, where less is. */
const method = (change: Partial<CompositeMethod> = {}): CompositeMethod => ({
  measures: [
    { worst: 0, best: 100, weight: 3 },
    { worst: 50, best: 10, weight: 1 },
  ],
  aggregation: "arithmetic",
  gaps: "exclude",
  ...change,
});
const places: MeasuredPlace[] = [
  { id: "a", values: [80, 30] },
  { id: "b", values: [20, 10] },
  { id: "c", values: [100, null] },
  { id: "d", values: [40, 60] },
];
const told = (given: CompositeMethod) =>
  compositeIndex(places, given, seed).places.map(({ id, value, place }) => [id, Number(value.toFixed(4)), place]);

describe("the number", () => {
  test("by the arithmetic mean, worked by hand: (3·80 + 50)/4, (3·20 + 100)/4, (3·40 + 0)/4", () => {
    expect(told(method())).toEqual([
      ["a", 72.5, 1],
      ["b", 40, 2],
      ["d", 30, 3],
    ]);
  });

  test("by the geometric mean, a low score is hard to make up for, and a zero counts as one", () => {
    expect(told(method({ aggregation: "geometric" }))).toEqual([
      ["a", Number((80 ** 0.75 * 50 ** 0.25).toFixed(4)), 1],
      ["b", Number((20 ** 0.75 * 100 ** 0.25).toFixed(4)), 2],
      ["d", Number((40 ** 0.75).toFixed(4)), 3],
    ]);
  });

  test("each way with a gap says whom it leaves out and what it put in", () => {
    expect(compositeIndex(places, method(), seed).left).toEqual([{ id: "c", missing: [1] }]);
    const known = compositeIndex(places, method({ gaps: "known" }), seed);
    expect(known.places[0]).toMatchObject({ id: "c", value: 100, scores: [100, null], filled: [] });
    // Deaths alone hold a quarter of the weight: not enough to speak of a place.
    const half = [...places, { id: "e", values: [null, 10] }];
    expect(compositeIndex(half, method({ gaps: "known" }), seed).left).toEqual([{ id: "e", missing: [0] }]);
    const median = compositeIndex(places, method({ gaps: "median" }), seed);
    expect(median.left).toEqual([]);
    expect(median.places[0]).toMatchObject({ id: "c", value: 87.5, scores: [100, 50], filled: [1] });
  });

  test("what cannot be is refused with its place", () => {
    const refuse = (measures: CompositeMethod["measures"]) => () => compositeIndex(places, method({ measures }), seed);
    const good = { worst: 0, best: 1, weight: 1 };
    expect(refuse([good, { ...good, best: 0 }])).toThrow(new IndexProblem("goalposts", "measures[1]"));
    expect(refuse([good, { ...good, worst: Number.NaN }])).toThrow(IndexProblem);
    expect(refuse([good, { ...good, weight: -1 }])).toThrow(new IndexProblem("weights", "measures[1]"));
    expect(refuse([good, { ...good, weight: 0 }])).toThrow(new IndexProblem("weights", "measures[1]"));
    expect(refuse([good])).toThrow(new IndexProblem("length", "places[0].values"));
    expect(refuse([])).toThrow(IndexProblem);
  });
});

describe("the ranges", () => {
  test("are the same for the same seed; of one measure no weight can move anybody", () => {
    const one = method({ measures: [{ worst: 0, best: 100, weight: 1 }] });
    const alone = places.map(({ id, values }) => ({ id, values: values.slice(0, 1) }));
    for (const { place, range } of compositeIndex(alone, one, seed).places)
      expect([range.from, range.to]).toEqual([place, place]);
    expect(compositeIndex(places, method(), seed)).toEqual(compositeIndex(places, method(), seed));
  });

  test("a place that is ahead in everything is first under any weights; two that trade places share the first one", () => {
    const best = compositeIndex([...places, { id: "e", values: [90, 9] }], method(), seed).places[0];
    expect(best).toMatchObject({ id: "e", range: { from: 1, to: 1, first: 1 } });
    // With equal and opposite scores each is first in half of the draws: 1,000 of a fair coin, within 5 of its deviations.
    const twins = [
      { id: "x", values: [100, 50] },
      { id: "y", values: [0, 10] },
    ];
    for (const { range } of compositeIndex(twins, method(), seed).places) {
      expect([range.from, range.to]).toEqual([1, 2]);
      expect(Math.abs(range.first - 0.5)).toBeLessThan(0.08);
    }
  });
});

test("an index stays between 0 and 100, never falls when a measure improves, and leaves nobody out in silence", () => {
  const value = fc.option(fc.double({ min: -50, max: 150, noNaN: true }), { nil: null });
  const all = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(all, fc.constantFrom(...AGGREGATIONS), fc.constantFrom(...GAPS), (values, aggregation, gaps) => {
      const given = values.map((pair, at) => ({ id: String(at), values: pair }));
      const few = { ...seed, draws: 5 };
      const result = compositeIndex(given, method({ aggregation, gaps }), few);
      expect([...result.places, ...result.left].map(({ id }) => id).sort()).toEqual(given.map(({ id }) => id).sort());
      for (const one of result.places) {
        expect(one.value).toBeGreaterThanOrEqual(0);
        expect(one.value).toBeLessThanOrEqual(100 + 1e-9);
        expect(one.range.from).toBeLessThanOrEqual(one.range.to);
      }
      const better = given.map((one) =>
        one.id === "0" ? { id: "0", values: [plus(one.values[0]), one.values[1] ?? null] } : one,
      );
      const of = (list: typeof result) => list.places.find(({ id }) => id === "0")?.value;
      const [before, after] = [of(result), of(compositeIndex(better, method({ aggregation, gaps }), few))];
      if (before !== undefined && after !== undefined) expect(after).toBeGreaterThanOrEqual(before - 1e-9);
    }),
  );
});

const plus = (value: number | null | undefined) => (value === null || value === undefined ? null : value + 10);
