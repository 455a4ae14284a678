import { expect, it } from "vitest";
import { boundsOf, liesIn, placeAt, ringsOf } from "./locate.ts";
import { outlineOf } from "./outline.ts";
import type { OutlineMap } from "./outlines.sql.ts";

/** A square of half a degree whose south-west corner is given, with a hole when it is asked for. */
function square(lon: number, lat: number, hole = false) {
  const ring = (x: number, y: number, side: number) => [
    [x, y],
    [x, y + side],
    [x + side, y + side],
    [x + side, y],
    [x, y],
  ];
  return [[ring(lon, lat, 0.5), ...(hole ? [ring(lon + 0.2, lat + 0.2, 0.1).reverse()] : [])]];
}

const outline = outlineOf(
  new Map([
    ["west", square(-77, 3, true)],
    ["east", square(-76.5, 3)],
  ]),
);
const map: OutlineMap = { ...outline };

it("a point lies in one place and not in its neighbour, nor in a hole, nor outside", () => {
  expect(liesIn(map, "west", { lat: 3.1, lon: -76.9 })).toBe(true);
  expect(liesIn(map, "east", { lat: 3.1, lon: -76.9 })).toBe(false);
  expect(liesIn(map, "west", { lat: 3.25, lon: -76.75 })).toBe(false);
  expect(placeAt(map, { lat: 3.4, lon: -76.1 })).toBe("east");
  expect(placeAt(map, { lat: 4, lon: -76.1 })).toBeUndefined();
  expect(liesIn(map, "elsewhere", { lat: 3.1, lon: -76.9 })).toBeUndefined();
  expect(liesIn({ ...map, frame: undefined }, "west", { lat: 3.1, lon: -76.9 })).toBeUndefined();
});

it("who lives by the border may be on either side of a simplified line, and not farther", () => {
  expect(liesIn(map, "east", { lat: 3.1, lon: -76.504 })).toBe(true);
  expect(liesIn(map, "east", { lat: 3.1, lon: -76.52 })).toBe(false);
});

it("the drawing knows where it lies", () => {
  const bounds = boundsOf(map, ["west", "east"]);
  expect(bounds?.west).toBeCloseTo(-77, 3);
  expect(bounds?.east).toBeCloseTo(-76, 3);
  expect(bounds?.north).toBeCloseTo(3.5, 3);
  expect(bounds?.south).toBeCloseTo(3, 3);
});

it("reads the paths that outlines are written with", () => {
  expect(ringsOf("M1 2l3-4-5 6zM10 10h4v4h-4z")).toEqual([
    [
      [1, 2],
      [4, -2],
      [-1, 4],
    ],
    [
      [10, 10],
      [14, 10],
      [14, 14],
      [10, 14],
    ],
  ]);
});
