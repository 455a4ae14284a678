import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  currentPhase,
  isOpen,
  outOfOrder,
  PHASES,
  type PhaseDates,
  type Process,
  type ProcessState,
} from "./process.ts";

const START = Date.UTC(2026, 0, 1);

function processWith(dates: readonly PhaseDates[], state: ProcessState = "published"): Process {
  return {
    id: 1,
    slug: "p",
    title: "Process",
    purpose: "To test",
    level: "planning",
    cyclePhase: "formulation",
    state,
    choices: 5,
    winners: 5,
    verification: "none",
    rules: "",
    lotSeed: "seed",
    participantKey: Buffer.alloc(32),
    publishedAt: null,
    closedAt: null,
    phases: new Map([["A", dates]]),
  };
}

/** Five phases with lengths from 1 to 1000 minutes, one after another. */
const calendar = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 5, maxLength: 5 }).map((lengths) => {
  let at = START;
  return PHASES.map((phase, index) => {
    const opensAt = new Date(at);
    at += (lengths[index] ?? 1) * 60_000;
    return { phase, opensAt, closesAt: new Date(at) };
  });
});

describe("phases", () => {
  it("include their first instant and exclude their last", () => {
    fc.assert(
      fc.property(calendar, fc.constantFrom(...PHASES), (dates, phase) => {
        const process = processWith(dates);
        const own = dates.find((one) => one.phase === phase);
        if (own === undefined) throw new Error("no phase");
        expect(isOpen(process, "A", phase, own.opensAt)).toBe(true);
        expect(isOpen(process, "A", phase, new Date(own.closesAt.getTime() - 1))).toBe(true);
        expect(isOpen(process, "A", phase, own.closesAt)).toBe(false);
        expect(isOpen(process, "A", phase, new Date(own.opensAt.getTime() - 1))).toBe(false);
      }),
    );
  });

  it("follow each other: at every instant of the calendar exactly one is open, and it is the current one", () => {
    fc.assert(
      fc.property(calendar, fc.nat(5000), (dates, minute) => {
        const process = processWith(dates);
        const now = new Date(START + minute * 60_000);
        const open = PHASES.filter((phase) => isOpen(process, "A", phase, now));
        const end = dates.at(-1)?.closesAt ?? now;
        expect(open.length).toBe(now < end ? 1 : 0);
        if (open.length === 1) expect(currentPhase(process, "A", now)).toBe(open[0]);
      }),
    );
  });

  it("are all shut in a draft, and all but follow-up in a closed process", () => {
    fc.assert(
      fc.property(calendar, fc.nat(5000), (dates, minute) => {
        const now = new Date(START + minute * 60_000);
        for (const phase of PHASES) {
          expect(isOpen(processWith(dates, "draft"), "A", phase, now)).toBe(false);
          if (phase !== "follow") expect(isOpen(processWith(dates, "closed"), "A", phase, now)).toBe(false);
        }
      }),
    );
  });

  it("do not exist where the process does not reach", () => {
    const process = processWith([]);
    expect(isOpen(process, "B", "gather", new Date(START))).toBe(false);
    expect(currentPhase(process, "B", new Date(START))).toBeUndefined();
  });
});

describe("the order of phases", () => {
  it("is kept by phases that follow one another, and by analysis that begins while needs still come in", () => {
    fc.assert(
      fc.property(calendar, (dates) => {
        expect(outOfOrder(dates)).toBeUndefined();
        const early = dates.map((one) => (one.phase === "analyse" ? { ...one, opensAt: new Date(START) } : one));
        expect(outOfOrder(early)).toBeUndefined();
      }),
    );
  });

  it.each([
    ["vote", "gather"],
    ["commit", "vote"],
  ] as const)("is broken by a %s that opens before the %s has closed", (phase, before) => {
    fc.assert(
      fc.property(calendar, (dates) => {
        const ends = dates.find((one) => one.phase === before)?.closesAt ?? new Date(Number.NaN);
        const early = { opensAt: new Date(ends.getTime() - 1) };
        expect(outOfOrder(dates.map((one) => (one.phase === phase ? { ...one, ...early } : one)))).toBe(phase);
      }),
    );
  });
});
