import { describe, expect, test } from "vitest";
import { writeInventedEntity } from "#test/support/invented-entity.ts";
import { readEntity } from "../entity-files.ts";
import { matchBoundaries } from "./match-codes.ts";
import { readBoundaryFile } from "./read-geojson.ts";

const square = (x: number, y: number) => [
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ],
];
const feature = (properties: unknown, coordinates: unknown = square(-76, 3), type = "Polygon") => ({
  type: "Feature",
  properties,
  geometry: { type, coordinates },
});
const collection = (...features: unknown[]) => JSON.stringify({ type: "FeatureCollection", features });

describe("a boundary file that cannot be used is told in one word", () => {
  test.each<[string, string, object]>([
    ["not JSON", "code,name\n", { problem: "json" }],
    ["another JSON", "[]", { problem: "collection" }],
    ["a lone feature", JSON.stringify(feature({})), { problem: "collection" }],
    ["nothing in it", collection(), { problem: "empty" }],
    ["metres instead of degrees", collection(feature({}, square(1_064_000, 870_000))), { problem: "crs" }],
    [
      "another system of coordinates declared",
      JSON.stringify({
        type: "FeatureCollection",
        crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::3116" } },
        features: [feature({})],
      }),
      { problem: "crs" },
    ],
    ["points", collection(feature({}), feature({}, [-76, 3], "Point")), { problem: "polygon", feature: 2 }],
    [
      "no geometry",
      collection({ type: "Feature", properties: {}, geometry: null }),
      { problem: "polygon", feature: 1 },
    ],
    [
      "a ring that is open",
      collection(feature({}, [square(0, 0)[0]?.slice(0, 4)])),
      { problem: "polygon", feature: 1 },
    ],
    [
      "a ring without area",
      collection(
        feature({}, [
          [
            [0, 0],
            [1, 1],
            [0, 0],
            [0, 0],
          ],
        ]),
      ),
      { problem: "polygon", feature: 1 },
    ],
    [
      "coordinates that are text",
      collection(
        feature({}, [
          [
            ["0", 0],
            [1, 1],
            [0, 1],
            ["0", 0],
          ],
        ]),
      ),
      { problem: "polygon", feature: 1 },
    ],
    ["an empty polygon", collection(feature({}, [])), { problem: "polygon", feature: 1 }],
  ])("%s", (_, text, expected) => {
    expect(readBoundaryFile(text)).toEqual(expected);
  });
});

describe("codes", () => {
  const directory = writeInventedEntity(
    {
      "territories.csv": `code,level,parent_code,name,lat,lon
90,province,,A,,
00123,town,90,B,3.5,-75.5
90002,town,90,C,3.5,-74.5
90003,town,90,D,,
`,
    },
    { featuredTerritories: [] },
  );
  const match = (text: string) => {
    const reading = readEntity(directory);
    const features = readBoundaryFile(text);
    if ("errors" in reading || "problem" in features) throw new Error("The input is not what this test is about");
    return matchBoundaries(features, reading.entity);
  };

  test("are found in any property, also as numbers that lost their zeros, and what does not match is told both ways", () => {
    const found = match(
      collection(
        feature({ id: 1, MPIO: 123 }),
        feature({ id: 2, MPIO: 90002 }, square(-75, 3)),
        feature({ id: 3, MPIO: 90002 }, square(-74, 3)),
        feature({ id: 4, MPIO: 70000 }),
      ),
    );
    if ("problem" in found) throw new Error(found.problem);
    expect(found.property).toBe("MPIO");
    expect([...found.shapes].map(([code, polygons]) => [code, polygons.length])).toEqual([
      ["00123", 1],
      ["90002", 2],
    ]);
    expect(found.scope.code).toBe("90");
    expect(found.unknown).toEqual(["70000"]);
    expect(found.undrawn.map(({ code }) => code)).toEqual(["90003"]);
  });

  test("a file of elsewhere, or with latitude first, is refused", () => {
    expect(match(collection(feature({ code: "nowhere" })))).toEqual({ problem: "no-match" });
    const swapped = collection(feature({ code: "00123" }, square(3, -76)), feature({ code: "90002" }, square(3, -75)));
    expect(match(swapped)).toEqual({ problem: "elsewhere" });
  });
});
