// One row of a file as a need, or why it cannot be one. People write names where a code is expected: both are taken.
import {
  type CatalogEntry,
  type Entity,
  findEntryNamed,
  findPlaceNamed,
  type Territory,
} from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { readInstant } from "#platform/clock/read-instant.ts";
import { RowRefusal as Refusal } from "#platform/tabular/import/import-file.ts";
import { normalizeLine } from "#platform/text/normalize-text.ts";
import type { NewDemand } from "../insert-demands.sql.ts";

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

export type RowReason =
  | "empty"
  | "short"
  | "long"
  | "broken"
  | "unknownTerritory"
  | "outsideProcess"
  | "unknownSub"
  | "unknownGroup"
  | "unknownSector"
  | "unknownRight"
  | "unknownOrganisation"
  | "badDate"
  | "future"
  | "badNumber";

/** A refusal whose reason has its words. */
class RowRefusal extends Refusal {
  constructor(field: Field, reason: RowReason, value: string) {
    super(field, reason, value);
  }
}

export interface ImportContext {
  entity: Entity;
  process: Process;
  /** `territory|name` in small letters → id. */
  organisations: ReadonlyMap<string, number>;
  now: Date;
}

const MIN_TEXT = 3;
const MAX_TEXT = 4000;
const MAX_PLACE = 200;
const MAX_SUPPORTS = 10_000_000;

/** The need of a row. @throws RowRefusal with the first thing that is wrong. */
export function checkRow(value: (field: Field) => string, context: ImportContext): NewDemand {
  const { process, entity } = context;
  const text = readText(value("text"));
  const { territory, sub } = readPlace(value("territory"), value("sub"), context);
  const place = normalizeLine(value("place"));
  if ([...place].length > MAX_PLACE) throw new RowRefusal("place", "long", place);
  const saidAt = value("said_at");
  return {
    processId: process.id,
    territory: territory.code,
    sub: sub?.code,
    place: place === "" ? undefined : place,
    text,
    organisationId: readOrganisation(value("organisation"), territory, context),
    channel: "import",
    groups: readGroups(value("groups"), entity),
    sector: readCode("sector", "unknownSector", value("sector"), entity.sectors()),
    right: readCode("right", "unknownRight", value("right"), entity.rights()),
    supports: readNumber(value("supports")),
    saidAt: saidAt === "" ? context.now : readSaidAt(saidAt, context),
  };
}

function readText(text: string): string {
  if (text === "") throw new RowRefusal("text", "empty", text);
  const letters = [...text].length;
  if (letters < MIN_TEXT) throw new RowRefusal("text", "short", text);
  if (letters > MAX_TEXT) throw new RowRefusal("text", "long", text);
  if (text.includes("\uFFFD")) throw new RowRefusal("text", "broken", text);
  return text;
}

function readPlace(
  territoryText: string,
  subText: string,
  { entity, process }: ImportContext,
): { territory: Territory; sub: Territory | undefined } {
  if (territoryText === "") throw new RowRefusal("territory", "empty", territoryText);
  const found = findPlaceNamed(entity, territoryText);
  const territory = found?.code === entity.root.code ? found : found && entity.participationTerritoryOf(found.code);
  if (found === undefined || found.retired || territory === undefined) {
    throw new RowRefusal("territory", "unknownTerritory", territoryText);
  }
  if (!process.phases.has(territory.code)) throw new RowRefusal("territory", "outsideProcess", territoryText);
  if (subText === "") return { territory, sub: found === territory ? undefined : found };
  const sub = findPlaceNamed(entity, subText, entity.children(territory.code));
  if (sub === undefined) throw new RowRefusal("sub", "unknownSub", subText);
  return { territory, sub };
}

function readGroups(text: string, entity: Entity): string[] {
  const wanted = text.split("|").map((one) => one.trim());
  const codes = wanted
    .filter((one) => one !== "")
    .map((one) => readCode("groups", "unknownGroup", one, entity.populationGroups()) ?? "");
  return [...new Set(codes)];
}

function readCode(field: Field, reason: RowReason, text: string, list: readonly CatalogEntry[]): string | undefined {
  if (text === "") return undefined;
  const entry = findEntryNamed(list, text);
  if (entry === undefined) throw new RowRefusal(field, reason, text);
  return entry.code;
}

function readOrganisation(text: string, territory: Territory, context: ImportContext): number | undefined {
  const name = normalizeLine(text).toLowerCase();
  if (name === "") return undefined;
  const { organisations, entity } = context;
  const id = organisations.get(`${territory.code}|${name}`) ?? organisations.get(`${entity.root.code}|${name}`);
  if (id === undefined) throw new RowRefusal("organisation", "unknownOrganisation", text);
  return id;
}

function readNumber(text: string): number | undefined {
  if (text === "") return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number) || number > MAX_SUPPORTS) throw new RowRefusal("supports", "badNumber", text);
  return number;
}

function readSaidAt(text: string, { now, entity }: ImportContext): Date {
  const instant = readInstant(text, entity.timeZone);
  if (instant === undefined) throw new RowRefusal("said_at", "badDate", text);
  if (instant > now) throw new RowRefusal("said_at", "future", text);
  return instant;
}
