// Indicators × territories × periods × breakdowns in memory, dense, so that a page asks once and waits for nothing. It is a copy:
// the database is the truth, and a cube can be thrown away at any moment.
//
// A plane is the numbers of one indicator: its cells in the order [breakdown][period][territory], so that a map (all the territories of a year) is one
// run of numbers, read without copying. Values are 64-bit: pesos and 12.5 come back exactly. Beside each stands a status byte, because
// zero, missing, not programmed and suppressed are four things and no number can say which.

/** Byte of a cell → what it holds. The first is the byte of a cell that nobody filled. */
export const STATUSES = [
  "missing",
  "normal",
  "provisional",
  "estimated",
  "imputed",
  "break",
  "not_programmed",
  "suppressed",
  "confidential",
] as const;
export type Status = (typeof STATUSES)[number];

const FIRST_WITH_VALUE = STATUSES.indexOf("normal");
const LAST_WITH_VALUE = STATUSES.indexOf("break");
export const NOT_PROGRAMMED = STATUSES.indexOf("not_programmed");
export const SUPPRESSED = STATUSES.indexOf("suppressed");

/** Whether the cell has a number that may be shown and counted. */
export function hasValue(status: number): boolean {
  return status >= FIRST_WITH_VALUE && status <= LAST_WITH_VALUE;
}

/** What the places of a cell mean. All indicators of a cube share territories and periods; breakdowns are of each. */
export interface Axes {
  territories: readonly string[];
  periods: readonly number[];
}

export interface CellInput {
  /** Place in the axes, and in the breakdowns of the plane. */
  breakdown: number;
  period: number;
  territory: number;
  status: number;
  value: number;
  numerator?: number;
  denominator?: number;
}

/** The numbers of one indicator. */
export class Plane {
  readonly values: Float64Array;
  readonly statuses: Uint8Array;
  /** Only of what is rolled up by them: NaN where there is none. */
  #numerators: Float64Array | undefined;
  #denominators: Float64Array | undefined;

  constructor(
    readonly axes: Axes,
    readonly breakdowns: number,
  ) {
    const cells = breakdowns * axes.periods.length * axes.territories.length;
    this.values = new Float64Array(cells);
    this.statuses = new Uint8Array(cells);
  }

  get numerators(): Float64Array | undefined {
    return this.#numerators;
  }

  get denominators(): Float64Array | undefined {
    return this.#denominators;
  }

  /** Fills a cell, or fills it anew. A cell without a value holds 0 and a status that says so. */
  set(cell: CellInput): void {
    const at = this.at(cell.breakdown, cell.period) + cell.territory;
    this.statuses[at] = cell.status;
    this.values[at] = hasValue(cell.status) ? cell.value : 0;
    if (cell.numerator !== undefined || cell.denominator !== undefined)
      this.setParts(at, cell.numerator ?? Number.NaN, cell.denominator ?? Number.NaN);
  }

  /** What a ratio is made of, at a place in the rows of numbers. */
  setParts(at: number, numerator: number, denominator: number): void {
    this.#numerators ??= new Float64Array(this.values.length).fill(Number.NaN);
    this.#denominators ??= new Float64Array(this.values.length).fill(Number.NaN);
    this.#numerators[at] = numerator;
    this.#denominators[at] = denominator;
  }

  /** Where the run of territories of a breakdown and a period begins. */
  at(breakdown: number, period: number): number {
    return (breakdown * this.axes.periods.length + period) * this.axes.territories.length;
  }

  /** All the territories of a breakdown and a period: what a map paints. Views, not copies. */
  map(breakdown: number, period: number): { values: Float64Array; statuses: Uint8Array } {
    const [from, to] = [this.at(breakdown, period), this.at(breakdown, period) + this.axes.territories.length];
    return { values: this.values.subarray(from, to), statuses: this.statuses.subarray(from, to) };
  }

  /** One territory through the periods. */
  series(breakdown: number, territory: number): { value: number | null; status: Status }[] {
    return this.axes.periods.map((_, period) => {
      const at = this.at(breakdown, period) + territory;
      const status = this.statuses[at] ?? 0;
      return { value: hasValue(status) ? (this.values[at] ?? null) : null, status: STATUSES[status] ?? "missing" };
    });
  }

  get bytes(): number {
    const rows = [this.values, this.statuses, this.#numerators, this.#denominators];
    return rows.reduce((sum, row) => sum + (row?.byteLength ?? 0), 0);
  }
}

export interface Cube {
  axes: Axes;
  /** Code of the indicator → its numbers. */
  planes: ReadonlyMap<string, Plane>;
}

/** Bytes of the numbers of a cube. */
export function cubeBytes(cube: Cube): number {
  return [...cube.planes.values()].reduce((sum, plane) => sum + plane.bytes, 0);
}

export interface Scan {
  /** Cells by status, in the order of `STATUSES`. */
  counts: number[];
  sum: number;
  least: number;
  most: number;
}

/** Looks at every cell of a cube. */
export function scan(cube: Cube): Scan {
  const counts = new Int32Array(STATUSES.length);
  const found: Scan = { counts: [], sum: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
  for (const plane of cube.planes.values()) scanPlane(plane, counts, found);
  return { ...found, counts: [...counts] };
}

function scanPlane({ values, statuses }: Plane, counts: Int32Array, found: Scan): void {
  let { sum, least, most } = found;
  for (let at = 0; at < statuses.length; at += 1) {
    const status = statuses[at] as number;
    counts[status] = (counts[status] as number) + 1;
    if (!hasValue(status)) continue;
    const value = values[at] as number;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  Object.assign(found, { sum, least, most });
}
