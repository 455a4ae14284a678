import type { GroupVotes } from "./types.ts";
import type { VoteMatrix } from "./vote-matrix.ts";

/** Counts, for each group and statement, the votes of the group's members (§6), as they were cast (M of §2). */
export function countGroupVotes(matrix: VoteMatrix, groupOf: Int32Array, groups: number): GroupVotes {
  const { starts, cells } = matrix;
  const columns = matrix.columns.length;
  const counts = new Int32Array(3 * groups * columns);
  for (let row = 0; row < groupOf.length; row += 1) {
    const first = 3 * (groupOf[row] as number) * columns;
    if (first < 0) continue;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const cell = first + (cells[at] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const every = (pick: (cell: number) => number) =>
    Int32Array.from({ length: groups * columns }, (_, cell) => pick(3 * cell));
  return {
    groups,
    columns,
    agrees: every((cell) => counts[cell + 2] as number),
    disagrees: every((cell) => counts[cell] as number),
    all: every((cell) => (counts[cell] as number) + (counts[cell + 1] as number) + (counts[cell + 2] as number)),
  };
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
