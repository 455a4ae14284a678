import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSignals, type SignalInput } from "./coordination.ts";

interface Somebody {
  /** First answer, in minutes. */
  at: number;
  network?: string;
  /** Milliseconds between one answer and the next. */
  pace?: number;
  group?: number;
  answers: readonly (readonly [statement: number, value: -1 | 0 | 1])[];
}

function inputOf(people: readonly Somebody[]): SignalInput {
  const rows = people.flatMap((one, person) =>
    one.answers.map(([statement, value], nth) => ({
      person,
      statement,
      value,
      time: one.at * 60_000 + nth * (one.pace ?? 5000),
    })),
  );
  return {
    votes: {
      participants: Uint32Array.from(rows, ({ person }) => person),
      statements: Uint32Array.from(rows, ({ statement }) => statement),
      values: Int8Array.from(rows, ({ value }) => value),
      times: Float64Array.from(rows, ({ time }) => time),
    },
    participants: people.length,
    joined: Float64Array.from(people, ({ at }) => at * 60_000),
    networks: people.map(({ network }) => network),
    groupOf: Int32Array.from(people, ({ group }) => group ?? 0),
  };
}

/** Answers that nobody else gives: the digits of a number, in base three. */
const own = (n: number, count = 20): Somebody["answers"] =>
  Array.from(
    { length: count },
    (_, s) => [s, ((Math.imul(n + 7, 2654435761 + s * 97) >>> 8) % 3) - 1 ? 1 : -1] as const,
  );
const crowd = (count: number): Somebody[] => Array.from({ length: count }, (_, n) => ({ at: n * 7, answers: own(n) }));
const rules = (people: readonly Somebody[]) => findSignals(inputOf(people)).map(({ rule, people: who }) => [rule, who]);

describe("nothing to look at", () => {
  test("nobody, and people who answer at their pace, each their own way", () => {
    expect(rules([])).toEqual([]);
    expect(rules(crowd(40))).toEqual([]);
  });

  test("answers that waited for a signal, which come together", () => {
    expect(rules([...crowd(20), { at: 3, pace: 0, answers: own(99, 60) }])).toEqual([]);
  });

  test("a group that thinks alike gives the same answers without agreeing on it", () => {
    const nearly = (n: number): Somebody["answers"] =>
      own(1).map(([s, value]) => [s, n % 2 === 0 && s === (n / 2) % 20 ? 0 : value]);
    const alike = Array.from({ length: 60 }, (_, n) => ({ at: n, answers: nearly(n), group: 1 }));
    expect(rules([...crowd(60), ...alike])).toEqual([]);
    // All of them to the letter is another thing.
    const same = alike.map((one) => ({ ...one, answers: own(1) }));
    expect(rules([...crowd(60), ...same]).map(([rule]) => rule)).toEqual(["copies"]);
  });

  test("a family at one network, and a hall of people who differ", () => {
    const at = (n: number) => ({ at: 30, network: "casa", answers: own(n) });
    expect(rules([...crowd(20), ...[1, 2, 3, 4].map(at)])).toEqual([]);
    expect(rules([...crowd(20), ...Array.from({ length: 20 }, (_, n) => at(n + 50))])).toEqual([]);
  });
});

describe("a reason to look", () => {
  test("twenty answers, each in less than a second", () => {
    const quick = (pace: number): Somebody => ({ at: 3, pace, answers: own(pace) });
    expect(findSignals(inputOf([...crowd(10), quick(500), quick(700)]))).toEqual([
      { rule: "fast", people: [10, 11], figures: { messages: 20, ms: 700 } },
    ]);
    expect(rules([...crowd(10), { at: 3, pace: 500, answers: own(99, 19) }])).toEqual([]);
    expect(rules([...crowd(10), { at: 3, pace: 1000, answers: own(99) }])).toEqual([]);
  });

  test("the same answers of five people within the hour, which chance would not give", () => {
    const copy = (n: number): Somebody => ({ at: 100 + n * 10, answers: own(1234) });
    const found = findSignals(inputOf([...crowd(60), ...[0, 1, 2, 3, 4].map(copy)]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ rule: "copies", people: [60, 61, 62, 63, 64], figures: { answers: 20 } });
    expect(found[0]?.figures.expected).toBeLessThan(0.5);
    expect(rules([...crowd(60), ...[0, 1, 2, 3].map(copy)])).toEqual([]);
    expect(rules([...crowd(60), ...[0, 1, 2, 3, 40].map(copy)])).toEqual([]);
  });

  test("eight people from one network within ten minutes who answer as one", () => {
    const one = (n: number): Somebody => ({ at: 200 + n, network: "red", answers: own(777).slice(n % 3, 15) });
    const people = [...crowd(60), ...[0, 1, 2, 3, 4, 5, 6, 7].map(one)];
    expect(rules(people)).toEqual([["network", [60, 61, 62, 63, 64, 65, 66, 67]]]);
    expect(rules(people.map(({ network: _, ...rest }) => rest))).toEqual([]);
  });
});

test("any votes: whole figures, people that exist, and the same each time", () => {
  const somebody = fc.record({
    at: fc.nat(100),
    network: fc.constantFrom("a", "b"),
    pace: fc.nat(2000),
    group: fc.integer({ min: -1, max: 2 }),
    answers: fc.uniqueArray(fc.tuple(fc.nat(25), fc.constantFrom(-1 as const, 0 as const, 1 as const)), {
      selector: ([statement]) => statement,
      maxLength: 26,
    }),
  });
  fc.assert(
    fc.property(fc.array(somebody, { maxLength: 30 }), (people) => {
      const signals = findSignals(inputOf(people));
      for (const { people: who, figures } of signals) {
        expect(who.every((person) => person < people.length)).toBe(true);
        expect(Object.values(figures).every(Number.isFinite)).toBe(true);
      }
      expect(findSignals(inputOf(people))).toEqual(signals);
    }),
  );
});
