// What belongs to a territory: what was said in it, in those below it, or in the part of one that it is.
import type { Entity, Territory } from "#core/territory/index.ts";
import type { NeedScope } from "../figures.sql.ts";

/** Codes of the territories where things are kept that lie in this one; undefined for a part of one of them. */
export function codesOf(entity: Entity, territory: Territory): readonly string[] | undefined {
  if (entity.isParticipationTerritory(territory.code)) return [territory.code];
  if (entity.participationTerritoryOf(territory.code) !== undefined) return undefined;
  const below = entity.participationTerritories().filter((place) => entity.isWithin(place.code, territory.code));
  return [territory.code, ...below.map((place) => place.code)];
}

export function needScopeOf(entity: Entity, territory: Territory): NeedScope {
  const territories = codesOf(entity, territory);
  return territories === undefined ? { sub: territory.code } : { territories };
}
