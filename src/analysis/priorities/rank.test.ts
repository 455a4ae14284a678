import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rank, type Scored, sensitivityOf, weightedMean } from "./rank.ts";

const THINGS: Scored[] = [
  { id: 1, scores: [5, 1, 3] },
  { id: 2, scores: [1, 5, 3] },
  { id: 3, scores: [2, 2, 2] },
];

describe("the order", () => {
  it("is that of the weighted means, by hand", () => {
    expect(weightedMean([5, 1, 3], [2, 1, 1])).toBe(3.5);
    expect(rank(THINGS, [2, 1, 1])).toEqual([
      { id: 1, score: 3.5, place: 1 },
      { id: 2, score: 2.5, place: 2 },
      { id: 3, score: 2, place: 3 },
    ]);
  });

  it("equal scores share a place, and the next one leaves a gap", () => {
    expect(rank(THINGS, [1, 1, 1]).map(({ id, place }) => [id, place])).toEqual([
      [1, 1],
      [2, 1],
      [3, 3],
    ]);
    // 0.1 + 0.2 is not 0.3 for a computer, but it is for people.
    const close = rank(
      [
        { id: 1, scores: [1, 2] },
        { id: 2, scores: [2, 1] },
      ],
      [0.1 + 0.2, 0.3],
    );
    expect(close.map(({ place }) => place)).toEqual([1, 1]);
  });

  it("does not change when all weights are multiplied", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 2, max: 9 }), (given, times) => {
        const order = (list: number[]) => rank(THINGS, list).map(({ id, place }) => [id, place]);
        expect(order(given.map((weight) => weight * times))).toEqual(order(given));
      }),
    );
  });

  it("needs a weight above zero, and one for each score", () => {
    expect(() => weightedMean([1], [0])).toThrow(RangeError);
    expect(() => weightedMean([1, 2], [1])).toThrow(RangeError);
    expect(rank([], [1])).toEqual([]);
  });
});

describe("under other weights", () => {
  const sensitivity = sensitivityOf(THINGS, [2, 1, 1], { seed: "prueba", draws: 2000 });

  it("equal, and one at a time", () => {
    expect([...sensitivity.equal]).toEqual([
      [1, 1],
      [2, 1],
      [3, 3],
    ]);
    expect(sensitivity.oneAtATime[0]).toEqual({ half: [1, 2], double: [1] });
    expect(sensitivity.oneAtATime[1]).toEqual({ half: [1], double: [1, 2] });
  });

  it("any: of two that mirror each other each is first half of the time, and the one that is beaten by both is always third", () => {
    const [one, two, three] = [1, 2, 3].map((id) => sensitivity.anyWeights.get(id));
    expect(one).toMatchObject({ from: 1 });
    expect(one?.first).toBeGreaterThan(0.45);
    expect(one?.first).toBeLessThan(0.55);
    expect((one?.first ?? 0) + (two?.first ?? 0)).toBeCloseTo(1, 5);
    expect(three?.first).toBe(0);
    expect(three?.to).toBe(3);
  });

  it("the same seed, the same answer", () => {
    const again = sensitivityOf(THINGS, [2, 1, 1], { seed: "prueba", draws: 2000 });
    expect(again).toEqual(sensitivity);
  });

  it("what is better in every criterion is first under any weights", () => {
    const score = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score, score), { minLength: 1, maxLength: 6 }), (others) => {
        const things = [{ id: 0, scores: [5, 5, 5] }, ...others.map((scores, index) => ({ id: index + 1, scores }))];
        const found = sensitivityOf(things, [1, 1, 1], { seed: "x", draws: 40 }).anyWeights.get(0);
        expect(found).toEqual({ from: 1, to: 1, first: 1 });
      }),
      { numRuns: 30 },
    );
  });
});
