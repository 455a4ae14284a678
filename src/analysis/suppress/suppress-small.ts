// Counts by group of people, made safe to publish: a count of 1 to 4 can point to somebody, so it is neither shown nor
// left to be found by subtraction from a total.

/** Below this, a count of people is not published. Zero says nothing about anybody and stays. */
export const SMALLEST_SHOWN = 5;

export interface SuppressedCounts<K> {
  /** The count of each group; null where it is not published. */
  counts: ReadonlyMap<K, number | null>;
  /** The sum of all groups; null where it would give a hidden count away. */
  total: number | null;
}

/**
 * Hides the counts of 1 to 4, and enough beside them.
 *
 * With the total published, one hidden count is total minus the rest. So the smallest published count is hidden too
 * (every zero, where there is no other): each hidden count may then be the large one. Where nothing else can be hidden,
 * the total is. Groups may overlap (one need, several groups): the total is then larger than the people, and subtraction
 * finds even less.
 */
export function suppressSmall<K>(counts: ReadonlyMap<K, number>): SuppressedCounts<K> {
  const entries = [...counts];
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  const hidden = new Set(entries.filter(([, count]) => count > 0 && count < SMALLEST_SHOWN).map(([key]) => key));
  if (hidden.size === 0) return { counts, total };
  const large = entries.filter(([, count]) => count >= SMALLEST_SHOWN).toSorted(([, a], [, b]) => a - b);
  const [companion] = large;
  if (companion !== undefined) {
    // Equal counts are hidden together: which one was chosen would tell nothing, but its twin would show it.
    for (const [key, count] of large) if (count === companion[1]) hidden.add(key);
  }
  return {
    counts: new Map(entries.map(([key, count]) => [key, hidden.has(key) ? null : count])),
    total: companion === undefined ? null : total,
  };
}

/** Cells of a table by two dimensions: group and place, group and state… */
export interface SuppressedTable<R, C> {
  cells: ReadonlyMap<R, ReadonlyMap<C, number | null>>;
  rows: ReadonlyMap<R, number | null>;
  columns: ReadonlyMap<C, number | null>;
  total: number | null;
}

/**
 * The same for a table with the totals of its rows and columns. A margin is published only when all of its cells are:
 * then no equation holds a hidden cell, and nothing can be subtracted.
 */
export function suppressSmallTable<R, C>(table: ReadonlyMap<R, ReadonlyMap<C, number>>): SuppressedTable<R, C> {
  const isShown = (count: number): boolean => count === 0 || count >= SMALLEST_SHOWN;
  const sum = (counts: readonly number[]): number | null =>
    counts.every(isShown) ? counts.reduce((total, count) => total + count, 0) : null;
  const columns = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))];
  const rows = [...table.values()];
  return {
    cells: new Map(
      [...table].map(([row, cells]) => [
        row,
        new Map([...cells].map(([column, count]) => [column, isShown(count) ? count : null])),
      ]),
    ),
    rows: new Map([...table].map(([row, cells]) => [row, sum([...cells.values()])])),
    columns: new Map(columns.map((column) => [column, sum(rows.map((row) => row.get(column) ?? 0))])),
    total: sum(rows.flatMap((row) => [...row.values()])),
  };
}
