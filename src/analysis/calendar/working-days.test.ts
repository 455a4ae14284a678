import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSharedData } from "#test/support/shared-data.ts";
import { addWorkingDays, workCalendar, workingDayFrom, workingDaysBetween } from "./working-days.ts";

const co = workCalendar("co");
const cl = workCalendar("cl");

describe("public holidays", () => {
  it("Colombia has one more since 2026, moved to Monday", () => {
    expect(co.holidays(2025)).toHaveLength(18 - 1);
    expect(co.holidays(2026)).toHaveLength(19);
    expect(co.holidays(2026)).toContain("2026-07-13");
    expect(co.holidays(2026)).not.toContain("2026-04-05");
  });
  it("Chile keeps Holy Saturday and not Easter Sunday", () => {
    expect(cl.holidays(2026)).toContain("2026-04-04");
    expect(cl.holidays(2026)).not.toContain("2026-04-05");
  });
});

describe.each(["co", "cl"] as const)("against the days of the law of %s, 2024 to 2030", (code) => {
  const file = findSharedData(`holidays/${code}-public-holidays-2024-2030.json`);
  it.skipIf(file === undefined)("agrees day by day", () => {
    const { holidays }: { holidays: { date: string }[] } = JSON.parse(readFileSync(file ?? "", "utf8"));
    const calendar = workCalendar(code);
    const found = [2024, 2025, 2026, 2027, 2028, 2029, 2030].flatMap((year) => calendar.holidays(year));
    expect(found).toEqual([...new Set(holidays.map(({ date }) => date))].sort());
  });
});

describe("terms in working days", () => {
  it.each([
    ["2026-03-20", 15, "2026-04-15"],
    ["2026-03-27", 15, "2026-04-21"],
    ["2026-07-10", 10, "2026-07-28"],
    ["2026-10-09", 15, "2026-11-03"],
    ["2026-12-18", 15, "2027-01-13"],
    ["2026-12-24", 30, "2027-02-09"],
    ["2026-06-05", 5, "2026-06-16"],
  ])("from %s, %i days end on %s", (from, days, to) => {
    expect(addWorkingDays(co, from, days)).toBe(to);
    expect(workingDaysBetween(co, from, to)).toBe(days);
  });

  it("what arrives on a Saturday is received on the next working day", () => {
    expect(workingDayFrom(co, "2026-03-21")).toBe("2026-03-24");
    expect(addWorkingDays(co, workingDayFrom(co, "2026-03-21"), 15)).toBe("2026-04-16");
  });

  it("a day on which the government decreed that it does not work is none", () => {
    const closed = workCalendar("co", ["2026-10-15"]);
    expect(closed.isWorkingDay("2026-10-15")).toBe(false);
    expect(addWorkingDays(closed, "2026-10-14", 1)).toBe("2026-10-16");
  });

  it("going back and forth from a working day ends where it began", () => {
    const day = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-06-30"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (date, count) => {
        const from = workingDayFrom(co, date.toISOString().slice(0, 10));
        const to = addWorkingDays(co, from, count);
        expect(addWorkingDays(co, to, -count)).toBe(from);
        expect(workingDaysBetween(co, to, from)).toBe(-count);
      }),
    );
  });
});
