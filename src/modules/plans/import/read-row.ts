// A row of a file of a plan as what it says: the nodes that it names, and what it programs, delivers or does.
import { BEHAVIOURS, type Behaviour } from "#analysis/progress/progress.ts";
import { type Entity, findEntryNamed } from "#core/territory/index.ts";
import type { RejectedRow } from "#platform/tabular/import/import-file.ts";
import type { TableRow } from "#platform/tabular/read-table.ts";
import { type Cells, cellsOf } from "./cells.ts";
import { executedFields, type Field, progressFields, type Shape } from "./shapes.ts";

export interface ReadNode {
  code: string;
  parent: string | null;
  depth: number;
  level: string;
  name: string;
  behaviour: Behaviour | null;
  unit: string | null;
  baseline: number | null;
  goal: number | null;
  weight: number | null;
}

export interface PlanRow {
  /** From the top down. */
  nodes: readonly ReadNode[];
  /** What the row is about: a node of those, or one that is there already. */
  code: string;
  /** Years of which it speaks; null: not programmed. */
  programmed: readonly { year: number; value: number | null }[];
  agency: { code: string | null; body: string } | undefined;
  product: ReadProduct | undefined;
  activity: ReadActivity | undefined;
}

interface ReadProduct {
  year: number;
  code: string;
  name: string;
  project: string;
  target: number | null;
  executed: number | null;
  weight: number | null;
  progress: number | null;
}

interface ReadActivity {
  code: string;
  name: string;
  project: string;
  product: string | null;
  weight: number | null;
  progress: number | null;
  starts: string | null;
  ends: string | null;
}

const MAX_NAME = 1000;
const MAX_SHORT = 200;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

export interface RowContext {
  entity: Entity;
  shape: Shape;
  years: readonly [number, number];
  /** Code → its parent and depth: what the plan has, and what the rows before said. */
  known: Map<string, { parent: string | null; depth: number; leaf: boolean }>;
  repaired: RejectedRow[];
}

type Read = (field: Field) => string;

/** Reads rows one after another: a node has to come after what it is part of. */
export function rowReader(context: RowContext) {
  const { shape, repaired, years } = context;
  const said = new Map<string, Said>();
  return (table: TableRow, given: Read): PlanRow => {
    const { line } = table;
    const value: Read = (field) => (shape.map.has(field) ? given(field) : "");
    const cells = cellsOf({ line, value, columnOf: (field) => shape.map.get(field) ?? field, repaired, years });
    const row = shape.kind === "tree" ? treeRow(context, cells) : goalRow(context, cells);
    onlyOnce(said, table, row, { shape, cells });
    for (const { code, parent, depth } of row.nodes) {
      const above = parent === null ? undefined : context.known.get(parent);
      if (above !== undefined) above.leaf = false;
      if (!context.known.has(code)) context.known.set(code, { parent, depth, leaf: true });
    }
    return row;
  };
}

/**
 * A thing twice in a file: with other values it is a mistake, and with the same ones (a row for each fund that pays it) it is told and
 * loaded once. The very same row twice is only repeated.
 */
function onlyOnce(said: Map<string, Said>, { values }: TableRow, row: PlanRow, { shape, cells }: Reader): void {
  const tree = shape.kind === "tree";
  const part = shape.kind === "products" ? `${row.product?.code} ${row.product?.project}` : row.activity?.code;
  const key = tree ? row.code : `${row.code} ${part}`;
  // What is above a goal is only named where it is new.
  const content = JSON.stringify(tree ? row : { ...row, nodes: [] });
  const written = JSON.stringify(values);
  const before = said.get(key);
  if (before === undefined) said.set(key, { content, written });
  else if (before.written !== written) {
    throw cells.refuse(tree ? "code" : "goal_code", before.content === content ? "again" : "duplicated");
  }
}

interface Said {
  content: string;
  written: string;
}
interface Reader {
  shape: Shape;
  cells: Cells<Field>;
}

function codeIn(cells: Cells<Field>, field: Field): string {
  const code = cells.text(field, MAX_SHORT);
  if (code === "") throw cells.refuse(field, "noCode");
  if (!CODE.test(code)) throw cells.refuse(field, "badCode");
  return code;
}

function nameIn(cells: Cells<Field>, field: Field): string {
  const name = cells.text(field, MAX_NAME);
  if (name === "") throw cells.refuse(field, "noName");
  return name;
}

function treeRow(context: RowContext, cells: Cells<Field>): PlanRow {
  const code = codeIn(cells, "code");
  const parent = cells.text("parent_code", MAX_SHORT) || null;
  const above = parent === null ? undefined : context.known.get(parent);
  if (parent !== null && above === undefined) throw cells.refuse("parent_code", "noParent");
  const depth = (above?.depth ?? 0) + 1;
  const written = cells.number("depth");
  if (written !== undefined && written !== depth) throw cells.refuse("depth", "badDepth");
  const before = context.known.get(code);
  if (before !== undefined && before.parent !== parent) throw cells.refuse("parent_code", "otherParent");
  const node = {
    code,
    parent,
    depth,
    level: nameIn(cells, "level").slice(0, MAX_SHORT),
    name: nameIn(cells, "name"),
    behaviour: behaviourIn(cells),
    unit: cells.text("unit", MAX_SHORT) || null,
    baseline: cells.number("baseline") ?? null,
    goal: cells.number("goal") ?? null,
    weight: weightIn(cells, "node_weight"),
  };
  return {
    nodes: [node],
    code,
    programmed: programmedIn(context, cells),
    agency: agencyIn(context, cells),
    product: undefined,
    activity: undefined,
  };
}

function behaviourIn(cells: Cells<Field>): Behaviour | null {
  const text = cells.text("behaviour", MAX_SHORT);
  const found = BEHAVIOURS.find((one) => one === text);
  if (text !== "" && found === undefined) throw cells.refuse("behaviour", "notBehaviour");
  return found ?? null;
}

function weightIn(cells: Cells<Field>, field: Field): number | null {
  const weight = cells.number(field) ?? null;
  if (weight !== null && weight < 0) throw cells.refuse(field, "notNumber");
  return weight;
}

function programmedIn({ shape, years: [from, to] }: RowContext, cells: Cells<Field>): PlanRow["programmed"] {
  return [...shape.map.keys()].flatMap((field) => {
    if (!field.startsWith("programmed_")) return [];
    const value = cells.number(field);
    if (value === undefined) return [];
    const year = Number(field.slice("programmed_".length));
    if (year < from || year > to) throw cells.refuse(field, "notYear");
    return [{ year, value }];
  });
}

function agencyIn({ entity }: RowContext, cells: Cells<Field>): PlanRow["agency"] {
  const body = cells.text("agency", MAX_SHORT);
  return body === "" ? undefined : { body, code: findEntryNamed(entity.agencies(), body)?.code ?? null };
}

/** A row about a goal: of products, of activities, or of the whole form. */
function goalRow(context: RowContext, cells: Cells<Field>): PlanRow {
  const { shape } = context;
  const code = codeIn(cells, "goal_code");
  const nodes = shape.kind === "form" ? formNodes(context, cells, code) : [];
  if (nodes.length === 0 && context.known.get(code)?.leaf !== true) throw cells.refuse("goal_code", "notGoal");
  const project = cells.project("project_code");
  const product = shape.kind === "activities" ? undefined : productIn(context, cells, project);
  const activity = shape.kind === "products" ? undefined : activityIn(cells, project, product?.code ?? null);
  return { nodes, code, programmed: programmedIn(context, cells), agency: agencyIn(context, cells), product, activity };
}

/** The form names what is above each goal. What the plan has already stays as it is. */
function formNodes({ known }: RowContext, cells: Cells<Field>, goal: string): ReadNode[] {
  const levels = [
    { code: "top_code", name: "top_name", level: "nivel 1" },
    { code: "second_code", name: "second_name", level: "nivel 2" },
    { code: "third_code", name: "third_name", level: "nivel 3" },
    { code: "goal_code", name: "goal_name", level: "meta" },
  ] as const;
  let parent: string | null = null;
  const nodes: ReadNode[] = [];
  for (const [at, field] of levels.entries()) {
    const code: string = field.code === "goal_code" ? goal : codeIn(cells, field.code);
    const before = known.get(code);
    if (before !== undefined && before.parent !== parent) throw cells.refuse(field.code, "otherParent");
    const name = nameIn(cells, field.name);
    const of = { behaviour: null, unit: null, baseline: null, goal: null, weight: null };
    if (before === undefined) nodes.push({ code, parent, depth: at + 1, level: field.level, name, ...of });
    parent = code;
  }
  return nodes;
}

function lastOf(cells: Cells<Field>, fields: readonly Field[]): number | null {
  return fields.reduce<number | null>((last, field) => cells.number(field) ?? last, null);
}

function productIn({ shape, years }: RowContext, cells: Cells<Field>, project: string): ReadProduct {
  return {
    year: shape.year ?? years[0],
    code: cells.product("product_code"),
    name: nameIn(cells, "product_name"),
    project,
    target: cells.number("product_target") ?? null,
    executed: lastOf(cells, executedFields),
    // In the form, weight and progress are of the activity.
    weight: shape.kind === "form" ? null : weightIn(cells, "weight"),
    progress: shape.kind === "form" ? null : lastOf(cells, progressFields),
  };
}

function activityIn(cells: Cells<Field>, project: string, product: string | null): ReadActivity {
  return {
    code: codeIn(cells, "activity_code"),
    name: nameIn(cells, "activity_name"),
    project,
    product,
    weight: weightIn(cells, "weight"),
    progress: lastOf(cells, progressFields),
    starts: cells.day("starts"),
    ends: cells.day("ends"),
  };
}
