// Months of the calendar as they stand in addresses: lists are narrowed by the same month that a table counts.
import { z } from "zod";
import { instantOf } from "./zone.ts";

/** From an instant until another that is out of it. */
export interface Period {
  from: Date;
  until: Date;
}

/** `2026-05` in the query of an address; anything else is not asked for. */
export function monthQuery() {
  return z
    .string()
    .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined);
}

/** The instants of a month `YYYY-MM` where the clock is that of `timeZone`. */
export function monthPeriod(month: string, timeZone: string): Period {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return { from: instantOf(`${month}-01`, timeZone), until: instantOf(next, timeZone) };
}
