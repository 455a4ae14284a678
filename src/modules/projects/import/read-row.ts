// A row of a file of projects, contracts or works as what it says.
import { type Entity, findEntryNamed } from "#core/territory/index.ts";
import { type Cells, cellsOf } from "#modules/plans/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { type RejectedRow, RowRefusal } from "#platform/tabular/import/import-file.ts";
import type { TableRow } from "#platform/tabular/read-table.ts";
import { PROJECT_CODES } from "../codes.ts";
import { EXECUTORS } from "../project.ts";
import { type MoneyCells, moneyCells, type Totals } from "./money.ts";
import type { ContractRow, ProjectRow, Row, WorkRow } from "./rows.ts";
import type { Field, Shape } from "./shapes.ts";

export interface RowContext {
  entity: Entity;
  shape: Shape;
  /** Code of a sector as the file writes it → ours. */
  sectors: ReadonlyMap<string, string>;
  repaired: RejectedRow[];
  totals: Totals;
  /** Rows whose supplier is a natural person. */
  dropped: { natural: number };
}

const MAX = { name: 1000, long: 3000, short: 200, code: 100 } as const;
const YEARS = [1990, 2100] as const;
/** How people write that there is none. */
const NONE = /^[0.\-–]?$/;

interface Reading extends RowContext {
  cells: Cells<Field>;
  money: MoneyCells;
  value: (field: Field) => string;
  refuse: (field: Field, reason: Refused) => RowRefusal;
  /** Tells of a cell that was read otherwise than it was written. */
  tell: (field: Field, how: "noProject" | "notProject") => void;
}

/** Each is a text of `messages/{language}/projects.json`. */
export type Refused =
  | "duplicated"
  | "notCode"
  | "noText"
  | "notPlace"
  | "notSector"
  | "notExecutor"
  | "notReview"
  | "notYear"
  | "noDay"
  | "otherCurrency"
  | "notPoint"
  | "notProgress"
  | "naturalPerson";

/** Reads the rows of one file, one after another. */
export function rowReader(context: RowContext) {
  const { shape, repaired, totals } = context;
  const said = new Map<string, { content: string; written: string }>();
  return (table: TableRow, given: (field: Field) => string): Row => {
    const { line } = table;
    const value = (field: Field): string => (shape.map.has(field) ? given(field) : "");
    const columnOf = (field: Field): string => shape.map.get(field) ?? field;
    const cells = cellsOf({ line, value, columnOf, repaired, years: YEARS });
    const refuse = (field: Field, reason: Refused): RowRefusal =>
      // What points to a person is not written in the report either.
      new RowRefusal(
        field,
        { text: t(`projects.import.reason.${reason}`) },
        reason === "naturalPerson" ? "" : value(field),
      );
    const tell = (field: Field, how: "noProject" | "notProject"): void => {
      const reason = { text: t(`projects.import.repaired.${how}`) };
      repaired.push({ line, column: columnOf(field), value: value(field), reason });
    };
    const money = moneyCells({ line, value, columnOf, repaired, totals });
    const reading = { ...context, cells, money, value, refuse, tell };
    const row = READERS[shape.kind](reading);
    onlyOnce(said, row, JSON.stringify(table.values), reading);
    totals.keep(money.read);
    return row;
  };
}

const READERS: Record<Shape["kind"], (reading: Reading) => Row> = {
  projects: projectRow,
  contracts: contractRow,
  works: workRow,
};

/** What a row is about may stand once in a file. The very same row twice is only repeated. */
function onlyOnce(
  said: Map<string, { content: string; written: string }>,
  row: Row,
  written: string,
  { refuse }: Reading,
): void {
  const [field, key, facts] = keysOf(row);
  const content = JSON.stringify(facts);
  for (const one of [key, `of ${row.code}`]) {
    const before = said.get(one);
    const other = one === key ? before?.written !== written : before?.content !== content;
    if (before !== undefined && other) throw refuse(field, "duplicated");
  }
  said.set(key, { content, written });
  said.set(`of ${row.code}`, { content, written });
}

/** What identifies a row, and what all the rows of the same code have to say alike. */
function keysOf(row: Row): [Field, string, unknown] {
  if (row.kind === "works") return ["work_id", row.code, row];
  if (row.kind === "contracts") {
    const { project, projectName: _, ...contract } = row;
    return ["contract_code", `${row.code} ${project}`, contract];
  }
  const { amount, ...project } = row;
  return ["code", `${row.code} ${amount.year} ${amount.asOf} ${amount.source}`, project];
}

function needed({ cells, refuse }: Reading, field: Field, max: number): string {
  const text = cells.text(field, max);
  if (text === "") throw refuse(field, "noText");
  return text;
}

function codeIn({ entity, value, refuse }: Reading): string {
  const code = value("code").toUpperCase();
  if (!PROJECT_CODES[entity.jurisdiction].shape.test(code)) throw refuse("code", "notCode");
  return code;
}

function requireCurrency({ entity, value, refuse }: Reading): void {
  if (value("currency") !== "" && value("currency") !== entity.currency) throw refuse("currency", "otherCurrency");
}

function projectRow(reading: Reading): ProjectRow {
  const { cells, money, value, refuse, entity } = reading;
  const code = codeIn(reading);
  requireCurrency(reading);
  const year = Number(value("year"));
  if (!/^\d{4}$/.test(value("year")) || year < YEARS[0] || year > YEARS[1]) throw refuse("year", "notYear");
  const asOf = cells.day("as_of");
  if (asOf === null) throw refuse("as_of", "noDay");
  const review = value("review").toUpperCase() || null;
  if (review !== null && !PROJECT_CODES[entity.jurisdiction].reviews.includes(review))
    throw refuse("review", "notReview");
  return {
    kind: "projects",
    code,
    name: needed(reading, "name", MAX.name),
    purpose: cells.text("purpose", MAX.long) || null,
    places: placesIn(reading),
    ...executorIn(reading),
    sector: sectorIn(reading),
    review,
    amount: {
      year,
      asOf,
      source: cells.text("source", MAX.short) || t("projects.import.noSource"),
      ...money.stages(),
    },
  };
}

function placesIn({ entity, value, refuse }: Reading): string[] {
  const codes = value("territories")
    .split("|")
    .map((code) => code.trim())
    .filter((code) => code !== "");
  if (codes.some((code) => entity.find(code) === undefined)) throw refuse("territories", "notPlace");
  return [...new Set(codes)].sort();
}

function executorIn({ entity, cells, value, refuse }: Reading): Pick<ProjectRow, "executor" | "agency" | "body"> {
  const body = cells.text("agency", MAX.short);
  if (body === "") return { executor: "unknown", agency: null, body: null };
  const written = value("executor") || "agency";
  const executor = EXECUTORS.find((one) => one === written && one !== "unknown");
  if (executor === undefined) throw refuse("executor", "notExecutor");
  const agency = executor === "agency" ? findEntryNamed(entity.agencies(), body)?.code : undefined;
  return { executor, agency: agency ?? null, body };
}

function sectorIn({ entity, sectors, value, refuse }: Reading): string | null {
  const written = value("sector");
  if (written === "") return null;
  const mapped = sectors.get(written);
  if (mapped !== undefined) return mapped;
  const found = findEntryNamed(entity.sectors(), written);
  // A code of the country that nobody tied to a sector of ours is left out, not taken for a mistake.
  if (found === undefined && !/^\d+$/.test(written)) throw refuse("sector", "notSector");
  return found?.code ?? null;
}

function contractRow(reading: Reading): ContractRow {
  const { cells, money, value, refuse, entity, dropped } = reading;
  const code = needed(reading, "contract_code", MAX.code);
  const worth = money.one("value", code);
  // Before anything else is read of it: of a natural person nothing is kept.
  const supplierId = PROJECT_CODES[entity.jurisdiction].legalPerson(value("supplier_id"));
  if (supplierId === undefined) {
    dropped.natural += 1;
    throw refuse("supplier_id", "naturalPerson");
  }
  requireCurrency(reading);
  return {
    kind: "contracts",
    code,
    project: codeIn(reading),
    projectName: needed(reading, "name", MAX.name),
    object: cells.text("object", MAX.long) || null,
    state: cells.text("state", MAX.short) || null,
    supplierId,
    supplierName: needed(reading, "supplier_name", MAX.short),
    value: worth,
    system: cells.text("system", MAX.short) || null,
    asOf: cells.day("as_of"),
  };
}

function workRow(reading: Reading): WorkRow {
  const { cells, money, value, refuse, entity } = reading;
  const code = needed(reading, "work_id", MAX.code);
  const { budget, paid } = money.work();
  const territory = value("territory") || null;
  if (territory !== null && entity.find(territory) === undefined) throw refuse("territory", "notPlace");
  return {
    kind: "works",
    code,
    project: workProject(reading),
    workKind: cells.text("kind", MAX.short) || null,
    class: needed(reading, "class", MAX.short),
    intervention: cells.text("intervention", MAX.short) || null,
    state: cells.text("state", MAX.short) || null,
    territory,
    place: cells.text("place", MAX.short) || null,
    ...pointIn(reading),
    budget,
    paid,
    progress: progressIn(reading),
    funding: cells.text("source", MAX.short) || null,
  };
}

/** A work is real also when what should say its project cannot: it comes in without it, and it is told. */
function workProject({ entity, value, tell }: Reading): string | null {
  const code = value("code").toUpperCase();
  if (PROJECT_CODES[entity.jurisdiction].shape.test(code)) return code;
  if (code !== "") tell("code", NONE.test(code) ? "noProject" : "notProject");
  return null;
}

function pointIn({ value, refuse }: Reading): { lat: number | null; lon: number | null } {
  const [lat, lon] = [value("lat"), value("lon")];
  if (lat === "" && lon === "") return { lat: null, lon: null };
  const plain = /^-?\d{1,3}(\.\d+)?$/;
  if (!plain.test(lat) || Math.abs(Number(lat)) > 90) throw refuse("lat", "notPoint");
  if (!plain.test(lon) || Math.abs(Number(lon)) > 180) throw refuse("lon", "notPoint");
  return { lat: Number(lat), lon: Number(lon) };
}

function progressIn({ cells, refuse }: Reading): number | null {
  const progress = cells.number("progress") ?? null;
  if (progress !== null && (progress < 0 || progress > 1)) throw refuse("progress", "notProgress");
  return progress;
}
