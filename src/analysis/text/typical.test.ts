import { expect, it } from "vitest";
import { mostTypical, type Sentence } from "./typical.ts";

const SENTENCES: Sentence[] = [
  { id: 1, stems: ["agu", "acueduct", "vered"] },
  { id: 2, stems: ["agu", "acueduct", "suci"] },
  { id: 3, stems: ["agu", "acueduct"] },
  { id: 4, stems: ["cort", "arbol", "vered"] },
];
const COUNTS = {
  total: 100,
  of: new Map([
    ["agu", 10],
    ["acueduct", 8],
    ["vered", 60],
    ["suci", 4],
    ["cort", 3],
    ["arbol", 2],
  ]),
};

it("what most of the folder says comes first, and the odd one last", () => {
  const found = mostTypical(SENTENCES, COUNTS, 4);
  expect(found.map(({ id }) => id)).toEqual([1, 3, 2, 4]);
  expect(found[0]?.likeness).toBeGreaterThan(0.8);
  expect(found[3]?.likeness).toBeLessThan(0.5);
});

it("one sentence is itself, by hand", () => {
  expect(mostTypical(SENTENCES.slice(0, 1), COUNTS, 3)).toEqual([{ id: 1, likeness: expect.closeTo(1, 12) }]);
  // Two sentences without a stem in common: each is at 45 degrees of their sum.
  const apart = mostTypical(
    [
      { id: 1, stems: ["a"] },
      { id: 2, stems: ["b"] },
    ],
    { total: 2, of: new Map() },
    2,
  );
  expect(apart.map(({ likeness }) => likeness)).toEqual([
    expect.closeTo(Math.SQRT1_2, 12),
    expect.closeTo(Math.SQRT1_2, 12),
  ]);
});

it("says the same thing once, whatever the order given, and nothing of nothing", () => {
  const twice = [...SENTENCES, { id: 9, stems: ["acueduct", "agu"] }];
  expect(mostTypical(twice, COUNTS, 2).map(({ id }) => id)).toEqual([3, 1]);
  expect(mostTypical(twice.toReversed(), COUNTS, 4)).toEqual(mostTypical(twice, COUNTS, 4));
  expect(mostTypical([], COUNTS, 3)).toEqual([]);
  expect(mostTypical([{ id: 1, stems: [] }], COUNTS, 3)).toEqual([]);
});
