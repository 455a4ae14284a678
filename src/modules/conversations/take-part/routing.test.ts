import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digest } from "#platform/secrets/secrets.ts";
import { drawOrder } from "./routing.ts";

const statements = Array.from({ length: 40 }, (_, n) => ({ id: 1000 + n }));

describe("the next statement", () => {
  it("is drawn with probability proportional to its priority; without one it counts as 1", () => {
    const priorities = new Map([
      [1000, 9],
      [1001, 3],
    ]);
    const first = new Map<number, number>();
    const people = 20_000;
    for (let n = 0; n < people; n += 1) {
      const seed = digest(String(n));
      const id = drawOrder(statements.slice(0, 8), priorities, seed)[0]?.id ?? 0;
      first.set(id, (first.get(id) ?? 0) + 1);
    }
    // 9 + 3 + six of 1 make 18.
    expect((first.get(1000) ?? 0) / people).toBeCloseTo(9 / 18, 1);
    expect((first.get(1001) ?? 0) / people).toBeCloseTo(3 / 18, 1);
    for (let id = 1002; id < 1008; id += 1) expect((first.get(id) ?? 0) / people).toBeCloseTo(1 / 18, 1);
  });

  it("stays the same for a person who reads the page again, and is another for others", () => {
    const seed = randomBytes(32);
    const orders = new Set(Array.from({ length: 50 }, () => drawOrder(statements, new Map(), randomBytes(32))[0]?.id));
    expect(drawOrder(statements, new Map(), seed)).toEqual(drawOrder(statements, new Map(), seed));
    expect(orders.size).toBeGreaterThan(10);
  });

  it("shows all of them once, whatever the priorities", () => {
    const odd = new Map([
      [1000, 0],
      [1001, -1],
      [1002, Number.POSITIVE_INFINITY],
    ]);
    expect(new Set(drawOrder(statements, odd, randomBytes(8))).size).toBe(40);
  });
});
