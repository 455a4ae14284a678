// The two directions in which people differ most: principal components of the centred ratings (§3), exactly.
//
// X = F − c, with F the ratings whose missing cells hold the mean c of their column. So a missing cell of X is 0 and X is
// as sparse as the votes: X[p, t] = vote − c[t] where p voted on t. The components are the eigenvectors of A = XᵀX with
// the two largest eigenvalues. They are found by block Lanczos iteration with full reorthogonalisation (Golub & Van
// Loan, Matrix Computations, §10.3.6; restarts after Wu & Simon 2000, "thick-restart Lanczos"): blocks of two vectors, so that equal eigenvalues do no
// harm, and one pass over the votes for each block.
//
// The pass never multiplies in its inner loops. A cell is one of three rows of a small table (disagree, pass, agree, by
// column), so X·V is a sum of table rows, and Xᵀ·(XV) adds the sum of a person back into the same rows of a second table.
//
// Signs: of each component the largest loading in absolute value is positive, the first one among equals (§11).
import { largestEigenpairs, type SymmetricOperator } from "./block-lanczos.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

export type Components = readonly [Float64Array, Float64Array];

/** Loadings of every column on the two components; zeros where people do not differ in a second, or in any, direction. */
export function principalComponents(matrix: VoteMatrix, center: Float64Array): Components {
  const width = matrix.columns.length;
  if (matrix.rows.length === 1) return [signed(onlyRow(matrix)), new Float64Array(width)];
  if (width === 1) return [Float64Array.of(1), Float64Array.of(0)];
  const [first, second] = largestEigenpairs(covariance(matrix, center));
  return [signed(first), signed(second)];
}

/** Edge case of §3: with one person their own ratings are the first component. */
function onlyRow({ cells, out, columns }: VoteMatrix): Float64Array {
  const row = new Float64Array(columns.length);
  for (const cell of cells) {
    const column = Math.floor(cell / 3);
    row[column] = out[column] === 1 ? 0 : cell - 3 * column - 1;
  }
  const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
  return norm === 0 ? row : row.map((x) => x / norm);
}

/** V ↦ XᵀX·V for two vectors at once, interleaved. */
function covariance({ starts, cells, columns, out }: VoteMatrix, center: Float64Array): SymmetricOperator {
  const width = columns.length;
  // What X holds for each kind of cell: nothing where the statement is out.
  const entries = Float64Array.from({ length: 3 * width }, (_, cell) => {
    const column = Math.floor(cell / 3);
    return out[column] === 1 ? 0 : cell - 3 * column - 1 - (center[column] as number);
  });
  const table = new Float64Array(6 * width);
  const sums = new Float64Array(6 * width);
  return {
    dimension: width,
    apply: (vectors, result) => {
      for (let at = 0; at < table.length; at += 1) {
        const cell = at >> 1;
        table[at] = (entries[cell] as number) * (vectors[2 * Math.floor(cell / 3) + (at & 1)] as number);
      }
      sums.fill(0);
      scatter(starts, cells, table, sums);
      result.fill(0);
      for (let at = 0; at < sums.length; at += 1) {
        const cell = at >> 1;
        const to = 2 * Math.floor(cell / 3) + (at & 1);
        result[to] = (result[to] as number) + (entries[cell] as number) * (sums[at] as number);
      }
    },
  };
}

/** For each row, the sum of the table over its cells, added to the same places of `sums`. The hot loop of the whole analysis. */
function scatter(starts: Uint32Array, cells: Uint16Array, table: Float64Array, sums: Float64Array): void {
  for (let row = 0; row + 1 < starts.length; row += 1) {
    const [begin, end] = [starts[row] as number, starts[row + 1] as number];
    let x = 0;
    let y = 0;
    for (let cell = begin; cell < end; cell += 1) {
      const at = (cells[cell] as number) << 1;
      x += table[at] as number;
      y += table[at + 1] as number;
    }
    for (let cell = begin; cell < end; cell += 1) {
      const at = (cells[cell] as number) << 1;
      sums[at] = (sums[at] as number) + x;
      sums[at + 1] = (sums[at + 1] as number) + y;
    }
  }
}

/** Loadings that differ by less are equal, and the first of them decides: which of two equal ones is larger is rounding. */
const EQUAL = 1e-9;

function signed(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const x of vector) if (Math.abs(x) > Math.abs(largest) * (1 + EQUAL)) largest = x;
  // Adding 0 turns −0 into 0.
  return largest < 0 ? vector.map((x) => -x + 0) : vector;
}
