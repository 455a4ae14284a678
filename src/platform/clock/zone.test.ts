import fc from "fast-check";
import { expect, it } from "vitest";
import { instantOf, localTime } from "./zone.ts";

it("turns the wall clock of a place into an instant and back", () => {
  const zones = ["America/Bogota", "America/Santiago", "UTC", "Asia/Kathmandu", "Pacific/Auckland"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2035-01-01T00:00:00Z"), noInvalidDate: true }),
      (zone, date) => {
        const instant = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
        const back = instantOf(localTime(instant, zone), zone);
        // In the hour that is lived twice when summer time ends, the wall clock alone cannot tell which one it was.
        expect(Math.abs(back.getTime() - instant.getTime())).toBeLessThanOrEqual(3_600_000);
        expect(localTime(back, zone)).toBe(localTime(instant, zone));
      },
    ),
  );
});

it("knows which zones have summer time", () => {
  expect(instantOf("2026-07-01T00:00", "America/Bogota").toISOString()).toBe("2026-07-01T05:00:00.000Z");
  expect(instantOf("2026-07-01", "America/Santiago").toISOString()).toBe("2026-07-01T04:00:00.000Z");
  expect(instantOf("2026-12-01", "America/Santiago").toISOString()).toBe("2026-12-01T03:00:00.000Z");
});
