import { distance, type Points } from "./k-means.ts";

/**
 * Mean silhouette of a clustering (Rousseeuw 1987): for each point s = (b − a) / max(a, b), with a its mean distance to
 * the rest of its cluster and b the least of its mean distances to the other clusters; 0 for a point alone in its cluster.
 * From −1 to 1; null with fewer than two clusters. Quadratic: for base clusters (§5), which are at most a hundred.
 */
export function silhouette(points: Points, clusterOf: Int32Array): number | null {
  const sizes: number[] = [];
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  if (sizes.length < 2) return null;
  let total = 0;
  for (const [point, own] of clusterOf.entries()) {
    const sums = sizes.map(() => 0);
    for (const [other, cluster] of clusterOf.entries())
      sums[cluster] = (sums[cluster] ?? 0) + distance(points, point, points, other);
    total += width(sums, sizes, own);
  }
  return total / clusterOf.length;
}

function width(sums: readonly number[], sizes: readonly number[], own: number): number {
  const alone = sizes[own] === 1;
  if (alone) return 0;
  const a = (sums[own] ?? 0) / ((sizes[own] ?? 0) - 1);
  const others = sums.filter((_, cluster) => cluster !== own).map((sum, i) => sum / (sizes[i < own ? i : i + 1] ?? 1));
  const b = Math.min(...others);
  return a === 0 && b === 0 ? 0 : (b - a) / Math.max(a, b);
}
