// Where each person stands on the plane of the two components (§4). A person with few votes is pushed outwards, by
// sqrt(C / votes), so that they are not all in the middle for having said little.
import type { Components } from "./components.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

/**
 * x and y of every row, interleaved. A statement that is out is 0 for everybody in R (§2), voted or not: it counts as present
 * in every row and pulls nowhere.
 */
export function projectPeople(matrix: VoteMatrix, center: Float64Array, [pc1, pc2]: Components): Float64Array {
  const { starts, cellColumns, cellValues, columns, out } = matrix;
  const outside = out.reduce((sum, one) => sum + one, 0);
  const points = new Float64Array(2 * (starts.length - 1));
  for (let row = 0; row + 1 < starts.length; row += 1) {
    let present = outside;
    let x = 0;
    let y = 0;
    for (let cell = starts[row] as number; cell < (starts[row + 1] as number); cell += 1) {
      const column = cellColumns[cell] as number;
      if (out[column] === 1) continue;
      const rating = (cellValues[cell] as number) - (center[column] as number);
      present += 1;
      x += rating * (pc1[column] as number);
      y += rating * (pc2[column] as number);
    }
    const scale = Math.sqrt(columns.length / Math.max(1, present));
    // Adding 0 turns −0 into 0, which is what is published.
    points[2 * row] = scale * x + 0;
    points[2 * row + 1] = scale * y + 0;
  }
  return points;
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
