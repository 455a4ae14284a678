export {
  type Agency,
  Catalog,
  type CatalogEntry,
  type Catalogs,
  type DifferentialAnswer,
  differentialKey,
  type EntityDefinition,
  type Grouping,
  type Locale,
  type PopulationGroup,
  type Territory,
} from "./catalog.ts";
export { checkEntity, describeEntityError } from "./check-entity.ts";
export { Entity } from "./entity.ts";
export { type EntityError, type EntityReading, readEntity } from "./entity-files.ts";
export { slugify } from "./slug.ts";
export { placeTiles, type Tile } from "./tile-grid.ts";
