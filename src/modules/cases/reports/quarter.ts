// Quarters of the year, on the calendar of the entity.

import { instantOf } from "#platform/clock/zone.ts";
import type { Context } from "#platform/http/route.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";

export interface Quarter {
  year: number;
  /** 1 to 4. */
  number: number;
}

/** `2026-3`; undefined for what is none. */
export function readQuarter(text: string | undefined): Quarter | undefined {
  const match = /^(20\d\d)-([1-4])$/.exec(text ?? "");
  return match === null ? undefined : { year: Number(match[1]), number: Number(match[2]) };
}

export const quarterCode = ({ year, number }: Quarter): string => `${year}-${number}`;

export function quarterOf(day: string): Quarter {
  return { year: Number(day.slice(0, 4)), number: Math.ceil(Number(day.slice(5, 7)) / 3) };
}

export function quarterBefore({ year, number }: Quarter): Quarter {
  return number === 1 ? { year: year - 1, number: 4 } : { year, number: number - 1 };
}

/** The quarter that is asked for, or the last one that ended. */
export function askedQuarter({ now, entity }: Here, asked: string | undefined): Quarter {
  return readQuarter(asked) ?? quarterBefore(quarterOf(calendarDay(now, entity.timeZone)));
}

type Here = Pick<Context, "now" | "entity">;

/** The instants of it, the last one left out. */
export function spanOf({ entity }: Here, quarter: Quarter): { from: Date; until: Date } {
  const { from, until } = daysOf(quarter);
  return { from: instantOf(from, entity.timeZone), until: instantOf(until, entity.timeZone) };
}

/** First day of it, and the first one of the next. */
function daysOf({ year, number }: Quarter): { from: string; until: string } {
  const day = (month: number): string =>
    `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
  return { from: day((number - 1) * 3), until: day(number * 3) };
}
