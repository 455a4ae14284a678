// Eigenvalues and eigenvectors of a small symmetric matrix: cyclic Jacobi rotations (Golub & Van Loan, Matrix
// Computations, §8.5). Slower than other methods above a hundred rows, and the shortest and most accurate below.

export interface Spectrum {
  /** Descending. */
  values: Float64Array;
  /** Unit vectors, in the order of the values. */
  vectors: Float64Array[];
}

const MOST_SWEEPS = 60;

/** The spectrum of a symmetric matrix given by rows. It is overwritten. */
export function symmetricEigen(matrix: Float64Array, size: number): Spectrum {
  // Rows are the vectors: rotations then touch memory that lies together.
  const vectors = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
  const scale = Math.sqrt(matrix.reduce((sum, x) => sum + x * x, 0));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let rotated = false;
    for (let p = 0; p < size - 1; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        if (Math.abs(matrix[p * size + q] as number) <= 1e-17 * scale) continue;
        rotate(matrix, size, vectors, p, q);
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => diagonal(matrix, size, b) - diagonal(matrix, size, a) || a - b,
  );
  return {
    values: Float64Array.from(order, (i) => diagonal(matrix, size, i)),
    vectors: order.map((i) => vectors[i] ?? new Float64Array(size)),
  };
}

function diagonal(matrix: Float64Array, size: number, i: number): number {
  return matrix[i * size + i] as number;
}

/** The rotation of the plane (p, q) that makes its cell 0. */
function rotate(matrix: Float64Array, size: number, vectors: readonly Float64Array[], p: number, q: number): void {
  const apq = matrix[p * size + q] as number;
  const theta = (diagonal(matrix, size, q) - diagonal(matrix, size, p)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const [app, aqq] = [diagonal(matrix, size, p), diagonal(matrix, size, q)];
  for (let k = 0; k < size; k += 1) {
    const [kp, kq] = [matrix[p * size + k] as number, matrix[q * size + k] as number];
    const [x, y] = [c * kp - s * kq, s * kp + c * kq];
    matrix[p * size + k] = x;
    matrix[k * size + p] = x;
    matrix[q * size + k] = y;
    matrix[k * size + q] = y;
  }
  matrix[p * size + p] = app - t * apq;
  matrix[q * size + q] = aqq + t * apq;
  matrix[p * size + q] = 0;
  matrix[q * size + p] = 0;
  const [vp, vq] = [vectors[p], vectors[q]];
  if (vp === undefined || vq === undefined) return;
  for (let k = 0; k < size; k += 1) {
    const [x, y] = [vp[k] as number, vq[k] as number];
    vp[k] = c * x - s * y;
    vq[k] = s * x + c * y;
  }
}
