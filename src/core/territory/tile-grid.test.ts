import fc from "fast-check";
import { expect, test } from "vitest";
import { assignMinimumCost } from "./assignment.ts";
import { type Placeable, placeTiles } from "./tile-grid.ts";

const places = fc.uniqueArray(
  fc.record({
    code: fc.stringMatching(/^[0-9]{5}$/),
    lat: fc.option(fc.double({ min: -60, max: 60, noNaN: true }), { nil: undefined }),
    lon: fc.option(fc.double({ min: -170, max: 170, noNaN: true }), { nil: undefined }),
  }),
  { selector: ({ code }) => code, maxLength: 40 },
);

test("no two in one cell, everybody placed, the order of the input does not matter", () => {
  fc.assert(
    fc.property(places, (territories: Placeable[]) => {
      const tiles = placeTiles(territories);
      expect([...tiles.keys()].toSorted()).toEqual(territories.map(({ code }) => code).toSorted());
      expect(new Set([...tiles.values()].map(({ x, y }) => `${x},${y}`)).size).toBe(territories.length);
      for (const { x, y } of tiles.values()) expect(x >= 0 && y >= 0 && x < 8).toBe(true);
      expect(new Map([...placeTiles(territories.toReversed())].toSorted())).toEqual(new Map([...tiles].toSorted()));
    }),
  );
});

test("cells placed by hand are kept", () => {
  const tiles = placeTiles([
    { code: "a", tile: { x: 3, y: 0 } },
    { code: "b", tile: { x: 0, y: 2 } },
  ]);
  expect(tiles).toEqual(
    new Map([
      ["a", { x: 3, y: 0 }],
      ["b", { x: 0, y: 2 }],
    ]),
  );
});

test("the assignment costs as little as the best of all permutations", () => {
  const matrix = fc.integer({ min: 1, max: 5 }).chain((rows) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 6 }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
  fc.assert(
    fc.property(matrix, (cost) => {
      const chosen = assignMinimumCost(cost);
      expect(new Set(chosen).size).toBe(cost.length);
      expect(chosen.reduce((sum, column, row) => sum + (cost[row]?.[column] ?? 0), 0)).toBe(
        cheapest(cost, 0, new Set()),
      );
    }),
  );
});

function cheapest(cost: number[][], row: number, used: ReadonlySet<number>): number {
  const options = cost[row];
  if (options === undefined) return 0;
  return Math.min(
    ...options.flatMap((price, column) =>
      used.has(column) ? [] : [price + cheapest(cost, row + 1, new Set([...used, column]))],
    ),
  );
}
