// Lloyd's k-means on the plane, with weights (§5). It starts from given centres and draws nothing, so the same points
// in the same order give the same clusters.
//
// Exact, and cheap with many points: centres are kept in the order of their x, and a point looks for a nearer one than
// its last only as far to each side as that one is near.

/** Points or centres: x and y, interleaved. */
export type Points = Float64Array;

export interface Clustering {
  centers: Points;
  /** Point → its cluster. */
  clusterOf: Int32Array;
}

/** Centres that moved less are still (§5). */
const STILL = 0.01;

export interface KMeansOptions {
  start: Points;
  iterations: number;
  /** Point → weight; 1 without it. */
  weights?: Float64Array;
}

/** Clusters, without those that no point is nearest to. Of equally near centres the first one has the point. */
export function kMeans(points: Points, { start, iterations, weights }: KMeansOptions): Clustering {
  const clusterOf = new Int32Array(points.length / 2);
  if (start.length === 0 && points.length > 0) throw new RangeError("no centres to start from");
  let centers = start;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    assign(points, centers, clusterOf);
    const next = withoutEmpty(means(points, clusterOf, centers.length / 2, weights), clusterOf);
    const still = isStill(centers, next);
    centers = next;
    if (still) break;
  }
  return { centers, clusterOf };
}

/** Gives each point to its nearest centre. */
function assign(points: Points, centers: Points, clusterOf: Int32Array): void {
  const order = Uint32Array.from({ length: centers.length / 2 }, (_, i) => i).sort(
    (a, b) => (centers[2 * a] as number) - (centers[2 * b] as number) || a - b,
  );
  const xs = Float64Array.from(order, (center) => centers[2 * center] as number);
  const ys = Float64Array.from(order, (center) => centers[2 * center + 1] as number);
  const placeOf = new Uint32Array(order.length);
  for (const [place, center] of order.entries()) placeOf[center] = place;
  for (let point = 0; point < clusterOf.length; point += 1) {
    const x = points[2 * point] as number;
    const y = points[2 * point + 1] as number;
    const from = placeOf[clusterOf[point] as number] as number;
    let best = clusterOf[point] as number;
    let least = squared(x - (xs[from] as number), y - (ys[from] as number));
    for (const step of BOTH_WAYS) {
      for (let place = from + step; place >= 0 && place < xs.length; place += step) {
        const dx = x - (xs[place] as number);
        // On the far side of the point everything that follows is farther in x alone.
        if (dx * dx > least) break;
        const found = squared(dx, y - (ys[place] as number));
        const center = order[place] as number;
        if (found > least || (found === least && center > best)) continue;
        least = found;
        best = center;
      }
    }
    clusterOf[point] = best;
  }
}

const BOTH_WAYS = [1, -1] as const;

function squared(dx: number, dy: number): number {
  return dx * dx + dy * dy;
}

interface Means {
  centers: Points;
  /** Old cluster → new one, −1 where it is empty. */
  renamed: Int32Array;
}

/** The centres that have a point, and the clusters numbered without gaps. */
function withoutEmpty({ centers, renamed }: Means, clusterOf: Int32Array): Points {
  if (!renamed.includes(-1)) return centers;
  for (let point = 0; point < clusterOf.length; point += 1)
    clusterOf[point] = renamed[clusterOf[point] as number] as number;
  return centers.filter((_, at) => renamed[at >> 1] !== -1);
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
