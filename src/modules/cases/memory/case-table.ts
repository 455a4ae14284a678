// Some numbers of every request in the memory of a process, a column each: what desks and boards count is one pass over them. A million
// requests are some thirty megabytes and a pass takes milliseconds, where the database would read a gigabyte.

/** A request as its row travels; words are their codes. */
export interface CaseNumbers {
  id: number;
  agency: string;
  territory: string;
  sector: string | null;
  form: string;
  channel: string;
  state: string;
  /** Account of the official who works on it. */
  assigned: number | null;
  /** Seconds since 1970. */
  received: number;
  closed: number | null;
  /** Days since 1970. */
  due: number | null;
  inTime: boolean | null;
  helped: string | null;
  /** Only the protection role reads it. */
  reserved: boolean;
}

/** The words of a column, each with its number; the first one stands for none. */
export class Words {
  readonly list: string[] = [""];
  readonly #numbers = new Map<string, number>([["", 0]]);

  /** The number of a word, which is new if nobody said it before. */
  of(word: string | null): number {
    const known = this.#numbers.get(word ?? "");
    if (known !== undefined) return known;
    this.#numbers.set(word ?? "", this.list.length);
    return this.list.push(word ?? "") - 1;
  }

  /** The number of a word; −1 for one that no request has. */
  find(word: string): number {
    return this.#numbers.get(word) ?? -1;
  }
}

const FIRST_ROWS = 1024;

export class CaseTable {
  size = 0;
  readonly agencies = new Words();
  readonly territories = new Words();
  readonly sectors = new Words();
  readonly forms = new Words();
  readonly channels = new Words();
  readonly states = new Words();
  readonly helps = new Words();
  agency = new Uint16Array(FIRST_ROWS);
  territory = new Uint16Array(FIRST_ROWS);
  sector = new Uint16Array(FIRST_ROWS);
  form = new Uint8Array(FIRST_ROWS);
  channel = new Uint8Array(FIRST_ROWS);
  state = new Uint8Array(FIRST_ROWS);
  helped = new Uint8Array(FIRST_ROWS);
  /** 0: not answered yet; 1: late; 2: in time. */
  inTime = new Uint8Array(FIRST_ROWS);
  /** 1: only the protection role reads it. */
  reserved = new Uint8Array(FIRST_ROWS);
  /** 0: nobody. */
  assigned = new Uint32Array(FIRST_ROWS);
  /** Seconds since 1970. */
  received = new Uint32Array(FIRST_ROWS);
  /** 0: it is open. */
  closed = new Uint32Array(FIRST_ROWS);
  /** Days since 1970; 0: its clock is stopped. */
  due = new Uint16Array(FIRST_ROWS);
  /** Row of each id, counted from one. */
  #rows = new Uint32Array(FIRST_ROWS);

  /** Keeps a request as it is now. */
  put(one: CaseNumbers): void {
    if (one.id >= this.#rows.length) this.#rows = grown(this.#rows, one.id + 1);
    let row = this.#rows[one.id] ?? 0;
    if (row === 0) {
      if (this.size === this.agency.length) this.#grow();
      row = ++this.size;
      this.#rows[one.id] = row;
    }
    this.#write(row - 1, one);
  }

  #write(at: number, one: CaseNumbers): void {
    this.agency[at] = this.agencies.of(one.agency);
    this.territory[at] = this.territories.of(one.territory);
    this.sector[at] = this.sectors.of(one.sector);
    this.form[at] = this.forms.of(one.form);
    this.channel[at] = this.channels.of(one.channel);
    this.state[at] = this.states.of(one.state);
    this.helped[at] = this.helps.of(one.helped);
    this.inTime[at] = one.inTime === null ? 0 : one.inTime ? 2 : 1;
    this.reserved[at] = one.reserved ? 1 : 0;
    this.assigned[at] = one.assigned ?? 0;
    this.received[at] = one.received;
    this.closed[at] = one.closed ?? 0;
    this.due[at] = one.due ?? 0;
  }

  #grow(): void {
    const rows = this.size + 1;
    this.agency = grown(this.agency, rows);
    this.territory = grown(this.territory, rows);
    this.sector = grown(this.sector, rows);
    this.form = grown(this.form, rows);
    this.channel = grown(this.channel, rows);
    this.state = grown(this.state, rows);
    this.helped = grown(this.helped, rows);
    this.inTime = grown(this.inTime, rows);
    this.reserved = grown(this.reserved, rows);
    this.assigned = grown(this.assigned, rows);
    this.received = grown(this.received, rows);
    this.closed = grown(this.closed, rows);
    this.due = grown(this.due, rows);
  }
}

/** The same numbers in an array of at least twice the room. */
function grown<T extends Uint8Array | Uint16Array | Uint32Array>(old: T, least: number): T {
  const wider = new (old.constructor as new (length: number) => T)(Math.max(least, old.length * 2));
  wider.set(old);
  return wider;
}
