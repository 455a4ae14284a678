// Service points and procedures of the demonstration: each procedure leads to the web page of the entity.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { competentAgency, type GuideWords, writeGuide } from "#modules/cases/index.ts";
import type { WriteTx } from "#platform/db/db.ts";

const fileSchema = z.object({
  points: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      hours: z.string(),
      about: z.string(),
      access: z.string(),
      phone: z.string().optional(),
    }),
  ),
  procedures: z.array(
    z.object({
      sector: z.string(),
      name: z.string(),
      about: z.string(),
      who: z.string(),
      cost: z.string(),
      takes: z.string(),
    }),
  ),
});

const EMPTY: Omit<GuideWords, "name" | "about"> = {
  agency: null,
  territory: null,
  address: null,
  hours: null,
  phone: null,
  access: null,
  lat: null,
  lon: null,
  who: null,
  cost: null,
  takes: null,
  link: null,
  sector: null,
  retired: false,
};

export async function loadGuideOf(
  tx: WriteTx,
  entity: Entity,
  { entitiesDir, by, now }: { entitiesDir: string; by: number; now: Date },
): Promise<void> {
  const file = readFileSync(join(entitiesDir, "_demo/cases/guide.json"), "utf8");
  const { points, procedures } = fileSchema.parse(JSON.parse(file));
  for (const [index, place] of entity.featuredTerritories().entries()) {
    const point = points[index % points.length];
    if (point === undefined) continue;
    const words = {
      ...EMPTY,
      ...point,
      phone: point.phone ?? null,
      name: point.name.replaceAll("{place}", place.name),
      territory: place.code,
      lat: place.lat ?? null,
      lon: place.lon ?? null,
    };
    await writeGuide(tx, { kind: "point", version: 1, words, by, now });
  }
  const link = entity.contact.website;
  if (link === undefined) return;
  const root = entity.root.code;
  for (const one of procedures.filter(({ sector }) => entity.catalogs.sectors.offers(sector))) {
    const agency = competentAgency(entity, { sector: one.sector, territory: root });
    await writeGuide(tx, { kind: "procedure", version: 1, words: { ...EMPTY, ...one, agency, link }, by, now });
  }
}
