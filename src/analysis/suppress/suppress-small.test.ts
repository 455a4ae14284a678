import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SMALLEST_SHOWN, suppressSmall, suppressSmallTable } from "./suppress-small.ts";

const tallies = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 400 })), { maxLength: 8 });
const named = (counts: readonly number[]): Map<string, number> =>
  new Map(counts.map((count, index) => [`group${index}`, count]));
const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN;

/** Every value that a group may have, for somebody who sees only what is published and adds up. */
function possible(published: ReturnType<typeof suppressSmall<string>>, key: string): { least: number; most: number } {
  const shown = published.counts.get(key);
  if (shown !== null && shown !== undefined) return { least: shown, most: shown };
  const { counts, total } = published;
  if (total === null) return { least: 0, most: Number.POSITIVE_INFINITY };
  const hidden = [...counts.values()].filter((count) => count === null).length;
  const rest = total - [...counts.values()].reduce((sum: number, count) => sum + (count ?? 0), 0);
  // The hidden ones are at least 1 each: zeros are published.
  return hidden === 1 ? { least: rest, most: rest } : { least: 1, most: rest - (hidden - 1) };
}

describe("suppressSmall", () => {
  it.each<[number[], (number | null)[], number | null]>([
    [[12, 7, 0], [12, 7, 0], 19],
    [[12, 7, 3], [12, null, null], 22],
    [[7, 7, 3], [null, null, null], 17],
    [[3], [null], null],
    [[1, 1, 0], [null, null, 0], null],
    [[], [], 0],
  ])("%j", (counts, shown, total) => {
    const result = suppressSmall(named(counts));
    expect([...result.counts.values()]).toEqual(shown);
    expect(result.total).toBe(total);
  });

  it("shows no count of 1 to 4", () => {
    fc.assert(
      fc.property(tallies, (counts) => {
        for (const count of suppressSmall(named(counts)).counts.values()) expect(isSmall(count ?? 0)).toBe(false);
      }),
    );
  });

  it("lets nobody find one by subtraction", () => {
    fc.assert(
      fc.property(tallies, (counts) => {
        const published = suppressSmall(named(counts));
        for (const [key, count] of named(counts)) {
          if (!isSmall(count)) continue;
          const { least, most } = possible(published, key);
          expect(most).toBeGreaterThanOrEqual(SMALLEST_SHOWN);
          expect(least).toBeLessThan(most);
        }
      }),
    );
  });

  it("lets nobody who knows this very method tell which hidden group is the small one", () => {
    fc.assert(
      fc.property(tallies, (counts) => {
        const published = suppressSmall(named(counts));
        // The hidden counts in any other order would have been published just so.
        const hidden = [...published.counts].filter(([, count]) => count === null).map(([key]) => key);
        const turned = new Map(named(counts));
        hidden.forEach((key, index) => {
          turned.set(key, named(counts).get(hidden[(index + 1) % hidden.length] ?? key) ?? 0);
        });
        expect(suppressSmall(turned)).toEqual(published);
      }),
    );
  });

  it("changes nothing that is safe", () => {
    fc.assert(
      fc.property(tallies, (counts) => {
        if (counts.some(isSmall)) return;
        expect([...suppressSmall(named(counts)).counts.values()]).toEqual(counts);
      }),
    );
  });
});

describe("suppressSmallTable", () => {
  const tables = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 }), { maxLength: 4 });

  it("publishes a margin only where it holds no hidden cell", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const table = new Map(rows.map((counts, index) => [`row${index}`, named(counts)]));
        const result = suppressSmallTable(table);
        for (const [row, cells] of table) {
          for (const [column, count] of cells) {
            expect(result.cells.get(row)?.get(column)).toBe(isSmall(count) ? null : count);
            if (!isSmall(count)) continue;
            expect(result.rows.get(row)).toBeNull();
            expect(result.columns.get(column)).toBeNull();
            expect(result.total).toBeNull();
          }
        }
      }),
    );
  });
});
