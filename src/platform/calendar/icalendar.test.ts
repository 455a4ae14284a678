import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CalendarEvent, writeCalendar } from "./icalendar.ts";

const STAMP = new Date("2026-11-27T10:00:00Z");
const write = (events: readonly CalendarEvent[]) =>
  writeCalendar({ name: "Fechas, de aquí", language: "es", events }, STAMP);
/** What a reader makes of it: lines put together again, then the value of the first property with a name. */
const unfold = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");
const value = (text: string, name: string) =>
  unfold(text)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);

describe("iCalendar", () => {
  it("writes hours in UTC and whole days with the day after the last as end", () => {
    const text = write([
      {
        kind: "hours",
        uid: "a@x",
        title: "Reunión",
        from: new Date("2026-12-05T14:00:00Z"),
        to: new Date("2026-12-05T16:30:00Z"),
      },
      { kind: "days", uid: "b@x", title: "Votar", from: "2026-12-30", to: "2026-12-31", cancelled: true },
    ]);
    expect(unfold(text)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//SIGESI//Participation//ES",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "NAME:Fechas\\, de aquí",
      "X-WR-CALNAME:Fechas\\, de aquí",
      "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
      "BEGIN:VEVENT",
      "UID:a@x",
      "DTSTAMP:20261127T100000Z",
      "DTSTART:20261205T140000Z",
      "DTEND:20261205T163000Z",
      "SUMMARY:Reunión",
      "END:VEVENT",
      "BEGIN:VEVENT",
      "UID:b@x",
      "DTSTAMP:20261127T100000Z",
      "DTSTART;VALUE=DATE:20261230",
      "DTEND;VALUE=DATE:20270101",
      "SUMMARY:Votar",
      "TRANSP:TRANSPARENT",
      "STATUS:CANCELLED",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  it("any text comes back as it was, in lines of 75 octets, and cannot add a line of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (title) => {
        const text = write([
          { kind: "days", uid: "a@x", title, text: `${title}\nEND:VEVENT`, from: "2026-01-01", to: "2026-01-01" },
        ]);
        for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(unfold(text).filter((line) => line === "END:VEVENT")).toHaveLength(1);
        const read = value(text, "SUMMARY")?.replaceAll(/\\([\\;,n])/g, (_, sign) => (sign === "n" ? "\n" : sign));
        expect(read).toBe(title.replaceAll(/\r\n?/g, "\n").replaceAll(/[^\P{Cc}\n\t]/gu, ""));
      }),
    );
  });
});
