import { describe, expect, it } from "vitest";
import {
  COMMITMENT_STATES,
  type CommitmentState,
  canBeJudged,
  daysLate,
  isOverdue,
  nextStates,
  shareDone,
} from "./commitment.ts";

const ALLOWED: [CommitmentState, CommitmentState][] = [
  ["proposed", "proposed"],
  ["proposed", "agreed"],
  ["proposed", "in_progress"],
  ["proposed", "not_met"],
  ["agreed", "agreed"],
  ["agreed", "in_progress"],
  ["agreed", "met"],
  ["agreed", "partly_met"],
  ["agreed", "not_met"],
  ["in_progress", "in_progress"],
  ["in_progress", "met"],
  ["in_progress", "partly_met"],
  ["in_progress", "not_met"],
  ["partly_met", "partly_met"],
  ["partly_met", "in_progress"],
  ["partly_met", "met"],
  ["partly_met", "not_met"],
  ["not_met", "not_met"],
  ["not_met", "in_progress"],
  ["met", "met"],
  ["met", "in_progress"],
];

describe("states", () => {
  const pairs = COMMITMENT_STATES.flatMap((from) => COMMITMENT_STATES.map((to) => [from, to] as const));
  it.each(pairs)("from %s to %s", (from, to) => {
    const allowed = ALLOWED.some(([a, b]) => a === from && b === to);
    expect(nextStates(from).includes(to)).toBe(allowed);
  });

  it("reaches every state from a proposal, and never goes back to one", () => {
    const reached = new Set<CommitmentState>(["proposed"]);
    for (const state of reached) for (const next of nextStates(state)) reached.add(next);
    expect([...reached].sort()).toEqual([...COMMITMENT_STATES].sort());
    expect(COMMITMENT_STATES.filter((state) => nextStates(state).includes("proposed"))).toEqual(["proposed"]);
  });
});

describe("lateness", () => {
  it.each([
    ["agreed", "2026-06-30", "2026-06-30", false],
    ["agreed", "2026-06-30", "2026-07-01", true],
    ["proposed", "2026-06-30", "2026-07-01", true],
    ["in_progress", "2026-06-30", "2026-07-01", true],
    ["partly_met", "2026-06-30", "2026-07-01", true],
    ["met", "2026-06-30", "2030-01-01", false],
    ["not_met", "2026-06-30", "2030-01-01", false],
  ] as const)("%s, due %s, on %s: %s", (state, dueDate, today, late) => {
    expect(isOverdue({ state, dueDate }, today)).toBe(late);
  });

  it.each([
    ["2026-02-28", "2026-03-01", 1],
    ["2028-02-28", "2028-03-01", 2],
    ["2026-12-31", "2027-01-01", 1],
    ["2026-03-01", "2026-02-28", -1],
  ])("counts the days from %s to %s", (due, today, days) => {
    expect(daysLate(due, today)).toBe(days);
  });
});

describe("the question to those who asked", () => {
  it.each([
    ["in_progress", "2026-12-18", null, false],
    ["in_progress", "2026-10-13", null, true],
    // Moving the date does not put the question off.
    ["in_progress", "2026-12-18", "2026-06-30", true],
    ["in_progress", "2026-12-18", "2026-11-30", false],
    ["met", "2026-12-18", null, true],
    ["partly_met", "2026-12-18", null, true],
    ["not_met", "2026-12-18", null, true],
  ] as const)("%s, due %s, first due %s: %s", (state, dueDate, firstDueDate, open) => {
    expect(canBeJudged({ state, dueDate, firstDueDate }, "2026-10-14")).toBe(open);
  });
});

it("gives no share of what has no whole, and never more than all of it", () => {
  expect(shareDone({ done: 3, of: 5 })).toBe(60);
  expect(shareDone({ done: 7, of: 5 })).toBe(100);
  expect(shareDone({ done: 0, of: 5 })).toBe(0);
  expect(shareDone({ done: 3, of: null })).toBeUndefined();
  expect(shareDone({ done: null, of: 5 })).toBeUndefined();
});
