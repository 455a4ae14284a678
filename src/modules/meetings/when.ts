// The day and the hours of a meeting, in words and as the leaf of a calendar.
import { calendarDay, formatDate, formatTime, locale, region, t } from "#platform/i18n/i18n.ts";
import type { Meeting as Leaf } from "#platform/views/lists.tsx";
import type { Meeting } from "./meeting.ts";

type Dated = Pick<Meeting, "startsAt" | "endsAt">;

/** «sábado 5 de diciembre de 2026, de 2:00 p. m. a 5:00 p. m.» */
export function whenWords({ startsAt, endsAt }: Dated): string {
  return t("meetings.when", { date: formatDate(startsAt), from: formatTime(startsAt), to: formatTime(endsAt) });
}

/** What the leaf of a calendar says of a day. */
export function leafOf({ startsAt }: Dated): Pick<Leaf, "iso" | "weekday" | "day" | "month"> {
  const { tags, timeZone } = region();
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tags[locale()], { timeZone, ...options }).format(startsAt).replace(".", "");
  return {
    iso: calendarDay(startsAt),
    weekday: part({ weekday: "short" }),
    day: part({ day: "numeric" }),
    month: part({ month: "short" }),
  };
}
