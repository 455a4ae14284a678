// The two largest eigenpairs of a symmetric positive semidefinite operator, by block Lanczos iteration with full
// reorthogonalisation and thick restarts. Deterministic: the start is fixed, and every sum has one order.
import { symmetricEigen } from "./symmetric-eigen.ts";

export interface SymmetricOperator {
  dimension: number;
  /** Applies it to two vectors, interleaved: element i of vector s is at 2i + s. */
  apply: (vectors: Float64Array, result: Float64Array) => void;
}

/** Vectors of the basis before a restart, and how many directions survive it. */
const MOST_VECTORS = 80;
const KEPT = 20;
/** Passes between two looks at how far it has got: a look costs about as much as a pass over many votes. */
const LOOK_EVERY = 4;
const MOST_PASSES = 2000;
/** Estimated error of an eigenvector (residual over distance to the next eigenvalue) with which we stop. */
const ACCURACY = 1e-12;
/** A residual so small, relative to the largest eigenvalue, is rounding: more passes bring nothing. */
const ROUNDING = 4e-15;
/** An eigenvalue so small beside the first is 0: there is no such direction. */
const NOTHING = 1e-12;

/** Unit eigenvectors of the two largest eigenvalues, the largest first; a zero vector where the eigenvalue is 0. */
export function largestEigenpairs(operator: SymmetricOperator): [Float64Array, Float64Array] {
  const start = [1, 2].map((seed) => pseudorandom(operator.dimension, seed));
  const space = new KrylovSpace(operator, start);
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    const more = space.grow();
    if (more && pass % LOOK_EVERY !== 0 && !space.full) continue;
    const found = space.look();
    if (!more || isDone(found)) return found.vectors;
    if (space.full) space.restart();
  }
  return space.look().vectors;
}

interface Look {
  values: readonly number[];
  residuals: readonly number[];
  vectors: [Float64Array, Float64Array];
}

function isDone({ values: [first = 0, second = 0, third = 0], residuals: [r1 = 0, r2 = 0] }: Look): boolean {
  const floor = ROUNDING * first;
  const near1 = r1 <= Math.max(floor, ACCURACY * (first - second));
  const near2 = r2 <= Math.max(floor, ACCURACY * Math.min(first - second, second - third));
  return near1 && near2;
}

/** An orthonormal basis Q of a subspace that grows by A·Q, and T = QᵀAQ. */
class KrylovSpace {
  readonly #operator: SymmetricOperator;
  readonly #basis: Float64Array[] = [];
  /** T, by rows of MOST_VECTORS + 2. */
  readonly #t = new Float64Array((MOST_VECTORS + 2) ** 2);
  /** The next block: not yet multiplied. Its vectors are in the basis too. */
  #front = 0;
  /** What the last products had outside of the space: residuals come from them. */
  #outside: Float64Array[] = [];
  #spectrum: ReturnType<typeof symmetricEigen> | undefined;

  /**
   * Starts from the images of two vectors. An image has exact zeros where the operator has zero rows (statements that are out,
   * or with equal votes of all), and then so has every vector of the space.
   */
  constructor(operator: SymmetricOperator, start: readonly Float64Array[]) {
    this.#operator = operator;
    for (const image of this.#multiply(start)) this.#admit(image, norm(image));
  }

  get full(): boolean {
    return this.#basis.length > MOST_VECTORS - 2;
  }

  /** Multiplies the front block and makes the next one of what is new. Answers false when nothing is: the space is invariant. */
  grow(): boolean {
    const begin = this.#front;
    const block = this.#basis.slice(begin);
    const products = this.#multiply(block);
    for (const [index, product] of products.entries()) this.#project(product, begin + index);
    this.#outside = products;
    this.#front = this.#basis.length;
    for (const product of products) this.#admit(product.slice(), norm(product));
    return this.#basis.length > this.#front;
  }

  #multiply(block: readonly Float64Array[]): Float64Array[] {
    const { dimension, apply } = this.#operator;
    const [first, second] = block;
    const both = new Float64Array(2 * dimension);
    const result = new Float64Array(2 * dimension);
    for (let i = 0; i < dimension; i += 1) {
      both[2 * i] = first?.[i] ?? 0;
      both[2 * i + 1] = second?.[i] ?? 0;
    }
    apply(both, result);
    return block.map((_, side) => Float64Array.from({ length: dimension }, (_, i) => result[2 * i + side] as number));
  }

  /** Writes column `index` of T, and takes out of `product` = A·q what lies in the space. Twice is enough (Kahan & Parlett). */
  #project(product: Float64Array, index: number): void {
    for (let round = 0; round < 2; round += 1) {
      for (const [i, q] of this.#basis.entries()) {
        const along = dot(q, product);
        subtract(product, along, q);
        if (round === 0) this.#set(i, index, along);
      }
    }
  }

  #set(i: number, j: number, value: number): void {
    this.#t[i * (MOST_VECTORS + 2) + j] = value;
    this.#t[j * (MOST_VECTORS + 2) + i] = value;
  }

  /** Adds a direction to the basis, unless rounding is all that it has outside of the space. `before`: its length, to compare. */
  #admit(vector: Float64Array, before: number): void {
    if (this.#basis.length >= this.#operator.dimension) return;
    for (let round = 0; round < 2; round += 1) for (const q of this.#basis) subtract(vector, dot(q, vector), q);
    const length = norm(vector);
    if (length <= this.#scale() * 1e-13 || length <= before * 1e-10) return;
    for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] as number) / length;
    this.#basis.push(vector);
  }

  #scale(): number {
    return Math.abs(this.#t[0] as number);
  }

  /** The best approximations within the space (Rayleigh–Ritz). */
  look(): Look {
    const size = this.#front;
    const small = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1) small[i * size + j] = this.#t[i * (MOST_VECTORS + 2) + j] as number;
    const spectrum = symmetricEigen(small, size);
    this.#spectrum = spectrum;
    const { values } = spectrum;
    const vectors = [0, 1].map((rank) =>
      (values[rank] ?? 0) <= NOTHING * (values[0] ?? 0) ? new Float64Array(this.#operator.dimension) : this.#ritz(rank),
    );
    return {
      values: Array.from(values),
      residuals: [0, 1].map((rank) => this.#residual(rank)),
      vectors: vectors as [Float64Array, Float64Array],
    };
  }

  #ritz(rank: number): Float64Array {
    const vector = new Float64Array(this.#operator.dimension);
    const { vectors = [] } = this.#spectrum ?? {};
    for (const [i, weight] of (vectors[rank] ?? []).entries()) subtract(vector, -weight, this.#basis[i] ?? vector);
    return vector;
  }

  /** ‖A·y − θ·y‖ of a Ritz pair: what the last block, weighted, has outside of the space. */
  #residual(rank: number): number {
    const weights = this.#spectrum?.vectors[rank];
    if (weights === undefined) return 0;
    const sum = new Float64Array(this.#operator.dimension);
    const first = this.#front - this.#outside.length;
    for (const [index, vector] of this.#outside.entries()) subtract(sum, -(weights[first + index] ?? 0), vector);
    return norm(sum);
  }

  /** Keeps the best directions and the front, and forgets the rest. */
  restart(): void {
    const front = this.#basis.slice(this.#front);
    const kept = Array.from({ length: KEPT }, (_, rank) => this.#ritz(rank));
    const values = this.#spectrum?.values ?? [];
    this.#basis.splice(0, this.#basis.length, ...kept, ...front);
    this.#t.fill(0);
    for (let i = 0; i < KEPT; i += 1) this.#set(i, i, values[i] ?? 0);
    this.#front = KEPT;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** target ← target − factor · vector */
function subtract(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] as number) - factor * (vector[i] as number);
}

/** Numbers without a pattern, from −1 to 1: a start that no eigenvector of real votes is orthogonal to (xorshift32). */
function pseudorandom(length: number, seed: number): Float64Array {
  let state = (seed * 0x9e3779b9) | 0;
  return Float64Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  });
}
