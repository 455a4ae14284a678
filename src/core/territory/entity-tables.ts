// Which table holds which file of the entity folder, and how a line becomes a row and back.
import { type EntityRows, membersOf } from "./catalog.ts";

export type Cell = string | number | boolean | null;
export type TableRow = Readonly<Record<string, Cell>>;

export interface EntityTable {
  readonly name: string;
  readonly keys: readonly string[];
  /** Columns that the folder fills; `retired_at` belongs to the load. */
  readonly columns: readonly string[];
  readonly rows: (entity: EntityRows) => readonly TableRow[];
}

const NAMES = ["name_es", "name_en", "position"];

/** In the order in which they may refer to each other. */
export const ENTITY_TABLES: readonly EntityTable[] = [
  {
    name: "territories",
    keys: ["code"],
    columns: [..."code level kind parent_code name short_name lat lon population grid_x grid_y position".split(" ")],
    rows: ({ territories }) => numbered(territories.map((row) => ({ ...row, kind: row.kind ?? row.level }))),
  },
  {
    name: "groupings",
    keys: ["code"],
    columns: ["code", "kind", ...NAMES],
    rows: ({ groupings }) => numbered(groupings),
  },
  {
    name: "grouping_members",
    keys: ["grouping_code", "territory_code"],
    columns: ["grouping_code", "territory_code", "position"],
    rows: ({ groupings }) =>
      groupings.flatMap((row) =>
        numbered(membersOf(row).map((code) => ({ grouping_code: row.code, territory_code: code }))),
      ),
  },
  {
    name: "agencies",
    keys: ["code"],
    columns: ["code", "parent_code", ...NAMES],
    rows: ({ agencies }) => numbered(agencies),
  },
  { name: "sectors", keys: ["code"], columns: ["code", ...NAMES], rows: ({ sectors }) => numbered(sectors) },
  { name: "rights", keys: ["code"], columns: ["code", ...NAMES], rows: ({ rights }) => numbered(rights) },
  {
    name: "population_groups",
    keys: ["code"],
    columns: ["code", "kind", "age_from", "age_to", ...NAMES],
    rows: ({ populationGroups }) => numbered(populationGroups),
  },
  {
    name: "differential_answers",
    keys: ["dimension", "code"],
    columns: ["dimension", "code", ...NAMES],
    rows: ({ differential }) => numbered(differential),
  },
];

/** Key of a row as one text; the parts are codes, which have no spaces. */
export function keyOf(table: EntityTable, row: TableRow): string {
  return table.keys.map((key) => row[key]).join(" ");
}

function numbered(rows: readonly Readonly<Record<string, string | number | undefined>>[]): TableRow[] {
  return rows.map((row, position) => ({
    ...Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? null])),
    position,
  }));
}
