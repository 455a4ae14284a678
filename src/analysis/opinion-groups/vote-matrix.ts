// The votes as a sparse matrix by rows (compressed sparse row): §1 and §2. Never a table of people × statements.
//
// Votes are brought to their person by one counting sort, and within a person to the order of the statements by a set of
// bits, all of it linear in the votes; of each pair the latest is kept. Rows and columns have one order, so that every sum
// over them has one too, whatever the order in which votes came.

import type { OpinionInput } from "./types.ts";

/** At most so many people and statements; later newcomers are ignored (§1). */
export const MOST_PEOPLE = 100_000;
export const MOST_STATEMENTS = 10_000;

/**
 * M of §2. Row r has the cells `starts[r]` to `starts[r + 1]`, by ascending column. A cell is 3 · column + vote + 1: of each column the
 * three numbers that follow each other are disagree, pass and agree. So whatever is known of a vote on a statement is looked up in a
 * small table.
 */
export interface VoteMatrix {
  /** Row → position of the person in the input; column → position of the statement. Ascending. */
  rows: Uint32Array;
  columns: Uint32Array;
  starts: Uint32Array;
  cells: Uint16Array;
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
  const people = Math.min(input.participants, MOST_PEOPLE);
  const byPerson = votesByPerson(input, people);
  const statements = Math.min(input.statements, MOST_STATEMENTS);
  const row = new RowOfBits(statements, input.votes.times);
  const codes = new Uint16Array(byPerson.codes.length);
  const rows: number[] = [];
  const starts = [0];
  let cells = 0;
  for (let person = 0; person < people; person += 1) {
    const [begin, end] = [byPerson.starts[person] as number, byPerson.starts[person + 1] as number];
    if (begin === end) continue;
    for (let at = begin; at < end; at += 1) row.add(byPerson.codes[at] as number, byPerson.votes[at] as number);
    cells = row.drain(codes, cells);
    rows.push(person);
    starts.push(cells);
  }
  return withColumns(input, {
    rows: Uint32Array.from(rows),
    starts: Uint32Array.from(starts),
    codes: codes.subarray(0, cells),
  });
}

/** The votes within the caps, person by person, in the order in which they came. `codes`: 3 · statement + value + 1. */
function votesByPerson({ votes, participants, statements }: OpinionInput, people: number) {
  const { length } = votes.values;
  if (votes.participants.length !== length || votes.statements.length !== length)
    throw new RangeError("columns of different lengths");
  const starts = new Uint32Array(people + 2);
  for (let vote = 0; vote < length; vote += 1) {
    const person = votes.participants[vote] as number;
    const statement = votes.statements[vote] as number;
    const value = votes.values[vote] as number;
    if (person >= participants || statement >= statements || value < -1 || value > 1)
      throw new RangeError(`vote ${vote} cannot be`);
    if (person < people && statement < MOST_STATEMENTS) starts[person + 2] = (starts[person + 2] as number) + 1;
  }
  for (let person = 1; person < starts.length; person += 1)
    starts[person] = (starts[person] as number) + (starts[person - 1] as number);
  const sorted = {
    starts,
    codes: new Uint16Array(starts[people + 1] as number),
    votes: new Uint32Array(starts[people + 1] as number),
  };
  for (let vote = 0; vote < length; vote += 1) {
    const person = votes.participants[vote] as number;
    const statement = votes.statements[vote] as number;
    if (person >= people || statement >= MOST_STATEMENTS) continue;
    // Each start moves on while its person is filled, and ends where the next one's was: then they are in their places.
    const place = starts[person + 1] as number;
    starts[person + 1] = place + 1;
    sorted.codes[place] = 3 * statement + (votes.values[vote] as number) + 1;
    sorted.votes[place] = vote;
  }
  return sorted;
}

/** The votes of one person: takes them in any order of statements and gives them back ascending, one a statement. */
class RowOfBits {
  readonly #times: Float64Array | undefined;
  readonly #bits: Uint32Array;
  readonly #codeOf: Uint16Array;
  readonly #voteOf: Uint32Array;

  constructor(statements: number, times: Float64Array | undefined) {
    this.#times = times;
    this.#bits = new Uint32Array((statements >> 5) + 1);
    this.#codeOf = new Uint16Array(statements);
    this.#voteOf = new Uint32Array(statements);
  }

  /** @param vote its position in the input: of two votes on a statement the latest stands, and of equal times the later one. */
  add(code: number, vote: number): void {
    const statement = Math.floor(code / 3);
    const [word, bit] = [statement >> 5, 1 << (statement & 31)];
    const again = ((this.#bits[word] as number) & bit) !== 0;
    if (again && this.#times !== undefined) {
      const before = this.#times[this.#voteOf[statement] as number] as number;
      if ((this.#times[vote] as number) < before) return;
    }
    this.#bits[word] = (this.#bits[word] as number) | bit;
    this.#codeOf[statement] = code;
    this.#voteOf[statement] = vote;
  }

  /** Writes its codes from `at` on, forgets them, and answers where they end. */
  drain(codes: Uint16Array, at: number): number {
    let end = at;
    for (let word = 0; word < this.#bits.length; word += 1) {
      let bits = this.#bits[word] as number;
      while (bits !== 0) {
        const lowest = bits & -bits;
        codes[end] = this.#codeOf[32 * word + 31 - Math.clz32(lowest)] as number;
        end += 1;
        bits ^= lowest;
      }
      this.#bits[word] = 0;
    }
    return end;
  }
}

/** Numbers the statements that have a vote, and says what is known of each. */
function withColumns(
  { moderated, meta }: OpinionInput,
  { rows, starts, codes }: { rows: Uint32Array; starts: Uint32Array; codes: Uint16Array },
): VoteMatrix {
  const cellOf = new Int32Array(3 * MOST_STATEMENTS).fill(-1);
  for (let cell = 0; cell < codes.length; cell += 1) cellOf[codes[cell] as number] = 0;
  const used: number[] = [];
  for (let code = 0; code < cellOf.length; code += 3) {
    if (![0, 1, 2].some((vote) => cellOf[code + vote] === 0)) continue;
    for (const vote of [0, 1, 2]) cellOf[code + vote] = 3 * used.length + vote;
    used.push(code / 3);
  }
  for (let cell = 0; cell < codes.length; cell += 1) codes[cell] = cellOf[codes[cell] as number] as number;
  const isMeta = (statement: number): number => (meta?.[statement] === 1 ? 1 : 0);
  const isOut = (statement: number): number => (moderated?.[statement] === -1 ? 1 : isMeta(statement));
  return {
    rows,
    columns: Uint32Array.from(used),
    starts,
    cells: codes,
    out: Uint8Array.from(used, isOut),
    meta: Uint8Array.from(used, isMeta),
  };
}
