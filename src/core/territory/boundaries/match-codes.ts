import type { Territory } from "../catalog.ts";
import type { Entity } from "../entity.ts";
import type { BoundaryFeature, BoundaryProblem } from "./read-geojson.ts";

export interface BoundaryMatch {
  /** Property of the file that holds the codes. */
  readonly property: string;
  /** Territory code → its polygons; several features of one code are one territory. */
  readonly shapes: ReadonlyMap<string, BoundaryFeature["polygons"]>;
  /** The territory that the file draws: the closest one that holds all that matched. */
  readonly scope: Territory;
  /** Values of the property that are no territory, in the order of the file. */
  readonly unknown: readonly string[];
  /** Territories of the same levels and the same scope that the file does not draw. */
  readonly undrawn: readonly Territory[];
}

/** Finds which property holds the codes, and what does not match, both ways. */
export function matchBoundaries(features: readonly BoundaryFeature[], entity: Entity): BoundaryMatch | BoundaryProblem {
  const property = findCodeProperty(features, entity);
  if (property === undefined) return { problem: "no-match" };
  const shapes = new Map<string, BoundaryFeature["polygons"]>();
  const unknown: string[] = [];
  for (const { properties, polygons } of features) {
    const value = textOf(properties[property]);
    const code = territoryOf(value, entity)?.code;
    if (code === undefined) unknown.push(value ?? "");
    else shapes.set(code, [...(shapes.get(code) ?? []), ...polygons]);
  }
  const matched = [...shapes.keys()].map((code) => entity.territory(code));
  if (!isWhereTheyAre(matched, shapes)) return { problem: "elsewhere" };
  const scope = scopeOf(matched, entity);
  const kinds = new Set(matched.map(({ kind }) => kind));
  const undrawn = entity
    .allTerritories()
    .filter(({ code, kind, retired }) => !retired && kinds.has(kind) && !shapes.has(code))
    .filter(({ code }) => entity.isWithin(code, scope.code));
  return { property, shapes, scope, unknown, undrawn };
}

/** The property with the most territories among its values; "code" wins a tie, then the first. */
function findCodeProperty(features: readonly BoundaryFeature[], entity: Entity): string | undefined {
  const names = new Set(["code", ...features.flatMap(({ properties }) => Object.keys(properties))]);
  let best: { name: string; count: number } | undefined;
  for (const name of names) {
    const codes = features.map(({ properties }) => territoryOf(textOf(properties[name]), entity)?.code);
    const count = new Set(codes.filter((code) => code !== undefined)).size;
    if (count > (best?.count ?? 0)) best = { name, count };
  }
  return best?.name;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : undefined;
}

/** Spreadsheets and shapefiles turn "05001" into 5001: a code is also found without its leading zeros. */
function territoryOf(value: string | undefined, entity: Entity): Territory | undefined {
  if (value === undefined || value === "") return undefined;
  const exact = entity.find(value) ?? entity.find(value.padStart(5, "0"));
  return exact === undefined || exact.retired || exact.parentCode === undefined ? undefined : exact;
}

function scopeOf(matched: readonly Territory[], entity: Entity): Territory {
  const [first] = matched;
  const above = first === undefined ? [] : entity.path(first.code).slice(0, -1).reverse();
  return above.find(({ code }) => matched.every((territory) => entity.isWithin(territory.code, code))) ?? entity.root;
}

/** Degrees that a seat may lie outside its own box: coarse boundaries, islands. */
const TOLERANCE = 0.5;

/**
 * Latitude and longitude written in the wrong order are valid numbers, and so is the map of another country that shares
 * codes: the shapes must be where the entity says that its territories are.
 */
function isWhereTheyAre(matched: readonly Territory[], shapes: BoundaryMatch["shapes"]): boolean {
  const located = matched.filter(({ lat, lon }) => lat !== undefined && lon !== undefined);
  const inPlace = located.filter(({ code, lat = 0, lon = 0 }) => {
    const points = (shapes.get(code) ?? []).flat(2);
    const lons = points.map(([x = 0]) => x);
    const lats = points.map(([, y = 0]) => y);
    return isBetween(lon, lons) && isBetween(lat, lats);
  });
  return inPlace.length * 2 >= located.length;
}

function isBetween(value: number, values: readonly number[]): boolean {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return value >= low - TOLERANCE && value <= high + TOLERANCE;
}
