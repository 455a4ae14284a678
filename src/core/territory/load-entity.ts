import { join } from "node:path";
import { ConfigError } from "#platform/config/config.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import { describeEntityError } from "./check-entity.ts";
import type { Entity } from "./entity.ts";
import { readEntity } from "./entity-files.ts";
import { recallRetired } from "./recall-retired.sql.ts";

/** Where the folders of the entities are, and which of them governs here: two settings of the program. */
export interface EntityPlace {
  readonly entitiesDir: string;
  readonly entity: string;
}

/** The folder of the entity has errors; the message is one sentence with the first of them. */
export class EntityFolderError extends ConfigError {}

/**
 * The entity of a folder, for those who load it into the database.
 * @throws EntityFolderError
 */
export function getEntity({ entitiesDir, entity }: EntityPlace): Entity {
  const directory = join(entitiesDir, entity);
  const reading = readEntity(directory);
  if ("entity" in reading) return reading.entity;
  const [first] = reading.errors;
  const error = first === undefined ? "" : describeEntityError(first);
  throw new EntityFolderError(t("territory.check.refused", { directory, error, count: reading.errors.length }));
}

/**
 * The entity as the program uses it: its folder, and the codes that left it and are still in the database.
 * @throws EntityFolderError
 */
export async function loadEntity(db: ReadDb, place: EntityPlace): Promise<Entity> {
  return recallRetired(db, getEntity(place));
}
