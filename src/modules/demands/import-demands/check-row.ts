// One row of a file as a need, or why it cannot be one.
import { type Entity, findPlaceNamed, type Territory } from "#core/territory/index.ts";
import { type ProcessRowContext, readEntry, readPlace, readSector } from "#modules/processes/index.ts";
import { readInstant } from "#platform/clock/read-instant.ts";
import { t } from "#platform/i18n/i18n.ts";
import { readLine, readList, readText, readWhole, refuseCell } from "#platform/tabular/import/cells.ts";
import { RowRefusal } from "#platform/tabular/import/import-file.ts";
import { normalizeLine } from "#platform/text/normalize-text.ts";
import type { NewDemand } from "../insert-demands.sql.ts";
import { MAX_CHARACTERS, MAX_PLACE_LETTERS } from "../say-need/need-fields.ts";

export const FIELDS = [
  "text",
  "territory",
  "sub",
  "place",
  "groups",
  "sector",
  "right",
  "organisation",
  "said_at",
  "supports",
] as const;
export type Field = (typeof FIELDS)[number];

export interface ImportContext extends ProcessRowContext {
  /** `territory|name` in small letters → id. */
  organisations: ReadonlyMap<string, number>;
  now: Date;
}

/** As long as the table takes: archives hold letters and minutes, and nobody can ask their authors to be brief. */
const TEXT = [3, MAX_CHARACTERS] as const;
const MAX_SUPPORTS = 10_000_000;
type Value = (field: Field) => string;

/** The need of a row. @throws RowRefusal with the first thing that is wrong. */
export function checkRow(value: Value, context: ImportContext): NewDemand {
  const { process, entity } = context;
  const text = readText("text", value("text"), TEXT);
  const { territory, part } = readPlace("territory", value("territory"), context);
  const saidAt = value("said_at");
  return {
    processId: process.id,
    territory: territory.code,
    sub: value("sub") === "" ? part?.code : readSub(value("sub"), territory, entity),
    place: readLine("place", value("place"), MAX_PLACE_LETTERS),
    text,
    organisationId: readOrganisation(value("organisation"), territory, context),
    channel: "import",
    groups: readGroups(value("groups"), entity),
    sector: readSector(value("sector"), entity),
    right: readEntry("right", value("right"), entity.rights(), t("demands.import.reason.unknownRight")),
    supports: readWhole("supports", value("supports"), MAX_SUPPORTS),
    saidAt: saidAt === "" ? context.now : readSaidAt(saidAt, context),
  };
}

function readSub(given: string, territory: Territory, entity: Entity): string {
  const sub = findPlaceNamed(entity, given, entity.children(territory.code));
  if (sub === undefined) throw new RowRefusal("sub", { text: t("demands.import.reason.unknownSub") }, given);
  return sub.code;
}

function readGroups(given: string, entity: Entity): string[] {
  const unknown = t("demands.import.reason.unknownGroup");
  return readList("groups", given, (one) => readEntry("groups", one, entity.populationGroups(), unknown) ?? "");
}

function readOrganisation(given: string, territory: Territory, context: ImportContext): number | undefined {
  const name = normalizeLine(given).toLowerCase();
  if (name === "") return undefined;
  const { organisations, entity } = context;
  const id = organisations.get(`${territory.code}|${name}`) ?? organisations.get(`${entity.root.code}|${name}`);
  if (id === undefined) {
    throw new RowRefusal("organisation", { text: t("demands.import.reason.unknownOrganisation") }, given);
  }
  return id;
}

function readSaidAt(given: string, { now, entity }: ImportContext): Date {
  const instant = readInstant(given, entity.timeZone);
  if (instant === undefined) throw refuseCell("said_at", "badDate", given);
  if (instant > now) throw refuseCell("said_at", "future", given);
  return instant;
}
