// One row of a file as a commitment that was made before this program, or why it cannot be one.
import { type Entity, findEntryNamed, findPlaceNamed } from "#core/territory/index.ts";
import { type ProcessRowContext, readPlace, readSector } from "#modules/processes/index.ts";
import { isDay } from "#platform/clock/zone.ts";
import { LOCALES, region, t, withLocale } from "#platform/i18n/i18n.ts";
import { readLine, readList, readText, readWhole, refuseCell } from "#platform/tabular/import/cells.ts";
import { RowRefusal } from "#platform/tabular/import/import-file.ts";
import type { TableRow } from "#platform/tabular/read-table.ts";
import { TableProblem } from "#platform/tabular/table-problem.ts";
import { normalizeLine } from "#platform/text/normalize-text.ts";
import { COMMITMENT_STATES, type CommitmentState } from "../commitment.ts";
import { PLEDGE_LETTERS } from "../make/pledge.ts";
import { UPDATE_LETTERS } from "../update/update-commitment.ts";

export const FIELDS = [
  "text",
  "title",
  "territory",
  "territories",
  "place",
  "sector",
  "agency",
  "co_agencies",
  "actors",
  "responsible",
  "due_date",
  "money",
  "state",
  "update",
  "updated_on",
] as const;
export type Field = (typeof FIELDS)[number];

/** A commitment of a file, ready to be written. */
export interface ImportedCommitment {
  title: string;
  text: string;
  territory: string;
  territories: readonly string[];
  place?: string;
  sector?: string;
  agency: string;
  coAgencies: readonly string[];
  actors: readonly string[];
  responsible: string;
  dueDate: string;
  money?: number;
  state: CommitmentState;
  /** What the file tells of it, with the day on which it was told; undefined when it only says that it was agreed. */
  update?: { text: string; on?: string };
}

export interface ImportContext extends ProcessRowContext {
  /** Names and addresses, in small letters, of people whose account is closed or who hold no charge any more. */
  gone: ReadonlySet<string>;
  today: string;
}

/** No longer than in the form: what was promised must fit in the one that corrects it. */
const LENGTH = {
  title: [5, PLEDGE_LETTERS.title],
  text: [5, PLEDGE_LETTERS.text],
  responsible: [3, PLEDGE_LETTERS.responsible],
  actor: [2, PLEDGE_LETTERS.actor],
  update: [3, UPDATE_LETTERS],
} as const;
const TITLE_LETTERS = 120;
const MAX_MONEY = 100_000_000_000_000;
type Value = (field: Field) => string;

/** The commitment of a row. @throws RowRefusal with the first thing that is wrong; TableProblem when the row is a header. */
export function checkRow(row: TableRow, value: Value, context: ImportContext): ImportedCommitment {
  const { entity, today } = context;
  if (isHeader(value, entity)) throw new TableProblem("two-headers", { line: row.line });
  const text = readText("text", value("text"), LENGTH.text);
  const territory = placeOf("territory", value("territory"), context);
  const agency = readAgency("agency", value("agency"), entity);
  const state = readState(value("state"));
  const told = value("update");
  return {
    text,
    title: readTitle(value("title"), text),
    territory,
    territories: readList("territories", value("territories"), (one) => placeOf("territories", one, context)).filter(
      (code) => code !== territory,
    ),
    place: readLine("place", value("place"), PLEDGE_LETTERS.place),
    sector: readSector(value("sector"), entity),
    agency,
    coAgencies: readList("co_agencies", value("co_agencies"), (one) => readAgency("co_agencies", one, entity)).filter(
      (code) => code !== agency,
    ),
    actors: readList("actors", value("actors"), (one) => readText("actors", one, LENGTH.actor)),
    responsible: readResponsible(value("responsible"), context),
    dueDate: readDay("due_date", value("due_date")),
    money: value("money") === "0" ? undefined : readWhole("money", value("money"), MAX_MONEY),
    state,
    update:
      told === "" && (state === "agreed" || state === "proposed")
        ? undefined
        : { text: readUpdate(told), on: readPastDay("updated_on", value("updated_on"), today) },
  };
}

type Reason = "unknownAgency" | "retiredAgency" | "responsibleLeft" | "unknownState";

function refuse(field: Field, reason: Reason, given: string): RowRefusal {
  return new RowRefusal(field, { text: t(`commitments.import.reason.${reason}`) }, given);
}

/** Names of columns where a place, an agency and a date are expected, all three at once: a second header. */
function isHeader(value: Value, entity: Entity): boolean {
  const [place, agency, due] = [value("territory"), value("agency"), value("due_date")];
  if ([place, agency, due].some((one) => one === "" || /\d/.test(one))) return false;
  const known = findPlaceNamed(entity, place) ?? findEntryNamed(entity.catalogs.agencies.all(), agency);
  return known === undefined;
}

/** The title, or the beginning of the text where the file has none. */
function readTitle(given: string, text: string): string {
  const title = normalizeLine(given);
  if (title !== "") return readText("title", title, LENGTH.title);
  const line = normalizeLine(text);
  if ([...line].length <= TITLE_LETTERS) return line;
  const cut = [...line].slice(0, TITLE_LETTERS).join("");
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), TITLE_LETTERS / 2))}…`;
}

function placeOf(field: Field, given: string, context: ImportContext): string {
  return readPlace(field, given, context, { rootToo: true }).territory.code;
}

function readAgency(field: Field, given: string, entity: Entity): string {
  if (given === "") throw refuseCell(field, "empty", given);
  const active = findEntryNamed(entity.agencies(), given);
  if (active !== undefined) return active.code;
  // A dissolved agency answers for nothing: somebody must say who took its place.
  const retired = findEntryNamed(entity.catalogs.agencies.all(), given);
  throw refuse(field, retired === undefined ? "unknownAgency" : "retiredAgency", given);
}

function readResponsible(given: string, { gone }: ImportContext): string {
  const responsible = readText("responsible", normalizeLine(given), LENGTH.responsible);
  if (gone.has(responsible.toLowerCase())) throw refuse("responsible", "responsibleLeft", given);
  return responsible;
}

function readDay(field: Field, given: string): string {
  if (given === "") throw refuseCell(field, "empty", given);
  if (!isDay(given)) throw refuseCell(field, "badDate", given);
  return given;
}

function readPastDay(field: Field, given: string, today: string): string | undefined {
  if (given === "") return undefined;
  const day = readDay(field, given);
  if (day > today) throw refuseCell(field, "future", given);
  return day;
}

/** States by their code or by the words of the board, in any language. */
const STATES = COMMITMENT_STATES.map((code) => ({
  code,
  names: Object.fromEntries(
    LOCALES.map((one) => [one, withLocale(one, region(), () => t(`commitments.state.${code}`))]),
  ) as Record<(typeof LOCALES)[number], string>,
}));

function readState(given: string): CommitmentState {
  if (given === "") return "agreed";
  const found = findEntryNamed(STATES, given);
  if (found === undefined) throw refuse("state", "unknownState", given);
  // The entries are made of the states themselves.
  return found.code as CommitmentState;
}

function readUpdate(told: string): string {
  return told === "" ? t("commitments.import.untold") : readText("update", told, LENGTH.update);
}
