// The amounts of a row in whole units of the currency, checked against each other; and what all of them add up to, in the file and here.
import { t } from "#platform/i18n/i18n.ts";
import { type ImportTotal, type RejectedRow, RowRefusal } from "#platform/tabular/import/import-file.ts";
import { readNumber } from "#platform/tabular/import/number.ts";
import type { Field } from "./shapes.ts";

export interface StageCells {
  initial: number;
  definitive: number;
  certified: number | null;
  committed: number;
  obligated: number;
  paid: number;
}

export interface ReadAmount {
  field: Field;
  amount: number;
  /** What is counted once however often it is repeated. */
  once: string | undefined;
}

export interface MoneyCells {
  /** What was read so far in this row. */
  read: readonly ReadAmount[];
  /** The stages of a budget, in their order. */
  stages: () => StageCells;
  work: () => { budget: number; paid: number };
  /** `once`: a contract that several rows repeat. */
  one: (field: Field, once: string) => number;
}

type Wrong = "notMoney" | "negative" | "tooMuch" | "order";

/** Three figures after the point are thousands for some and decimals for others. */
const AMBIGUOUS = /^-?\d+\.\d{3}$/;

export function moneyCells(given: {
  line: number;
  value: (field: Field) => string;
  columnOf: (field: Field) => string;
  repaired: RejectedRow[];
  totals: Totals;
}): MoneyCells {
  const { line, value, columnOf, repaired, totals } = given;
  const read: ReadAmount[] = [];
  const refuse = (field: Field, reason: Wrong) =>
    new RowRefusal(field, { text: t(`projects.import.reason.${reason}`) }, value(field));
  const amount = (field: Field, once?: string): number => {
    const text = value(field);
    if (text === "") return 0;
    const found = AMBIGUOUS.test(text) ? undefined : readNumber(text);
    if (found === undefined || found.how === "percent") throw refuse(field, "notMoney");
    totals.say({ field, amount: found.number, once });
    if (found.number < 0) throw refuse(field, "negative");
    const whole = Math.round(found.number);
    if (!Number.isSafeInteger(whole)) throw refuse(field, "tooMuch");
    if (whole !== found.number || found.how !== undefined) {
      const reason = { text: t("projects.import.repaired.money", { read: String(whole) }) };
      repaired.push({ line, column: columnOf(field), value: text, reason });
    }
    read.push({ field, amount: whole, once });
    return whole;
  };
  /** Each of these is at most the one before. */
  const ordered = (pairs: readonly (readonly [Field, number])[]): void => {
    for (const [at, [field, less]] of pairs.entries()) {
      if (at > 0 && less > (pairs[at - 1]?.[1] ?? 0)) throw refuse(field, "order");
    }
  };
  return {
    read,
    one: amount,
    work: () => {
      const [budget, paid] = [amount("budget"), amount("paid")];
      ordered([
        ["budget", budget],
        ["paid", paid],
      ]);
      return { budget, paid };
    },
    stages: () => {
      const [initial, definitive] = [amount("initial"), amount("definitive")];
      const certified = value("certified") === "" ? null : amount("certified");
      const [committed, obligated, paid] = [amount("committed"), amount("obligated"), amount("paid")];
      ordered([
        ["definitive", definitive],
        ...(certified === null ? [] : [["certified", certified] as const]),
        ["committed", committed],
        ["obligated", obligated],
        ["paid", paid],
      ]);
      return { initial, definitive, certified, committed, obligated, paid };
    },
  };
}

/** What the amounts of a file add up to: as it says them, and as they are kept. */
export class Totals {
  readonly #said = new Map<Field, number>();
  readonly #kept = new Map<Field, number>();
  readonly #counted = new Set<string>();

  say(one: ReadAmount): void {
    this.#add(this.#said, one, "said");
  }

  keep(row: readonly ReadAmount[]): void {
    for (const one of row) this.#add(this.#kept, one, "kept");
  }

  list(columnOf: (field: Field) => string): ImportTotal[] {
    return [...this.#said].map(([field, said]) => ({ name: columnOf(field), said, kept: this.#kept.get(field) ?? 0 }));
  }

  #add(sums: Map<Field, number>, { field, amount, once }: ReadAmount, which: string): void {
    if (once !== undefined) {
      const key = `${which} ${field} ${once}`;
      if (this.#counted.has(key)) return;
      this.#counted.add(key);
    }
    sums.set(field, (sums.get(field) ?? 0) + amount);
  }
}
