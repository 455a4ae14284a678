// Boundaries as offices publish them: a GeoJSON of polygons with a code somewhere among the properties. Everything that
// is not that is told in one sentence before anything is stored.
import type { MultiPolygon, Polygon, Position } from "geojson";

/** What is wrong with a file; the sentence is in messages, under "territory.boundaries.problem". */
export type BoundaryProblem =
  | { readonly problem: "json" | "collection" | "empty" | "crs" | "no-match" | "elsewhere" | "budget" }
  | { readonly problem: "polygon"; readonly feature: number };

export interface BoundaryFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  /** Rings of degrees, closed, outer first; holes after. */
  readonly polygons: readonly Position[][][];
}

/** Reads a FeatureCollection of polygons in longitude and latitude. */
export function readBoundaryFile(text: string): readonly BoundaryFeature[] | BoundaryProblem {
  const json = parseJson(text);
  if (json === undefined) return { problem: "json" };
  if (!isRecord(json) || json.type !== "FeatureCollection" || !Array.isArray(json.features)) {
    return { problem: "collection" };
  }
  if (json.features.length === 0) return { problem: "empty" };
  if (isOtherCrs(json.crs)) return { problem: "crs" };
  const features: BoundaryFeature[] = [];
  for (const [index, feature] of json.features.entries()) {
    const geometry = isRecord(feature) ? feature.geometry : undefined;
    if (!isRecord(feature) || !isPolygonal(geometry)) return { problem: "polygon", feature: index + 1 };
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    if (polygons.some((polygon) => polygon.some((ring) => ring.some(isOffTheGlobe)))) return { problem: "crs" };
    if (polygons.some((polygon) => polygon.some((ring) => areaOf(ring) === 0))) {
      return { problem: "polygon", feature: index + 1 };
    }
    features.push({ properties: isRecord(feature.properties) ? feature.properties : {}, polygons });
  }
  return features;
}

/** Twice the signed area of a closed ring, in the square of its units. */
export function areaOf(ring: readonly Position[]): number {
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [x0 = 0, y0 = 0] = ring[at - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[at] ?? [];
    sum += x0 * y1 - x1 * y0;
  }
  return sum;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The old `crs` member: only names of WGS 84 in degrees are harmless (MAGNA-SIRGAS differs from it by centimetres). */
function isOtherCrs(crs: unknown): boolean {
  if (!isRecord(crs)) return false;
  const name = isRecord(crs.properties) ? String(crs.properties.name) : "";
  return !/CRS84|EPSG:{1,2}(4326|4686|4674|5360|9000)$/.test(name);
}

function isOffTheGlobe([lon = 0, lat = 0]: Position): boolean {
  return Math.abs(lon) > 180 || Math.abs(lat) > 90;
}

function isPolygonal(geometry: unknown): geometry is Polygon | MultiPolygon {
  if (!isRecord(geometry)) return false;
  if (geometry.type === "Polygon") return isPolygon(geometry.coordinates);
  return (
    geometry.type === "MultiPolygon" && isFilledList(geometry.coordinates) && geometry.coordinates.every(isPolygon)
  );
}

function isPolygon(rings: unknown): boolean {
  return isFilledList(rings) && rings.every(isRing);
}

function isRing(ring: unknown): boolean {
  if (!Array.isArray(ring) || ring.length < 4 || !ring.every(isPosition)) return false;
  return ring[0][0] === ring.at(-1)[0] && ring[0][1] === ring.at(-1)[1];
}

function isPosition(position: unknown): boolean {
  return Array.isArray(position) && position.length >= 2 && position.slice(0, 2).every(Number.isFinite);
}

function isFilledList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}
