import { describe, expect, it } from "vitest";
import type { PhaseDates, Process } from "#modules/processes/index.ts";
import { PHASES } from "#modules/processes/index.ts";
import { countMoments, daysLeft, momentOf, momentsByPlace, nearestDoors, openDoors } from "./moments.ts";

const DAY = 86_400_000;
const START = new Date("2026-10-01T05:00:00Z");
const at = (days: number): Date => new Date(START.getTime() + days * DAY);

/** Phases of ten days each, the first one opening `opens` days after the start. */
function phases(opens: number): PhaseDates[] {
  return PHASES.map((phase, index) => ({
    phase,
    opensAt: at(opens + index * 10),
    closesAt: at(opens + (index + 1) * 10),
  }));
}

function process(id: number, state: Process["state"], places: Record<string, number>): Process {
  return {
    id,
    slug: `p-${id}`,
    title: "P",
    purpose: "",
    level: "planning",
    cyclePhase: "formulation",
    state,
    choices: 5,
    winners: 3,
    verification: "none",
    rules: "",
    lotSeed: "",
    participantKey: Buffer.alloc(32),
    publishedAt: START,
    closedAt: state === "closed" ? START : null,
    phases: new Map(Object.entries(places).map(([code, opens]) => [code, phases(opens)])),
  };
}

describe("the moment of a place", () => {
  const live = process(1, "published", { a: 0, b: 5 });

  it("is soon before the first phase, then each phase from its first instant", () => {
    expect(momentOf(live, "b", at(4.9))).toBe("soon");
    expect(momentOf(live, "b", at(5))).toBe("gather");
    expect(momentOf(live, "b", at(15))).toBe("analyse");
    expect(momentOf(live, "c", at(5))).toBe("none");
  });

  it("prefers a live process to a closed one, and follows what a closed one promised", () => {
    const old = process(2, "closed", { a: -300, z: -300 });
    const moments = momentsByPlace([old, live], ["a", "z", "x"], at(1));
    expect([...moments.values()].map(({ moment }) => moment)).toEqual(["gather", "follow", "none"]);
    expect(countMoments(moments.values())).toEqual([
      ["gather", 1],
      ["follow", 1],
      ["none", 1],
    ]);
  });
});

describe("what is open", () => {
  it("is ordered by deadline and leaves out closed processes", () => {
    const doors = openDoors([process(1, "published", { a: 0, b: -3 }), process(2, "closed", { a: 0 })], at(1));
    expect(doors.map(({ territory, phase }) => `${territory} ${phase}`)).toEqual(["b gather", "a gather"]);
  });

  it("always shows one door of each kind", () => {
    // Three votes close before the only place where needs are still said.
    const doors = openDoors([process(1, "published", { a: -21, b: -22, c: -23, d: 0 })], at(1));
    expect(doors.map(({ phase }) => phase)).toEqual(["vote", "vote", "vote", "gather"]);
    expect(nearestDoors(doors, 2).map(({ phase }) => phase)).toEqual(["vote", "gather"]);
  });

  it("counts the days left as people do", () => {
    expect(daysLeft(at(0), at(0.2))).toBe(1);
    expect(daysLeft(at(0), at(11))).toBe(11);
    expect(daysLeft(at(2), at(1))).toBe(0);
  });
});
