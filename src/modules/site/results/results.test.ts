import fc from "fast-check";
import { expect, it } from "vitest";
import { safeGroups, sumOf } from "./results.ts";

const outcome = fc.record({
  waiting: fc.nat({ max: 12 }),
  promised: fc.nat({ max: 12 }),
  met: fc.nat({ max: 12 }),
});

it("publishes no count of one to four by group, and none that can be found by subtraction", () => {
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 6 }), (given) => {
      const rows = safeGroups(
        given.map((one, index) => ({ group: `g${index}`, ...one })),
        [],
      );
      for (const row of rows) {
        const parts = [row.waiting, row.promised, row.met];
        for (const part of [...parts, row.needs]) expect(part === null || part === 0 || part >= 5).toBe(true);
        // With the sum, two parts would give the third: it is there only when all three are.
        if (row.needs !== null) expect(parts).not.toContain(null);
      }
    }),
  );
});

it("hides with a small group in the meetings another one, so that neither is left over from the rest", () => {
  const rows = safeGroups(
    [],
    [
      { group: "a", people: 3 },
      { group: "b", people: 8 },
      { group: "c", people: 40 },
    ],
  );
  expect(rows.map(({ came }) => came)).toEqual([null, null, 40]);
});

it("adds the places, and nothing of nobody is nothing", () => {
  const place = {
    population: 100,
    meetings: 1,
    came: 20,
    needs: 5,
    spoke: 9,
    initiatives: 2,
    voted: 30,
    commitments: 1,
    met: 0,
    late: 1,
    heeded: 4,
  };
  expect(sumOf([place, { ...place, population: undefined }])).toMatchObject({ population: 100, spoke: 18, heeded: 8 });
  expect(sumOf([]).needs).toBe(0);
});
