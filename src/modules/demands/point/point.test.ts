import { describe, expect, it } from "vitest";
import { kilometresBetween, mayLieIn, pointWords, readPoint } from "./point.ts";

describe("a point that people give", () => {
  it.each([
    ["3.43722, -76.52278", "3.437, -76.523"],
    ["3,43722; -76,52278", "3.437, -76.523"],
    ["  3.4372 -76.5228 ", "3.437, -76.523"],
    ["https://www.google.com/maps/@3.4372,-76.5228,15z", "3.437, -76.523"],
    ["https://maps.example/?q=-33.4489,-70.6693", "-33.449, -70.669"],
  ])("%s", (text, words) => {
    const point = readPoint(text);
    expect(point && pointWords(point)).toBe(words);
  });

  it.each(["", "3.4", "calle 5 # 38-20", "95.1234, -76.52", "3.4372, -190.52", "100.5 200.6", "año 2026, 2027"])(
    "is not in «%s»",
    (text) => {
      expect(readPoint(text)).toBeUndefined();
    },
  );
});

describe("a point may lie in a place", () => {
  const centres = [{ code: "a", lat: 3.4, lon: -76.5 }, { code: "b", lat: 3.6, lon: -76.5 }, { code: "c" }];
  it("near its centre, not on the other side of the world, nor with the sign lost", () => {
    expect(mayLieIn({ lat: 3.45, lon: -76.55 }, "a", centres, false)).toBe(true);
    expect(mayLieIn({ lat: 3.45, lon: 76.55 }, "a", centres, false)).toBe(false);
    expect(mayLieIn({ lat: -76.55, lon: 3.45 }, "a", centres, true)).toBe(false);
  });
  it("when nothing is known of the place", () => {
    expect(mayLieIn({ lat: 10, lon: 10 }, "c", centres, false)).toBe(true);
    expect(mayLieIn({ lat: 10, lon: 10 }, "a", [{ code: "a", lat: 3, lon: -76 }], false)).toBe(true);
  });
  it("measured along the earth: a degree of latitude is 111 km", () => {
    expect(kilometresBetween({ lat: 3, lon: -76 }, { lat: 4, lon: -76 })).toBeCloseTo(111.19, 1);
  });
});
