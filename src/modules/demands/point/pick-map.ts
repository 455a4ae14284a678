// A small map to tap on: a place with what is around it, and what a tap on it means. It needs no JavaScript: the tap is
// where the browser says that an image button was pressed.
import { boundsOf, type Entity, type OutlineMap } from "#core/territory/index.ts";
import { nearestTo, type Point, rounded } from "./point.ts";

/** Fits in the narrowest phone: the browser tells pixels of the picture as it stands, so it must not shrink. */
const WIDTH = 280;
const HIGHEST = 420;
/** Part of the place that is shown around it. */
const AROUND = 0.08;
/** Half a side, in kilometres, around a place of which only the centre is known and that has no neighbour. */
const ALONE_KM = 10;
const KM_PER_DEGREE = 111.19;
const BACK = "#E4DACA";
const HERE = "#D3E7DF";
const LINE = "#FFFFFF";
const INK = "#22201C";
const PIN = "#A8441B";

/** What a picture shows: degrees, and pixels to a degree. */
export interface View {
  west: number;
  north: number;
  perLon: number;
  perLat: number;
  width: number;
  height: number;
}

/** What to show of a place; undefined when nobody knows where it is. */
export function viewOf(entity: Entity, outlines: OutlineMap | undefined, code: string): View | undefined {
  const whole = code === entity.root.code;
  const codes = whole ? [...(outlines?.paths.keys() ?? [])] : [code];
  const bounds = (outlines && boundsOf(outlines, codes)) ?? boundsOfCentres(entity, code, whole);
  if (bounds === undefined) return undefined;
  const shrink = Math.cos((((bounds.north + bounds.south) / 2) * Math.PI) / 180);
  const wide = (bounds.east - bounds.west) * shrink;
  const tall = bounds.north - bounds.south;
  const pad = AROUND * Math.max(wide, tall);
  const perLat = Math.min(WIDTH / (wide + 2 * pad), HIGHEST / (tall + 2 * pad));
  return {
    west: bounds.west - (WIDTH / perLat - wide) / 2 / shrink,
    north: bounds.north + pad,
    perLon: perLat * shrink,
    perLat,
    width: WIDTH,
    height: Math.round((tall + 2 * pad) * perLat),
  };
}

/** Half the way to the neighbours around a centre; the centres of all places when it is the whole. */
function boundsOfCentres(entity: Entity, code: string, whole: boolean) {
  const located = centresOf(entity);
  const shown = whole ? located : located.filter((one) => one.code === code);
  const [first] = shown;
  if (first === undefined) return undefined;
  const km = whole ? ALONE_KM : (nearestTo(first, located) ?? ALONE_KM);
  const reach = km / KM_PER_DEGREE;
  const shrink = Math.cos((first.lat * Math.PI) / 180);
  return {
    west: Math.min(...shown.map(({ lon }) => lon)) - reach / shrink,
    east: Math.max(...shown.map(({ lon }) => lon)) + reach / shrink,
    north: Math.max(...shown.map(({ lat }) => lat)) + reach,
    south: Math.min(...shown.map(({ lat }) => lat)) - reach,
  };
}

function centresOf(entity: Entity) {
  return entity
    .participationTerritories()
    .flatMap(({ code, shortName, lat, lon }) =>
      lat === undefined || lon === undefined ? [] : [{ code, name: shortName, lat, lon }],
    );
}

/** The point of a tap, counted in pixels from the top left corner. */
export function pointAt(view: View, x: number, y: number): Point {
  return { lat: rounded(view.north - y / view.perLat), lon: rounded(view.west + x / view.perLon) };
}

/** The picture: outlines where they were loaded, the names of the places around, and the point if there is one. */
export function drawPickMap(
  entity: Entity,
  outlines: OutlineMap | undefined,
  { view, code, point }: { view: View; code: string; point: Point | undefined },
): string {
  const at = ({ lat, lon }: Point) =>
    [Math.round((lon - view.west) * view.perLon), Math.round((view.north - lat) * view.perLat)] as const;
  const names = centresOf(entity)
    .map((centre) => ({ ...centre, xy: at(centre) }))
    .filter(({ xy: [x, y] }) => x > 0 && x < view.width && y > 8 && y < view.height)
    .map(
      ({ name, xy: [x, y] }) =>
        `<circle cx="${x}" cy="${y}" r="3"/><text x="${x}" y="${y - 6}">${escaped(name)}</text>`,
    );
  const pin = point && at(point);
  const mark = pin && `<circle cx="${pin[0]}" cy="${pin[1]}" r="8" fill="${PIN}" stroke="${LINE}" stroke-width="3"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${view.width}" height="${view.height}" viewBox="0 0 ${view.width} ${view.height}"><rect width="100%" height="100%" fill="${outlines?.frame ? "#F3EDE2" : HERE}"/>${shapes(outlines, view, code)}<g font-family="sans-serif" font-size="11" text-anchor="middle" fill="${INK}">${names.join("")}</g>${mark ?? ""}</svg>`;
}

function shapes(outlines: OutlineMap | undefined, view: View, code: string): string {
  const frame = outlines?.frame;
  if (outlines === undefined || frame === undefined) return "";
  const [sx, sy] = [view.perLon / frame.perLon, view.perLat / frame.perLat];
  const x = (frame.west - view.west) * view.perLon;
  const y = (view.north - frame.north) * view.perLat;
  const paths = [...outlines.paths].map(([one, path]) => `<path fill="${one === code ? HERE : BACK}" d="${path}"/>`);
  const place = `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${sx.toFixed(5)} ${sy.toFixed(5)})`;
  return `<g transform="${place}" stroke="${LINE}" stroke-width="${(1.5 / sx).toFixed(1)}" stroke-linejoin="round">${paths.join("")}</g>`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
