// What every part of the generator shares: the input, the bank, how codes and places are looked up, and local time.
import type { DemoBank, Problem } from "./bank.ts";
import type { Slots } from "./template.ts";
import type { DemoTerritory } from "./types.ts";

/** What the demonstration is made from. `today` is the only clock. */
export type DemoInput = {
  seed: string;
  today: Date;
  territories: readonly DemoTerritory[];
  sectors: readonly { code: string }[];
  agencies: readonly { code: string; name: string }[];
  groups: readonly { code: string }[];
  rights: readonly { code: string }[];
  bank: DemoBank;
};

/** A place where people live: `name` as it is written in the field, `full` with its article and kind. */
export type Place = {
  name: string;
  full: string;
  short: string;
  rural: boolean;
  marks: readonly string[];
  sub?: string;
};

const dayMs = 86_400_000;

/** Small letters without accents, to compare words and codes. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The first item in whose code or name one of the keywords occurs; keywords go first to last. */
export function findByKeyword<T extends { code: string; name?: string }>(
  items: readonly T[],
  keywords: readonly string[],
): T | undefined {
  for (const word of keywords) {
    const exact = items.find((item) => item.code === word);
    const found = exact ?? items.find((item) => plain(`${item.code} ${item.name ?? ""}`).includes(plain(word)));
    if (found) return found;
  }
  return undefined;
}

/** Code of the sector of a problem; the first of the entity's when it has none like it. Throws without sectors. */
export function sectorOf({ bank, sectors }: DemoInput, problem: Problem): string {
  const found = findByKeyword(sectors, bank.sectors[problem.sector] ?? [problem.sector]) ?? sectors[0];
  if (!found) throw new RangeError("the entity has no sectors");
  return found.code;
}

/** Code of the right of a problem, if the entity has one like it. */
export function rightOf({ bank, rights }: DemoInput, problem: Problem): string | undefined {
  return findByKeyword(rights, bank.rights[problem.right] ?? [problem.right])?.code;
}

/** Codes of the population groups that the entity has for these words of the bank. */
export function groupsOf({ bank, groups }: DemoInput, words: readonly string[]): string[] {
  const codes = words.flatMap((word) => findByKeyword(groups, bank.groups[word] ?? [word])?.code ?? []);
  return [...new Set(codes)];
}

/** Code of the agency with one of these words in its name, or of the one that plans. Throws without agencies. */
export function agencyOf({ bank, agencies }: DemoInput, keywords: readonly string[]): string {
  const found = findByKeyword(agencies, keywords) ?? findByKeyword(agencies, bank.agencies.fallback) ?? agencies[0];
  if (!found) throw new RangeError("the entity has no agencies");
  return found.code;
}

/** The places of a territory, rural or urban. */
export function placesOf({ bank }: DemoInput, territory: DemoTerritory, rural: boolean): Place[] {
  const own = bank.places[territory.code] ?? bank.defaultPlaces;
  return (rural ? own.rural : own.urban).map((entry) => placeOf(bank, territory, entry, rural));
}

/** Reads "kind:Name@sub/mark", where `sub` is how the code of the sub-territory ends and both tails are optional. */
export function placeOf(bank: DemoBank, territory: DemoTerritory, entry: string, rural: boolean): Place {
  const [head = "", ...marks] = entry.split("/");
  const [kind = "", rest = ""] = head.split(":");
  const [name = "", hint] = rest.split("@");
  const words = bank.kinds[kind] ?? { phrase: kind };
  const full = `${words.phrase} ${name}`;
  const sub = territory.subs.find((s) => (hint ? s.code.endsWith(hint) : plain(s.name) === plain(name)));
  const kept = words.keep === true;
  return {
    name: kept ? full.replace(/^\S+ /, "") : name,
    full,
    short: kept ? full : name,
    rural,
    marks,
    sub: sub?.code,
  };
}

/** The tags of a territory ("coast", "coffee"… in the words of the bank). */
export function tagsOf({ bank }: DemoInput, territory: DemoTerritory): readonly string[] {
  return bank.places[territory.code]?.tags ?? [];
}

/** What a sentence can say of a place; `familiar` says its name without its kind, as neighbours do. */
export function slotsOf(territory: DemoTerritory, place: Place, familiar = false): Slots {
  const said = familiar ? place.short : place.full;
  return { lugar: place.full, nombre: place.short, en: `en ${said}`, de: `de ${said}`, muni: territory.name };
}

/** Instant at `minutes` after local midnight, `days` from today. */
export function localInstant({ today, bank }: DemoInput, days: number, minutes: number): Date {
  const offset = bank.utcOffsetMinutes * 60_000;
  const midnight = Math.floor((today.getTime() + offset) / dayMs) * dayMs - offset;
  return new Date(midnight + days * dayMs + minutes * 60_000);
}

/** The local day of an instant, "YYYY-MM-DD". */
export function localDay({ bank }: DemoInput, at: Date): string {
  return new Date(at.getTime() + bank.utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
}

/** `days` after an instant. */
export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + Math.round(days * dayMs));
}
