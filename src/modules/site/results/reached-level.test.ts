import { expect, it } from "vitest";
import { levelsApart, reachedLevel } from "./reached-level.ts";

const all = {
  needs: 100,
  answered: 95,
  winners: 10,
  winnersPromised: 6,
  commitments: 20,
  shared: 2,
  ended: 8,
  judged: 4,
};

it.each([
  ["control", {}],
  ["execution", { judged: 3 }],
  ["execution", { ended: 0, judged: 0 }],
  ["planning", { shared: 1 }],
  ["consultation", { winnersPromised: 4 }],
  ["consultation", { winners: 0, winnersPromised: 0 }],
  ["information", { answered: 89 }],
  ["information", { needs: 0, answered: 0 }],
] as const)("reaches %s with %j", (level, changed) => {
  expect(reachedLevel({ ...all, ...changed }).level).toBe(level);
});

it("skips no step: what comes after one that is missing does not count", () => {
  const { steps } = reachedLevel({ ...all, answered: 10 });
  expect(steps.map((step) => step.reached)).toEqual([true, false, false, false, false]);
  expect(steps[4]).toMatchObject({ level: "control", n: 4, of: 8 });
});

it("says how far what was done is from what was declared", () => {
  expect(levelsApart("planning", "consultation")).toBe(-1);
  expect(levelsApart("planning", "control")).toBe(2);
  expect(levelsApart("planning", "planning")).toBe(0);
});
