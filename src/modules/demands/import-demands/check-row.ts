// One row of a file as a need, or why it cannot be one. People write names where a code is expected: both are taken.
import { createHash } from "node:crypto";
import type { CatalogEntry, Entity, Territory } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { TableRow } from "#platform/tabular/read-table.ts";
import { normalizeLine, normalizeText } from "#platform/text/normalize-text.ts";
import type { NewDemand } from "../insert-demands.sql.ts";
import type { Field, FieldSources } from "./read-fields.ts";
import { readInstant } from "./read-instant.ts";

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

/** Why a row is left out, and in which of its fields. */
export class RowRefusal extends Error {
  constructor(
    readonly field: Field,
    readonly reason: RowReason,
    readonly value: string,
  ) {
    super(reason);
  }
}

export interface ImportContext {
  entity: Entity;
  process: Process;
  sources: FieldSources;
  /** `territory|name` in small letters → id. */
  organisations: ReadonlyMap<string, number>;
  now: Date;
}

const MIN_TEXT = 3;
const MAX_TEXT = 4000;
const MAX_PLACE = 200;
const MAX_SUPPORTS = 10_000_000;

/** @throws RowRefusal with the first thing that is wrong. */
export function checkRow(row: TableRow, context: ImportContext): NewDemand {
  const { sources, process, entity } = context;
  const value = (field: Field): string => {
    const column = sources.columns.get(field);
    return normalizeText((column === undefined ? sources.fixed.get(field) : row.values[column]) ?? "");
  };
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
    importKey: importKey(row, text),
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
  const found = findTerritory(territoryText, entity);
  const territory = found?.code === entity.root.code ? found : found && entity.participationTerritoryOf(found.code);
  if (found === undefined || found.retired || territory === undefined) {
    throw new RowRefusal("territory", "unknownTerritory", territoryText);
  }
  if (!process.phases.has(territory.code)) throw new RowRefusal("territory", "outsideProcess", territoryText);
  if (subText === "") return { territory, sub: found === territory ? undefined : found };
  const sub = entity
    .children(territory.code)
    .find((one) => one.code === subText || names(one).includes(plain(subText)));
  if (sub === undefined) throw new RowRefusal("sub", "unknownSub", subText);
  return { territory, sub };
}

function findTerritory(text: string, entity: Entity): Territory | undefined {
  const wanted = plain(text);
  return (
    entity.find(text) ??
    [...entity.participationTerritories(), entity.root].find((place) => names(place).includes(wanted)) ??
    entity.bySlug(wanted)
  );
}

const names = (place: Territory): string[] => [plain(place.name), plain(place.shortName), place.slug];

function readGroups(text: string, entity: Entity): string[] {
  const wanted = text.split("|").map((one) => one.trim());
  const codes = wanted
    .filter((one) => one !== "")
    .map((one) => readCode("groups", "unknownGroup", one, entity.populationGroups()) ?? "");
  return [...new Set(codes)];
}

function readCode(field: Field, reason: RowReason, text: string, list: readonly CatalogEntry[]): string | undefined {
  if (text === "") return undefined;
  const wanted = plain(text);
  const entry =
    list.find((one) => one.code === text) ??
    list.find((one) => plain(one.names.es) === wanted || plain(one.names.en) === wanted);
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

/** The same row read again, from whichever copy of the file, has the same key; a row mapped otherwise is another need. */
function importKey(row: TableRow, text: string): Buffer {
  const values = Object.entries(row.values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([values, text]))
    .digest();
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
}
