// The three shapes in which the money comes, known by their columns: projects, the contracts that they pay, and their works.
import { TableProblem } from "#platform/tabular/table-problem.ts";

export const FIELDS = {
  projects: [
    "code",
    "name",
    "purpose",
    "territories",
    "agency",
    "executor",
    "sector",
    "review",
    "source",
    "year",
    "as_of",
    "currency",
    "initial",
    "definitive",
    "certified",
    "committed",
    "obligated",
    "paid",
  ],
  contracts: [
    "contract_code",
    "code",
    "name",
    "object",
    "state",
    "supplier_id",
    "supplier_name",
    "value",
    "currency",
    "system",
    "as_of",
  ],
  works: [
    "work_id",
    "code",
    "kind",
    "class",
    "intervention",
    "state",
    "territory",
    "place",
    "lat",
    "lon",
    "budget",
    "paid",
    "progress",
    "source",
  ],
} as const;
export type ShapeKind = keyof typeof FIELDS;
export type Field = (typeof FIELDS)[ShapeKind][number];

export interface Shape {
  kind: ShapeKind;
  /** Field → column. */
  map: ReadonlyMap<Field, string>;
  required: readonly Field[];
}

/** Names of columns that are not those of our fields. */
const OTHER_NAMES: Partial<Record<string, Field>> = {
  bpin: "code",
  bip: "code",
  project_name: "name",
  sub_territories: "territories",
  territory_code: "territory",
  territory_as_published: "place",
  responsible_body: "agency",
  mga_sector: "sector",
  rate: "review",
  main_fund_class: "source",
  funding: "source",
  cut_date: "as_of",
  updated: "as_of",
  budget_initial: "initial",
  budget_current: "definitive",
  certified_cdp: "certified",
  committed_rpc: "committed",
  status: "state",
  supplier_nit: "supplier_id",
  supplier_rut: "supplier_id",
  physical_progress: "progress",
};

const NEEDED: Record<ShapeKind, readonly Field[]> = {
  projects: ["code", "name", "year", "as_of", "definitive"],
  contracts: ["contract_code", "code", "name", "supplier_id", "supplier_name", "value"],
  works: ["work_id", "class", "budget"],
};

/** Which shape a file has. @throws TableProblem when it has none. */
export function shapeOf(header: readonly string[]): Shape {
  const kinds = ["contracts", "works", "projects"] as const;
  for (const kind of kinds) {
    const own: readonly Field[] = FIELDS[kind];
    const map = new Map<Field, string>();
    for (const column of header) {
      const field = own.find((one) => one === column) ?? OTHER_NAMES[column];
      if (field !== undefined && own.includes(field)) map.set(field, column);
    }
    if (NEEDED[kind].every((field) => map.has(field))) return { kind, map, required: NEEDED[kind] };
  }
  throw new TableProblem("not-a-table");
}
