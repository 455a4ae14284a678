// Places and catalogue entries as people write them in a file: by code, or by name with or without accents and capitals.
import type { CatalogEntry, Territory } from "./catalog.ts";
import type { Entity } from "./entity.ts";

/** The place of a code, a name or an address word; looked for among `among`, or among those where people take part. */
export function findPlaceNamed(entity: Entity, text: string, among?: readonly Territory[]): Territory | undefined {
  const wanted = plain(text);
  const list = among ?? [...entity.participationTerritories(), entity.root];
  const byName = list.find((place) => place.code === text || names(place).includes(wanted));
  return among === undefined ? (entity.find(text) ?? byName ?? entity.bySlug(wanted)) : byName;
}

/** The entry of a code, or of a name in any language. */
export function findEntryNamed<E extends Pick<CatalogEntry, "code" | "names">>(
  list: readonly E[],
  text: string,
): E | undefined {
  const wanted = plain(text);
  return (
    list.find((one) => one.code === text) ??
    list.find((one) => plain(one.names.es) === wanted || plain(one.names.en) === wanted)
  );
}

const names = (place: Territory): string[] => [plain(place.name), plain(place.shortName), place.slug];

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
}
