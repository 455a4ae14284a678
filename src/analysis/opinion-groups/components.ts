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
export function principalComponents(matrix: VoteMatrix, center: Float64Array, warm?: Components): Components {
  const width = matrix.columns.length;
  if (matrix.rows.length === 1) return [signed(onlyRow(matrix)), new Float64Array(width)];
  if (width === 1) return [Float64Array.of(1), Float64Array.of(0)];
  const [first, second] = largestEigenpairs(covariance(matrix, center), warm);
  return [signed(first), signed(second)];
}

/** Edge case of §3: with one person their own ratings are the first component. */
function onlyRow({ cellColumns, cellValues, out, columns }: VoteMatrix): Float64Array {
  const row = new Float64Array(columns.length);
  for (const [cell, column] of cellColumns.entries())
    row[column] = out[column] === 1 ? 0 : (cellValues[cell] as number);
  const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
  return norm === 0 ? row : row.map((x) => x / norm);
}

/** V ↦ XᵀX·V for two vectors at once, interleaved. */
function covariance(matrix: VoteMatrix, center: Float64Array): SymmetricOperator {
  const { starts, cellColumns, cellValues, columns, out } = matrix;
  const { codes, ends } = cellCodes(starts, cellColumns, cellValues, out);
  const width = columns.length;
  const table = new Float64Array(6 * width);
  const sums = new Float64Array(6 * width);
  return {
    dimension: width,
    apply: (vectors, result) => {
      for (let column = 0; column < width; column += 1) {
        for (let vote = 0; vote < 3; vote += 1) {
          const x = vote - 1 - (center[column] as number);
          const at = 6 * column + 2 * vote;
          table[at] = x * (vectors[2 * column] as number);
          table[at + 1] = x * (vectors[2 * column + 1] as number);
        }
      }
      sums.fill(0);
      scatter(codes, ends, table, sums);
      for (let column = 0; column < width; column += 1) {
        const at = 6 * column;
        const c = center[column] as number;
        for (let side = 0; side < 2; side += 1) {
          const [disagree, pass, agree] = [sums[at + side], sums[at + 2 + side], sums[at + 4 + side]] as number[];
          result[2 * column + side] =
            (agree as number) * (1 - c) - (pass as number) * c - (disagree as number) * (1 + c);
        }
      }
    },
  };
}

/** For each row, the sum of the table over its cells, added to the same places of `sums`. The hot loop of the whole analysis. */
function scatter(codes: Uint16Array, ends: Uint32Array, table: Float64Array, sums: Float64Array): void {
  let begin = 0;
  for (let row = 0; row < ends.length; row += 1) {
    const end = ends[row] as number;
    let x = 0;
    let y = 0;
    for (let cell = begin; cell < end; cell += 1) {
      const at = (codes[cell] as number) << 1;
      x += table[at] as number;
      y += table[at + 1] as number;
    }
    for (let cell = begin; cell < end; cell += 1) {
      const at = (codes[cell] as number) << 1;
      sums[at] = (sums[at] as number) + x;
      sums[at + 1] = (sums[at + 1] as number) + y;
    }
    begin = end;
  }
}

/** Cell → 3 · column + vote + 1, without the statements that are out, whose cells of X are 0; and where each row ends. */
function cellCodes(starts: Uint32Array, columns: Uint16Array, values: Int8Array, out: Uint8Array) {
  // 10 000 statements by three votes still fit in 16 bits.
  const codes = new Uint16Array(columns.length);
  const ends = new Uint32Array(starts.length - 1);
  let count = 0;
  for (let row = 0; row < ends.length; row += 1) {
    for (let cell = starts[row] as number; cell < (starts[row + 1] as number); cell += 1) {
      const column = columns[cell] as number;
      if (out[column] === 1) continue;
      codes[count] = 3 * column + (values[cell] as number) + 1;
      count += 1;
    }
    ends[row] = count;
  }
  return { codes: codes.subarray(0, count), ends };
}

function signed(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const x of vector) if (Math.abs(x) > Math.abs(largest)) largest = x;
  // Adding 0 turns −0 into 0.
  return largest < 0 ? vector.map((x) => -x + 0) : vector;
}
