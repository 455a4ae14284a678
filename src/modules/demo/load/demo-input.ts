// What the generator needs to know of an entity, read from the entity itself.
import type { Entity } from "#core/territory/index.ts";
import type { DemoInput } from "../content/generate.ts";
import { readDemoBank } from "../content/read-bank.ts";

/** The one seed of the demonstration: with the day, it decides everything in it. */
export const DEMO_SEED = "plaza";

/** The input of the demonstration of an entity, as of `today`. */
export function demoInput(
  entity: Entity,
  { entitiesDir, today, seed = DEMO_SEED }: { entitiesDir: string; today: Date; seed?: string },
): DemoInput {
  return {
    seed,
    today,
    territories: entity.participationTerritories().map((territory) => ({
      code: territory.code,
      name: territory.shortName,
      population: territory.population ?? 0,
      lat: territory.lat ?? 0,
      lon: territory.lon ?? 0,
      subs: entity.children(territory.code).map((sub) => ({ code: sub.code, name: sub.shortName })),
    })),
    sectors: entity.sectors(),
    agencies: entity.agencies().map((agency) => ({ code: agency.code, name: agency.names.es })),
    groups: entity.populationGroups(),
    rights: entity.rights(),
    bank: readDemoBank(entitiesDir, entity.code),
  };
}
