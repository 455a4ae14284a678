// Cells that name what the entity and the process have. People write names where a code is expected: both are taken.
import {
  type CatalogEntry,
  type Entity,
  findEntryNamed,
  findPlaceNamed,
  type Territory,
} from "#core/territory/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { refuseCell } from "#platform/tabular/import/cells.ts";
import { RowRefusal } from "#platform/tabular/import/import-file.ts";
import type { Process } from "../process.ts";

/** What a row is read against. */
export interface ProcessRowContext {
  entity: Entity;
  process: Process;
}

/**
 * The territory of the process that a cell names, and the place itself when it is a part of that territory.
 * `rootToo`: the whole entity is taken although the process has no dates for it.
 * @throws RowRefusal
 */
export function readPlace(
  field: string,
  given: string,
  { entity, process }: ProcessRowContext,
  { rootToo = false }: { rootToo?: boolean } = {},
): { territory: Territory; part: Territory | undefined } {
  if (given === "") throw refuseCell(field, "empty", given);
  const found = findPlaceNamed(entity, given);
  const isRoot = found?.code === entity.root.code;
  const territory = isRoot ? found : found && entity.participationTerritoryOf(found.code);
  if (found === undefined || found.retired || territory === undefined)
    throw refusePlace(field, "unknownTerritory", given);
  if (!process.phases.has(territory.code) && !(isRoot && rootToo)) throw refusePlace(field, "outsideProcess", given);
  return { territory, part: found === territory ? undefined : found };
}

function refusePlace(field: string, reason: "unknownTerritory" | "outsideProcess", given: string): RowRefusal {
  return new RowRefusal(field, { text: t(`processes.import.${reason}`) }, given);
}

/** The code of an entry of a catalogue, or nothing; `unknown` says which catalogue it is not in. @throws RowRefusal */
export function readEntry(
  field: string,
  given: string,
  list: readonly CatalogEntry[],
  unknown: string,
): string | undefined {
  if (given === "") return undefined;
  const entry = findEntryNamed(list, given);
  if (entry === undefined) throw new RowRefusal(field, { text: unknown }, given);
  return entry.code;
}

/** The code of a sector, or nothing. @throws RowRefusal */
export function readSector(given: string, entity: Entity): string | undefined {
  return readEntry("sector", given, entity.sectors(), t("processes.import.unknownSector"));
}
