// The tile map: one square per territory, placed as in the territory, for when no boundaries were loaded. Squares give a
// small village the same room as a capital, which is also fairer to look at than an area map.
import { assignMinimumCost } from "./assignment.ts";

/** Cell of the tile map: `x` grows to the east, `y` to the south, both from 0. */
export interface Tile {
  readonly x: number;
  readonly y: number;
}

export interface Placeable {
  readonly code: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly tile?: Tile;
}

type Located = Placeable & { readonly lat: number; readonly lon: number };

/** Spare cells per territory: with none the map is a block, with many it falls apart. */
const ROOM = 1.3;
/** More columns than this and a name no longer fits on a phone of 320 px. */
const MAX_COLUMNS = 8;

/**
 * One cell per territory, no two in the same. Hand-placed cells are used if every territory has one; otherwise those with
 * coordinates are put where they move least, and those without follow underneath. The same input gives the same map,
 * whatever its order.
 */
export function placeTiles(territories: readonly Placeable[]): ReadonlyMap<string, Tile> {
  const byHand = territories.flatMap(({ code, tile }) => (tile === undefined ? [] : [[code, tile] as const]));
  if (byHand.length === territories.length) return new Map(byHand);
  const sorted = territories.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const located = sorted.filter(isLocated);
  const columns = columnsFor(located, territories.length);
  const placed = compact(placeLocated(located, columns));
  const firstFreeRow = 1 + Math.max(-1, ...[...placed.values()].map(({ y }) => y));
  const rest = sorted.filter((territory) => !isLocated(territory));
  const below = rest.map(({ code }, at): [string, Tile] => [
    code,
    { x: at % columns, y: firstFreeRow + Math.floor(at / columns) },
  ]);
  return new Map([...placed, ...below]);
}

function isLocated(territory: Placeable): territory is Located {
  return territory.lat !== undefined && territory.lon !== undefined;
}

function columnsFor(located: readonly Located[], count: number): number {
  const lats = located.map(({ lat }) => lat);
  const lons = located.map(({ lon }) => lon);
  const midLat = (Math.max(...lats) + Math.min(...lats)) / 2;
  const width = (Math.max(...lons) - Math.min(...lons)) * Math.cos((midLat * Math.PI) / 180);
  const height = Math.max(...lats) - Math.min(...lats);
  const aspect = Math.min(1.5, Math.max(0.6, height > 0 && width > 0 ? width / height : 1));
  return Math.max(1, Math.min(MAX_COLUMNS, Math.ceil(Math.sqrt(count * ROOM * aspect))));
}

function placeLocated(located: readonly Located[], columns: number): Map<string, Tile> {
  const rows = Math.ceil((located.length * ROOM) / columns);
  const wishX = spread(located, ({ lon }) => lon);
  const wishY = spread(located, ({ lat }) => -lat);
  const cells = Array.from({ length: columns * rows }, (_, at) => ({ x: at % columns, y: Math.floor(at / columns) }));
  const cost = located.map((_, at) =>
    cells.map(({ x, y }) => {
      const dx = (wishX[at] ?? 0) * columns - (x + 0.5);
      const dy = (wishY[at] ?? 0) * rows - (y + 0.5);
      return dx * dx + dy * dy;
    }),
  );
  const chosen = assignMinimumCost(cost);
  return new Map(located.map(({ code }, at) => [code, cells[chosen[at] ?? 0] ?? { x: 0, y: 0 }]));
}

/**
 * Wished place of each along one axis, 0 to 1: mostly its rank, so that a crowded capital opens up, and a little its true
 * position, so that an empty distance is still felt.
 */
function spread(located: readonly Located[], value: (territory: Located) => number): number[] {
  const values = located.map(value);
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const ranked = values.toSorted((a, b) => a - b);
  return values.map((own) => {
    const middleRank = (ranked.indexOf(own) + ranked.lastIndexOf(own)) / 2;
    return 0.75 * ((middleRank + 0.5) / values.length) + 0.25 * ((own - low) / range);
  });
}

/** Takes out the columns and rows that nobody uses. */
function compact(tiles: ReadonlyMap<string, Tile>): Map<string, Tile> {
  const xs = [...new Set([...tiles.values()].map(({ x }) => x))].toSorted((a, b) => a - b);
  const ys = [...new Set([...tiles.values()].map(({ y }) => y))].toSorted((a, b) => a - b);
  return new Map([...tiles].map(([code, { x, y }]) => [code, { x: xs.indexOf(x), y: ys.indexOf(y) }]));
}
