import { join } from "node:path";
import { ConfigError } from "#platform/config/config.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import { describeEntityError } from "./check-entity.ts";
import type { Entity } from "./entity.ts";
import { type EntityError, readEntity } from "./entity-files.ts";
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
  const errors = "errors" in reading ? reading.errors : misnamed(reading.entity, entity);
  if ("entity" in reading && errors.length === 0) return reading.entity;
  const [first] = errors;
  const error = first === undefined ? "" : describeEntityError(first);
  throw new EntityFolderError(t("territory.check.refused", { directory, error, count: errors.length }));
}

/** Whoever asks for an entity by the name of its folder gets the one of that code. A copy to try may have any name. */
function misnamed({ code }: Entity, asked: string): EntityError[] {
  if (code === asked) return [];
  return [{ file: "entity.json", field: "code", problem: "folder", value: code }];
}

/**
 * The entity as the program uses it: its folder, and the codes that left it and are still in the database.
 * @throws EntityFolderError
 */
export async function loadEntity(db: ReadDb, place: EntityPlace): Promise<Entity> {
  return recallRetired(db, getEntity(place));
}
