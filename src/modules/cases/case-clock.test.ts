// Long: each rule of the law with its examples and its refusals, read as one document.
// The law as examples. Each table is a rule of the guide; each refusal names the article that it breaks.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Jurisdiction } from "#analysis/calendar/working-days.ts";
import { addWorkingDays, workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import { CaseRefusal, type RefusalCode } from "./case-clock.ts";
import type { CaseEvent, EventKind } from "./case-event.ts";
import { type CaseFacts, caseClock, NoLaw } from "./case-history.ts";
import type { CaseType } from "./law.ts";

const ZONE: Record<Jurisdiction, string> = { co: "-05:00", cl: "-03:00" };
const CALENDAR = { co: workCalendar("co"), cl: workCalendar("cl") };
const { co } = CALENDAR;

/** An event on a day of 2026 (`MM-DD`) or on a whole one, at ten in the morning. */
function on(day: string, kind: EventKind, more: Partial<CaseEvent> = {}): CaseEvent {
  return { at: at(day.length === 5 ? `2026-${day}` : day), kind, ...more };
}
const at = (day: string, hour = "10:00"): Date => new Date(`${day}T${hour}:00${ZONE.co}`);

function clock(received: string | Date, events: readonly CaseEvent[] = [], more: Partial<CaseFacts> = {}) {
  const instant = typeof received === "string" ? at(received) : received;
  return caseClock({ jurisdiction: "co", type: "general", received: instant, events, ...more });
}
const due = (...asked: Parameters<typeof clock>) => clock(...asked).clock.due;
const by = (kind: string, ...asked: Parameters<typeof clock>) =>
  clock(...asked).deadlines.find((one) => one.kind === kind)?.by;

/** The refusal of the last event. */
function refusal(...asked: Parameters<typeof clock>): [RefusalCode, string] {
  try {
    clock(...asked);
  } catch (error) {
    if (error instanceof CaseRefusal) return [error.code, error.source.article];
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("term: day 1 is the working day after it is received", () => {
  it.each([
    ["2026-03-20", "general", "2026-04-15"],
    ["2026-03-27", "general", "2026-04-21"],
    ["2026-07-10", "information", "2026-07-28"],
    ["2026-10-09", "general", "2026-11-03"],
    ["2026-12-18", "general", "2027-01-13"],
    ["2026-12-24", "consultation", "2027-02-09"],
    ["2026-06-05", "congress", "2026-06-16"],
    ["2026-06-05", "ombudsman", "2026-06-16"],
    ["2026-07-10", "authority", "2026-07-28"],
    ["2026-07-10", "data-query", "2026-07-28"],
    ["2026-03-20", "data-claim", "2026-04-15"],
    ["2026-03-21", "general", "2026-04-16"],
  ] as const)("%s, %s: %s", (received, type, expected) => {
    expect(due(received, [], { type })).toBe(expected);
  });
});

describe("reception: what arrives after the desk closed, or when nobody works, is received on the next working day", () => {
  it.each([
    ["2026-03-20T16:59:00-05:00", "2026-03-20"],
    ["2026-03-20T17:00:00-05:00", "2026-03-24"],
    ["2026-03-20T23:59:59-05:00", "2026-03-24"],
    ["2026-03-20T05:00:00-05:00", "2026-03-20"],
    ["2026-03-23T10:00:00-05:00", "2026-03-24"],
    ["2026-03-21T02:30:00Z", "2026-03-24"],
    ["2026-03-24T04:30:00+09:00", "2026-03-24"],
    ["2026-03-24T15:00:00Z", "2026-03-24"],
  ])("%s: %s", (instant, expected) => {
    expect(clock(new Date(instant)).clock.received).toBe(expected);
  });

  it("a government may close its desk at another hour", () => {
    expect(clock(at("2026-03-24", "15:30"), [], { closes: "14:00" }).clock.received).toBe("2026-03-25");
  });
});

describe("extension: once, told before the term ends, with reasons, up to twice the term", () => {
  const extended = (day: string, days?: number, reason = "Falta un estudio") => on(day, "extended", { days, reason });

  it.each([
    ["general", "2026-03-20", 15, "2026-05-07"],
    ["information", "2026-03-20", 10, "2026-04-22"],
    ["consultation", "2026-03-20", 30, "2026-06-23"],
    ["data-claim", "2026-03-20", 8, "2026-04-27"],
    ["data-query", "2026-03-20", 5, "2026-04-15"],
  ] as const)("%s: %s and %i more: %s", (type, received, days, expected) => {
    const found = clock(received, [extended("04-07", days)], { type });
    expect(found.clock).toMatchObject({ due: expected, state: "extended" });
    expect(workingDaysBetween(co, received, expected)).toBe(found.businessDays);
    expect(refusal(received, [extended("04-07", days + 1)], { type })[0]).toBe("extendedLong");
  });

  it.each([
    ["on its last day", extended("04-15", 1), "2026-04-16"],
    ["by one day", extended("03-24", 1), "2026-04-16"],
  ])("%s", (_, event, expected) => {
    expect(due("2026-03-20", [event])).toBe(expected);
  });

  const ARTICLE = "Ley 1755 de 2015, art. 14, parágrafo";
  it.each([
    ["late", [extended("04-16", 5)], "extendedLate"],
    ["without reasons", [extended("04-10", 5, " ")], "extendedNoReason"],
    ["without its days", [extended("04-10")], "extendedNoDays"],
    ["longer", [extended("04-10", 16)], "extendedLong"],
    ["twice", [extended("04-10", 5), extended("04-13", 5)], "extendedTwice"],
    ["once answered", [on("04-01", "answered"), extended("04-10", 5)], "answered"],
    ["while stopped", [on("03-25", "completion-requested"), extended("04-10", 5)], "stopped"],
  ] as const)("refused %s", (_, events, code) => {
    expect(refusal("2026-03-20", events)).toEqual([code, ARTICLE]);
  });

  it("its last day stays known", () => {
    expect(by("extension-notice", "2026-03-20")).toBe("2026-04-15");
    expect(by("extension-notice", "2026-03-20", [extended("04-10", 15)])).toBe("2026-04-15");
  });
});

describe("transfer: within 5 days; the whole term from the day after the other body receives", () => {
  it("counts again, and may be extended and transferred by who received it", () => {
    expect(by("transfer", "2026-03-20")).toBe("2026-03-30");
    const found = clock("2026-03-20", [on("03-30", "transferred")]);
    expect(found.clock).toMatchObject({ received: "2026-03-30", due: "2026-04-22", state: "transferred" });
    expect(due("2026-03-20", [on("03-30", "transferred"), on("04-08", "transferred")])).toBe("2026-04-29");
    const extended = on("04-10", "extended", { days: 15, reason: "Visita al sitio" });
    expect(due("2026-03-20", [on("03-30", "transferred"), extended])).toBe("2026-05-14");
  });
  it("received at night by the other body, it is received on its next working day", () => {
    expect(due("2026-03-20", [{ at: at("2026-03-27", "20:00"), kind: "transferred" }])).toBe("2026-04-22");
  });
  it("is refused late, stopped or answered", () => {
    expect(refusal("2026-03-20", [on("03-31", "transferred")])).toEqual(["transferLate", "Ley 1755 de 2015, art. 21"]);
    expect(refusal("2026-03-20", [on("03-25", "completion-requested"), on("03-26", "transferred")])[0]).toBe("stopped");
    expect(refusal("2026-03-20", [on("03-25", "answered"), on("03-26", "transferred")])[0]).toBe("answered");
  });
});

describe("incomplete: asked within 10 days; the person has a month; the clock stops and runs from the day after", () => {
  const asked = on("03-26", "completion-requested");
  const ART = "Ley 1755 de 2015, art. 17";

  it("stops", () => {
    const { clock: stopped, deadlines } = clock("2026-03-20", [asked]);
    expect(stopped).toMatchObject({ due: undefined, state: "needs-clarification" });
    expect(deadlines).toContainEqual({ kind: "petitioner-month", by: "2026-04-27", rule: ART });
  });
  it.each([
    ["the same day", "03-26", "2026-04-15"],
    ["on a working day", "04-10", "2026-04-28"],
    ["on a Saturday, received on Monday", "04-11", "2026-04-29"],
    ["on its last day, put off from a Saturday", "04-27", "2026-05-14"],
  ])("completed %s", (_, day, expected) => {
    const found = clock("2026-03-20", [asked, on(day, "completed")]);
    expect(found.clock).toMatchObject({ due: expected, state: "in-progress" });
    expect(found.businessDays).toBe(15);
  });
  it("asked on the last day of a short term, the day after completing is left", () => {
    const events = [on("04-08", "completion-requested"), on("04-20", "completed")];
    expect(due("2026-03-20", events, { type: "information" })).toBe("2026-04-21");
  });
  it.each([
    ["2026-01-30", "2026-02-28", "2026-03-02"],
    ["2026-03-26", "2026-04-26", "2026-04-27"],
    ["2026-04-01", "2026-05-01", "2026-05-04"],
    ["2026-05-15", "2026-06-15", "2026-06-16"],
  ])("a month from %s is %s, so %s", (from, _, until) => {
    expect(by("petitioner-month", from, [on(from, "completion-requested")])).toBe(until);
  });
  it("as much time again, once, asked in time", () => {
    const more = on("04-20", "month-asked");
    expect(by("petitioner-month", "2026-03-20", [asked, more])).toBe("2026-05-26");
    expect(due("2026-03-20", [asked, more, on("05-20", "completed")])).toBe("2026-06-05");
    expect(refusal("2026-03-20", [asked, more, on("04-21", "month-asked")])).toEqual(["monthAsked", ART]);
    expect(refusal("2026-03-20", [asked, on("04-28", "month-asked")])).toEqual(["completedLate", ART]);
  });
  it.each([
    ["asked late", [on("04-09", "completion-requested")], "completionLate", ART],
    ["completed though nobody asked", [on("04-09", "completed")], "notAsked", ART],
    ["completed after the month", [asked, on("04-28", "completed")], "completedLate", ART],
    ["asked twice at once", [asked, on("03-27", "completion-requested")], "stopped", ART],
    ["clarified instead", [asked, on("03-27", "clarified")], "notAsked", "Ley 1755 de 2015, art. 19"],
  ] as const)("refused: %s", (_, events, code, article) => {
    expect(refusal("2026-03-20", events)).toEqual([code, article]);
  });
  it("its last day to be asked for is in the deadlines, and never after a shorter term", () => {
    expect(by("completion-request", "2026-03-20")).toBe("2026-04-08");
    expect(by("completion-request", "2026-06-05", [], { type: "congress" })).toBe("2026-06-16");
  });
  it("nobody completed: held as withdrawn by an act with reasons, not before", () => {
    const act = (day: string, reason?: string) => on(day, "withdrawn", { reason, by: "entity" });
    expect(clock("2026-03-20", [asked, act("04-28", "No llegó el plano")]).clock.state).toBe("withdrawn");
    const withdrawal = "Ley 1755 de 2015, arts. 17 y 18";
    expect(refusal("2026-03-20", [asked, act("04-27", "No llegó")])).toEqual(["withdrawnEarly", withdrawal]);
    expect(refusal("2026-03-20", [asked, act("04-28")])).toEqual(["withdrawnNoReason", withdrawal]);
    expect(refusal("2026-03-20", [act("04-28", "Porque sí")])).toEqual(["notAsked", withdrawal]);
  });
  it("the person withdraws at any time, and what was withdrawn is filed again or opened again", () => {
    expect(clock("2026-03-20", [on("03-25", "withdrawn")]).clock.state).toBe("withdrawn");
    expect(clock("2026-03-20", [asked, on("03-30", "withdrawn", { by: "person" })]).clock.state).toBe("withdrawn");
    expect(refusal("2026-03-20", [on("03-25", "withdrawn"), on("03-26", "answered")])[0]).toBe("closed");
    const again = [on("03-25", "withdrawn"), on("03-27", "reopened")];
    expect(clock("2026-03-20", again).clock).toMatchObject({ state: "reopened", due: "2026-04-21" });
    expect(refusal("2026-03-20", [on("03-25", "reopened")])[0]).toBe("stillOpen");
  });
});

describe("obscure: returned to be clarified in 10 days, else archived", () => {
  const asked = on("03-26", "clarification-requested");
  const ART = "Ley 1755 de 2015, art. 19";
  it("stops, runs again, and is archived only afterwards", () => {
    expect(by("petitioner-clarification", "2026-03-20", [asked])).toBe("2026-04-13");
    expect(due("2026-03-20", [asked, on("04-13", "clarified")])).toBe("2026-04-29");
    expect(clock("2026-03-20", [asked, on("04-14", "archived")]).clock.state).toBe("archived");
    expect(refusal("2026-03-20", [asked, on("04-14", "clarified")])).toEqual(["clarifiedLate", ART]);
    expect(refusal("2026-03-20", [asked, on("04-13", "archived")])).toEqual(["archivedEarly", ART]);
    expect(refusal("2026-03-20", [on("04-13", "archived")])).toEqual(["notAsked", ART]);
    expect(refusal("2026-03-20", [on("04-16", "clarification-requested")])).toEqual(["completionLate", ART]);
  });
});

describe("answer: it counts when it is notified", () => {
  const answered = on("04-10", "answered");
  it("late ones are answered all the same, and nothing is notified before", () => {
    expect(clock("2026-03-20", [on("05-20", "answered"), on("05-21", "notified")]).clock.state).toBe("notified");
    expect(clock("2026-03-20", [answered]).clock).toMatchObject({ state: "answered", due: "2026-04-15" });
    expect(refusal("2026-03-20", [on("04-10", "notified")])).toEqual([
      "notAnswered",
      "Ley 1437 de 2011, arts. 66 a 69",
    ]);
    expect(refusal("2026-03-20", [answered, answered])[0]).toBe("answered");
  });
  it("silence grants what was asked of information: copies in 3 days more, and no refusal", () => {
    const type: CaseType = "information";
    expect(by("copies-after-silence", "2026-03-20", [], { type })).toBe("2026-04-13");
    expect(by("copies-after-silence", "2026-03-20")).toBeUndefined();
    const refused = (day: string) => [on(day, "answered", { outcome: "refused" })];
    expect(clock("2026-03-20", refused("04-08"), { type }).clock.state).toBe("answered");
    expect(refusal("2026-03-20", refused("04-09"), { type })[0]).toBe("refusedBySilence");
  });
  it("insistence within 10 days; who judges has 10", () => {
    const told = [answered, on("04-10", "notified")];
    const found = clock("2026-03-20", [...told, on("04-24", "insistence")], { type: "information" });
    expect(found.clock).toMatchObject({ state: "insistence", due: "2026-05-11" });
    expect(found.deadlines).toContainEqual({
      kind: "judge-decision",
      by: "2026-05-11",
      rule: "Ley 1755 de 2015, art. 26",
    });
    expect(refusal("2026-03-20", [...told, on("04-27", "insistence")])[0]).toBe("insistenceLate");
    expect(refusal("2026-03-20", [answered, on("04-13", "insistence")])[0]).toBe("notNotified");
  });
});

describe("suspension: days on which the government decreed that it does not work", () => {
  it.each([
    ["one day", [on("04-06", "suspended", { days: 1 })], "2026-04-16"],
    ["three from a Friday", [on("03-27", "suspended", { days: 3 })], "2026-04-20"],
    ["that it names", [on("04-06", "suspended", { days: ["2026-04-07", "2026-04-08"] })], "2026-04-17"],
    ["a Sunday takes the Monday", [on("04-12", "suspended", { days: 1 })], "2026-04-16"],
    ["after the term", [on("04-20", "suspended", { days: 5 })], "2026-04-15"],
    ["decreed before it arrived", [on("03-19", "suspended", { days: ["2026-03-20"] })], "2026-04-16"],
  ] as const)("%s", (_, events, expected) => {
    expect(due("2026-03-20", events)).toBe(expected);
  });
  it("needs its days", () => {
    expect(refusal("2026-03-20", [on("04-06", "suspended")])[0]).toBe("suspendedNoDays");
  });
});

describe("calendar: a law that adds a holiday counts open cases again and not closed ones", () => {
  const extended = on("05-05", "extended", { days: 30, reason: "Estudio" });
  const type: CaseType = "consultation";
  it("Ley 2578 of 2026, in force on 1 June, takes 13 July", () => {
    const found = clock("2026-04-20", [extended], { type });
    expect(found.calendarVersion).toBe("co-2026");
    expect(found.clock.due).toBe("2026-07-22");
    const [, before, change] = found.history;
    expect(before?.due).toBe("2026-07-21");
    expect(change).toMatchObject({ kind: "calendar-changed", due: "2026-07-22", rule: "Ley 2578 de 2026" });
  });
  it("what was closed before keeps its day", () => {
    const found = clock("2026-04-20", [extended, on("05-27", "answered"), on("05-28", "notified")], { type });
    expect(found).toMatchObject({ calendarVersion: "co-1983", clock: { due: "2026-07-21" } });
  });
});

describe("history", () => {
  it("is written in order and after it arrived", () => {
    expect(refusal("2026-03-20", [on("03-26", "assigned"), on("03-25", "answered")])[0]).toBe("unordered");
    expect(refusal("2026-03-20", [on("03-19", "answered")])[0]).toBe("beforeReception");
  });
  it("tells each state with its day", () => {
    const events = [on("03-24", "assigned"), on("03-26", "completion-requested"), on("04-10", "completed")];
    expect(clock("2026-03-20", events).history.map(({ kind, state, due: day }) => [kind, state, day])).toEqual([
      ["filed", "filed", "2026-04-15"],
      ["assigned", "in-progress", "2026-04-15"],
      ["completion-requested", "needs-clarification", null],
      ["completed", "in-progress", "2026-04-28"],
    ]);
  });
  test("urgent measures are of the day on which it arrives", () => {
    expect(by("urgent-measures", at("2026-03-21", "20:00"), [], { priority: true })).toBe("2026-03-21");
    expect(by("urgent-measures", "2026-03-20")).toBeUndefined();
  });
});

describe("Chile", () => {
  const cl = { jurisdiction: "cl", type: "information" } as const;
  const chile = (day: string, hour = "10:00") => new Date(`${day}T${hour}:00-03:00`);
  it("20 days and 10 more, by its own holidays and its own zone", () => {
    expect(due(chile("2026-09-10"), [], cl)).toBe("2026-10-09");
    const more = (days: number) =>
      [{ at: chile("2026-09-28"), kind: "extended", days, reason: "Son muchas actas" }] as const;
    expect(due(chile("2026-09-10"), more(10), cl)).toBe("2026-10-26");
    expect(refusal(chile("2026-09-10"), more(11), cl)).toEqual(["extendedLong", "Ley 20.285, art. 14"]);
    expect(clock(new Date("2026-12-01T20:30:00Z"), [], cl).clock.received).toBe("2026-12-02");
  });
  it("a claim before the Council within 15", () => {
    const told = [
      { at: chile("2026-10-01"), kind: "answered" },
      { at: chile("2026-10-01"), kind: "notified" },
    ] as const;
    expect(by("insistence", chile("2026-09-10"), told, cl)).toBe("2026-10-23");
  });
  it("has no terms that are not written", () => {
    expect(() => clock(chile("2026-09-10"), [], { ...cl, type: "congress" })).toThrow(NoLaw);
    expect(() => clock(at("2015-06-29"))).toThrow(NoLaw);
  });
});

describe("whatever the day", () => {
  const day = fc.date({ min: new Date("2016-01-01"), max: new Date("2034-12-31"), noInvalidDate: true });
  const places = fc.constantFrom<readonly [Jurisdiction, CaseType]>(
    ["co", "general"],
    ["co", "information"],
    ["co", "consultation"],
    ["co", "congress"],
    ["co", "data-claim"],
    ["cl", "information"],
  );
  it("due is a working day, after reception, and the later it arrives the later it is", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 5_000_000 }), places, (received, seconds, [jurisdiction, type]) => {
        const find = (instant: Date) => clock(instant, [], { jurisdiction, type });
        const first = find(received);
        const later = find(new Date(received.getTime() + seconds * 1000));
        const calendar = CALENDAR[jurisdiction];
        const last = first.clock.due ?? "";
        // What closed before a law that added a day is the only thing that may end on it; nothing here is closed.
        expect(calendar.isWorkingDay(last)).toBe(true);
        expect(last > received.toISOString().slice(0, 10)).toBe(true);
        expect((later.clock.due ?? "") >= last).toBe(true);
      }),
    );
  });
  it("an extension never makes it longer than twice the term", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), places, (received, days, [jurisdiction, type]) => {
        const calendar = CALENDAR[jurisdiction];
        const extended: CaseEvent = {
          at: new Date(received.getTime() + 3_600_000),
          kind: "extended",
          days,
          reason: "x",
        };
        try {
          const found = clock(received, [extended], { jurisdiction, type });
          const term = found.businessDays - days;
          expect(found.businessDays).toBeLessThanOrEqual(2 * term);
          expect(found.clock.due).toBe(addWorkingDays(calendar, found.clock.received, found.businessDays));
        } catch (error) {
          expect(error).toMatchObject({ code: "extendedLong" });
        }
      }),
    );
  });
});
