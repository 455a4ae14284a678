// Which place a point lies in, by the simplified outlines that maps are drawn with. Pure.
import type { OutlineMap } from "./outlines.sql.ts";

/** Where the units of a drawing lie on the earth (equirectangular). */
export interface Frame {
  readonly west: number;
  readonly north: number;
  readonly perLon: number;
  readonly perLat: number;
}

export interface LonLat {
  readonly lat: number;
  readonly lon: number;
}

type Ring = readonly (readonly [number, number])[];

/**
 * How far outside of an outline a point still counts as inside, in units of the drawing (whose longer side is 2000): the
 * outline was simplified, and who lives by the border is not sent away.
 */
const TOLERANCE = 12;
/** Points are kept to a thousandth of a degree: half of one may put them across. */
const ROUNDING = 0.0005;

/** Whether a point lies in a place; undefined where its outline or where that lies is not known. */
export function liesIn(map: OutlineMap, code: string, point: LonLat): boolean | undefined {
  const { frame } = map;
  const path = map.paths.get(code);
  if (frame === undefined || path === undefined) return undefined;
  const at = toUnits(frame, point);
  const rings = ringsOf(path);
  return isInside(rings, at) || distanceTo(rings, at) <= TOLERANCE + ROUNDING * frame.perLat;
}

/** The place whose outline holds a point, if one does. */
export function placeAt(map: OutlineMap, point: LonLat): string | undefined {
  const { frame, paths } = map;
  if (frame === undefined) return undefined;
  const at = toUnits(frame, point);
  return [...paths].find(([, path]) => isInside(ringsOf(path), at))?.[0];
}

/** The corners of what some places take up, in degrees; undefined where it is not known. */
export function boundsOf(map: OutlineMap, codes: readonly string[]) {
  const { frame } = map;
  const points = codes.flatMap((code) => ringsOf(map.paths.get(code) ?? "").flat());
  if (frame === undefined || points.length === 0) return undefined;
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return {
    west: frame.west + left / frame.perLon,
    east: frame.west + right / frame.perLon,
    north: frame.north - top / frame.perLat,
    south: frame.north - bottom / frame.perLat,
  };
}

function toUnits(frame: Frame, { lat, lon }: LonLat): readonly [number, number] {
  return [(lon - frame.west) * frame.perLon, (frame.north - lat) * frame.perLat];
}

/** The rings of a path as `outlineOf` writes it: each begins with M and goes on in steps, along both axes or one of them. */
export function ringsOf(path: string): Ring[] {
  return path
    .split("M")
    .slice(1)
    .map((ring) => {
      const [start = "", ...steps] = ring.split(/(?=[lhv])/);
      let [x = 0, y = 0] = numbersOf(start);
      const points: [number, number][] = [[x, y]];
      for (const step of steps) {
        const moves = numbersOf(step);
        const size = step.startsWith("l") ? 2 : 1;
        for (let at = 0; at + size <= moves.length; at += size) {
          const move = moves[at] ?? 0;
          if (step.startsWith("v")) y += move;
          else x += move;
          if (size === 2) y += moves[at + 1] ?? 0;
          points.push([x, y]);
        }
      }
      return points;
    });
}

const numbersOf = (text: string): number[] => (text.match(/-?\d+/g) ?? []).map(Number);

/** Even-odd over all rings, so that a hole is outside. */
function isInside(rings: readonly Ring[], [x, y]: readonly [number, number]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (const [index, [x1, y1]] of ring.entries()) {
      const [x0, y0] = ring.at(index - 1) ?? [x1, y1];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) inside = !inside;
    }
  }
  return inside;
}

function distanceTo(rings: readonly Ring[], [x, y]: readonly [number, number]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (const [index, [x1, y1]] of ring.entries()) {
      const [x0, y0] = ring.at(index - 1) ?? [x1, y1];
      const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
      const along = length === 0 ? 0 : ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length;
      const at = Math.min(1, Math.max(0, along));
      nearest = Math.min(nearest, Math.hypot(x - x0 - at * (x1 - x0), y - y0 - at * (y1 - y0)));
    }
  }
  return nearest;
}
