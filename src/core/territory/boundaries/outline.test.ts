import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { entityFolder, findSharedData, sharedData } from "#test/support/shared-data.ts";
import { readEntity } from "../entity-files.ts";
import { matchBoundaries } from "./match-codes.ts";
import { OUTLINE_BUDGET, type Outline, outlineOf } from "./outline.ts";
import { type BoundaryFeature, readBoundaryFile } from "./read-geojson.ts";

type Shapes = ReadonlyMap<string, BoundaryFeature["polygons"]>;

/** The edges of a drawing, each as "x,y x,y" with its two ends in a fixed order, and how many paths draw it. */
function edgesOf(outline: Outline): Map<string, number> {
  const edges = new Map<string, number>();
  for (const path of outline.paths.values()) {
    for (const ring of path.split("z").filter((part) => part !== "")) {
      const [x = 0, y = 0, ...steps] = (ring.match(/-?\d+/g) ?? []).map(Number);
      const points = [[x, y]];
      for (let at = 0; at < steps.length; at += 2) {
        const [lastX = 0, lastY = 0] = points.at(-1) ?? [];
        points.push([lastX + (steps[at] ?? 0), lastY + (steps[at + 1] ?? 0)]);
      }
      points.forEach((point, at) => {
        const next = points[(at + 1) % points.length] ?? point;
        const edge = [point.join(","), next.join(",")].toSorted().join(" ");
        edges.set(edge, (edges.get(edge) ?? 0) + 1);
      });
    }
  }
  return edges;
}

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

describe.each([
  { file: "territory/co-valle.geojson", entity: "valle-del-cauca", scope: "76", count: 42 },
  { file: "territory/cl-metropolitana.geojson", entity: "santiago-metropolitana", scope: "13", count: 52 },
  { file: "territory/co-cali-comunas.geojson", entity: "valle-del-cauca", scope: "76001", count: 22 },
])("on the real file $file", ({ file, entity, scope, count }) => {
  test.skipIf(findSharedData(file) === undefined)("every code matches, and the drawing fits its budget", () => {
    const reading = readEntity(entityFolder(entity));
    const features = readBoundaryFile(readFileSync(sharedData(file), "utf8"));
    if ("errors" in reading || "problem" in features) throw new Error("The input is not what this test is about");
    const match = matchBoundaries(features, reading.entity);
    if ("problem" in match) throw new Error(match.problem);
    expect(match).toMatchObject({ property: "code", unknown: [], undrawn: [] });
    expect(match.scope.code).toBe(scope);
    for (const budget of [OUTLINE_BUDGET, 3000]) {
      const outline = outlineOf(match.shapes, budget);
      expect(outline.paths.size).toBe(count);
      expect(outline.bytes).toBeLessThanOrEqual(budget);
      expect(gzipSync([...outline.paths.values()].join("")).length).toBeLessThanOrEqual(budget);
      for (const path of outline.paths.values()) expect(path).toMatch(/^(M\d+ \d+l[-\d ]+z)+$/);
      const edges = [...edgesOf(outline).values()];
      expect(edges.filter((times) => times === 2).length).toBeGreaterThan(edges.length / 3);
      expect(edges.filter((times) => times > 2)).toEqual([]);
    }
  });
});
