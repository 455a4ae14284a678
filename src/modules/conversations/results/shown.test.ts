import fc from "fast-check";
import { expect, test } from "vitest";
import type { Statement } from "../conversation.ts";
import type { Counts, Picture } from "./picture.ts";
import { shownOf } from "./shown.ts";

const statement = (number: number, more: Partial<Statement> = {}): Statement => ({
  id: number,
  conversationId: 1,
  number,
  text: `Afirmación ${number}`,
  language: "es",
  seed: true,
  moderated: 1,
  counted: 1,
  isMeta: false,
  hiddenReason: null,
  duplicateOf: null,
  saidAt: new Date(0),
  withdrawnAt: null,
  ...more,
});

function picture(sizes: readonly number[], cells: readonly (readonly Counts[])[]): Picture {
  return {
    groups: sizes.map((size, group) => ({ size, at: [group, 0], representative: [{ number: 0, side: "agree" }] })),
    silhouette: 0.5,
    marks: sizes.map((people, group) => ({ at: [group, 0], people, group })),
    statements: cells.map((groups, number) => ({
      number,
      groups,
      total: groups.reduce<Counts>((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], [0, 0, 0]),
      agreement: 1 / (number + 2),
      disagreement: 0.1,
      center: 0,
      loadings: [0, 0],
    })),
    consensus: { agree: [], disagree: [] },
    outside: 0,
  };
}

test("says what unites and what divides the groups that are shown", () => {
  const given = picture(
    [40, 30],
    [
      [
        [38, 1, 40],
        [2, 27, 30],
      ],
      [
        [36, 2, 40],
        [28, 1, 30],
      ],
      [
        [3, 35, 40],
        [2, 26, 30],
      ],
      [
        [20, 20, 40],
        [15, 15, 30],
      ],
      [
        [39, 1, 40],
        [29, 1, 30],
      ],
    ],
  );
  const shown = shownOf(given, 70, [0, 1, 2, 3].map((n) => statement(n)).concat(statement(4, { isMeta: true })));
  expect(shown.common.map(({ statement: one, side }) => [one.number, side])).toEqual([
    [1, "agree"],
    [2, "disagree"],
  ]);
  expect(shown.dividing.map(({ number }) => number)).toEqual([0]);
  expect(shown.groups.map(({ letter, size }) => [letter, size])).toEqual([
    ["A", 40],
    ["B", 30],
  ]);
});

test("a rejected statement is not told", () => {
  const given = picture([40], [[[40, 0, 40]]]);
  expect(shownOf(given, 40, [statement(0, { moderated: -1 })]).statements).toEqual([]);
});

test("nobody can work out what a group of fewer than 5 people said, nor how many it has", () => {
  const size = fc.integer({ min: 1, max: 12 });
  const cell = (people: number) =>
    fc.tuple(fc.nat(people), fc.nat(people)).map(([a, b]): Counts => [Math.min(a, b), 0, Math.max(a, b)]);
  const world = fc
    .array(size, { minLength: 1, maxLength: 5 })
    .chain((sizes) => fc.tuple(fc.constant(sizes), fc.array(fc.tuple(...sizes.map(cell)), { maxLength: 6 })));
  fc.assert(
    fc.property(world, fc.nat(9), ([sizes, cells], outside) => {
      const people = sizes.reduce((sum, one) => sum + one, 0) + outside;
      const shown = shownOf(
        picture(sizes, cells),
        people,
        cells.map((_, number) => statement(number)),
      );
      const kept = sizes.flatMap((one, index) => (one >= 5 ? [index] : []));
      expect(shown.groups.map(({ index }) => index)).toEqual(kept);
      const rest = shown.people - kept.reduce((sum, index) => sum + (sizes[index] ?? 0), 0);
      if (kept.length > 0) expect(rest === 0 || rest >= 5).toBe(true);
      for (const one of shown.statements) {
        const told = one.groups.filter((counts) => counts !== null);
        for (const counts of told) expect(counts[2]).toBeGreaterThanOrEqual(5);
        if (one.total === null || kept.length === 0) continue;
        // Only what is shown is in the total, so that what is left over is nobody's.
        expect(one.total[2]).toBe(told.reduce((sum, counts) => sum + counts[2], 0));
      }
    }),
  );
});
