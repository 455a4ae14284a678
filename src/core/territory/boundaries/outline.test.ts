import { describe, expect, test } from "vitest";
import { edgesOf } from "#test/support/outline-edges.ts";
import { outlineOf } from "./outline.ts";
import type { BoundaryFeature } from "./read-geojson.ts";

type Shapes = ReadonlyMap<string, BoundaryFeature["polygons"]>;

/** A row of squares that touch, each `detail` points a side, so that a border is worth simplifying. */
function rowOfSquares(count: number, detail = 40): Shapes {
  const wobble = (at: number) => 0.02 * Math.sin(at * 1.7);
  const side = Array.from({ length: detail + 1 }, (_, at) => at / detail);
  const square = (left: number) => {
    const up = (x: number) => side.map((y) => [x + (y === 0 || y === 1 ? 0 : wobble(x + y * detail)), y]);
    const across = (y: number) => side.map((x) => [left + x, y]);
    return [
      ...up(left),
      ...across(1).slice(1),
      ...up(left + 1)
        .toReversed()
        .slice(1),
      ...across(0).toReversed().slice(1),
    ];
  };
  return new Map(Array.from({ length: count }, (_, at) => [`t${at}`, [[square(at)]]]));
}

describe("an outline", () => {
  test("keeps borders shared: each inner edge is drawn by exactly two territories", () => {
    const outline = outlineOf(rowOfSquares(6), 700);
    expect(outline.points.after).toBeLessThan(outline.points.before / 2);
    const edges = edgesOf(outline);
    expect([...edges.values()].filter((count) => count > 2)).toEqual([]);
    const degree = new Map<string, number>();
    for (const [edge, count] of edges) {
      if (count === 1) for (const end of edge.split(" ")) degree.set(end, (degree.get(end) ?? 0) + 1);
    }
    // Edges drawn once are the outside; a gap between neighbours would make it meet itself at their ends.
    expect([...degree.values()].every((count) => count === 2)).toBe(true);
  });

  test("a territory too small for the drawing keeps a place in it", () => {
    const shapes = new Map(rowOfSquares(2));
    shapes.set("islet", [
      [
        [
          [5, 5],
          [5.00001, 5],
          [5.00001, 5.00001],
          [5, 5],
        ],
      ],
    ]);
    expect(outlineOf(shapes, 100).paths.get("islet")).toMatch(/^M\d+ \d+h4v4h-4z$/);
  });

  test("the same shapes give the same bytes", () => {
    expect(outlineOf(rowOfSquares(5), 900)).toEqual(outlineOf(rowOfSquares(5), 900));
  });
});
