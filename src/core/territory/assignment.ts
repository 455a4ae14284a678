/**
 * The assignment problem: one column for each row, none twice, with the least total cost (Kuhn 1955, Munkres 1957, in the
 * shortest-augmenting-path form of Jonker and Volgenant 1987). O(rows² × columns), exact and deterministic.
 *
 * @param cost rows × columns, all rows of the same length, at least as many columns as rows
 * @returns the column of each row
 */
export function assignMinimumCost(cost: readonly (readonly number[])[]): number[] {
  const columns = cost[0]?.length ?? 0;
  if (columns < cost.length) throw new RangeError("There are fewer columns than rows");
  const rowPotential = new Float64Array(cost.length);
  const columnPotential = new Float64Array(columns);
  const rowOf = new Int32Array(columns).fill(-1);
  for (let row = 0; row < cost.length; row++) {
    augment({ cost, columns, rowPotential, columnPotential, rowOf }, row);
  }
  const columnOf: number[] = new Array(cost.length).fill(-1);
  rowOf.forEach((row, column) => {
    if (row >= 0) columnOf[row] = column;
  });
  return columnOf;
}

interface Matching {
  readonly cost: readonly (readonly number[])[];
  readonly columns: number;
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
  readonly rowOf: Int32Array;
}

/** Brings one more row into the matching along the cheapest alternating path, as Dijkstra would find it. */
function augment({ cost, columns, rowPotential, columnPotential, rowOf }: Matching, start: number): void {
  const distance = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const previous = new Int32Array(columns).fill(-1);
  const done = new Uint8Array(columns);
  let row = start;
  let reached = 0;
  let last = -1;
  do {
    const from = last;
    let best = -1;
    for (let column = 0; column < columns; column++) {
      if (done[column]) continue;
      const reduced = (cost[row]?.[column] ?? 0) - (rowPotential[row] ?? 0) - (columnPotential[column] ?? 0);
      if (reached + reduced < (distance[column] ?? 0)) {
        distance[column] = reached + reduced;
        previous[column] = from;
      }
      if (best < 0 || (distance[column] ?? 0) < (distance[best] ?? 0)) best = column;
    }
    done[best] = 1;
    reached = distance[best] ?? 0;
    last = best;
    row = rowOf[best] ?? -1;
  } while (row >= 0);
  raisePotentials({ rowPotential, columnPotential, rowOf, done, distance, reached, start });
  for (let column = last; column >= 0; ) {
    const before = previous[column] ?? -1;
    rowOf[column] = before < 0 ? start : (rowOf[before] ?? -1);
    column = before;
  }
}

function raisePotentials(step: {
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
  readonly rowOf: Int32Array;
  readonly done: Uint8Array;
  readonly distance: Float64Array;
  readonly reached: number;
  readonly start: number;
}): void {
  step.rowPotential[step.start] = (step.rowPotential[step.start] ?? 0) + step.reached;
  step.done.forEach((isDone, column) => {
    if (!isDone) return;
    const gain = step.reached - (step.distance[column] ?? 0);
    const row = step.rowOf[column] ?? -1;
    if (row >= 0) step.rowPotential[row] = (step.rowPotential[row] ?? 0) + gain;
    step.columnPotential[column] = (step.columnPotential[column] ?? 0) - gain;
  });
}
