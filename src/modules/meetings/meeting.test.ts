import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agendaPoints, hasBegun, MEETING_STATES, type MeetingAct, nextState, shownAttendance } from "./meeting.ts";

describe("states", () => {
  it.each<[MeetingAct, Partial<Record<(typeof MEETING_STATES)[number], string>>]>([
    ["hold", { planned: "held" }],
    ["cancel", { planned: "cancelled" }],
    ["edit", { planned: "planned", held: "held" }],
    ["count", { held: "held" }],
    ["write", { held: "held" }],
    ["publish", { held: "published" }],
  ])("%s", (act, expected) => {
    const found = MEETING_STATES.flatMap((state) => {
      const next = nextState(state, act);
      return next === undefined ? [] : [[state, next]];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it("begins two hours before its hour, when the doors open", () => {
    const startsAt = new Date("2026-10-14T15:00:00Z");
    expect(hasBegun({ startsAt }, new Date("2026-10-14T12:59:59Z"))).toBe(false);
    expect(hasBegun({ startsAt }, new Date("2026-10-14T13:00:00Z"))).toBe(true);
  });

  it("reads an agenda without its blank lines", () => {
    expect(agendaPoints(" Saludo \n\n Lo que falta\n")).toEqual(["Saludo", "Lo que falta"]);
  });
});

describe("attendance as everybody reads it", () => {
  const shown = (people: number | null, groups: Record<string, number>) => {
    const result = shownAttendance(people, new Map(Object.entries(groups)));
    return { people: result.people, ...Object.fromEntries(result.groups) };
  };
  it.each([
    ["large groups stay", 40, { women: 22, young: 9 }, { people: 40, women: 22, young: 9 }],
    ["a small one is hidden with another", 40, { women: 22, disabled: 2 }, { people: 40, women: null, disabled: null }],
    ["what is left over is a group too", 25, { women: 22 }, { people: 25, women: null }],
    ["a room of four says nothing", 4, { women: 4 }, { people: null, women: null }],
    ["nobody came", 0, {}, { people: 0 }],
  ])("%s", (_, people, groups, expected) => {
    expect(shown(people, groups)).toEqual(expected);
  });

  it("lets nobody read or subtract a group of one to four", () => {
    const groups = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 60 }), (counts, more) => {
        const people = Math.max(0, ...Object.values(counts)) + more;
        const result = shownAttendance(people, new Map(Object.entries(counts)));
        const few = (n: number): boolean => n > 0 && n < 5;
        if (result.people !== null) expect(few(result.people)).toBe(false);
        for (const n of result.groups.values()) {
          if (n === null || n === 0) continue;
          expect(few(n)).toBe(false);
          expect(few(people - n)).toBe(false);
        }
      }),
    );
  });
});
