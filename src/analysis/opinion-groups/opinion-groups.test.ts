import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnMeans, countVotes } from "./column-means.ts";
import { principalComponents } from "./components.ts";
import { VoteCollector } from "./names.ts";
import { opinionGroups } from "./opinion-groups.ts";
import { resultText } from "./result-text.ts";
import type { OpinionGroups } from "./types.ts";
import { type VoteMatrix, voteMatrix } from "./vote-matrix.ts";

type Vote = [participant: number, statement: number, value: -1 | 0 | 1, time?: number];

function input(votes: readonly Vote[], flags: { moderated?: Record<number, number>; meta?: readonly number[] } = {}) {
  const collector = new VoteCollector();
  for (const [who, what, value, time] of votes) collector.add(String(who), String(what), value, time);
  const named = collector.finish();
  return {
    named,
    votes: named.votes,
    participants: named.participants.length,
    statements: named.statements.length,
    moderated: Int8Array.from(named.statements, (id) => flags.moderated?.[Number(id)] ?? 1),
    meta: Uint8Array.from(named.statements, (id) => (flags.meta?.includes(Number(id)) ? 1 : 0)),
  };
}

const means = (matrix: VoteMatrix) => columnMeans(matrix, countVotes(matrix));

function text(votes: readonly Vote[]): string {
  const given = input(votes);
  return resultText(opinionGroups(given), given.named);
}

/** Everything that a result says is a number, and can be read back. */
function expectSound(votes: readonly Vote[]): OpinionGroups {
  const given = input(votes);
  const result = opinionGroups(given);
  const written = resultText(result, given.named);
  expect(written).not.toMatch(/NaN|Infinity|undefined/);
  const read = JSON.parse(written);
  expect(read).toMatchObject({ n: result.rows.length, statements: result.columns.length, k: result.groups });
  for (const list of [result.projections, result.extremity, result.priority, result.groupAwareConsensus])
    for (const value of list) expect(Number.isFinite(value)).toBe(true);
  return result;
}

/** Two camps that disagree on half of the statements and agree on the rest. */
function camps(people: number, statements: number): Vote[] {
  return Array.from({ length: people * statements }, (_, i): Vote => {
    const [who, what] = [Math.floor(i / statements), i % statements];
    const sides = what % 2 === 0 || who % 2 === 0 ? 1 : -1;
    return [who, what, (who * 7 + what * 3) % 11 === 0 ? 0 : sides];
  });
}

describe("small and odd conversations", () => {
  test.each<[string, Vote[], { groups: number; n: number }]>([
    ["nobody", [], { groups: 0, n: 0 }],
    ["one person, one statement", [[1, 1, 1]], { groups: 1, n: 1 }],
    [
      "one person, three statements",
      [
        [1, 1, 1],
        [1, 2, -1],
        [1, 3, 0],
      ],
      { groups: 1, n: 1 },
    ],
    [
      "two people who differ",
      [
        [1, 1, 1],
        [2, 1, -1],
      ],
      { groups: 2, n: 2 },
    ],
    [
      "two people who agree",
      [
        [1, 1, 1],
        [2, 1, 1],
      ],
      { groups: 1, n: 2 },
    ],
    [
      "one statement, many people",
      Array.from({ length: 60 }, (_, i): Vote => [i, 1, i % 3 === 0 ? 1 : -1]),
      { groups: 2, n: 60 },
    ],
    ["all pass", Array.from({ length: 200 }, (_, i): Vote => [i % 20, Math.floor(i / 20), 0]), { groups: 1, n: 20 }],
    [
      "all equal",
      Array.from({ length: 200 }, (_, i): Vote => [i % 20, Math.floor(i / 20), i < 100 ? 1 : -1]),
      { groups: 1, n: 20 },
    ],
    ["nobody shares a statement", Array.from({ length: 40 }, (_, i): Vote => [i, i, 1]), { groups: 1, n: 40 }],
  ])("%s", (_, votes, { groups, n }) => {
    const result = expectSound(votes);
    expect([result.groups, result.rows.length]).toEqual([groups, n]);
  });

  test("two halves of people who never meet on a statement", () => {
    const votes = camps(40, 20).map(([who, what, value]): Vote => [who, who < 20 ? what : what + 100, value]);
    expect(expectSound(votes).groups).toBeGreaterThan(1);
  });

  test("two equal eigenvalues still give two directions", () => {
    // Statements 0 and 1 split people in two independent ways, each as wide as the other.
    const votes = Array.from({ length: 40 }, (_, who): Vote[] => [
      [who, 0, who % 2 === 0 ? 1 : -1],
      [who, 1, who % 4 < 2 ? 1 : -1],
    ]).flat();
    const result = expectSound(votes);
    const spread = (axis: number) =>
      Math.max(...result.rows.map((_, row) => Math.abs(result.projections[2 * row + axis] ?? 0)));
    expect(spread(0)).toBeGreaterThan(0.9);
    expect(spread(1)).toBeGreaterThan(0.9);
  });

  test("any votes at all", () => {
    const vote = fc.tuple(fc.nat(30), fc.nat(12), fc.constantFrom(-1 as const, 0 as const, 1 as const), fc.nat(50));
    fc.assert(
      fc.property(fc.array(vote, { maxLength: 300 }), (votes) => {
        expectSound(votes);
      }),
    );
  });

  test("a vote that cannot be is refused", () => {
    const bad = (change: object) => () => opinionGroups({ ...input([[1, 1, 1]]), ...change });
    expect(bad({ participants: 0 })).toThrow(RangeError);
    expect(bad({ statements: 0 })).toThrow(RangeError);
    const votes = { participants: Uint32Array.of(0), statements: Uint32Array.of(0), values: Int8Array.of(2) };
    expect(bad({ votes })).toThrow(RangeError);
    expect(bad({ votes: { ...votes, values: Int8Array.of(1, 1) } })).toThrow(RangeError);
  });
});

describe("the same votes give the same bytes", () => {
  const distinct = fc.uniqueArray(
    fc.tuple(fc.nat(40), fc.nat(15), fc.constantFrom(-1 as const, 0 as const, 1 as const)),
    { maxLength: 300, selector: ([who, what]) => `${who},${what}` },
  );

  test("in any order of the rows", () => {
    fc.assert(
      fc.property(distinct, fc.integer(), (votes, seed) => {
        const mixed = votes.map((vote, i) => ({ vote, key: Math.imul(i + 1, seed | 1) })).sort((a, b) => a.key - b.key);
        expect(text(mixed.map(({ vote }) => vote))).toBe(text(votes));
      }),
    );
  });

  test("with ids that grow in the same order, the same groups", () => {
    fc.assert(
      fc.property(distinct, fc.integer({ min: 2, max: 1000 }), (votes, factor) => {
        const [plain, renamed] = [
          votes,
          votes.map(([who, what, value]): Vote => [who * factor + 3, what * factor, value]),
        ].map((list) => opinionGroups(input(list)));
        expect(renamed?.groupOf).toEqual(plain?.groupOf);
        expect(renamed?.extremity).toEqual(plain?.extremity);
      }),
    );
  });

  test("of several votes of one pair the latest stands, and of equal times the later row", () => {
    const base = camps(30, 10);
    const last: Vote = [4, 3, -1, 9];
    const plain = text([...base.map(([a, b, c]): Vote => [a, b, a === 4 && b === 3 ? -1 : c])]);
    const timed = base.map(([a, b, c]): Vote => [a, b, c, 5]);
    expect(text([...timed, last])).toBe(plain);
    expect(text([last, ...timed])).toBe(plain);
    expect(text([[4, 3, 1, 8], last, ...timed, [4, 3, 0, 7]])).toBe(plain);
    expect(text([...timed, [4, 3, 0, 5], [4, 3, -1, 5]])).toBe(plain);
    expect(text([...base, [4, 3, 0], [4, 3, -1]])).toBe(plain);
  });
});

describe("components", () => {
  test("are unit eigenvectors of the covariance, at right angles, and their largest loading is positive", () => {
    const votes = camps(60, 20);
    const matrix = voteMatrix(input(votes));
    const center = means(matrix);
    const components = principalComponents(matrix, center);
    const x = Array.from(matrix.rows, () => new Float64Array(center.length));
    for (const [who, what, value] of votes) (x[who] ?? new Float64Array())[what] = value - (center[what] ?? 0);
    for (const v of components) {
      const along = x.map((row) => row.reduce((sum, cell, i) => sum + cell * (v[i] ?? 0), 0));
      const image = center.map((_, i) => x.reduce((sum, row, p) => sum + (row[i] ?? 0) * (along[p] ?? 0), 0));
      const eigenvalue = along.reduce((sum, one) => sum + one * one, 0);
      for (const [i, value] of image.entries()) expect(value / eigenvalue).toBeCloseTo(v[i] ?? 9, 9);
      expect(Math.max(...v)).toBe(Math.max(...v.map(Math.abs)));
    }
    const [first, second] = components;
    expect(first.reduce((sum, value, i) => sum + value * (second[i] ?? 0), 0)).toBeCloseTo(0, 12);
  });
});

test("of loadings that are equal but for rounding, the first is positive", () => {
  const votes: Vote[] = [
    [1, 0, 1],
    [1, 4, -1],
    [4, 0, -1],
    [4, 4, 1],
    [7, 0, 1],
    [7, 4, 1],
  ];
  for (const loadings of opinionGroups(input(votes)).components) expect(loadings[0]).toBeGreaterThan(0);
});

describe("statements that are out", () => {
  const flags = { moderated: { 3: -1, 4: 0 }, meta: [5] };

  test("rejected ones and questions about the person move nobody and represent nobody; those not yet reviewed count", () => {
    const votes = camps(40, 12);
    const given = input(votes, flags);
    const result = opinionGroups(given);
    for (const column of [3, 5]) {
      expect(result.center[column]).toBe(0);
      expect(result.extremity[column]).toBe(0);
      expect(result.groupAwareConsensus[column]).toBeGreaterThan(0);
    }
    const listed = [...result.representative.flat().map(({ column }) => column), ...result.consensus.agree];
    expect(listed).not.toContain(3);
    expect(listed).not.toContain(5);
    expect(result.priority[5]).toBe(49);
    expect(result.center[4]).not.toBe(0);
  });
});

test("the only statement was rejected: everybody stands in the middle", () => {
  const votes = Array.from({ length: 20 }, (_, who): Vote => [who, 3, who % 2 === 0 ? 1 : -1]);
  const result = opinionGroups(input(votes, { moderated: { 3: -1 } }));
  expect(result.projections.every((place) => place === 0)).toBe(true);
  expect([result.groups, result.representative.flat()]).toEqual([1, []]);
});

test("given labels are the conversation, and the grouping is skipped", () => {
  const given = input(camps(12, 6));
  const labels = Int32Array.from({ length: 12 }, (_, who) => (who < 4 ? 1 : who < 6 ? 0 : -1));
  const result = opinionGroups({ ...given, labels });
  expect([result.groups, result.silhouette]).toEqual([2, null]);
  expect([...result.groupOf]).toEqual([1, 1, 1, 1, 0, 0, -1, -1, -1, -1, -1, -1]);
  expect(result.groupVotes.all[0]).toBe(2);
});

test("a wanted number of groups is given, unless people stand in fewer places", () => {
  expect(opinionGroups({ ...input(camps(60, 20)), groups: 4 }).groups).toBe(4);
  expect(
    opinionGroups({
      ...input([
        [1, 1, 1],
        [2, 1, 1],
      ]),
      groups: 4,
    }).groups,
  ).toBe(1);
});
