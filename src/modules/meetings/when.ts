// The day and the hours of a meeting, in words and as the leaf of a calendar.
import { calendarDay, formatDate, formatLeaf, formatTime, t } from "#platform/i18n/i18n.ts";
import type { Meeting as Leaf } from "#platform/views/lists.tsx";
import type { Meeting } from "./meeting.ts";

type Dated = Pick<Meeting, "startsAt" | "endsAt">;

/** «sábado 5 de diciembre de 2026, de 2:00 p. m. a 5:00 p. m.» */
export function whenWords({ startsAt, endsAt }: Dated): string {
  return t("meetings.when", { date: formatDate(startsAt), from: formatTime(startsAt), to: formatTime(endsAt) });
}

/** What the leaf of a calendar says of a day. */
export function leafOf({ startsAt }: Dated): Pick<Leaf, "iso" | "weekday" | "day" | "month"> {
  return { iso: calendarDay(startsAt), ...formatLeaf(startsAt) };
}
