import type { GroupVotes } from "./types.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

/** Counts, for each group and statement, the votes of the group's members (§6), as they were cast (M of §2). */
export function countGroupVotes(matrix: VoteMatrix, groupOf: Int32Array, groups: number): GroupVotes {
  const { starts, cellColumns, cellValues } = matrix;
  const columns = matrix.columns.length;
  const [agrees, disagrees, all] = [0, 0, 0].map(() => new Int32Array(groups * columns)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    if (group === -1) continue;
    for (let cell = starts[row] as number; cell < (starts[row + 1] as number); cell += 1) {
      const at = group * columns + (cellColumns[cell] as number);
      const value = cellValues[cell] as number;
      all[at] = (all[at] as number) + 1;
      if (value === 1) agrees[at] = (agrees[at] as number) + 1;
      else if (value === -1) disagrees[at] = (disagrees[at] as number) + 1;
    }
  }
  return { groups, columns, agrees, disagrees, all };
}

/** The counts of a statement. */
export interface Count {
  agrees: number;
  disagrees: number;
  /** Agrees, disagrees and passes. */
  all: number;
}

/** The counts of a group on a column. */
export function countAt(votes: GroupVotes, group: number, column: number): Count {
  const at = group * votes.columns + column;
  return { agrees: votes.agrees[at] as number, disagrees: votes.disagrees[at] as number, all: votes.all[at] as number };
}

/** The counts of everybody in a group, together. */
export function totalAt(votes: GroupVotes, column: number): Count {
  const total = { agrees: 0, disagrees: 0, all: 0 };
  for (let group = 0; group < votes.groups; group += 1) {
    const { agrees, disagrees, all } = countAt(votes, group, column);
    total.agrees += agrees;
    total.disagrees += disagrees;
    total.all += all;
  }
  return total;
}
