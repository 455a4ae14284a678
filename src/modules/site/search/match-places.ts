// Which territories somebody means by a name: whole or half typed, without accents, capitals or articles. Pure.
import { type Entity, slugify, type Territory } from "#core/territory/index.ts";

export interface PlaceMatches {
  /** The one that is called exactly so, if it is only one. */
  exact: Territory | undefined;
  /** Exact names first, then those that begin so, then those that hold it; each in the order of the entity. */
  territories: readonly Territory[];
}

export function matchPlaces(entity: Entity, typed: string): PlaceMatches {
  const wanted = slugify(typed);
  if (wanted === "") return { exact: undefined, territories: [] };
  const ranked = entity
    .allTerritories()
    .filter((territory) => !territory.retired)
    .flatMap((territory) => {
      const ranks = [territory.name, territory.shortName].map((name) => rank(slugify(name), wanted));
      const best = Math.min(...ranks);
      return best === Number.POSITIVE_INFINITY ? [] : [{ territory, best }];
    })
    .sort((a, b) => a.best - b.best);
  const exact = ranked.filter(({ best }) => best === 0);
  return {
    exact: exact.length === 1 ? exact[0]?.territory : undefined,
    territories: ranked.map(({ territory }) => territory),
  };
}

function rank(name: string, wanted: string): number {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(`-${wanted}`)) return 2;
  return name.includes(wanted) ? 3 : Number.POSITIVE_INFINITY;
}
