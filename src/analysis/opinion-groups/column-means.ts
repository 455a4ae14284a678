import type { VoteMatrix } from "./vote-matrix.ts";

/** How many disagree, pass and agree on each statement, among everybody: three numbers a column. */
export function countVotes({ cells, columns }: VoteMatrix): Int32Array {
  const counts = new Int32Array(3 * columns.length);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const code = cells[cell] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

/** Means of the columns of the rating matrix R, 0 where the statement is out (§2, §3). Exact up to one division. */
export function columnMeans({ columns, out }: VoteMatrix, counts: Int32Array): Float64Array {
  return Float64Array.from(columns, (_, column) => {
    const [disagrees, passes, agrees] = counts.subarray(3 * column, 3 * column + 3);
    const all = (disagrees as number) + (passes as number) + (agrees as number);
    // Every column has a vote, so `all` is not 0. Adding 0 turns −0 into 0, which is what is published.
    return out[column] === 1 ? 0 : ((agrees as number) - (disagrees as number)) / all + 0;
  });
}
