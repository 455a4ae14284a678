import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gini } from "./gini.ts";
import { GOALPOSTS_2021, humanDevelopment } from "./human-development.ts";
import { IndexProblem } from "./index-problem.ts";
import { multidimensionalPoverty, type PovertyInput } from "./multidimensional-poverty.ts";
import { type Components, DIMENSIONS, socialProgress } from "./social-progress.ts";

function problemOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof IndexProblem) return `${error.code} ${error.where}`;
    throw error;
  }
  return undefined;
}

describe("human development", () => {
  const place = { lifeExpectancy: 72.8, expectedSchooling: 14.4, meanSchooling: 8.9, income: 14_384 };

  test("the geometric mean of three dimensions", () => {
    const { value, health, education, income } = humanDevelopment(place);
    expect([health, education, income]).toEqual([
      expect.closeTo(52.8 / 65, 12),
      expect.closeTo((0.8 + 8.9 / 15) / 2, 12),
      expect.closeTo(Math.log(143.84) / Math.log(750), 12),
    ]);
    expect(value).toBeCloseTo(0.751695, 6);
  });

  test("beyond the goalposts counts as the goalpost, also below", () => {
    const best = { lifeExpectancy: 90, expectedSchooling: 21, meanSchooling: 15.5, income: 1e6 };
    expect(humanDevelopment(best)).toEqual({ value: 1, health: 1, education: 1, income: 1 });
    expect(humanDevelopment({ ...place, income: 50 })).toMatchObject({ value: 0, income: 0 });
    expect(humanDevelopment({ ...place, lifeExpectancy: 12 })).toMatchObject({ value: 0, health: 0 });
  });

  test("one thing that nobody measured leaves no index, and the other dimensions stand", () => {
    expect(humanDevelopment({ ...place, meanSchooling: null })).toMatchObject({ value: null, education: null });
    expect(humanDevelopment({ ...place, meanSchooling: null }).health).toBeCloseTo(0.8123, 4);
  });

  test("goalposts of another edition; those that cannot be are refused", () => {
    expect(humanDevelopment(place, { ...GOALPOSTS_2021, lifeExpectancy: [25, 85] }).health).toBeCloseTo(47.8 / 60, 12);
    const backwards = { ...GOALPOSTS_2021, meanSchooling: [15, 0] as const };
    expect(problemOf(() => humanDevelopment(place, backwards))).toBe("goalposts mean_years_schooling");
    expect(problemOf(() => humanDevelopment(place, { ...GOALPOSTS_2021, income: [0, 9] }))).toMatch(/^goalposts/);
    expect(problemOf(() => humanDevelopment({ ...place, income: 0 }))).toBe("income gni_per_capita");
  });
});

test("social progress is a mean of means; a gap stays a gap", () => {
  const entries = Object.values(DIMENSIONS)
    .flat()
    .map((component, at) => [component, at * 5]);
  const components: Components = Object.fromEntries(entries);
  expect(socialProgress(components)).toEqual({
    value: 27.5,
    basicHumanNeeds: 7.5,
    foundationsOfWellbeing: 27.5,
    opportunity: 47.5,
  });
  expect(socialProgress({ ...components, shelter: null })).toEqual({
    value: null,
    basicHumanNeeds: null,
    foundationsOfWellbeing: 27.5,
    opportunity: 47.5,
  });
});

describe("multidimensional poverty", () => {
  const input: PovertyInput = {
    achievements: [
      [5, 1],
      [2, 0],
      [4, 0],
      [9, 1],
    ],
    cutOffs: [4, 1],
    weights: [0.5, 0.5],
    k: 0.5,
  };

  test("who is poor, how many, how much, and of what", () => {
    expect(multidimensionalPoverty(input)).toEqual({
      c: [0, 1, 0.5, 0],
      poor: [false, true, true, false],
      H: 0.5,
      A: 0.75,
      M0: 0.375,
      M1: (0.5 * 0.5 + 0.5 + 0.5) / 4,
      M2: (0.5 * 0.25 + 0.5 + 0.5) / 4,
      censoredHeadcount: [0.25, 0.5],
      contribution: [1 / 3, 2 / 3],
    });
  });

  test("who reaches the cut-off is deprived only where it is said so", () => {
    expect(multidimensionalPoverty({ ...input, atCutOff: true }).c).toEqual([0.5, 1, 1, 0.5]);
  });

  test("thirds that add up to k are poor in spite of the binary point", () => {
    const thirds = [1 / 3, 1 / 3, 1 / 3];
    const tenths = { achievements: [[0, 0, 0, 1]], cutOffs: [1, 1, 1, 1], weights: [0.1, 0.2, 0.3, 0.4], k: 0.6 };
    expect(multidimensionalPoverty(tenths).poor).toEqual([true]);
    const two = { achievements: [[0, 0, 1]], cutOffs: [1, 1, 1], weights: thirds, k: 2 / 3 };
    expect(multidimensionalPoverty(two).poor).toEqual([true]);
  });

  test("a person with a gap is in no share; nobody poor has no intensity", () => {
    const gap = { ...input, achievements: [...input.achievements, [1, null]] };
    expect(multidimensionalPoverty(gap)).toMatchObject({ H: 0.5, M0: 0.375, c: [0, 1, 0.5, 0, null] });
    expect(multidimensionalPoverty({ ...input, achievements: [[9, 9]] })).toMatchObject({
      H: 0,
      A: null,
      M0: 0,
      contribution: [null, null],
    });
    expect(multidimensionalPoverty({ ...input, achievements: [] })).toMatchObject({ c: [], H: null, M0: null });
  });

  test.each([
    [{ weights: [0.5, 0.6] }, "weights weights"],
    [{ weights: [1.5, -0.5] }, "weights weights"],
    [{ weights: [1] }, "length weights"],
    [{ achievements: [[1, 1], [1]] }, "length achievements[1]"],
    [{ cutOffs: [4, 0] }, "cut-off z"],
    [{ k: 0 }, "cut-off k"],
    [{ k: 2 }, "cut-off k"],
  ])("%j cannot be", (change, problem) => {
    expect(problemOf(() => multidimensionalPoverty({ ...input, ...change }))).toBe(problem);
  });

  test("contributions add up to 1, M2 ≤ M1 ≤ M0 ≤ H", () => {
    const row = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (people, k) => {
          const result = multidimensionalPoverty({
            achievements: people,
            cutOffs: [1, 2, 3],
            weights: [0.2, 0.3, 0.5],
            k,
          });
          const [H, M0, M1, M2] = [result.H ?? 0, result.M0 ?? 0, result.M1 ?? 0, result.M2 ?? 0];
          expect(M0).toBeLessThanOrEqual(H + 1e-12);
          expect(M1).toBeLessThanOrEqual(M0 + 1e-12);
          expect(M2).toBeLessThanOrEqual(M1 + 1e-12);
          if (M0 > 0) expect(result.contribution.reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

describe("Gini", () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 40 });

  test("known cases, in any order", () => {
    expect(gini([5, 3, 1, 2, 4]).gini).toBeCloseTo(4 / 15, 12);
    expect(gini([0, 1, 0, 0])).toEqual({ gini: 0.75, unbiased: 1 });
    expect(gini([7, 7, 7])).toEqual({ gini: expect.closeTo(0, 12), unbiased: expect.closeTo(0, 12) });
    expect(gini([3])).toEqual({ gini: 0, unbiased: null });
    expect(gini([0, 0])).toEqual({ gini: null, unbiased: null });
    expect(gini([1, null, 2, 3])).toEqual(gini([1, 2, 3]));
  });

  test("by its other formula, whatever the unit of money", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 100 }), (list, unit) => {
        const total = list.reduce((sum, x) => sum + x, 0);
        fc.pre(total > 0);
        const n = list.length;
        const sorted = list.toSorted((a, b) => a - b);
        const other = sorted.reduce((sum, x, at) => sum + (2 * (at + 1) - n - 1) * x, 0) / (n * total);
        expect(gini(list).gini).toBeCloseTo(other, 10);
        expect(gini(list.map((x) => x * unit)).gini).toBeCloseTo(other, 10);
      }),
    );
  });

  test("a weight of two is the unit twice", () => {
    fc.assert(
      fc.property(amounts, (list) => {
        fc.pre(list.some((x) => x > 0));
        const weights = list.map((_, at) => 1 + (at % 3));
        const repeated = list.flatMap((x, at) => Array.from({ length: weights[at] ?? 0 }, () => x));
        expect(gini(list, weights).gini).toBeCloseTo(gini(repeated).gini ?? Number.NaN, 10);
      }),
    );
  });

  test("what cannot be", () => {
    expect(problemOf(() => gini([1, -1]))).toBe("negative x");
    expect(problemOf(() => gini([1, 1], [1]))).toBe("length weights");
    expect(problemOf(() => gini([1, 1], [1, -1]))).toBe("negative weights");
  });
});
