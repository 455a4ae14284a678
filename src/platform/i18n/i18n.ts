// Texts, dates and numbers in the reader's language. The language of a request travels with it (AsyncLocalStorage),
// so that a component deep in a page need not be handed it; outside a request it is Spanish.
import { AsyncLocalStorage } from "node:async_hooks";
import { IntlMessageFormat } from "intl-messageformat";
import { catalogs, type Messages } from "./catalog.generated.ts";

export type Locale = "es" | "en";
export type MessageKey = keyof Messages;
export const LOCALES: readonly Locale[] = ["es", "en"];

/** Where and how the entity counts time and money. */
export interface Region {
  /** BCP 47 tags by language, e.g. `{ es: "es-CO", en: "en" }`. */
  tags: Record<Locale, string>;
  /** IANA time zone, e.g. `America/Bogota`. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
}

const NEUTRAL: Region = { tags: { es: "es", en: "en" }, timeZone: "UTC", currency: "USD" };
const current = new AsyncLocalStorage<{ locale: Locale; region: Region }>();
const formats = new Map<string, IntlMessageFormat>();
const NBSP = "\u00A0";

/** Runs `work` with texts in `locale` and dates in the time zone of `region`. */
export function withLocale<T>(locale: Locale, region: Region, work: () => T): T {
  return current.run({ locale, region }, work);
}

export function locale(): Locale {
  return current.getStore()?.locale ?? "es";
}

export function region(): Region {
  return current.getStore()?.region ?? NEUTRAL;
}

type Parameters_<K extends MessageKey> = keyof Messages[K] extends never ? [] : [Messages[K]];

/** The text of `key` in the reader's language; parameters are checked by the compiler. */
export function t<K extends MessageKey>(key: K, ...parameters: Parameters_<K>): string {
  return translate(key, parameters[0] as Record<string, string | number> | undefined);
}

/** As `t`, for keys that are only known at run time (zod messages, problems). Unknown keys come back as they are. */
export function translate(key: string, parameters?: Record<string, string | number>): string {
  const text = catalogs[locale()][key];
  if (text === undefined) return key;
  if (parameters === undefined && !text.includes("{") && !text.includes("'")) return text;
  const id = `${locale()}:${key}`;
  let format = formats.get(id);
  if (format === undefined) {
    format = new IntlMessageFormat(text, region().tags[locale()], undefined, { ignoreTag: true });
    formats.set(id, format);
  }
  return onePeriod(String(format.format(parameters)));
}

/** A sentence that ends with an hour ("4:00 p. m.") already has its period. */
function onePeriod(text: string): string {
  return text.includes("m..") ? text.replaceAll(/([ap]\.\s?m\.)\./g, "$1") : text;
}

export function isMessageKey(key: string): key is MessageKey {
  return key in catalogs.es;
}

/** The same path in the reader's language: `/procesos` or `/en/procesos`. */
export function href(path: string, to: Locale = locale()): string {
  if (to === "es") return path;
  return path === "/" ? "/en" : `/en${path}`;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { tags, timeZone } = region();
  const id = `${tags[locale()]}|${timeZone}|${JSON.stringify(options)}`;
  let format = dateFormats.get(id);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(tags[locale()], { timeZone, ...options });
    dateFormats.set(id, format);
  }
  return format;
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = `${region().tags[locale()]}|${JSON.stringify(options)}`;
  let format = numberFormats.get(id);
  if (format === undefined) {
    format = new Intl.NumberFormat(region().tags[locale()], options);
    numberFormats.set(id, format);
  }
  return format;
}

/** A day written `YYYY-MM-DD` (a date without hour) as an instant at noon UTC, printed without a time zone shift. */
type Day = Date | string;

function formatDay(day: Day, options: Intl.DateTimeFormatOptions): string {
  const text =
    typeof day === "string"
      ? dateFormat({ ...options, timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`))
      : dateFormat(options).format(day);
  return text.replace(",", "").replaceAll(" ", NBSP);
}

/** «sábado 5 de diciembre de 2026». Takes an instant (shown in the entity's time zone) or a `YYYY-MM-DD`. */
export function formatDate(day: Day): string {
  return formatDay(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** «sábado 5 de diciembre», for dates that are near. */
export function formatNearDate(day: Day): string {
  return formatDay(day, { weekday: "long", day: "numeric", month: "long" });
}

/** «5 de diciembre de 2026». */
export function formatDayMonthYear(day: Day): string {
  return formatDay(day, { day: "numeric", month: "long", year: "numeric" });
}

/** «diciembre de 2026», from `YYYY-MM`. */
export function formatMonthYear(month: string): string {
  return formatDay(`${month}-15`, { month: "long", year: "numeric" });
}

/** «5 de diciembre», for dates of this year. */
export function formatDateShort(day: Day): string {
  return formatDay(day, { day: "numeric", month: "long" });
}

/** «9:42 a. m.» */
export function formatTime(instant: Date): string {
  return dateFormat({ hour: "numeric", minute: "2-digit", hour12: true })
    .format(instant)
    .replaceAll(/[\s\u202F]/g, NBSP);
}

/** «sábado 5 de diciembre de 2026, 9:42 a. m.» */
export function formatInstant(instant: Date): string {
  return `${formatDate(instant)}, ${formatTime(instant)}`;
}

/**
 * The last minute before something closes. People read «martes, 12:00 a. m.» as the night of that Tuesday, so a close at
 * midnight is told as 11:59 p. m. of the day before; any other is told as it is.
 */
export function formatDeadline(closesAt: Date): string {
  const midnight = dateFormat({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(closesAt) === "00:00";
  return formatInstant(midnight ? new Date(closesAt.getTime() - 60_000) : closesAt);
}

export function formatNumber(value: number): string {
  return numberFormat({ maximumFractionDigits: 1, useGrouping: true }).format(value);
}

/** «$ 620 millones» from a million up, else the whole amount. `amount` in whole units of the entity's currency. */
export function formatMoney(amount: number): string {
  const millions = amount >= 1_000_000;
  const number = formatNumber(millions ? Math.round(amount / 100_000) / 10 : amount);
  return translate(millions ? "common.millions" : "common.money", { amount: number }).replaceAll(" ", NBSP);
}

/** «86 %» of a part in a whole; empty when the whole is zero, for a share of nothing is not 0 %. */
export function formatPercent(part: number, whole: number): string {
  return whole === 0 ? "" : `${formatNumber(Math.round((100 * part) / whole))}${NBSP}%`;
}

/** Today as `YYYY-MM-DD` on the entity's calendar. */
export function calendarDay(instant: Date, timeZone: string = region().timeZone): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    instant,
  );
}

/** Orders names as the reader's alphabet does. */
export function compareNames(a: string, b: string): number {
  return a.localeCompare(b, locale());
}
