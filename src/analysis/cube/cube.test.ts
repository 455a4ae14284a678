import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Axes, type CellInput, type Cube, cubeBytes, Plane, STATUSES, type Status, scan } from "./cube.ts";
import { RULES, type Rule, rollUpCell, rollUpPlane } from "./roll-up.ts";

const axes: Axes = { territories: ["a", "b", "c", "d"], periods: [2023, 2024] };
const ALL = Uint16Array.of(0, 1, 2, 3);
const status = (name: Status) => STATUSES.indexOf(name);

/** One breakdown of 2024: a cell a territory. */
function planeOf(cells: readonly (Partial<CellInput> | Status)[]): Plane {
  const plane = new Plane(axes, 1);
  for (const [territory, cell] of cells.entries()) {
    const given = typeof cell === "string" ? { status: status(cell), value: 0 } : cell;
    plane.set({ breakdown: 0, period: 1, territory, status: status("normal"), value: 0, ...given });
  }
  return plane;
}

const rolled = (plane: Plane, rule: Rule, scale?: number, members = ALL) =>
  rollUpCell(plane, { breakdown: 0, period: 1 }, members, { rule, scale });

describe("a cell", () => {
  test("comes back exactly, and zero is neither missing, nor not programmed, nor suppressed", () => {
    const pesos = 9_007_199_254_740_991;
    const plane = planeOf([{ value: pesos }, { value: 12.5 }, { value: 0 }, "not_programmed"]);
    expect([...plane.map(0, 1).values]).toEqual([pesos, 12.5, 0, 0]);
    expect([0, 2, 3].map((territory) => plane.series(0, territory)[1])).toEqual([
      { value: pesos, status: "normal" },
      { value: 0, status: "normal" },
      { value: null, status: "not_programmed" },
    ]);
    expect(plane.series(0, 0)[0]).toEqual({ value: null, status: "missing" });
  });

  test("what was there is gone when it is suppressed", () => {
    const plane = planeOf([{ value: 3 }]);
    plane.set({ breakdown: 0, period: 1, territory: 0, status: status("suppressed"), value: 3 });
    expect(plane.map(0, 1).values[0]).toBe(0);
    expect(plane.series(0, 0)[1]).toEqual({ value: null, status: "suppressed" });
  });

  test("a map is a view: what is approved later shows in it", () => {
    const plane = planeOf([]);
    const { values } = plane.map(0, 1);
    plane.set({ breakdown: 0, period: 1, territory: 2, status: status("normal"), value: 7 });
    expect([...values]).toEqual([0, 0, 7, 0]);
  });
});

describe("a roll-up", () => {
  test("of counts: zeros count, gaps are told by kind and hidden counts add to nothing", () => {
    const plane = planeOf([{ value: 0 }, { value: 10 }, "not_programmed", "suppressed"]);
    expect(rolled(plane, "sum")).toEqual({ value: 10, counted: 2, missing: 0, notProgrammed: 1, hidden: 1 });
    expect(rolled(plane, "mean").value).toBe(5);
  });

  test("of rates is the rate of the whole, not the mean of the rates", () => {
    const rate = (numerator: number, denominator: number) => ({
      value: (1000 * numerator) / denominator,
      numerator,
      denominator,
    });
    const plane = planeOf([rate(400, 32_000), rate(2, 30), { value: 90 }, "missing"]);
    expect(rolled(plane, "ratio", 1000)).toEqual({
      value: (1000 * 402) / 32_030,
      counted: 2,
      missing: 2,
      notProgrammed: 0,
      hidden: 0,
    });
    expect(rolled(plane, "weighted").value).toBeCloseTo((1000 * 402) / 32_030, 9);
    expect(rolled(plane, "mean").value).toBeGreaterThan(50);
  });

  test("without a rule there is none; of nothing there is none; by nobody there is none", () => {
    expect(rolled(planeOf([{ value: 4 }]), "none")).toMatchObject({ value: null, counted: 1 });
    expect(rolled(planeOf([]), "sum")).toMatchObject({ value: null, missing: 4 });
    expect(rolled(planeOf([{ value: 4 }]), "ratio")).toMatchObject({ value: null, missing: 4 });
    expect(rolled(planeOf([{ value: 4, denominator: 0 }]), "weighted").value).toBeNull();
  });
});

const cell = fc.record({
  breakdown: fc.nat(1),
  period: fc.nat(1),
  territory: fc.nat(3),
  status: fc.nat(STATUSES.length - 1),
  value: fc.integer({ min: -1000, max: 1000 }),
  numerator: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
  denominator: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
});

test("all at once gives what one at a time gives, and its parts add up to its members", () => {
  fc.assert(
    fc.property(fc.array(cell), fc.constantFrom(...RULES), fc.subarray([0, 1, 2, 3]), (cells, rule, some) => {
      const plane = new Plane(axes, 2);
      for (const one of cells) plane.set(one);
      const members = Uint16Array.from(some);
      const whole = rollUpPlane(plane, members, { rule, scale: 10 });
      for (const [run, value] of whole.entries()) {
        const one = rollUpCell(plane, { breakdown: run >> 1, period: run & 1 }, members, { rule, scale: 10 });
        expect(one.counted + one.missing + one.notProgrammed + one.hidden).toBe(members.length);
        expect(value).toBe(one.value ?? Number.NaN);
      }
    }),
  );
});

test("a scan sees every cell once", () => {
  fc.assert(
    fc.property(fc.array(cell), (cells) => {
      const plane = new Plane(axes, 2);
      const last = new Map<string, CellInput>();
      for (const one of cells) {
        plane.set(one);
        last.set(`${one.breakdown} ${one.period} ${one.territory}`, one);
      }
      const cube: Cube = { axes, planes: new Map([["x", plane]]) };
      const shown = [...last.values()].filter((one) => one.status >= 1 && one.status <= 5).map((one) => one.value);
      const { counts, sum, least, most } = scan(cube);
      expect(counts.reduce((total, n) => total + n, 0)).toBe(16);
      expect(sum).toBe(shown.reduce((total, value) => total + value, 0));
      expect([least, most]).toEqual([
        Math.min(Number.POSITIVE_INFINITY, ...shown),
        Math.max(Number.NEGATIVE_INFINITY, ...shown),
      ]);
      expect(cubeBytes(cube)).toBe(plane.bytes);
    }),
  );
});
