// The four shapes in which plans come, known by their columns: the tree, the products of its goals, the activities, and the whole
// form of the planning offices, a row each activity with everything above it.
import { TableProblem } from "#platform/tabular/table-problem.ts";

const FIELDS = [
  "code",
  "parent_code",
  "depth",
  "level",
  "name",
  "behaviour",
  "unit",
  "baseline",
  "goal",
  "node_weight",
  "agency",
  "top_code",
  "top_name",
  "second_code",
  "second_name",
  "third_code",
  "third_name",
  "goal_code",
  "goal_name",
  "product_code",
  "product_name",
  "project_code",
  "product_target",
  "activity_code",
  "activity_name",
  "weight",
  "starts",
  "ends",
] as const;
/** Quarters have a column each: the last one that says something counts. */
const QUARTERS = [1, 2, 3, 4] as const;
export type Field =
  | (typeof FIELDS)[number]
  | `executed_${(typeof QUARTERS)[number]}`
  | `progress_${(typeof QUARTERS)[number]}`
  | `programmed_${number}`;
export type ShapeKind = "tree" | "products" | "activities" | "form";

export interface Shape {
  kind: ShapeKind;
  /** Field → column. */
  map: ReadonlyMap<Field, string>;
  required: readonly Field[];
  /** Of what is programmed and delivered in the file; undefined when it has columns of several. */
  year: number | undefined;
}

export const executedFields = QUARTERS.map((n) => `executed_${n}` as const);
export const progressFields = QUARTERS.map((n) => `progress_${n}` as const);

/** Names of columns that are not those of our fields. */
const OTHER_NAMES: Partial<Record<string, Field>> = {
  goal_indicator: "goal_name",
  mga_product: "product_code",
  mga_product_name: "product_name",
  product_weight: "weight",
  bpin: "project_code",
  responsible_body: "agency",
  target: "goal",
  start: "starts",
  end: "ends",
  "Nivel 1 PD Cód": "top_code",
  "Nivel 1 PD Nombre": "top_name",
  "Nivel 2 PD Cód": "second_code",
  "Nivel 2 PD Nombre": "second_name",
  "Nivel 3 PD Cód": "third_code",
  "Nivel 3 PD Nombre": "third_name",
  "Meta PD": "goal_code",
  "Denominación Meta PD": "goal_name",
  "Cód BPIN": "project_code",
  "Cód Producto MGA": "product_code",
  "Nombre Producto MGA": "product_name",
  "Cantidad Programada Producto": "product_target",
  "Cód Actividad": "activity_code",
  "Nombre Actividad": "activity_name",
  "Ponderación de Actividad": "weight",
  "Fecha Inicio": "starts",
  "Fecha Fin": "ends",
  "Nombre Centro Gestor": "agency",
};
const ROMAN = ["I", "II", "III", "IV"];

const NEEDED: Record<ShapeKind, readonly Field[]> = {
  tree: ["code", "parent_code", "level", "name"],
  products: ["goal_code", "product_code", "product_name", "project_code", "product_target"],
  activities: ["goal_code", "activity_code", "activity_name", "project_code"],
  form: ["goal_code", "activity_code", "goal_name", "top_code", "second_code", "third_code", "project_code"],
};

/** Which shape a file has. `from` is the first year of the plan: forms number years from it. @throws TableProblem when it has none. */
export function shapeOf(header: readonly string[], from: number): Shape {
  const map = new Map<Field, string>();
  let year: number | undefined;
  for (const column of header) {
    const found = fieldOf(column, from);
    if (found === undefined) continue;
    map.set(found.field, column);
    year = found.year ?? year;
  }
  const kind = kindOf(map);
  if (kind === undefined) throw new TableProblem("not-a-table");
  // A tree has a column each year; what is delivered is of one.
  return { kind, map, required: NEEDED[kind], year: kind === "tree" ? undefined : year };
}

function kindOf(map: ReadonlyMap<Field, string>): ShapeKind | undefined {
  const has = (kind: ShapeKind) => NEEDED[kind].every((field) => map.has(field));
  return (["form", "activities", "products", "tree"] as const).find(has);
}

function fieldOf(column: string, from: number): { field: Field; year?: number } | undefined {
  const own = FIELDS.find((field) => field === column) ?? OTHER_NAMES[column];
  if (own !== undefined) return { field: own };
  const programmed = /^(programmed|target|product_target)_(\d{4})$/.exec(column);
  if (programmed?.[2] !== undefined) {
    const year = Number(programmed[2]);
    return programmed[1] === "product_target"
      ? { field: "product_target", year }
      : { field: `programmed_${year}`, year };
  }
  const nth = /^Programación PI Año (\d)$/.exec(column)?.[1];
  if (nth !== undefined) return { field: `programmed_${from + Number(nth) - 1}`, year: from + Number(nth) - 1 };
  const quarter = /^(executed|progress|product_progress)_q([1-4])(?:_\d{4})?$/.exec(column);
  const at = QUARTERS.find(
    (n) => n === Number(quarter?.[2]) || column === `% de Avance Actividad Trimestre ${ROMAN[n - 1]}`,
  );
  if (at === undefined) return undefined;
  return { field: quarter?.[1] === "executed" ? `executed_${at}` : `progress_${at}` };
}
