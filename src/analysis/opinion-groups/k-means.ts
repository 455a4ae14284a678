// Lloyd's k-means on the plane, with weights (§5). It starts from given centres and draws nothing, so the same points
// in the same order give the same clusters.
//
// Exact, and cheap with many points: bounds on the distances (Hamerly 2010, "Making k-means even faster") tell for most
// points that the nearest centre cannot have changed. Where rounding could decide, the distances are computed.

/** Points or centres: x and y, interleaved. */
export type Points = Float64Array;

export interface Clustering {
  centers: Points;
  /** Point → its cluster. */
  clusterOf: Int32Array;
}

/** Centres that moved less are still (§5). */
const STILL = 0.01;
/** Relative room left to rounding in the bounds. */
const ROUNDING = 1e-9;

export interface KMeansOptions {
  start: Points;
  iterations: number;
  /** Point → weight; 1 without it. */
  weights?: Float64Array;
}

/** Clusters, without those that no point is nearest to. Of equally near centres the first one has the point. */
export function kMeans(points: Points, { start, iterations, weights }: KMeansOptions): Clustering {
  const state = new Assignment(points, start);
  let centers = start;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    state.assign(centers);
    const next = state.withoutEmpty(means(points, state.clusterOf, centers.length / 2, weights));
    const still = isStill(centers, next.centers);
    state.move(next, centers);
    centers = next.centers;
    if (still) break;
  }
  return { centers, clusterOf: state.clusterOf };
}

interface Means {
  centers: Points;
  /** Old cluster → new one, −1 where it is empty. */
  renamed: Int32Array;
}

/** Which centre each point is nearest to, and what is known of how near. */
class Assignment {
  readonly clusterOf: Int32Array;
  readonly #points: Points;
  /** Not less than the distance to its centre; not more than that to any other. */
  readonly #upper: Float64Array;
  readonly #lower: Float64Array;

  constructor(points: Points, start: Points) {
    const size = points.length / 2;
    this.#points = points;
    this.clusterOf = new Int32Array(size);
    this.#upper = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    this.#lower = new Float64Array(size);
    if (start.length === 0 && size > 0) throw new RangeError("no centres to start from");
  }

  assign(centers: Points): void {
    const half = halfDistances(centers);
    const { clusterOf } = this;
    for (let point = 0; point < clusterOf.length; point += 1) {
      const own = clusterOf[point] as number;
      const safe = Math.max(this.#lower[point] as number, half[own] as number) * (1 - ROUNDING);
      if ((this.#upper[point] as number) < safe) continue;
      this.#nearest(point, centers);
    }
  }

  #nearest(point: number, centers: Points): void {
    const x = this.#points[2 * point] as number;
    const y = this.#points[2 * point + 1] as number;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let at = 0; at < centers.length; at += 2) {
      const dx = x - (centers[at] as number);
      const dy = y - (centers[at + 1] as number);
      const squared = dx * dx + dy * dy;
      if (squared < least) {
        second = least;
        least = squared;
        best = at;
      } else if (squared < second) {
        second = squared;
      }
    }
    this.clusterOf[point] = best / 2;
    this.#upper[point] = Math.sqrt(least);
    this.#lower[point] = Math.sqrt(second);
  }

  /** The same clusters, numbered without gaps. */
  withoutEmpty({ centers, renamed }: Means): Means {
    if (!renamed.includes(-1)) return { centers, renamed };
    const filled = Float64Array.from(centers.filter((_, at) => renamed[at >> 1] !== -1));
    for (const [point, cluster] of this.clusterOf.entries()) this.clusterOf[point] = renamed[cluster] as number;
    return { centers: filled, renamed };
  }

  /** Widens the bounds by as much as the centres moved. */
  move({ centers, renamed }: Means, before: Points): void {
    const moved = new Float64Array(centers.length / 2);
    for (const [old, cluster] of renamed.entries()) {
      if (cluster !== -1) moved[cluster] = distance(before, old, centers, cluster);
    }
    const farthest = moved.reduce((most, one) => Math.max(most, one), 0);
    for (const [point, cluster] of this.clusterOf.entries()) {
      this.#upper[point] = (this.#upper[point] as number) + (moved[cluster] as number);
      this.#lower[point] = (this.#lower[point] as number) - farthest;
    }
  }
}

/** Half the distance from each centre to the nearest other: a point nearer than that has no nearer centre. */
function halfDistances(centers: Points): Float64Array {
  const size = centers.length / 2;
  const half = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < size; a += 1) {
    for (let b = a + 1; b < size; b += 1) {
      const between = distance(centers, a, centers, b) / 2;
      half[a] = Math.min(half[a] as number, between);
      half[b] = Math.min(half[b] as number, between);
    }
  }
  return half;
}

function means(points: Points, clusterOf: Int32Array, clusters: number, weights?: Float64Array): Means {
  const centers = new Float64Array(2 * clusters);
  const total = new Float64Array(clusters);
  for (let point = 0; point < clusterOf.length; point += 1) {
    const cluster = clusterOf[point] as number;
    const weight = weights === undefined ? 1 : (weights[point] as number);
    total[cluster] = (total[cluster] as number) + weight;
    centers[2 * cluster] = (centers[2 * cluster] as number) + weight * (points[2 * point] as number);
    centers[2 * cluster + 1] = (centers[2 * cluster + 1] as number) + weight * (points[2 * point + 1] as number);
  }
  let filled = 0;
  const renamed = Int32Array.from(total, (weight, cluster) => {
    if (weight === 0) return -1;
    centers[2 * cluster] = (centers[2 * cluster] as number) / weight;
    centers[2 * cluster + 1] = (centers[2 * cluster + 1] as number) / weight;
    filled += 1;
    return filled - 1;
  });
  return { centers, renamed };
}

/** Whether, both lists sorted by x and y, no centre moved 0.01 or more. */
function isStill(before: Points, after: Points): boolean {
  if (before.length !== after.length) return false;
  const [a, b] = [sorted(before), sorted(after)];
  for (let i = 0; i < a.length / 2; i += 1) if (distance(a, i, b, i) >= STILL) return false;
  return true;
}

function sorted(centers: Points): Points {
  const order = Array.from({ length: centers.length / 2 }, (_, i) => i);
  const x = (i: number): number => centers[2 * i] as number;
  const y = (i: number): number => centers[2 * i + 1] as number;
  order.sort((i, j) => x(i) - x(j) || y(i) - y(j));
  return Float64Array.from(order.flatMap((i) => [x(i), y(i)]));
}

/** Euclidean distance from point i of one list to point j of another. */
export function distance(a: Points, i: number, b: Points, j: number): number {
  const dx = (a[2 * i] as number) - (b[2 * j] as number);
  const dy = (a[2 * i + 1] as number) - (b[2 * j + 1] as number);
  return Math.sqrt(dx * dx + dy * dy);
}

/** The first `count` points that differ from all before them, in order. */
export function firstDistinct(points: Points, count: number): Points {
  const found: number[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < points.length && seen.size < count; at += 2) {
    const [x, y] = [points[at] as number, points[at + 1] as number];
    const key = `${x},${y}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(x, y);
  }
  return Float64Array.from(found);
}
