import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementWord, cohenKappa } from "./kappa.ts";

const table = (cells: readonly (readonly [string, string, number])[]) =>
  cells.flatMap(([a, b, times]) => Array.from({ length: times }, () => [a, b] as const));

describe("Cohen's kappa", () => {
  // 50 applications read by two people, as in the usual textbook example: p_o = 0.70, p_e = 0.50, κ = 0.40.
  it("of the textbook table", () => {
    const agreement = cohenKappa(
      table([
        ["yes", "yes", 20],
        ["yes", "no", 5],
        ["no", "yes", 10],
        ["no", "no", 15],
      ]),
    );
    expect(agreement.n).toBe(50);
    expect(agreement.observed).toBeCloseTo(0.7, 12);
    expect(agreement.expected).toBeCloseTo(0.5, 12);
    expect(agreement.kappa).toBeCloseTo(0.4, 12);
    expect(agreement.error).toBeCloseTo(Math.sqrt((0.7 * 0.3) / (50 * 0.25)), 12);
  });

  it("of three categories, by hand", () => {
    const cells = [
      ["a", "a", 44],
      ["a", "b", 7],
      ["b", "a", 5],
      ["b", "b", 20],
      ["b", "c", 2],
      ["c", "b", 2],
      ["c", "c", 20],
    ] as const;
    const expected = (51 * 49 + 27 * 29 + 22 * 22) / 10_000;
    expect(cohenKappa(table(cells)).kappa).toBeCloseTo((0.84 - expected) / (1 - expected), 12);
  });

  it("is 1 when all agree, 0 at chance, below 0 when they avoid each other, and not a number when there is nothing to say", () => {
    expect(
      cohenKappa(
        table([
          ["a", "a", 3],
          ["b", "b", 2],
        ]),
      ).kappa,
    ).toBe(1);
    expect(
      cohenKappa(
        table([
          ["a", "a", 1],
          ["a", "b", 1],
          ["b", "a", 1],
          ["b", "b", 1],
        ]),
      ).kappa,
    ).toBe(0);
    expect(
      cohenKappa(
        table([
          ["a", "b", 2],
          ["b", "a", 2],
        ]),
      ).kappa,
    ).toBe(-1);
    expect(cohenKappa([]).kappa).toBeUndefined();
    expect(cohenKappa(table([["a", "a", 9]]))).toMatchObject({ observed: 1, kappa: undefined });
  });

  it("does not care who is first, nor how the categories are called", () => {
    const code = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.array(fc.tuple(code, code), { minLength: 1, maxLength: 60 }), (pairs) => {
        const kappa = cohenKappa(pairs).kappa;
        const other = cohenKappa(pairs.map(([a, b]) => [`x${b}`, `x${a}`] as const)).kappa;
        if (kappa === undefined) expect(other).toBeUndefined();
        else expect(other).toBeCloseTo(kappa, 12);
        expect(kappa ?? 0).toBeLessThanOrEqual(1);
        expect(kappa ?? 0).toBeGreaterThanOrEqual(-1);
      }),
    );
  });
});

it.each([
  [-0.1, "poor"],
  [0, "slight"],
  [0.2, "slight"],
  [0.21, "fair"],
  [0.5, "moderate"],
  [0.61, "substantial"],
  [0.81, "almost_perfect"],
  [1, "almost_perfect"],
] as const)("%f is %s", (kappa, word) => {
  expect(agreementWord(kappa)).toBe(word);
});
