export { boundsOf, type LonLat, liesIn, placeAt } from "./boundaries/locate.ts";
export { findOutlines, type OutlineMap } from "./boundaries/outlines.sql.ts";
export {
  type Agency,
  Catalog,
  type CatalogEntry,
  type Catalogs,
  type DifferentialAnswer,
  differentialKey,
  type EntityDefinition,
  type Grouping,
  type PopulationGroup,
  type Territory,
} from "./catalog.ts";
export { checkEntity, describeEntityError } from "./check-entity.ts";
export { Entity } from "./entity.ts";
export { type EntityError, type EntityReading, readEntity } from "./entity-files.ts";
export { JURISDICTIONS, type RightsRoute } from "./entity-schema.ts";
export { EntityFolderError, type EntityPlace, getEntity, loadEntity } from "./load-entity.ts";
export { findEntryNamed, findPlaceNamed } from "./named.ts";
export { nearToFar } from "./near-to-far.ts";
export {
  type EntityDatabase,
  type EntityDatabaseSettings,
  openEntityDatabase,
  withEntityDatabase,
} from "./open-entity-database.ts";
export { optionsOf } from "./options.ts";
export { slugify } from "./slug.ts";
export { OtherEntityError, type SyncCounts, syncEntity } from "./sync-entity.ts";
export { placeTiles, type Tile } from "./tile-grid.ts";
export { tileWords } from "./tile-words.ts";

import type { Entity } from "./entity.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    entity: Entity;
  }
}

declare module "#platform/module.ts" {
  interface JobServices {
    entity: Entity;
  }
}
