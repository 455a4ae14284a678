import { expect, it } from "vitest";
import { monthPeriod, monthQuery } from "./month.ts";

it("begins and ends where the clock of the place says", () => {
  expect(monthPeriod("2026-12", "America/Bogota")).toEqual({
    from: new Date("2026-12-01T05:00:00Z"),
    until: new Date("2027-01-01T05:00:00Z"),
  });
  // Summer time ends in April: the month is an hour longer.
  const { from, until } = monthPeriod("2026-04", "America/Santiago");
  expect(until.getTime() - from.getTime()).toBe((30 * 24 + 1) * 3_600_000);
});

it.each(["2026-13", "2026-5", "0001-01", "mayo", ""])("takes «%s» for no month", (text) => {
  expect(monthQuery().parse(text)).toBeUndefined();
});
