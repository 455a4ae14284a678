// Needs of who wanted to explain more, in the demonstration: each with its sheet of causes and its place on the map.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import type { Load } from "./load-demo.ts";
import { saidNow, sayBeside } from "./say-beside.ts";

const shape = z.array(
  z.object({
    text: z.string(),
    sheet: z.object({
      problem: z.string(),
      symptoms: z.string(),
      causes: z.string(),
      consequences: z.string(),
      tried: z.string(),
    }),
  }),
);
/** Points are kept to a thousandth of a degree. */
const ROUND = 1000;
const DAY = 86_400_000;

export async function loadExplained(load: Load, entity: Entity, entitiesDir: string): Promise<void> {
  const said = shape.parse(JSON.parse(readFileSync(join(entitiesDir, "_demo/explained/needs.json"), "utf8")));
  const beside = saidNow(load).filter(
    ({ at, territory }) => at.getTime() < load.today.getTime() - DAY && entity.territory(territory).lat !== undefined,
  );
  const words = said.map((one, index) => {
    const { lat, lon } = entity.territory(beside[index]?.territory ?? entity.root.code);
    return {
      ...one,
      ...(lat !== undefined && lon !== undefined && { point: { lat: rounded(lat), lon: rounded(lon) } }),
    };
  });
  await sayBeside(load, words, beside);
}

function rounded(degrees: number): number {
  return Math.round(degrees * ROUND) / ROUND;
}
