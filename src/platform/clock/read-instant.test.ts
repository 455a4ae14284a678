import { expect, it } from "vitest";
import { readInstant } from "./read-instant.ts";

it("takes an hour of the wall clock, and none that does not exist", () => {
  expect(readInstant("2026-12-01 09:30", "America/Bogota")).toEqual(new Date("2026-12-01T14:30:00Z"));
  for (const text of ["2026-12-01 12:99", "2026-12-01T24:00", "2026-02-30T09:30"])
    expect(readInstant(text, "America/Bogota"), text).toBeUndefined();
});
