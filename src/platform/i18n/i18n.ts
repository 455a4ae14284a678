// Texts, dates and numbers in the reader's language. The language of a request travels with it (AsyncLocalStorage),
// so that a component deep in a page need not be handed it; outside a request it is Spanish.
import { AsyncLocalStorage } from "node:async_hooks";
import { catalogs, type Messages } from "./catalog.generated.ts";
import { compileMessage, isPlain, type Message, type Values } from "./message.ts";

export type Locale = "es" | "en";
export type MessageKey = keyof Messages;
export const LOCALES: readonly Locale[] = ["es", "en"];

/** Days before months, as in Spanish: one form of dates in English, «Saturday 5 December 2026» and «5 December 2026». */
export const ENGLISH = "en-GB";

/** Where and how the entity counts time and money. */
export interface Region {
  /** BCP 47 tags by language, e.g. `{ es: "es-CO", en: "en-GB" }`. */
  tags: Record<Locale, string>;
  /** IANA time zone, e.g. `America/Bogota`. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
}

const NEUTRAL: Region = { tags: { es: "es", en: ENGLISH }, timeZone: "UTC", currency: "USD" };
const current = new AsyncLocalStorage<{ locale: Locale; region: Region }>();
const messages = { es: new Map<string, Message>(), en: new Map<string, Message>() };
const NBSP = "\u00A0";

/** Runs `work` with texts in `locale` and dates in the time zone of `region`. */
export function withLocale<T>(locale: Locale, region: Region, work: () => T): T {
  return current.run({ locale, region }, work);
}

export function locale(): Locale {
  return current.getStore()?.locale ?? "es";
}

/** Language of what people here write, where the page around it is in another one: for `lang` (WCAG 3.1.2). */
export function writtenIn(): string | undefined {
  return locale() === "es" ? undefined : region().tags.es;
}

export function region(): Region {
  return current.getStore()?.region ?? NEUTRAL;
}

type Parameters_<K extends MessageKey> = keyof Messages[K] extends never ? [] : [Messages[K]];

/** The text of `key` in the reader's language; parameters are checked by the compiler. */
export function t<K extends MessageKey>(key: K, ...parameters: Parameters_<K>): string {
  return translate(key, parameters[0] as Values | undefined);
}

/** As `t`, for keys that are only known at run time (zod messages, problems). Unknown keys come back as they are. */
export function translate(key: string, values?: Values): string {
  const known = messages[locale()];
  let message = known.get(key);
  if (message === undefined) {
    const text = catalogs[locale()][key];
    if (text === undefined) return key;
    message = compileMessage(text, region().tags[locale()]);
    known.set(key, message);
  }
  return onePeriod(message(values ?? NOTHING));
}
const NOTHING: Values = {};

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

const DATES = {
  whole: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  near: { weekday: "long", day: "numeric", month: "long" },
  dayMonthYear: { day: "numeric", month: "long", year: "numeric" },
  dayMonth: { day: "numeric", month: "long" },
  monthYear: { month: "long", year: "numeric" },
  time: { hour: "numeric", minute: "2-digit", hour12: true },
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  iso: { year: "numeric", month: "2-digit", day: "2-digit" },
  weekdayShort: { weekday: "short" },
  day: { day: "numeric" },
  monthShort: { month: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// Formats are costly to make: a page writes dozens of dates, so each is made once.
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();
const listFormats = new Map<string, Intl.ListFormat>();
const languageNames = new Map<string, Intl.DisplayNames>();
const currencySigns = new Map<string, string>();
const writtenDays = new Map<string, string>();
const MOST_KEPT = 5000;

function dateFormat(
  name: keyof typeof DATES,
  timeZone: string = region().timeZone,
  tag: string = region().tags[locale()],
): Intl.DateTimeFormat {
  const id = `${name} ${tag} ${timeZone}`;
  return getOrMake(dateFormats, id, () => new Intl.DateTimeFormat(tag, { timeZone, ...DATES[name] }));
}

function getOrMake<V>(made: Map<string, V>, id: string, make: () => V): V {
  const known = made.get(id);
  if (known !== undefined) return known;
  const value = make();
  if (made.size >= MOST_KEPT) made.clear();
  made.set(id, value);
  return value;
}

/** A day written `YYYY-MM-DD` (a date without hour) as an instant at noon UTC, printed without a time zone shift. */
type Day = Date | string;

function formatDay(day: Day, name: keyof typeof DATES): string {
  const { tags, timeZone } = region();
  // The same few dates stand on every page of a process.
  return getOrMake(writtenDays, `${name} ${tags[locale()]} ${timeZone} ${day.valueOf()}`, () => {
    const text =
      typeof day === "string"
        ? dateFormat(name, "UTC").format(new Date(`${day}T12:00:00Z`))
        : dateFormat(name).format(day);
    return text.replace(",", "").replaceAll(" ", NBSP);
  });
}

/** «sábado 5 de diciembre de 2026». Takes an instant (shown in the entity's time zone) or a `YYYY-MM-DD`. */
export function formatDate(day: Day): string {
  return formatDay(day, "whole");
}

/** «sábado 5 de diciembre», for dates that are near. */
export function formatNearDate(day: Day): string {
  return formatDay(day, "near");
}

/** «5 de diciembre de 2026». */
export function formatDayMonthYear(day: Day): string {
  return formatDay(day, "dayMonthYear");
}

/** «diciembre de 2026», from `YYYY-MM`. */
export function formatMonthYear(month: string): string {
  return formatDay(`${month}-15`, "monthYear");
}

/** «5 de diciembre», for dates of this year. */
export function formatDateShort(day: Day): string {
  return formatDay(day, "dayMonth");
}

/** The two ends of a stretch of days: the year stands at its end, and at both ends when it is not the same. */
export function formatStretch(from: Day, to: Day): { from: string; to: string } {
  const [first, last] = [formatDayMonthYear(from), formatDayMonthYear(to)];
  // They stand in narrow columns: such long lines have to break somewhere better than inside a year.
  const loose = (text: string): string => text.replaceAll(NBSP, " ");
  return { from: loose(first.slice(-4) === last.slice(-4) ? formatDateShort(from) : first), to: loose(last) };
}

/** «9:42 a. m.» */
export function formatTime(instant: Date): string {
  return dateFormat("time")
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
  const midnight = dateFormat("clock").format(closesAt) === "00:00";
  return formatInstant(midnight ? new Date(closesAt.getTime() - 60_000) : closesAt);
}

/** What the leaf of a calendar says of an instant: «sáb», «5», «dic». */
export function formatLeaf(instant: Date): { weekday: string; day: string; month: string } {
  const part = (name: "weekdayShort" | "day" | "monthShort") => formatDay(instant, name).replace(".", "");
  return { weekday: part("weekdayShort"), day: part("day"), month: part("monthShort") };
}

/** «a, b y c», or «a, b o c». */
export function formatList(words: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string {
  return getOrMake(listFormats, `${locale()} ${type}`, () => new Intl.ListFormat(locale(), { type })).format(words);
}

/** With at most so many decimals. */
export function formatNumber(value: number, decimals = 1): string {
  if (isPlain(value)) return String(value);
  const tag = region().tags[locale()];
  const options = { maximumFractionDigits: decimals, useGrouping: true };
  return getOrMake(numberFormats, `${tag} ${decimals}`, () => new Intl.NumberFormat(tag, options)).format(value);
}

/**
 * «$ 620 millones» from a million up, else the whole amount. `amount` in whole units of the entity's currency, with its sign where
 * those who read that language take it for theirs, and its code elsewhere: «COP 620 million».
 */
export function formatMoney(amount: number): string {
  const millions = amount >= 1_000_000;
  const number = formatNumber(millions ? Math.round(amount / 100_000) / 10 : amount);
  const values = { sign: currencySign(), amount: number };
  return t(millions ? "common.millions" : "common.money", values).replaceAll(" ", NBSP);
}

function currencySign(): string {
  const { tags, currency } = region();
  return getOrMake(currencySigns, `${tags[locale()]} ${currency}`, () => {
    const parts = new Intl.NumberFormat(tags[locale()], { style: "currency", currency }).formatToParts(0);
    return parts.find(({ type }) => type === "currency")?.value ?? currency;
  });
}

/** «86 %» of a part in a whole; empty when the whole is zero, for a share of nothing is not 0 %. */
export function formatPercent(part: number, whole: number): string {
  return whole === 0 ? "" : `${formatNumber(Math.round((100 * part) / whole))}${NBSP}%`;
}

/** Today as `YYYY-MM-DD` on the entity's calendar. */
export function calendarDay(instant: Date, timeZone: string = region().timeZone): string {
  // A day begins on a whole minute in every time zone.
  const minute = Math.floor(instant.getTime() / 60_000);
  return getOrMake(writtenDays, `iso ${timeZone} ${minute}`, () =>
    dateFormat("iso", timeZone, "en-CA").format(instant),
  );
}

/** A language, with its script and region where they matter (`quc`, `qu-BO`); no variants nor private words. */
const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?$/;

/** The code of a language (BCP 47) as it is always written: `PBB` → `pbb`; undefined for what is none. */
export function languageCode(typed: string): string | undefined {
  try {
    const [code = ""] = Intl.getCanonicalLocales(typed.trim());
    return LANGUAGE.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** What the language of a code is called; undefined for those that have no known name. */
export function languageName(code: string, to: Locale = locale()): string | undefined {
  const names = getOrMake(languageNames, to, () => new Intl.DisplayNames(to, { type: "language", fallback: "none" }));
  return names.of(code);
}

/** Orders names as the reader's alphabet does. */
export function compareNames(a: string, b: string): number {
  return a.localeCompare(b, locale());
}
