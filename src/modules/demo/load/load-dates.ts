// Dates of the entity in the demonstration and what there is to read, counted from today so that neither is ever empty.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { loadCalendarDates, loadMaterials, type Process } from "#modules/processes/index.ts";
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

const materialShape = z.array(
  z.object({
    kind: z.enum(["study", "diagnosis", "figures", "other"]),
    /** Days from what it tells until today. */
    ago: z.number().int().positive(),
    /** Which of the places of the process, from 0; null: all of them. */
    place: z.number().int().nonnegative().nullable(),
    title: z.string(),
    text: z.string(),
    link: z.string(),
  }),
);

/** What there is to read before speaking in a process. */
export async function loadMaterialsOf(
  tx: WriteTx,
  entity: Entity,
  { entitiesDir, today, by, process }: { entitiesDir: string; today: Date; by: number; process: Process },
): Promise<void> {
  const file = join(entitiesDir, "_demo", "calendar", "materials.json");
  const places = [...process.phases.keys()].filter((code) => code !== entity.root.code);
  await loadMaterials(
    tx,
    materialShape.parse(JSON.parse(readFileSync(file, "utf8"))).map(({ ago, place, ...one }) => ({
      ...one,
      processId: process.id,
      territory: place === null ? undefined : places[place % places.length],
      datedOn: calendarDay(new Date(today.getTime() - ago * DAY_MS), entity.timeZone),
      by,
      at: process.publishedAt ?? today,
    })),
  );
}
