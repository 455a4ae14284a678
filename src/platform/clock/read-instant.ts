import { instantOf, isDay, isLocalTime } from "./zone.ts";

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
/** Files repeat their days, and asking the zone costs more than the rest of the row. */
const days = new Map<string, Date>();
const MOST_DAYS = 20_000;

/** A day, an hour of the wall clock of a zone, or an instant with its own zone; undefined for anything else and for days that do not exist. */
export function readInstant(text: string, timeZone: string): Date | undefined {
  if (isDay(text)) return dayIn(text, timeZone);
  const local = LOCAL.exec(text);
  const [, day = "", time = ""] = local ?? [];
  if (local !== null) return isLocalTime(`${day}T${time}`) ? instantOf(`${day}T${time}`, timeZone) : undefined;
  if (!INSTANT.test(text) || !isDay(text.slice(0, 10))) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function dayIn(day: string, timeZone: string): Date {
  const key = `${timeZone} ${day}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size > MOST_DAYS) days.clear();
  const instant = instantOf(day, timeZone);
  days.set(key, instant);
  return instant;
}
