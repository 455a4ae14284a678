// Small series made up for the demonstration, and marked as such wherever they are shown.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { type LivedObservation, loadComposite, loadIndicators } from "#modules/indicators/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { randomOf } from "../content/random.ts";
import { DEMO_SEED } from "./demo-input.ts";

const span = z.tuple([z.number(), z.number()]);
const fileSchema = z.object({
  years: z.int(),
  source: z.string(),
  indicators: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      definition: z.string(),
      unit: z.string(),
      better: z.enum(["up", "down"]),
      sdg: z.string(),
      rule: z.enum(["sum", "none"]),
      scale: z.number(),
      /** Where a place began, how much it moves each year, and how much a year strays. */
      base: span,
      yearly: span,
      noise: z.number(),
      range: span,
      decimals: z.int(),
    }),
  ),
  index: z.object({ name: z.string(), purpose: z.string(), note: z.string(), codes: z.array(z.string()) }),
});
type File = z.infer<typeof fileSchema>;
type Made = File["indicators"][number];

/** Years that nobody measured, one in so many. */
const GAPS = 0.04;

export async function loadIndicatorsOf(
  tx: WriteTx,
  entity: Entity,
  { entitiesDir, today, by }: { entitiesDir: string; today: Date; by: number },
): Promise<void> {
  const file = fileSchema.parse(JSON.parse(readFileSync(join(entitiesDir, "_demo/indicators/series.json"), "utf8")));
  const lastYear = Number(calendarDay(today, entity.timeZone).slice(0, 4)) - 1;
  const years = Array.from({ length: file.years }, (_, at) => lastYear - file.years + 1 + at);
  for (const made of file.indicators) {
    const sheet = {
      code: made.code,
      name: made.name,
      definition: made.definition,
      unit: made.unit,
      better: made.better,
      source: file.source,
      sdgTarget: made.sdg,
      caveat: null,
      rule: made.rule,
      scale: made.scale,
      ages: null,
      generated: true,
    };
    const rows = entity.participationTerritories().flatMap(({ code }) => placeRows(made, code, years));
    await loadIndicators(tx, { sheet, rows, name: `${made.code}.csv`, by, now: today });
  }
  const places = entity.participationTerritories().map(({ code }) => code);
  await loadComposite(tx, { ...file.index, places, year: lastYear, by, now: today });
}

/** One place through the years: from where it began, at its own pace, with years that stray and some that are missing. */
function placeRows(made: Made, place: string, years: readonly number[]): LivedObservation[] {
  const random = randomOf(DEMO_SEED, "indicators", made.code, place);
  const within = ([low, high]: readonly [number, number]) => low + (high - low) * random.next();
  const [start, pace] = [within(made.base), within(made.yearly)];
  const [least, most] = made.range;
  return years.flatMap((period, at) => {
    const strays = made.noise * (random.next() * 2 - 1);
    const value = Math.min(most, Math.max(least, start + pace * at + strays));
    return random.chance(GAPS) ? [] : [{ territory: place, period, value: Number(value.toFixed(made.decimals)) }];
  });
}
