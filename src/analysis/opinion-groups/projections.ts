// Where each person stands on the plane of the two components (§4). A person with few votes is pushed outwards, by
// sqrt(C / votes), so that they are not all in the middle for having said little.
import type { Components } from "./components.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

/**
 * x and y of every row, interleaved. A statement that is out is 0 for everybody in R (§2), voted or not: it counts as present
 * in every row and pulls nowhere.
 */
export function projectPeople(matrix: VoteMatrix, center: Float64Array, components: Components): Float64Array {
  const { starts, cells, columns, out } = matrix;
  const [pullX, pullY] = components.map((loadings) => pulls(loadings, center, out)) as [Float64Array, Float64Array];
  // 1 where a vote counts, 0 where the statement is out: those are counted once for everybody.
  const counted = Uint8Array.from(
    { length: 3 * columns.length },
    (_, cell) => 1 - (out[Math.floor(cell / 3)] as number),
  );
  const outside = out.reduce((sum, one) => sum + one, 0);
  const points = new Float64Array(2 * (starts.length - 1));
  for (let row = 0; row + 1 < starts.length; row += 1) {
    let present = outside;
    let x = 0;
    let y = 0;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const cell = cells[at] as number;
      present += counted[cell] as number;
      x += pullX[cell] as number;
      y += pullY[cell] as number;
    }
    const scale = Math.sqrt(columns.length / Math.max(1, present));
    // Adding 0 turns −0 into 0, which is what is published.
    points[2 * row] = scale * x + 0;
    points[2 * row + 1] = scale * y + 0;
  }
  return points;
}

/** (R − c) · loading for each kind of cell: 0 where the statement is out, also when it is the only one. */
function pulls(loadings: Float64Array, center: Float64Array, out: Uint8Array): Float64Array {
  return Float64Array.from({ length: 3 * center.length }, (_, cell) => {
    const column = Math.floor(cell / 3);
    if (out[column] === 1) return 0;
    return (cell - 3 * column - 1 - (center[column] as number)) * (loadings[column] as number);
  });
}

/**
 * Extremity of every statement: how far from the middle somebody stands whose only vote is an agreement with it,
 * E = sqrt(C) · (1 − c) · ‖(pc1, pc2)‖.
 */
export function extremities(center: Float64Array, [pc1, pc2]: Components): Float64Array {
  const scale = Math.sqrt(center.length);
  return center.map((mean, column) => {
    const x = scale * (1 - mean) * (pc1[column] as number);
    const y = scale * (1 - mean) * (pc2[column] as number);
    return Math.sqrt(x * x + y * y);
  });
}
