// What boards say of requests: how many, how late and how fast, by whatever they have in common. One pass over the table of the process.
import type { CaseTable, Words } from "./case-table.ts";

export const DIMENSIONS = ["agency", "form", "territory", "channel", "sector", "assigned"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface Figures {
  /** What they have in common, as its code or the account of an official; empty for none. */
  code: string;
  open: number;
  late: number;
  /** Due in the next working days. */
  soon: number;
  /** Of those that arrived in the span: */
  received: number;
  answered: number;
  inTime: number;
  /** Who was asked and said that it helped, wholly or in part; and those who said in part. */
  helped: number;
  partly: number;
  judged: number;
  /** Days by the calendar from arrival to the delivery of the answer; null while there is none. */
  median: number | null;
  p90: number | null;
}

export interface Counting {
  /** Days of the calendar, `YYYY-MM-DD`. */
  today: string;
  soon: string;
  /** What arrived in it is counted as received and answered; what is open is counted whenever it arrived. */
  since: Date;
  until?: Date;
  /** Whether the reader may see what an agency has in a place; everybody may count everything. */
  sees?: (place: { agency: string; territory: string }) => boolean;
}

const DAY_SECONDS = 86_400;
/** Answers that took longer are counted as this long. */
const MOST_DAYS = 2000;

export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / (DAY_SECONDS * 1000);
const seconds = (at: Date): number => at.getTime() / 1000;

interface Group {
  figures: Figures;
  /** How many answers took each number of days. */
  days: Uint32Array;
}

/** The figures of what has each code of a dimension; those that nothing has are left out. */
export function figuresBy(table: CaseTable, dimension: Dimension, counting: Counting): Figures[] {
  return figuresByEach(table, [dimension], counting)[0] ?? [];
}

/** The figures by each of some dimensions, all in one pass. */
export function figuresByEach(table: CaseTable, dimensions: readonly Dimension[], counting: Counting): Figures[][] {
  const today = dayNumber(counting.today);
  const soon = dayNumber(counting.soon);
  const since = seconds(counting.since);
  const until = counting.until === undefined ? Number.POSITIVE_INFINITY : seconds(counting.until);
  const sight = counting.sees && sightOf(table, counting.sees);
  const partly = table.helps.find("partly");
  const no = table.helps.find("no");
  const all = dimensions.map((dimension) => new Groups(table, dimension));
  for (let at = 0; at < table.size; at++) {
    const received = table.received[at] ?? 0;
    const closed = table.closed[at] ?? 0;
    const arrived = received >= since && received < until;
    if (closed !== 0 && !arrived) continue;
    if (sight !== undefined && !seen(table, sight, at)) continue;
    const due = closed === 0 ? (table.due[at] ?? 0) : 0;
    const inTime = table.inTime[at] ?? 0;
    const took = inTime === 0 ? 0 : Math.min(MOST_DAYS, Math.round((closed - received) / DAY_SECONDS));
    const helped = table.helped[at] ?? 0;
    for (const groups of all) {
      const { figures, days } = groups.of(at);
      if (closed === 0) figures.open++;
      if (due !== 0 && due < today) figures.late++;
      else if (due !== 0 && due <= soon) figures.soon++;
      if (!arrived) continue;
      figures.received++;
      if (inTime !== 0) {
        figures.answered++;
        if (inTime === 2) figures.inTime++;
        days[took] = (days[took] ?? 0) + 1;
      }
      if (helped === 0) continue;
      figures.judged++;
      if (helped !== no) figures.helped++;
      if (helped === partly) figures.partly++;
    }
  }
  return all.map((groups) => groups.told());
}

/** Whether a sight reaches a request; what only the protection role reads is in no list of others. */
export function seen(table: CaseTable, sight: Uint8Array, at: number): boolean {
  const place = (table.agency[at] ?? 0) * table.territories.list.length + (table.territory[at] ?? 0);
  return sight[place] !== 0 && table.reserved[at] === 0;
}

/** What has each code of one dimension. */
class Groups {
  readonly #groups: (Group | undefined)[] = [];
  readonly #column: CaseTable[Dimension];
  readonly #words: Words | undefined;

  constructor(table: CaseTable, dimension: Dimension) {
    this.#column = table[dimension];
    this.#words = wordsOf(table, dimension);
  }

  of(at: number): Group {
    const key = this.#column[at] ?? 0;
    const known = this.#groups[key];
    if (known !== undefined) return known;
    const code = this.#words === undefined ? (key === 0 ? "" : String(key)) : (this.#words.list[key] ?? "");
    const made = { figures: { code, ...NOTHING }, days: new Uint32Array(MOST_DAYS + 1) };
    this.#groups[key] = made;
    return made;
  }

  told(): Figures[] {
    return this.#groups.flatMap((group) => {
      if (group === undefined) return [];
      const { figures, days } = group;
      const { answered } = figures;
      return { ...figures, median: quantile(days, answered, 0.5), p90: quantile(days, answered, 0.9) };
    });
  }
}

/** Which agencies in which places the reader sees, as one number for each pair. */
export function sightOf(table: CaseTable, sees: NonNullable<Counting["sees"]>): Uint8Array {
  const { agencies, territories } = table;
  const sight = new Uint8Array(agencies.list.length * territories.list.length);
  for (const [a, agency] of agencies.list.entries())
    for (const [p, territory] of territories.list.entries())
      if (sees({ agency, territory })) sight[a * territories.list.length + p] = 1;
  return sight;
}

function wordsOf(table: CaseTable, dimension: Dimension): Words | undefined {
  const words = {
    agency: "agencies",
    form: "forms",
    territory: "territories",
    channel: "channels",
    sector: "sectors",
  } as const;
  return dimension === "assigned" ? undefined : table[words[dimension]];
}

const NOTHING = {
  open: 0,
  late: 0,
  soon: 0,
  received: 0,
  answered: 0,
  inTime: 0,
  helped: 0,
  partly: 0,
  judged: 0,
  median: null,
  p90: null,
};

/** The days that a share of the answers took at the most. */
function quantile(days: Uint32Array, answers: number, share: number): number | null {
  let left = Math.ceil(answers * share);
  if (left === 0) return null;
  for (const [day, n] of days.entries()) {
    left -= n;
    if (left <= 0) return day;
  }
  return null;
}

/** The same figures of everything. */
export function sumOf(all: readonly Figures[]): Omit<Figures, "code" | "median" | "p90"> {
  const sum = { ...NOTHING };
  for (const one of all) {
    for (const name of [
      "open",
      "late",
      "soon",
      "received",
      "answered",
      "inTime",
      "helped",
      "partly",
      "judged",
    ] as const) {
      sum[name] += one[name];
    }
  }
  return sum;
}
