import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IndexProblem } from "../indices/index-problem.ts";
import { BEHAVIOURS, type Behaviour, type Goal, goalFitsYears, goalProgress, rollUp } from "./progress.ts";

const goal = (behaviour: Behaviour, change: Partial<Goal>): Goal => ({
  behaviour,
  baseline: 0,
  goal: 10,
  programmed: [1, 2, 3, 4],
  achieved: [1, 2, null, null],
  year: 1,
  ...change,
});

const NP = null;

test.each<[string, Goal, Partial<ReturnType<typeof goalProgress>>]>([
  [
    "accumulated, over 100 % and not clamped",
    goal("incremento_acumulado", { achieved: [1, 3, null, null] }),
    { year: 1.5, period: 0.4, rollup: 1 },
  ],
  ["accumulated, a zero is a zero", goal("incremento_acumulado", { achieved: [0, 0, 9, 9] }), { year: 0, period: 0 }],
  [
    "accumulated, nobody reported",
    goal("incremento_acumulado", { achieved: [null, null, null, null] }),
    { year: null, period: null, rollup: null },
  ],
  [
    "flow, each year alone",
    goal("incremento_flujo", { goal: 4, achieved: [1, 1, null, null] }),
    { year: 0.5, period: 0.375 },
  ],
  [
    "flow, an excess does not cover for another year",
    goal("incremento_flujo", { goal: 4, achieved: [9, 0, null, null] }),
    { year: 0, period: 0.25 },
  ],
  [
    "flow, years not programmed do not count",
    goal("incremento_flujo", { goal: 4, programmed: [NP, 2, NP, 4], achieved: [null, 2, null, null] }),
    { year: 1, period: 0.5 },
  ],
  [
    "capacity, by level and over the baseline",
    goal("incremento_capacidad", { baseline: 2, goal: 10, programmed: [4, 6, 8, 10], achieved: [4, 6, null, null] }),
    { year: 1, period: 0.6, overBaseline: 0.5 },
  ],
  [
    "capacity, the last level known",
    goal("incremento_capacidad", { goal: 10, programmed: [4, 6, 8, 10], achieved: [5, null, null, null] }),
    { year: null, period: 0.5 },
  ],
  [
    "stock",
    goal("mantenimiento_stock", { goal: 5, programmed: [5, 5, 5, 5], achieved: [5, 10, null, null] }),
    { year: 2, period: 0.5 },
  ],
  [
    "reduction",
    goal("reduccion", { baseline: 20, goal: 10, programmed: [18, 16, 13, 10], achieved: [18, 15, null, null] }),
    { year: 1.25, period: 0.5 },
  ],
  [
    "a worsening is shown below zero and adds nothing",
    goal("reduccion", { baseline: 20, goal: 10, programmed: [18, 16, 13, 10], achieved: [18, 24, null, null] }),
    { year: -1, period: -0.4, rollup: 0 },
  ],
  ["a reduction that keeps the baseline", goal("reduccion", { baseline: 5, goal: 5 }), { period: null }],
  ["without a baseline", goal("reduccion", { baseline: null }), { year: null, period: null }],
  [
    "not programmed and achieved",
    goal("incremento_acumulado", { goal: 9, programmed: [2, NP, 3, 4] }),
    { year: null, rollup: null, flag: "reported_without_programming" },
  ],
  [
    "programmed zero and achieved",
    goal("incremento_acumulado", { goal: 9, programmed: [2, 0, 3, 4] }),
    { year: null, flag: "reported_without_programming" },
  ],
  ["a goal that is not the sum", goal("incremento_acumulado", { goal: 11 }), { flag: "goal_differs_from_years" }],
])("%s", (_, given, expected) => {
  const result = goalProgress(given);
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, result[key as keyof typeof result]]))).toEqual(
    Object.fromEntries(
      Object.entries(expected).map(([key, value]) => [
        key,
        typeof value === "number" ? expect.closeTo(value, 12) : value,
      ]),
    ),
  );
});

test("what was reported after the cut-off changes nothing", () => {
  const value = fc.option(fc.double({ min: -5, max: 50, noNaN: true }));
  fc.assert(
    fc.property(
      fc.constantFrom(...BEHAVIOURS),
      fc.array(value, { minLength: 4, maxLength: 4 }),
      (behaviour, achieved) => {
        const whole = goalProgress(goal(behaviour, { achieved }));
        expect(goalProgress(goal(behaviour, { achieved: [...achieved.slice(0, 2), null, null] }))).toEqual(whole);
        expect(whole.rollup === null || (whole.rollup >= 0 && whole.rollup <= 1)).toBe(true);
        for (const share of [whole.year, whole.period]) expect(share === null || Number.isFinite(share)).toBe(true);
      },
    ),
  );
});

test("years that do not fit are refused", () => {
  expect(() => goalProgress(goal("incremento_flujo", { achieved: [1] }))).toThrow(new IndexProblem("length", "R"));
  expect(() => goalProgress(goal("incremento_flujo", { year: 4 }))).toThrow(new IndexProblem("year", "at"));
});

test("the goal and its years say the same", () => {
  const fits = (behaviour: Behaviour, total: number, ...programmed: (number | null)[]) =>
    goalFitsYears({ behaviour, goal: total, programmed });
  expect(fits("incremento_acumulado", 1, 0.1, 0.2, 0.3, 0.4)).toBe(true);
  expect(fits("incremento_acumulado", 10, 1, 2, 3, 5)).toBe(false);
  expect(fits("incremento_flujo", 90, 70, 80, 85, 90)).toBe(true);
  expect(fits("incremento_capacidad", 200, 50, 50, 50, 50)).toBe(false);
  expect(fits("mantenimiento_stock", 100, 100, NP, 100, 100)).toBe(true);
  expect(fits("mantenimiento_stock", 100, 100, 90, 100, 100)).toBe(false);
});

describe("a roll-up", () => {
  test("clamps each part and leaves out what was not programmed", () => {
    const parts = [
      { weight: 50, progress: 2 },
      { weight: 25, progress: -1 },
      { weight: 25, progress: 0.5 },
      { weight: 900, progress: null },
    ];
    expect(rollUp(parts)).toBeCloseTo(0.625, 12);
    expect(rollUp(parts.map((part) => ({ ...part, weight: null })))).toBeCloseTo(0.5, 12);
  });

  test("nothing programmed is not zero", () => {
    expect(rollUp([{ weight: 1, progress: null }])).toBeNull();
    expect(rollUp([])).toBeNull();
    expect(() => rollUp([{ weight: -1, progress: 1 }])).toThrow(new IndexProblem("weights", "w"));
  });
});
