import type { Entity } from "#core/territory/index.ts";

/** Codes of needs that somebody may read: what was granted, and all within it. */
export function placesOf(entity: Entity, granted: readonly string[] | undefined): readonly string[] | undefined {
  if (granted === undefined) return undefined;
  return [entity.root, ...entity.participationTerritories()]
    .map((place) => place.code)
    .filter((place) => granted.some((code) => entity.isWithin(place, code)));
}
