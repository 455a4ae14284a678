// A point on the earth as people give it, and as it is kept: rounded, so that it says a street corner and not a house.

export interface Point {
  lat: number;
  lon: number;
}

/** A thousandth of a degree: 111 m of latitude. */
const STEP = 1000;
const EARTH_KM = 6371;

/**
 * Reads a point from what people paste: `3.4372, -76.5225`, `3,4372; -76,5225`, or the address of a map that holds both.
 * @returns the rounded point; undefined when there is none in the text.
 */
export function readPoint(text: string): Point | undefined {
  const dots = /(-?\d{1,2}\.\d{2,})\s*[,; ]\s*(-?\d{1,3}\.\d{2,})/.exec(text);
  const commas = /^\s*(-?\d{1,2},\d{2,})\s*[;\s]\s*(-?\d{1,3},\d{2,})\s*$/.exec(text);
  const [, lat, lon] = dots ?? commas ?? [];
  if (lat === undefined || lon === undefined) return undefined;
  const point = { lat: rounded(numberOf(lat)), lon: rounded(numberOf(lon)) };
  return Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180 ? point : undefined;
}

const numberOf = (text: string): number => Number(text.replace(",", "."));

/** Degrees as they are kept. */
export function rounded(degrees: number): number {
  return Math.round(degrees * STEP) / STEP;
}

/** As it is shown and typed again: `3.437, -76.523`. */
export function pointWords({ lat, lon }: Point): string {
  return `${lat.toFixed(3)}, ${lon.toFixed(3)}`;
}

/** Kilometres between two points along the earth (haversine). */
export function kilometresBetween(a: Point, b: Point): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const h =
    Math.sin(rad(b.lat - a.lat) / 2) ** 2 +
    Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

interface Centre {
  code: string;
  lat?: number;
  lon?: number;
}

const NEAREST_ALLOWED_KM = 25;
const TIMES = 3;

/**
 * Whether a point may lie in a place, judged by the centres of the places, which every entity has, and not by borders, which
 * may not be loaded: it is no farther from the centre than three times the nearest neighbour (25 km at least). It catches
 * what people get wrong, the sign and the order of the two numbers, not a street across the border.
 * @param whole the point only has to be near some place.
 */
export function mayLieIn(point: Point, place: string, centres: readonly Centre[], whole: boolean): boolean {
  const located = centres.flatMap(({ code, lat, lon }) =>
    lat === undefined || lon === undefined ? [] : [{ code, lat, lon }],
  );
  const wanted = whole ? located : located.filter(({ code }) => code === place);
  // Nothing is known of where it is: nothing can be said against it.
  if (wanted.length === 0) return true;
  return wanted.some((centre) => {
    const near = nearestTo(centre, located);
    const reach = near === undefined ? Number.POSITIVE_INFINITY : Math.max(NEAREST_ALLOWED_KM, TIMES * near);
    return kilometresBetween(point, centre) <= reach;
  });
}

/** Kilometres from a centre to that of its nearest neighbour; undefined when it has none. */
export function nearestTo(centre: Point & { code: string }, located: readonly (Point & { code: string })[]) {
  const others = located.filter(({ code }) => code !== centre.code).map((one) => kilometresBetween(centre, one));
  return others.length === 0 ? undefined : Math.min(...others);
}
