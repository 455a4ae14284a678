// The entity in memory: who governs, its territories and its catalogues. Built once at start from the entity folder
// (and from what the database remembers of codes that left it); everything else in the program only reads it.
import { LOCALES, type Locale, languageName } from "#platform/i18n/i18n.ts";
import {
  type Agency,
  buildCatalogs,
  buildTerritories,
  type CatalogEntry,
  type Catalogs,
  type DifferentialAnswer,
  type EntityDefinition,
  type EntityRows,
  type Grouping,
  type PopulationGroup,
  type Territory,
} from "./catalog.ts";
import type { Bilingual, EntityFile, KindName } from "./entity-schema.ts";
import { placeTiles, type Tile } from "./tile-grid.ts";

const NOTHING_RETIRED: EntityRows = {
  territories: [],
  groupings: [],
  agencies: [],
  sectors: [],
  rights: [],
  populationGroups: [],
  differential: [],
};

/** The entity folder as the rest of the program sees it. Nothing here reads a clock, a file or a database. */
export class Entity {
  readonly definition: EntityDefinition;
  /** To look a code up, also a retired one (`find`, `get`), and to ask whether it may be chosen today (`offers`). */
  readonly catalogs: Catalogs;
  readonly #territories: ReadonlyMap<string, Territory>;
  readonly #bySlug: ReadonlyMap<string, Territory>;
  readonly #children: ReadonlyMap<string, readonly Territory[]>;
  readonly #voting: readonly Territory[];
  /** Placing tiles takes milliseconds and pages ask at every render. */
  readonly #tiles = new Map<string | undefined, ReadonlyMap<string, Tile>>();

  /** @param retired rows that the database remembers and the files no longer have; none when there is no database. */
  constructor(definition: EntityDefinition, retired: EntityRows = NOTHING_RETIRED) {
    this.definition = definition;
    this.catalogs = buildCatalogs(definition, retired);
    const level = definition.file.participationLevel;
    const territories = buildTerritories(definition.territories, retired.territories, level);
    this.#territories = new Map(territories.map((territory) => [territory.code, territory]));
    this.#bySlug = new Map(territories.map((territory) => [territory.slug, territory]));
    this.#children = Map.groupBy(
      territories.filter((territory) => !territory.retired && territory.parentCode !== undefined),
      (territory) => territory.parentCode ?? "",
    );
    const compare = new Intl.Collator(definition.file.locale).compare;
    this.#voting = territories
      .filter((territory) => territory.level === level && !territory.retired)
      .sort((a, b) => compare(a.name, b.name) || compare(a.code, b.code));
  }

  get code(): string {
    return this.definition.file.code;
  }
  /** Language and region of its figures and dates: "es-XX". */
  get locale(): string {
    return this.definition.file.locale;
  }
  get timeZone(): string {
    return this.definition.file.timeZone;
  }
  /** Codes of the languages in which its people may be spoken to: those of the program, and those that it lists. */
  get languages(): readonly string[] {
    return [...LOCALES, ...this.definition.file.languages.map(({ code }) => code)];
  }
  /** ISO 4217; amounts are whole units of it. */
  get currency(): string {
    return this.definition.file.currency;
  }
  /** Whose law applies: the key of what is written in code by jurisdiction. */
  get jurisdiction(): EntityFile["jurisdiction"] {
    return this.definition.file.jurisdiction;
  }
  get participationLevel(): string {
    return this.definition.file.participationLevel;
  }
  /** Telephones for who is in danger now. */
  get emergency(): EntityFile["emergency"] {
    return this.definition.file.emergency;
  }

  /** The paper of its printers. */
  get paper(): EntityFile["paper"] {
    return this.definition.file.paper;
  }
  get contact(): EntityFile["contact"] {
    return this.definition.file.contact;
  }
  /** How requests with a legal term are numbered, received and shared out. */
  get cases(): EntityFile["cases"] & { prefix: string } {
    const letters = this.code.replaceAll(/[^a-z]/g, "").toUpperCase();
    return { prefix: letters.slice(0, 8), ...this.definition.file.cases };
  }
  get brand(): EntityFile["brand"] {
    return this.definition.file.brand;
  }
  get links(): EntityFile["links"] {
    return this.definition.file.links;
  }

  /** The whole territory that the entity governs. */
  get root(): Territory {
    return this.territory(this.definition.file.rootTerritory);
  }

  /** The territory of a code. @throws if there is none: use `find` for codes that people send. */
  territory(code: string): Territory {
    const found = this.#territories.get(code);
    if (found === undefined) throw new Error(`No territory has the code "${code}"`);
    return found;
  }

  find(code: string): Territory | undefined {
    return this.#territories.get(code);
  }

  bySlug(slug: string): Territory | undefined {
    return this.#bySlug.get(slug);
  }

  slugOf(territory: string | Territory): string {
    return typeof territory === "string" ? this.territory(territory).slug : territory.slug;
  }

  /** All of them, the retired ones too, parents before their children. */
  allTerritories(): readonly Territory[] {
    return [...this.#territories.values()];
  }

  /** The territories where people say needs and vote, without the retired ones, in the order of their names. */
  participationTerritories(): readonly Territory[] {
    return this.#voting;
  }

  /** The ones shown first where all do not fit. */
  featuredTerritories(): readonly Territory[] {
    return this.definition.file.featuredTerritories.map((code) => this.territory(code));
  }

  isParticipationTerritory(code: string): boolean {
    const found = this.find(code);
    return found !== undefined && !found.retired && found.level === this.participationLevel;
  }

  /** Direct children in the order of the file, without the retired ones. */
  children(code: string): readonly Territory[] {
    return this.#children.get(code) ?? [];
  }

  parent(territory: Territory): Territory | undefined {
    return territory.parentCode === undefined ? undefined : this.find(territory.parentCode);
  }

  /** True for the territory itself and for anything below it; false for unknown codes. */
  isWithin(code: string, ancestor: string): boolean {
    return this.path(code).some((territory) => territory.code === ancestor);
  }

  /** From the root down to the territory itself. */
  path(code: string): readonly Territory[] {
    const path: Territory[] = [];
    for (let at = this.find(code); at !== undefined; at = this.parent(at)) path.unshift(at);
    return path;
  }

  /** The participation territory that holds it (itself if it is one); undefined above that level. */
  participationTerritoryOf(code: string): Territory | undefined {
    return this.path(code).find((territory) => territory.level === this.participationLevel);
  }

  /** What may be chosen today; for codes that may be retired use `catalogs`. */
  sectors(): readonly CatalogEntry[] {
    return this.catalogs.sectors.active();
  }
  rights(): readonly CatalogEntry[] {
    return this.catalogs.rights.active();
  }
  populationGroups(): readonly PopulationGroup[] {
    return this.catalogs.populationGroups.active();
  }
  agencies(): readonly Agency[] {
    return this.catalogs.agencies.active();
  }
  differentialAnswers(): readonly DifferentialAnswer[] {
    return this.catalogs.differential.active();
  }
  groupings(): readonly Grouping[] {
    return this.catalogs.groupings.active();
  }
  groupingsOf(code: string): readonly Grouping[] {
    return this.groupings().filter((grouping) => grouping.members.includes(code));
  }

  /** @throws if no agency, retired or not, has that code. */
  agency(code: string): Agency {
    return this.catalogs.agencies.get(code);
  }
  /** @throws if no sector, retired or not, has that code. */
  sector(code: string): CatalogEntry {
    return this.catalogs.sectors.get(code);
  }

  /** One cell per child, for the map drawn when no boundaries were loaded; of the whole entity unless told. */
  tiles(parentCode?: string): ReadonlyMap<string, Tile> {
    const known = this.#tiles.get(parentCode);
    if (known !== undefined) return known;
    const tiles = placeTiles(parentCode === undefined ? this.#voting : this.children(parentCode));
    if (tiles.size > 0) this.#tiles.set(parentCode, tiles);
    return tiles;
  }

  /** Name of a catalogue entry, or of the entity itself, in a language. */
  name(entry: { readonly names: Bilingual }, locale: Locale): string {
    return entry.names[locale];
  }

  /** Official name of the government. */
  officialName(locale: Locale): string {
    return this.definition.file.names[locale];
  }

  /** Short name, for titles. */
  shortName(locale: Locale): string {
    return this.definition.file.shortNames[locale];
  }

  /** How its kind is called; `many` for the plural. */
  kindName(kind: string, locale: Locale, many = false): string {
    const names = this.#kind(kind)[locale];
    return many ? names.other : names.one;
  }

  /** Grammatical gender of a kind in Spanish, for its article. */
  kindGender(kind: string): "m" | "f" {
    return this.#kind(kind).es.gender;
  }

  /** Kind of most of the participation territories: the word for "choose your …". */
  get participationKind(): string {
    const kinds = Map.groupBy(this.participationTerritories(), (territory) => territory.kind);
    const [first] = [...kinds].sort(([, a], [, b]) => b.length - a.length);
    return first?.[0] ?? this.participationLevel;
  }

  /** Title of a dimension of the differential approach. */
  dimensionName(dimension: string, locale: Locale): string {
    return this.definition.file.dimensions[dimension]?.[locale] ?? dimension;
  }

  /** Name of a language: as the entity calls it, as everybody does, or its code when nobody gave it another. */
  languageName(code: string, locale: Locale): string {
    const listed = this.definition.file.languages.find((one) => one.code === code);
    return listed?.names[locale] ?? languageName(code, locale) ?? code;
  }

  /** A text that the entity words by itself. */
  text(key: keyof EntityFile["texts"], locale: Locale): string {
    return this.definition.file.texts[key][locale];
  }

  #kind(kind: string): KindName {
    const names = this.definition.file.kinds[kind] ?? this.definition.file.groupingKinds[kind];
    if (names === undefined) throw new Error(`The entity does not name the kind "${kind}"`);
    return names;
  }
}
