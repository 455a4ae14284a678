// Between the wall clock of a place and instants. Intl knows the zones; it only converts one way, so we invert it.

const formats = new Map<string, Intl.DateTimeFormat>();
/** Thousands of dates of a list fall on the same hours; a question to Intl takes longer than all else about a date. */
const offsets = new Map<string, number>();
const MOST_OFFSETS = 20_000;
/** Since 1972 every clock changes on a quarter of an hour. */
const QUARTER_MS = 900_000;
const QUARTERS_SINCE = Date.UTC(1973, 0, 1);

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: Date, timeZone: string): number {
  const at = instant.getTime();
  // Also what is no date: Intl refuses it.
  if (!(at >= QUARTERS_SINCE)) return askOffset(instant, timeZone);
  const key = `${Math.floor(at / QUARTER_MS)} ${timeZone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  const offset = askOffset(instant, timeZone);
  offsets.set(key, offset);
  return offset;
}

function askOffset(instant: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const asUtc = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return asUtc - Math.floor(instant.getTime() / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}

/**
 * The instant at which the wall clock of `timeZone` shows `local` (`YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`).
 * An hour that the change to summer time skips counts as the first instant after it.
 */
export function instantOf(local: string, timeZone: string): Date {
  const asUtc = Date.parse(local.length === 10 ? `${local}T00:00:00Z` : `${local}:00Z`);
  const first = new Date(asUtc - offsetAt(new Date(asUtc), timeZone));
  return new Date(asUtc - offsetAt(first, timeZone));
}

/** What the wall clock of `timeZone` shows at an instant, as `YYYY-MM-DDTHH:MM`: the value of a datetime-local input. */
export function localTime(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant, timeZone)).toISOString().slice(0, 16);
}

/** Whether a text is an hour of a day that exists, as a datetime-local input sends it: `YYYY-MM-DDTHH:MM`. */
export function isLocalTime(text: string): boolean {
  return /^.{10}T(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) && isDay(text.slice(0, 10));
}

/** Whether a text is a day that exists, written `YYYY-MM-DD`, from 1900 on. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text >= "1900";
}
