import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRules, type TallyRules } from "./rules.ts";
import { type BallotRow, lotOf, serialize, tally } from "./tally.ts";
import { TallyError } from "./tally-error.ts";

const rules = (change: Partial<TallyRules> = {}): TallyRules => ({
  choices: 3,
  winners: 2,
  tie: { lot: "semilla" },
  ...change,
});

/** One row per mark: `rows("b1@T1: a c")`. */
function rows(...ballots: string[]): BallotRow[] {
  return ballots.flatMap((text) => {
    const [, ballot = "", territory = "", chosen = ""] = /^(\S+)@(\S+):(.*)$/.exec(text) ?? [];
    const ids = chosen.trim() === "" ? [""] : chosen.trim().split(/\s+/);
    return ids.map((initiative) => ({ ballot, territory, initiative }));
  });
}

function problemOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof TallyError) return error.problem;
    throw error;
  }
  return undefined;
}

describe("a count", () => {
  test("by territory, most votes first, winners marked", () => {
    const result = tally(rows("1@B: a b", "2@B: a", "3@B: c a", "4@B: c", "5@A: z"), rules());
    expect(result).toEqual({
      territories: {
        A: { ballots: 1, initiatives: [{ id: "z", votes: 1, won: true }] },
        B: {
          ballots: 4,
          initiatives: [
            { id: "a", votes: 3, won: true },
            { id: "c", votes: 2, won: true },
            { id: "b", votes: 1, won: false },
          ],
        },
      },
    });
  });

  test("the same initiative twice on a ballot counts once, also with rows apart", () => {
    const result = tally(rows("1@A: a", "2@A: b", "1@A: a b"), rules({ choices: 2 }));
    expect(result.territories.A).toEqual({
      ballots: 2,
      initiatives: [
        { id: "b", votes: 2, won: true },
        { id: "a", votes: 1, won: true },
      ],
    });
  });

  test("a blank vote is a ballot without votes", () => {
    expect(tally(rows("1@A:", "2@A: a"), rules()).territories.A?.ballots).toBe(2);
    expect(tally(rows("1@A:"), rules()).territories).toEqual({ A: { ballots: 1, initiatives: [] } });
  });

  test("rules that allow many choices cost nothing to whom makes one", () => {
    const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    const before = held();
    const result = tally(
      (function* () {
        for (let n = 0; n < 50_000; n += 1) yield { ballot: String(n), territory: "A", initiative: "a" };
      })(),
      rules({ choices: 1000 }),
    );
    expect(held() - before).toBeLessThan(100_000_000);
    expect(result.territories.A?.initiatives).toEqual([{ id: "a", votes: 50_000, won: true }]);
  });

  test("no ballots, no territories", () => {
    expect(serialize(tally([], rules()))).toBe('{"territories":{}}\n');
  });

  test("each territory may have its own number of winners", () => {
    const result = tally(rows("1@A: a b c", "2@B: x y"), rules({ winners: { A: 1, B: 0 } }));
    const won = Object.values(result.territories).map((t) => t.initiatives.filter((one) => one.won).length);
    expect(won).toEqual([1, 0]);
  });

  test("names longer than a machine word, and names of JavaScript itself, are only names", () => {
    const long = "i".repeat(500);
    const result = tally(rows(`__proto__@constructor: ${long} toString`), rules({ winners: 1 }));
    expect(result.territories.constructor).toMatchObject({ ballots: 1 });
  });
});

describe("what cannot be counted", () => {
  test.each([
    [{ choices: 1 }, ["1@A: a b"], { code: "too-many-choices", line: 2, ballot: "1", choices: 1 }],
    [{}, ["1@A: a", "2@B: a", "1@B: b"], { code: "two-territories", line: 3, ballot: "1", territory: "B", other: "A" }],
    [{ winners: { B: 1 } }, ["1@A: a"], { code: "no-winners-for-territory", territory: "A" }],
  ])("%j with %j", (change, ballots, problem) => {
    expect(problemOf(() => tally(rows(...ballots), rules(change)))).toEqual(problem);
  });

  test("a row without ballot or territory", () => {
    const row = { ballot: "1", territory: "A", initiative: "a" };
    expect(problemOf(() => tally([row, { ...row, ballot: "" }], rules()))).toEqual({ code: "empty-ballot", line: 2 });
    expect(problemOf(() => tally([{ ...row, territory: "" }], rules()))).toMatchObject({ code: "empty-territory" });
  });
});

describe("rules", () => {
  test("a number or a number per territory; the seed may be a whole number; other fields are ignored", () => {
    expect(parseRules({ choices: 3, winners: { "76001": 2 }, tie: { lot: 42 }, note: "x" })).toEqual({
      choices: 3,
      winners: { "76001": 2 },
      tie: { lot: "42" },
    });
  });

  test.each([
    [null, "rules"],
    [{ choices: 0, winners: 1, tie: { lot: "s" } }, "choices"],
    [{ choices: 1.5, winners: 1, tie: { lot: "s" } }, "choices"],
    [{ choices: 1, winners: -1, tie: { lot: "s" } }, "winners"],
    [{ choices: 1, winners: 1, tie: { lot: "" } }, "tie.lot"],
    [{ choices: 1, winners: 1 }, "tie"],
  ])("%j is wrong in %s", (input, field) => {
    expect(problemOf(() => parseRules(input))).toEqual({ code: "bad-rules", field });
  });
});

describe("the lot", () => {
  test("is the SHA-256 that anyone gets with sha256sum", () => {
    // printf '%s' 'semilla|76001|7' | sha256sum
    expect(lotOf(rules(), "76001", "7")).toBe("f4d2be5545ffd9cff46caf90fa3d8238c30a732f574b9ea7637e8bf76b31a4c2");
  });

  test("orders every tie by it", () => {
    const result = tally(rows("1@76001: 7 8 9"), rules());
    const order = ["7", "8", "9"].sort((a, b) => (lotOf(rules(), "76001", a) < lotOf(rules(), "76001", b) ? -1 : 1));
    expect(result.territories["76001"]?.initiatives.map(({ id }) => id)).toEqual(order);
  });
});

describe("the published bytes", () => {
  test("territories stand in the order of their codes as text, whole numbers or not", () => {
    const result = tally(rows("1@76001: a", "2@05001: b", "3@9: c", "4@B: d"), rules());
    expect(serialize(result)).toBe(
      '{"territories":{"05001":{"ballots":1,"initiatives":[{"id":"b","votes":1,"won":true}]},' +
        '"76001":{"ballots":1,"initiatives":[{"id":"a","votes":1,"won":true}]},' +
        '"9":{"ballots":1,"initiatives":[{"id":"c","votes":1,"won":true}]},' +
        '"B":{"ballots":1,"initiatives":[{"id":"d","votes":1,"won":true}]}}}\n',
    );
  });
});

const code = fc.constantFrom("A", "B", "05001", "76001");
const mark = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const ballotSet = fc
  .array(fc.record({ territory: code, chosen: fc.array(mark, { maxLength: 6 }) }), { maxLength: 40 })
  .map((ballots) => ballots.map((one, index) => ({ ...one, ballot: `v${index}` })));
const someRules = fc.record({
  choices: fc.integer({ min: 6, max: 8 }),
  winners: fc.integer({ min: 0, max: 5 }),
  tie: fc.record({ lot: fc.string({ minLength: 1, maxLength: 8 }) }),
});

type Ballots = { ballot: string; territory: string; chosen: string[] }[];
const toRows = (ballots: Ballots): BallotRow[] =>
  ballots.flatMap(({ ballot, territory, chosen }) =>
    (chosen.length === 0 ? [""] : chosen).map((initiative) => ({ ballot, territory, initiative })),
  );

/** The definition at the head of tally.ts, written as plainly and slowly as it can be. */
function plainTally(ballots: Ballots, { winners, tie }: TallyRules): unknown {
  const territories = [...new Set(ballots.map((one) => one.territory))].sort();
  return territories.map((territory) => {
    const here = ballots.filter((one) => one.territory === territory);
    const ids = [...new Set(here.flatMap((one) => one.chosen))];
    const ranked = ids
      .map((id) => ({ id, votes: here.filter((one) => one.chosen.includes(id)).length }))
      .sort(
        (a, b) => b.votes - a.votes || (lotOf({ tie }, territory, a.id) < lotOf({ tie }, territory, b.id) ? -1 : 1),
      );
    return [
      territory,
      { ballots: here.length, initiatives: ranked.map((one, at) => ({ ...one, won: at < Number(winners) })) },
    ];
  });
}

describe("properties", () => {
  test("equals the definition written plainly", () => {
    fc.assert(
      fc.property(ballotSet, someRules, (ballots, given) => {
        const { territories } = tally(toRows(ballots), given);
        expect(territories).toEqual(Object.fromEntries(plainTally(ballots, given) as [string, unknown][]));
      }),
    );
  });

  test("the order of rows changes no byte", () => {
    const shuffled = ballotSet.chain((ballots) => {
      const given = toRows(ballots);
      return fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }));
    });
    fc.assert(
      fc.property(shuffled, someRules, ([given, mixed], rule) => {
        expect(serialize(tally(mixed, rule))).toBe(serialize(tally(given, rule)));
      }),
    );
  });

  test("votes add up to the different choices, winners are at most K and none has fewer votes than a loser", () => {
    fc.assert(
      fc.property(ballotSet, someRules, (ballots, given) => {
        const { territories } = tally(toRows(ballots), given);
        const all = Object.values(territories).flatMap((place) => place.initiatives);
        const choices = ballots.reduce((sum, { chosen }) => sum + new Set(chosen).size, 0);
        expect(all.reduce((sum, { votes }) => sum + votes, 0)).toBe(choices);
        for (const { initiatives } of Object.values(territories)) {
          const winners = initiatives.filter(({ won }) => won);
          const best = initiatives.find(({ won }) => !won)?.votes ?? 0;
          expect(winners.length).toBe(Math.min(Number(given.winners), initiatives.length));
          expect(winners.every(({ votes }) => votes >= best)).toBe(true);
        }
      }),
    );
  });

  test("one more vote for an initiative never lowers its place, nor changes the votes of another", () => {
    fc.assert(
      fc.property(ballotSet, someRules, code, mark, (ballots, given, territory, id) => {
        const before = tally(toRows(ballots), given).territories[territory]?.initiatives ?? [];
        const more = [...ballots, { ballot: "one more", territory, chosen: [id] }];
        const after = tally(toRows(more), given).territories[territory]?.initiatives ?? [];
        const place = (list: typeof before) => list.findIndex((one) => one.id === id);
        expect(place(after)).toBeLessThanOrEqual(place(before) === -1 ? after.length : place(before));
        for (const other of before.filter((one) => one.id !== id)) {
          expect(after.find((one) => one.id === other.id)?.votes).toBe(other.votes);
        }
      }),
    );
  });

  test("a tie keeps its order whatever else is voted", () => {
    fc.assert(
      fc.property(ballotSet, someRules, (ballots, given) => {
        for (const [territory, { initiatives }] of Object.entries(tally(toRows(ballots), given).territories)) {
          for (const [at, one] of initiatives.entries()) {
            const next = initiatives[at + 1];
            if (next?.votes !== one.votes) continue;
            expect(lotOf(given, territory, one.id) < lotOf(given, territory, next.id)).toBe(true);
          }
        }
      }),
    );
  });
});
