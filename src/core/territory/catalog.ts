// The territories and catalogues of an entity, from the lines of its files to the objects that the program reads.
import type { Bilingual, EntityFile, Row } from "./entity-schema.ts";
import { assignSlugs } from "./slug.ts";
import type { Tile } from "./tile-grid.ts";

/** The lines of the CSV files of an entity folder. */
export interface EntityRows {
  readonly territories: readonly Row<"territories.csv">[];
  readonly groupings: readonly Row<"groupings.csv">[];
  readonly agencies: readonly Row<"agencies.csv">[];
  readonly sectors: readonly Row<"sectors.csv">[];
  readonly rights: readonly Row<"rights.csv">[];
  readonly populationGroups: readonly Row<"population_groups.csv">[];
  readonly differential: readonly Row<"differential.csv">[];
}

/** What an entity folder says, validated and still in the shape of its files. */
export interface EntityDefinition extends EntityRows {
  readonly file: EntityFile;
}

export interface CatalogEntry {
  readonly code: string;
  readonly names: Bilingual;
  /** True for a code that left the files: it still names what was said under it, and is offered no more. */
  readonly retired: boolean;
}

export interface Territory {
  readonly code: string;
  /** Rung of the tree: one of them is the participation level. */
  readonly level: string;
  /** What people call it: a rung may hold several kinds. */
  readonly kind: string;
  readonly parentCode?: string;
  readonly name: string;
  readonly shortName: string;
  /** Unique, for addresses. */
  readonly slug: string;
  /** Degrees, WGS 84, of its seat or of a point inside it. */
  readonly lat?: number;
  readonly lon?: number;
  /** Inhabitants; the year and the source are in the entity's texts. */
  readonly population?: number;
  /** Hand-placed cell of the tile map. */
  readonly tile?: Tile;
  readonly retired: boolean;
}

export interface Grouping extends CatalogEntry {
  readonly kind: string;
  readonly members: readonly string[];
}
export interface Agency extends CatalogEntry {
  readonly parentCode?: string;
}
export interface PopulationGroup extends CatalogEntry {
  /** Life-course groups overlap (a person of 15 is in two): never add them. */
  readonly kind: "life-course" | "other";
  readonly ageFrom?: number;
  readonly ageTo?: number;
}
export interface DifferentialAnswer extends CatalogEntry {
  readonly dimension: string;
}

/** Entries by key, in their order. */
export class Catalog<Entry extends CatalogEntry> {
  readonly #entries: ReadonlyMap<string, Entry>;
  constructor(entries: ReadonlyMap<string, Entry>) {
    this.#entries = entries;
  }
  find(key: string): Entry | undefined {
    return this.#entries.get(key);
  }
  /** @throws if there is none. */
  get(key: string): Entry {
    const found = this.#entries.get(key);
    if (found === undefined) throw new Error(`No entry has the code "${key}"`);
    return found;
  }
  /** What may be chosen today. */
  active(): readonly Entry[] {
    return [...this.#entries.values()].filter((entry) => !entry.retired);
  }
  /** Also the retired ones, for filters over old data. */
  all(): readonly Entry[] {
    return [...this.#entries.values()];
  }
  /** True if the code may be chosen today. */
  offers(key: string): boolean {
    return this.#entries.get(key)?.retired === false;
  }
}

export interface Catalogs {
  readonly groupings: Catalog<Grouping>;
  readonly agencies: Catalog<Agency>;
  readonly sectors: Catalog<CatalogEntry>;
  readonly rights: Catalog<CatalogEntry>;
  readonly populationGroups: Catalog<PopulationGroup>;
  /** Answers of the differential approach, by "dimension/code". */
  readonly differential: Catalog<DifferentialAnswer>;
}

/** Catalogues of the files, each followed by its retired entries. */
export function buildCatalogs(rows: EntityRows, retired: EntityRows): Catalogs {
  return {
    groupings: catalog(rows.groupings, retired.groupings, toGrouping),
    agencies: catalog(rows.agencies, retired.agencies, toAgency),
    sectors: catalog(rows.sectors, retired.sectors, toEntry),
    rights: catalog(rows.rights, retired.rights, toEntry),
    populationGroups: catalog(rows.populationGroups, retired.populationGroups, toPopulationGroup),
    differential: catalog(rows.differential, retired.differential, toDifferentialAnswer, differentialKey),
  };
}

/** Key of an answer of the differential approach: its code alone repeats between dimensions ("prefers not to say"). */
export function differentialKey({ dimension, code }: { readonly dimension: string; readonly code: string }): string {
  return `${dimension}/${code}`;
}

/** Territories with their addresses, every parent before its children, the retired ones at the end. */
export function buildTerritories(
  rows: EntityRows["territories"],
  retired: EntityRows["territories"],
  participationLevel: string,
): readonly Territory[] {
  const ordered = [...parentsFirst(rows), ...parentsFirst(retired)];
  // People go to municipalities by their plain name; whatever shares it, above or below, gives way.
  const byPriority = [
    ...rows.filter((row) => row.level === participationLevel),
    ...ordered.filter((row) => row.level !== participationLevel || !rows.includes(row)),
  ];
  const slugs = assignSlugs(
    byPriority.map((row) => ({ code: row.code, shortName: row.short_name ?? row.name, parentCode: row.parent_code })),
  );
  const gone = new Set(retired);
  return ordered.map((row) => toTerritory(row, slugs.get(row.code) ?? row.code, gone.has(row)));
}

function toTerritory(row: Row<"territories.csv">, slug: string, retired: boolean): Territory {
  return {
    code: row.code,
    level: row.level,
    kind: row.kind ?? row.level,
    parentCode: row.parent_code,
    name: row.name,
    shortName: row.short_name ?? row.name,
    slug,
    lat: row.lat,
    lon: row.lon,
    population: row.population,
    tile: row.grid_x === undefined || row.grid_y === undefined ? undefined : { x: row.grid_x, y: row.grid_y },
    retired,
  };
}

function parentsFirst<R extends { code: string; parent_code?: string }>(rows: readonly R[]): R[] {
  const children = Map.groupBy(rows, (row) => row.parent_code);
  const codes = new Set(rows.map((row) => row.code));
  const ordered = rows.filter((row) => row.parent_code === undefined || !codes.has(row.parent_code));
  // The list grows while it is walked: each row brings its children behind it.
  for (const row of ordered) ordered.push(...(children.get(row.code) ?? []));
  return ordered;
}

function catalog<R extends { code: string }, Entry extends CatalogEntry>(
  rows: readonly R[],
  retired: readonly R[],
  build: (row: R, retired: boolean) => Entry,
  key: (row: R) => string = (row) => row.code,
): Catalog<Entry> {
  return new Catalog(
    new Map([
      ...rows.map((row) => [key(row), build(row, false)] as const),
      ...retired.map((row) => [key(row), build(row, true)] as const),
    ]),
  );
}

function toEntry(row: Row<"sectors.csv">, retired: boolean): CatalogEntry {
  return { code: row.code, names: { es: row.name_es, en: row.name_en }, retired };
}

function toAgency(row: Row<"agencies.csv">, retired: boolean): Agency {
  return { ...toEntry(row, retired), parentCode: row.parent_code };
}

function toGrouping(row: Row<"groupings.csv">, retired: boolean): Grouping {
  return { ...toEntry(row, retired), kind: row.kind, members: membersOf(row) };
}

/** Codes in the `members` cell, separated by spaces or bars. */
export function membersOf({ members }: { readonly members: string }): string[] {
  return members.split(/[\s|]+/).filter((code) => code !== "");
}

function toPopulationGroup(row: Row<"population_groups.csv">, retired: boolean): PopulationGroup {
  return { ...toEntry(row, retired), kind: row.kind, ageFrom: row.age_from, ageTo: row.age_to };
}

function toDifferentialAnswer(row: Row<"differential.csv">, retired: boolean): DifferentialAnswer {
  return { ...toEntry(row, retired), dimension: row.dimension };
}
