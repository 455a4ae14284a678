import { h } from "preact";
import { describe, expect, it } from "vitest";
import { assemble, spanOf } from "./tell.ts";

const moment = (day: string, title: string, open?: boolean) => ({
  at: new Date(day),
  icon: "chat" as const,
  title,
  body: h("p", null, title),
  open,
});

describe("a story told by several modules", () => {
  it("goes as it happened, with what is still a question at the end", () => {
    const told = assemble(
      [
        {
          moments: [moment("2026-03-02", "joined"), moment("2026-01-01", "said")],
          lead: "early",
          facts: [{ name: "a", value: "1" }],
        },
        { moments: [moment("2026-02-01", "asked", true), moment("2026-04-01", "promised")], lead: "late" },
      ],
      new Date("2026-05-01"),
    );
    expect(told.moments.map(({ title }) => title)).toEqual(["said", "joined", "promised", "asked"]);
    expect(told.lead).toBe("late");
    expect(told.facts).toHaveLength(1);
    expect(told.since).toEqual(new Date("2026-01-01"));
  });

  it("of nothing is empty, since the thing was made", () => {
    const told = assemble([], new Date("2026-05-01"));
    expect(told.moments).toEqual([]);
    expect(told.since).toEqual(new Date("2026-05-01"));
  });
});

describe("the time between two days", () => {
  it.each([
    ["2025-03-08", "2026-10-14", { years: 1, months: 7, days: 0 }],
    ["2026-01-31", "2026-02-28", { years: 0, months: 0, days: 28 }],
    ["2026-01-15", "2026-02-15", { years: 0, months: 1, days: 0 }],
    ["2026-12-20", "2027-01-02", { years: 0, months: 0, days: 13 }],
    ["2026-01-02", "2026-01-01", { years: 0, months: 0, days: 0 }],
  ])("from %s to %s", (from, to, span) => {
    expect(spanOf(new Date(from), new Date(to))).toEqual(span);
  });
});
