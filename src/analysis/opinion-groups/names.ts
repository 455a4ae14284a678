// Ids as people and files write them, and their positions in the order that the method needs (§2): numbers ascending,
// then any other text.
import type { VoteColumns } from "./types.ts";

/** Votes in columns and the names behind the positions. */
export interface NamedVotes {
  votes: VoteColumns;
  /** Position → id, ascending. */
  participants: readonly string[];
  statements: readonly string[];
}

/** Takes votes one at a time, in any order. */
export class VoteCollector {
  readonly #participants = new Positions();
  readonly #statements = new Positions();
  #rows = 1024;
  #size = 0;
  #who = new Uint32Array(this.#rows);
  #what = new Uint32Array(this.#rows);
  #values = new Int8Array(this.#rows);
  #times = new Float64Array(this.#rows);

  get size(): number {
    return this.#size;
  }

  /** @param time in any unit that grows; votes without one go before all others of their pair. */
  add(participant: string, statement: string, value: -1 | 0 | 1, time = Number.NEGATIVE_INFINITY): void {
    if (this.#size === this.#rows) this.#grow();
    this.#who[this.#size] = this.#participants.of(participant);
    this.#what[this.#size] = this.#statements.of(statement);
    this.#values[this.#size] = value;
    this.#times[this.#size] = time;
    this.#size += 1;
  }

  #grow(): void {
    this.#rows *= 2;
    const larger = <T extends { set(from: T): void }>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#who = larger(new Uint32Array(this.#rows), this.#who);
    this.#what = larger(new Uint32Array(this.#rows), this.#what);
    this.#values = larger(new Int8Array(this.#rows), this.#values);
    this.#times = larger(new Float64Array(this.#rows), this.#times);
  }

  /** Everything added, with positions by ascending id. The collector is spent. */
  finish(): NamedVotes {
    const [people, statements] = [this.#participants.ascending(), this.#statements.ascending()];
    const who = this.#who.subarray(0, this.#size);
    const what = this.#what.subarray(0, this.#size);
    for (let i = 0; i < this.#size; i += 1) {
      who[i] = people.place[who[i] as number] as number;
      what[i] = statements.place[what[i] as number] as number;
    }
    return {
      votes: {
        participants: who,
        statements: what,
        values: this.#values.subarray(0, this.#size),
        times: this.#times.subarray(0, this.#size),
      },
      participants: people.names,
      statements: statements.names,
    };
  }
}

/** Names in order of appearance. */
class Positions {
  readonly #names: string[] = [];
  readonly #positions = new Map<string, number>();

  of(name: string): number {
    const known = this.#positions.get(name);
    if (known !== undefined) return known;
    // A name cut out of a long text would keep that whole text in memory.
    const own = name.length < 13 ? name : Buffer.from(name, "utf8").toString("utf8");
    this.#positions.set(own, this.#names.length);
    return this.#names.push(own) - 1;
  }

  ascending(): { names: string[]; place: Uint32Array } {
    const order = this.#names.map((_, index) => index);
    order.sort((a, b) => compareIds(this.#names[a] ?? "", this.#names[b] ?? ""));
    const place = new Uint32Array(order.length);
    for (const [position, index] of order.entries()) place[index] = position;
    return { names: order.map((index) => this.#names[index] ?? ""), place };
  }
}

const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;

/** Whether an id is a whole number, written as numbers are. */
export function isWhole(id: string): boolean {
  return WHOLE.test(id);
}

/** Whole numbers ascending, and after them any other text by its code units. */
export function compareIds(a: string, b: string): number {
  const [numberA, numberB] = [isWhole(a), isWhole(b)];
  if (numberA && numberB) return Number(a) - Number(b);
  if (numberA !== numberB) return numberA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
