// From points to groups (§5): people with enough votes, at most a hundred base clusters of people who stand together,
// groups of base clusters, and how many groups explain best. It always starts cold, so that a result is a function of the
// votes and not of its history.
import { firstDistinct, kMeans, type Points } from "./k-means.ts";
import { silhouette } from "./silhouette.ts";
import type { Mark } from "./types.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

/** Votes with which a person is in the conversation, and how many people it has at least. */
const ENOUGH_VOTES = 7;
const FEWEST_PEOPLE = 15;
const BASE_CLUSTERS = 100;
const BASE_ITERATIONS = 100;
const GROUP_ITERATIONS = 20;
const MOST_GROUPS = 5;

export interface Grouping {
  /** Row → group, −1 outside of the conversation. Groups are numbered by size, the largest first. */
  groupOf: Int32Array;
  groups: number;
  silhouette: number | null;
  marks: readonly Mark[];
}

/**
 * Groups the rows by where they stand.
 * @param wanted how many groups; without it the number with the largest silhouette, the smallest of equals.
 */
export function groupPeople(matrix: VoteMatrix, projections: Points, wanted?: number): Grouping {
  const rows = inConversation(matrix);
  const points = Float64Array.from(
    rows.flatMap((row) => [projections[2 * row] as number, projections[2 * row + 1] as number]),
  );
  const base = kMeans(points, { start: firstDistinct(points, BASE_CLUSTERS), iterations: BASE_ITERATIONS });
  const weights = weightsOf(base.clusterOf, base.centers.length / 2);
  const best = bestClustering(base.centers, weights, wanted);
  const names = bySize(best.clusterOf, base.clusterOf);
  const groupOfBase = best.clusterOf.map((cluster) => names.indexOf(cluster));
  const groupOf = new Int32Array(matrix.rows.length).fill(-1);
  for (const [index, row] of rows.entries()) groupOf[row] = groupOfBase[base.clusterOf[index] as number] as number;
  const marks = Array.from(groupOfBase, (group, cluster) => ({
    x: base.centers[2 * cluster] as number,
    y: base.centers[2 * cluster + 1] as number,
    people: weights[cluster] as number,
    group,
  }));
  return { groupOf, groups: names.length, silhouette: best.silhouette, marks };
}

/** Rows with at least 7 votes (or all statements, if fewer), ascending; the most active others until there are 15. */
export function inConversation({ starts, columns }: VoteMatrix): number[] {
  const votes = Array.from(
    { length: starts.length - 1 },
    (_, row) => (starts[row + 1] as number) - (starts[row] as number),
  );
  const enough = Math.min(ENOUGH_VOTES, columns.length);
  const inside = votes.flatMap((count, row) => (count >= enough ? [row] : []));
  if (inside.length >= FEWEST_PEOPLE) return inside;
  const others = votes.flatMap((count, row) => (count < enough ? [row] : []));
  others.sort((a, b) => (votes[b] ?? 0) - (votes[a] ?? 0) || a - b);
  return [...inside, ...others.slice(0, FEWEST_PEOPLE - inside.length)].sort((a, b) => a - b);
}

function weightsOf(clusterOf: Int32Array, clusters: number): Float64Array {
  const weights = new Float64Array(clusters);
  for (const cluster of clusterOf) weights[cluster] = (weights[cluster] as number) + 1;
  return weights;
}

interface Candidate {
  clusterOf: Int32Array;
  silhouette: number | null;
}

function bestClustering(centers: Points, weights: Float64Array, wanted?: number): Candidate {
  const most = Math.min(MOST_GROUPS, 2 + Math.floor(weights.length / 12));
  const sizes = wanted === undefined ? Array.from({ length: most - 1 }, (_, index) => index + 2) : [wanted];
  let best: Candidate | undefined;
  for (const size of sizes) {
    const { clusterOf } = kMeans(centers, {
      start: firstDistinct(centers, size),
      iterations: GROUP_ITERATIONS,
      weights,
    });
    const candidate = { clusterOf, silhouette: silhouette(centers, clusterOf) };
    if (best === undefined || (candidate.silhouette ?? -1) > (best.silhouette ?? -1)) best = candidate;
  }
  return best ?? { clusterOf: new Int32Array(weights.length), silhouette: null };
}

/** Clusters by how many people they have, the largest first; among equals the one with the first person. */
function bySize(clusterOfBase: Int32Array, baseOfPerson: Int32Array): number[] {
  const sizes = new Map<number, number>();
  for (const base of baseOfPerson) {
    const cluster = clusterOfBase[base] as number;
    sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  }
  // A map keeps the order in which clusters were first met, and the sort is stable.
  return [...sizes].sort(([, a], [, b]) => b - a).map(([cluster]) => cluster);
}
