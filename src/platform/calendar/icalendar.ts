// Calendars that any phone or mail program can subscribe to: iCalendar, RFC 5545.

interface EventBase {
  /** The same for ever: a later copy of the file replaces the event instead of adding another. */
  uid: string;
  title: string;
  text?: string;
  place?: string;
  url?: string;
  cancelled?: boolean;
}

/** Whole days `YYYY-MM-DD`, the last one included. */
export interface DayEvent extends EventBase {
  kind: "days";
  from: string;
  to: string;
}

export interface HourEvent extends EventBase {
  kind: "hours";
  from: Date;
  to: Date;
}

export type CalendarEvent = DayEvent | HourEvent;

const DAY_MS = 86_400_000;
/** Octets of a line, without its break (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

/**
 * The file of a calendar.
 * @param stamp when it was made (DTSTAMP)
 */
export function writeCalendar(
  calendar: { name: string; language: string; events: readonly CalendarEvent[] },
  stamp: Date,
): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//SIGESI//Participation//${calendar.language.toUpperCase()}`,
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escapeText(calendar.name)}`,
    `X-WR-CALNAME:${escapeText(calendar.name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ...calendar.events.flatMap((event) => eventLines(event, stamp)),
    "END:VCALENDAR",
  ];
  return `${lines.map(fold).join("\r\n")}\r\n`;
}

function eventLines(event: CalendarEvent, stamp: Date): string[] {
  const times =
    event.kind === "hours"
      ? [`DTSTART:${utc(event.from)}`, `DTEND:${utc(event.to)}`]
      : // The end of whole days is the first day that is not part of it.
        [`DTSTART;VALUE=DATE:${event.from.replaceAll("-", "")}`, `DTEND;VALUE=DATE:${dayAfter(event.to)}`];
  return [
    "BEGIN:VEVENT",
    `UID:${event.uid}`,
    `DTSTAMP:${utc(stamp)}`,
    ...times,
    `SUMMARY:${escapeText(event.title)}`,
    ...(event.text ? [`DESCRIPTION:${escapeText(event.text)}`] : []),
    ...(event.place ? [`LOCATION:${escapeText(event.place)}`] : []),
    ...(event.url ? [`URL:${event.url}`] : []),
    ...(event.kind === "days" ? ["TRANSP:TRANSPARENT"] : []),
    ...(event.cancelled ? ["STATUS:CANCELLED"] : []),
    "END:VEVENT",
  ];
}

function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function dayAfter(day: string): string {
  const next = new Date(new Date(`${day}T00:00:00Z`).getTime() + DAY_MS);
  return next.toISOString().slice(0, 10).replaceAll("-", "");
}

/** TEXT values: backslash, semicolon, comma and line breaks are escaped (3.3.11); other control characters have no place. */
function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n");
}

/** Lines of at most 75 octets, continued on the next with a space; never cut inside a letter. */
function fold(line: string): string {
  let folded = "";
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > LINE_OCTETS) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += letter;
    octets += size;
  }
  return folded;
}
