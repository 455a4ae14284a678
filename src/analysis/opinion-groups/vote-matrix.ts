// The votes as a sparse matrix by rows (compressed sparse row): §1 and §2. Never a table of people × statements.
//
// Votes are put in order of person, statement and arrival by two passes of counting sort, linear in the votes; then of
// each pair the latest is kept. A matrix holds, for each row, its columns ascending and the vote on each.
import type { OpinionInput } from "./types.ts";

/** At most so many people and statements; later newcomers are ignored (§1). */
export const MOST_PEOPLE = 100_000;
export const MOST_STATEMENTS = 10_000;

/** M of §2. Row r has the cells `starts[r]` to `starts[r + 1]`. */
export interface VoteMatrix {
  /** Row → position of the person in the input; column → position of the statement. Ascending. */
  rows: Uint32Array;
  columns: Uint32Array;
  starts: Uint32Array;
  /** Cell → its column. */
  cellColumns: Uint16Array;
  /** Cell → +1, −1 or 0. */
  cellValues: Int8Array;
  /** Column → 1 where the statement counts for nothing: rejected, or a question about the person (`modOut`, §1). */
  out: Uint8Array;
  /** Column → 1 where it asks about the person. */
  meta: Uint8Array;
}

/**
 * The matrix of some votes.
 * @throws RangeError when a vote names a person, a statement or a value that cannot be.
 */
export function voteMatrix(input: OpinionInput): VoteMatrix {
  checkVotes(input);
  const order = sortedVotes(input);
  const latest = latestOfPairs(input, order);
  return compressed(input, order.subarray(0, latest));
}

function checkVotes({ votes, participants, statements }: OpinionInput): void {
  const { length } = votes.values;
  if (votes.participants.length !== length || votes.statements.length !== length)
    throw new RangeError("columns of different lengths");
  for (let i = 0; i < length; i += 1) {
    const value = votes.values[i] as number;
    const known = (votes.participants[i] as number) < participants && (votes.statements[i] as number) < statements;
    if (!known || value < -1 || value > 1) throw new RangeError(`vote ${i} cannot be`);
  }
}

/** Positions of the votes within the caps, by person, then statement, then order of arrival. */
function sortedVotes({ votes, participants, statements }: OpinionInput): Uint32Array {
  const within = new Uint32Array(votes.values.length);
  let count = 0;
  for (let i = 0; i < within.length; i += 1) {
    if ((votes.participants[i] as number) >= MOST_PEOPLE || (votes.statements[i] as number) >= MOST_STATEMENTS)
      continue;
    within[count] = i;
    count += 1;
  }
  const byStatement = countingSort(within.subarray(0, count), votes.statements, Math.min(statements, MOST_STATEMENTS));
  return countingSort(byStatement, votes.participants, Math.min(participants, MOST_PEOPLE));
}

/** Stable sort of `items` by `keys[item]`, which are below `limit`. */
function countingSort(items: Uint32Array, keys: Uint32Array, limit: number): Uint32Array {
  const next = new Uint32Array(limit + 1);
  for (const item of items) {
    const bucket = (keys[item] as number) + 1;
    next[bucket] = (next[bucket] as number) + 1;
  }
  for (let key = 1; key <= limit; key += 1) next[key] = (next[key] as number) + (next[key - 1] as number);
  const sorted = new Uint32Array(items.length);
  for (const item of items) {
    const key = keys[item] as number;
    const place = next[key] as number;
    sorted[place] = item;
    next[key] = place + 1;
  }
  return sorted;
}

/** Moves the vote that stands for each pair to the front, in order. Answers how many pairs there are. */
function latestOfPairs({ votes }: OpinionInput, order: Uint32Array): number {
  const { participants, statements, times } = votes;
  let kept = 0;
  for (const item of order) {
    const last = kept === 0 ? -1 : (order[kept - 1] as number);
    const samePair = last >= 0 && participants[last] === participants[item] && statements[last] === statements[item];
    if (!samePair) {
      order[kept] = item;
      kept += 1;
    } else if (times === undefined || (times[item] as number) >= (times[last] as number)) {
      order[kept - 1] = item;
    }
  }
  return kept;
}

function compressed(input: OpinionInput, cells: Uint32Array): VoteMatrix {
  const { votes, moderated, meta } = input;
  const rows = used(cells, votes.participants, Math.min(input.participants, MOST_PEOPLE));
  const columns = used(cells, votes.statements, Math.min(input.statements, MOST_STATEMENTS));
  const starts = new Uint32Array(rows.members.length + 1);
  const cellColumns = new Uint16Array(cells.length);
  const cellValues = new Int8Array(cells.length);
  for (const [cell, item] of cells.entries()) {
    cellColumns[cell] = columns.place[votes.statements[item] as number] as number;
    cellValues[cell] = votes.values[item] as number;
    starts[(rows.place[votes.participants[item] as number] as number) + 1] = cell + 1;
  }
  const isMeta = (statement: number): number => (meta?.[statement] === 1 ? 1 : 0);
  const isOut = (statement: number): number => (moderated?.[statement] === -1 ? 1 : isMeta(statement));
  return {
    rows: rows.members,
    columns: columns.members,
    starts,
    cellColumns,
    cellValues,
    out: Uint8Array.from(columns.members, isOut),
    meta: Uint8Array.from(columns.members, isMeta),
  };
}

/** Which of `limit` keys occur, ascending, and the place of each among them. */
function used(items: Uint32Array, keys: Uint32Array, limit: number): { members: Uint32Array; place: Uint32Array } {
  const seen = new Uint8Array(limit);
  for (const item of items) seen[keys[item] as number] = 1;
  const place = new Uint32Array(limit);
  const members: number[] = [];
  for (let key = 0; key < limit; key += 1) {
    if (seen[key] !== 1) continue;
    place[key] = members.length;
    members.push(key);
  }
  return { members: Uint32Array.from(members), place };
}

/** Means of the columns of the rating matrix R, 0 where the statement is out (§2, §3). Exact up to one division. */
export function columnMeans(matrix: VoteMatrix): Float64Array {
  const { cellColumns, cellValues, out, columns } = matrix;
  const sums = new Int32Array(columns.length);
  const counts = new Int32Array(columns.length);
  for (let cell = 0; cell < cellColumns.length; cell += 1) {
    const column = cellColumns[cell] as number;
    sums[column] = (sums[column] as number) + (cellValues[cell] as number);
    counts[column] = (counts[column] as number) + 1;
  }
  // Every column has a vote, so no count is 0. Adding 0 turns −0 into 0, which is what is published.
  return Float64Array.from(columns, (_, column) =>
    out[column] === 1 ? 0 : (sums[column] as number) / (counts[column] as number) + 0,
  );
}
