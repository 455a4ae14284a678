// Dates of the entity in the demonstration, counted from today so that the calendar is never empty.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { loadCalendarDates } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";

const DAY_MS = 86_400_000;
const shape = z.array(
  z.object({
    kind: z.enum(["plan", "diagnosis", "accountability", "other"]),
    /** Days from today to the first one. */
    in: z.number().int(),
    /** How many days it lasts. */
    days: z.number().int().positive(),
    title: z.string(),
    text: z.string(),
  }),
);

export async function loadDates(
  tx: WriteTx,
  entity: Entity,
  { entitiesDir, today, by }: { entitiesDir: string; today: Date; by: number },
): Promise<void> {
  const file = join(entitiesDir, "_demo", "calendar", "dates.json");
  const dates = shape.parse(JSON.parse(readFileSync(file, "utf8")));
  const day = (days: number): string => calendarDay(new Date(today.getTime() + days * DAY_MS), entity.timeZone);
  await loadCalendarDates(
    tx,
    dates.map(({ kind, title, text, in: first, days }) => ({
      kind,
      title,
      text,
      from: day(first),
      to: day(first + days - 1),
      by,
      at: today,
    })),
  );
}
