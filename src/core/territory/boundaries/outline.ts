// From survey polygons to a drawing that fits a phone's budget: shared borders are simplified once, for both sides, so
// that no gap opens between neighbours.
import { gzipSync } from "node:zlib";
import type { FeatureCollection, Position } from "geojson";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import type { MultiPolygon, Topology } from "topojson-specification";
import type { Frame } from "./locate.ts";
import { areaOf, type BoundaryFeature } from "./read-geojson.ts";

/** A page may spend 14 KB on everything; its map gets this many bytes, gzipped. */
export const OUTLINE_BUDGET = 12_000;
/** Units of the longer side of the drawing: twice the pixels of a wide screen, so that integers are fine enough. */
const SIDE = 2000;
/** Square units that nobody sees: a bend this small goes even when there is room for it. */
const INVISIBLE = 6;
/** Borders of two neighbours may differ in the last decimals: this fraction of a unit makes them one. */
const SNAP = 32;

export interface Outline {
  /** Value for the `viewBox` of the SVG. */
  readonly viewBox: string;
  /** Where its units lie on the earth. */
  readonly frame: Frame;
  /** Territory code → value for the `d` of its SVG path, integers only. */
  readonly paths: ReadonlyMap<string, string>;
  /** Bytes of all paths together, gzipped. */
  readonly bytes: number;
  /** Points before and after. */
  readonly points: { readonly before: number; readonly after: number };
}

type MapTopology = Topology<{ map: { type: "GeometryCollection"; geometries: MultiPolygon<object>[] } }>;
type Shapes = ReadonlyMap<string, BoundaryFeature["polygons"]>;

/** The most detailed drawing of the shapes (degrees, WGS 84) whose paths take at most `budget` bytes gzipped. */
export function outlineOf(shapes: Shapes, budget = OUTLINE_BUDGET): Outline {
  const { project, ...drawn } = projectionFor(shapes);
  const weighted = protectShapes(presimplify(topologyOf(shapes, project)));
  const weights = weightsOf(weighted);
  const draw = (weight: number) => drawingOf(simplify(weighted, weight), drawn);
  let outline = draw(INVISIBLE);
  // The lightest weight that fits: `low` never does, `high` always will or is all that can be done.
  let low = -1;
  let high = weights.length - 1;
  if (outline.bytes > budget) {
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (draw(weights[middle] ?? 0).bytes > budget) low = middle;
      else high = middle;
    }
    outline = draw(weights[high] ?? Number.MAX_VALUE);
  }
  return { ...outline, points: { before: [...shapes.values()].flat(3).length, after: outline.points.after } };
}

/** Equirectangular around the middle parallel: honest enough for one region, and its inverse is school arithmetic. */
function projectionFor(shapes: Shapes) {
  const points = [...shapes.values()].flat(3);
  const [west, east] = extent(points.map(([lon = 0]) => lon));
  const [south, north] = extent(points.map(([, lat = 0]) => lat));
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = SIDE / Math.max((east - west) * shrink, north - south);
  const snap = (value: number) => Math.round(value * SNAP) / SNAP;
  return {
    project: ([lon = 0, lat = 0]: Position): Position => [
      snap((lon - west) * shrink * scale),
      snap((north - lat) * scale),
    ],
    viewBox: `0 0 ${Math.ceil((east - west) * shrink * scale)} ${Math.ceil((north - south) * scale)}`,
    frame: { west, north, perLon: shrink * scale, perLat: scale },
  };
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function topologyOf(shapes: Shapes, project: (position: Position) => Position): MapTopology {
  const map: FeatureCollection = {
    type: "FeatureCollection",
    features: [...shapes].map(([code, polygons]) => ({
      type: "Feature",
      id: code,
      properties: {},
      geometry: {
        type: "MultiPolygon",
        coordinates: polygons.map((polygon) => polygon.map((ring) => ring.map(project))),
      },
    })),
  };
  const built = topology({ map });
  if (built.objects.map?.type !== "GeometryCollection") throw new Error("The topology does not hold the map");
  const geometries = built.objects.map.geometries.flatMap((geometry) =>
    geometry.type === "MultiPolygon" ? [{ ...geometry, properties: {} }] : [],
  );
  return { ...built, objects: { map: { type: "GeometryCollection", geometries } } };
}

/**
 * Simplifying could flatten a small territory to a line. The heaviest inner point of every border stays (two, where the
 * border is a whole ring), which is enough to keep an area.
 */
function protectShapes(weighted: MapTopology): MapTopology {
  const needed = new Set(weighted.objects.map.geometries.flatMap(largestRing));
  for (const [index, arc] of weighted.arcs.entries()) {
    if (!needed.has(index)) continue;
    const inner = arc.slice(1, -1).sort((a, b) => (b[2] ?? 0) - (a[2] ?? 0));
    const isRing = arc[0]?.[0] === arc.at(-1)?.[0] && arc[0]?.[1] === arc.at(-1)?.[1];
    for (const point of inner.slice(0, isRing ? 2 : 1)) point[2] = Number.POSITIVE_INFINITY;
  }
  return weighted;

  /** Borders of the largest ring of a territory: its islets may go, itself may not. */
  function largestRing({ arcs }: MultiPolygon): number[] {
    const rings = arcs.map((polygon) => polygon[0] ?? []);
    const area = (ring: readonly number[]) => Math.abs(areaOf(ring.flatMap((at) => pointsOf(weighted, at))));
    const [largest = []] = rings.toSorted((a, b) => area(b) - area(a));
    return largest.map((at) => (at < 0 ? ~at : at));
  }
}

/** Points of an arc; a negative index is the arc walked backwards. */
function pointsOf(map: MapTopology, at: number): Position[] {
  return at < 0 ? (map.arcs[~at] ?? []).toReversed() : (map.arcs[at] ?? []);
}

function weightsOf(map: MapTopology): number[] {
  const weights = map.arcs.flat().map(([, , weight = 0]) => weight);
  return [...new Set(weights.filter((weight) => weight > INVISIBLE && Number.isFinite(weight)))].sort((a, b) => a - b);
}

function drawingOf(map: MapTopology, drawn: Pick<Outline, "viewBox" | "frame">): Outline {
  const paths = new Map<string, string>();
  let after = 0;
  for (const { id, geometry } of feature(map, map.objects.map).features) {
    const rings = geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
    const drawn = rings.map(roundRing).filter((ring) => ring.length > 3);
    after += drawn.reduce((sum, ring) => sum + ring.length, 0);
    paths.set(String(id), drawn.length > 0 ? drawn.map(pathOf).join("") : dotAt(rings[0]?.[0] ?? [0, 0]));
  }
  const svg = [...paths.values()].map((d) => `<path d="${d}"/>`).join("");
  return { ...drawn, paths, bytes: gzipSync(svg).length, points: { before: after, after } };
}

/** Whole units, without the points that fall on the one before nor the spikes of zero width that rounding leaves. */
function roundRing(ring: readonly Position[]): Position[] {
  const rounded: Position[] = [];
  for (const [x = 0, y = 0] of ring) {
    const point = [Math.round(x), Math.round(y)];
    if (!isSame(rounded.at(-1), point)) rounded.push(point);
  }
  return areaOf(rounded) === 0 ? [] : rounded;
}

function isSame(a: Position | undefined, b: Position): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}

/** Relative moves: small numbers, which is what gzip likes. */
function pathOf(ring: readonly Position[]): string {
  const [start = [0, 0], ...rest] = ring.slice(0, -1);
  let [x = 0, y = 0] = start;
  const steps = rest.map(([nextX = 0, nextY = 0]) => {
    const step = `${nextX - x}${nextY - y < 0 ? "" : " "}${nextY - y}`;
    [x, y] = [nextX, nextY];
    return step;
  });
  return `M${start.join(" ")}l${steps.join(" ").replaceAll(" -", "-")}z`;
}

/** A territory too small to draw is still a place that can be found and touched. */
function dotAt([x = 0, y = 0]: Position): string {
  return `M${Math.max(0, Math.round(x) - 2)} ${Math.max(0, Math.round(y) - 2)}h4v4h-4z`;
}
