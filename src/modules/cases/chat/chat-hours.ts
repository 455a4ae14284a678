// When there is somebody at the other end of the chat: the hours of the entity, on its working days and by its clock.
import { addWorkingDays, workCalendar } from "#analysis/calendar/working-days.ts";
import type { Entity } from "#core/territory/index.ts";
import { localTime } from "#platform/clock/zone.ts";

export interface ChatHours {
  open: boolean;
  /** Day and hours of today, or of the next day on which there is chat. */
  day: string;
  opens: string;
  closes: string;
}

/** Undefined for an entity that has no chat. */
export function chatHours({ cases, jurisdiction, timeZone }: Entity, now: Date): ChatHours | undefined {
  if (cases.chat === undefined) return undefined;
  const { opens, closes } = cases.chat;
  const [today = "", hour = ""] = localTime(now, timeZone).split("T");
  const calendar = workCalendar(jurisdiction);
  const works = calendar.isWorkingDay(today);
  const day = works && hour < closes ? today : addWorkingDays(calendar, today, 1);
  return { open: works && hour >= opens && hour < closes, day, opens, closes };
}
