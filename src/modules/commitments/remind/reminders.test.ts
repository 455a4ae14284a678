import { describe, expect, it } from "vitest";
import { workCalendar } from "#analysis/calendar/working-days.ts";
import { inBusinessHours, type Official, reminderDue, whoAnswers, whoIsAbove } from "./reminders.ts";

const co = workCalendar("co");

describe("the day of each reminder, in working days", () => {
  // Wednesday 4 November 2026; the 2nd and the 16th are holidays.
  it.each([
    ["2026-10-19", undefined],
    ["2026-10-20", "before-10"],
    ["2026-10-29", "before-10"],
    ["2026-10-30", "before-2"],
    ["2026-11-04", "before-2"],
    ["2026-11-05", "late-1"],
    ["2026-11-11", "late-5"],
    ["2026-12-02", "late-5"],
    ["2026-12-03", "late-20"],
    ["2027-06-01", "late-60"],
  ])("on %s: %s", (today, step) => {
    expect(reminderDue("2026-11-04", today, co)?.step).toBe(step);
  });

  it.each([
    ["2026-10-14T12:59:00Z", "2026-10-14", false],
    ["2026-10-14T13:00:00Z", "2026-10-14", true],
    ["2026-10-14T21:59:00Z", "2026-10-14", true],
    ["2026-10-14T22:00:00Z", "2026-10-14", false],
    ["2026-10-12T15:00:00Z", "2026-10-12", false],
    ["2026-10-17T15:00:00Z", "2026-10-17", false],
  ])("at %s is it business hours: %s", (at, today, open) => {
    expect(inBusinessHours(new Date(at), "America/Bogota", today, co)).toBe(open);
  });
});

describe("who is written to", () => {
  const ladder = {
    parentOf: (code: string) => ({ water: "works", works: "office", gone: "works" })[code],
    isRetired: (code: string) => code === "gone" || code === "",
    isWithin: (code: string, ancestor: string) => code === ancestor || ancestor === "all",
  };
  const official = (accountId: number, agency: string | null, role = "planner", territory?: string): Official => ({
    accountId,
    role,
    agency,
    territory,
  });
  const water = { agency: "water", territory: "north" };
  it("those who plan in the agency and the place", () => {
    const officials = [official(1, "water"), official(2, "water", "planner", "south"), official(3, "works")];
    expect(whoAnswers(water, officials, ladder)).toEqual([1]);
    expect(whoIsAbove(water, officials, ladder)).toEqual([3]);
  });
  it("when they left: the agency above, then the whole entity, then who administers", () => {
    expect(whoAnswers(water, [official(3, "works"), official(4, null)], ladder)).toEqual([3]);
    expect(whoAnswers(water, [official(4, null), official(5, null, "administrator")], ladder)).toEqual([4]);
    expect(whoAnswers(water, [official(5, null, "administrator")], ladder)).toEqual([5]);
    expect(whoAnswers(water, [], ladder)).toEqual([]);
  });
  it("when the agency was dissolved: the one above, although somebody still plans in it", () => {
    const officials = [official(6, "gone"), official(3, "works")];
    expect(whoAnswers({ ...water, agency: "gone" }, officials, ladder)).toEqual([3]);
  });
  it("nobody twice: whoever answers is not their own boss", () => {
    const officials = [official(1, "water"), official(1, "works"), official(4, null)];
    expect(whoIsAbove(water, officials, ladder)).toEqual([]);
    expect(whoIsAbove({ ...water, agency: "office" }, officials, ladder)).toEqual([]);
  });
});
