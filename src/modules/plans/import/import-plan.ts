// A file of a plan into the database, whole or not at all. A later file corrects an earlier one; what was programmed first stays.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { createThing } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { ImportedRow, ImportTarget, RejectedRow } from "#platform/tabular/import/import-file.ts";
import { PLANS_TAG } from "../plan.ts";
import { type PlanRow, type ReadNode, rowReader } from "./read-row.ts";
import type { Field, Shape, ShapeKind } from "./shapes.ts";

export interface PlanHeader {
  code: string;
  name: string;
  yearFrom: number;
  yearTo: number;
  cutOff: string;
  inForce: boolean;
  generated: boolean;
}

export interface PlanFile {
  /** Name of the file. */
  name: string;
  entity: Entity;
  plan: PlanHeader;
  shape: Shape;
  /** Nodes that the plan has, by code. */
  known: Map<string, { parent: string | null; depth: number; leaf: boolean }>;
  now: Date;
}

type Row = ImportedRow<PlanRow>;

const KEYS: Record<ShapeKind, "plan_nodes" | "plan_products" | "plan_activities"> = {
  tree: "plan_nodes",
  products: "plan_products",
  activities: "plan_activities",
  form: "plan_activities",
};

/** How a file of a plan is read. A target serves for one file. */
export function planTarget(file: PlanFile): ImportTarget<Field, PlanRow> {
  const { entity, shape, known, plan } = file;
  const repaired: RejectedRow[] = [];
  const load = new PlanLoad(file);
  return {
    fields: [...shape.map.keys()],
    required: shape.required,
    lock: "import plan",
    repaired,
    check: rowReader({ entity, shape, known, repaired, years: [plan.yearFrom, plan.yearTo] }),
    known: (tx, keys) => listKnown(tx, { plan: plan.code, kind: shape.kind }, keys),
    save: (tx, rows) => load.save(tx, rows),
    close: async (tx, { read, loaded, repeated, rejected }) => {
      const counts = { read, loaded, repeated, rejected: rejected.length, repaired: repaired.length };
      const content = { what: "plan", plan: plan.code, file: file.name, ...counts };
      await record(tx, { kind: "import", at: file.now, content });
      await touch(tx, [PLANS_TAG]);
    },
  };
}

async function listKnown(
  tx: WriteTx,
  { plan, kind }: { plan: string; kind: ShapeKind },
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const node = sql.ref(KEYS[kind] === "plan_nodes" ? "r.id" : "r.node_id");
  const { rows } = await sql<{ key: string }>`
    select encode(r.row_key, 'hex') as key from ${sql.table(KEYS[kind])} r
    join plan_nodes n on n.id = ${node} join plans p on p.id = n.plan_id and p.code = ${plan}
    where r.row_key = any (select decode(k, 'hex') from unnest(${keys}::text[]) as k)`.execute(tx);
  return new Set(rows.map((row) => row.key));
}

/** The id of a plan, which is made if it is not there; its name, years and day of cut-off are those that were given last. */
export async function savePlan(tx: WriteTx, plan: PlanHeader, now: Date): Promise<number> {
  const found = await tx.selectFrom("plans").select("id").where("code", "=", plan.code).executeTakeFirst();
  const values = {
    name: plan.name,
    year_from: plan.yearFrom,
    year_to: plan.yearTo,
    cut_off: plan.cutOff,
    generated: plan.generated,
  };
  const id = found?.id ?? (await createThing(tx, { kind: "plan", now }));
  if (found === undefined) {
    await tx
      .insertInto("plans")
      .values({ id, code: plan.code, state: "draft", created_at: now, ...values })
      .execute();
  } else await tx.updateTable("plans").set(values).where("id", "=", id).execute();
  if (plan.inForce) {
    await tx
      .updateTable("plans")
      .set({ state: "closed" })
      .where("state", "=", "in_force")
      .where("id", "<>", id)
      .execute();
    await tx.updateTable("plans").set({ state: "in_force" }).where("id", "=", id).execute();
  }
  return id;
}

class PlanLoad {
  readonly #file: PlanFile;
  readonly #ids = new Map<string, number>();
  #plan: number | undefined;

  constructor(file: PlanFile) {
    this.#file = file;
  }

  async save(tx: WriteTx, rows: readonly Row[]): Promise<void> {
    this.#plan ??= await this.#begin(tx);
    for (const { item, key } of rows) {
      const rowKey = this.#file.shape.kind === "tree" ? Buffer.from(key, "hex") : null;
      for (const node of item.nodes) await this.#saveNode(tx, node, rowKey);
    }
    for (const { item } of rows) await this.#saveGoal(tx, item);
    await this.#saveProducts(tx, rows);
    await this.#saveActivities(tx, rows);
  }

  async #begin(tx: WriteTx): Promise<number> {
    const plan = await savePlan(tx, this.#file.plan, this.#file.now);
    const nodes = await tx.selectFrom("plan_nodes").select(["id", "code"]).where("plan_id", "=", plan).execute();
    for (const { id, code } of nodes) this.#ids.set(code, id);
    return plan;
  }

  #idOf(code: string): number {
    const id = this.#ids.get(code);
    if (id === undefined) throw new Error(`There is no ${code} in the plan`);
    return id;
  }

  async #saveNode(tx: WriteTx, node: ReadNode, rowKey: Buffer | null): Promise<void> {
    const { code, parent, depth, level, name, behaviour, unit, baseline, goal, weight } = node;
    const values = { level, name, behaviour, unit, baseline, goal, weight, row_key: rowKey };
    const known = this.#ids.get(code);
    if (known !== undefined) {
      await tx.updateTable("plan_nodes").set(values).where("id", "=", known).execute();
      return;
    }
    const id = await createThing(tx, { kind: "plan_node", now: this.#file.now });
    const place = { plan_id: this.#plan ?? 0, parent_id: parent === null ? null : this.#idOf(parent), depth };
    await tx
      .insertInto("plan_nodes")
      .values({ id, code, ...place, ...values })
      .execute();
    this.#ids.set(code, id);
  }

  async #saveGoal(tx: WriteTx, { code, agency, programmed }: PlanRow): Promise<void> {
    const id = this.#idOf(code);
    if (agency !== undefined) {
      const values = { agency_code: agency.code, body: agency.body };
      await tx.updateTable("plan_nodes").set(values).where("id", "=", id).execute();
    }
    for (const { year, value } of programmed) {
      await tx
        .insertInto("plan_years")
        .values({ node_id: id, year, original: value, programmed: value })
        .onConflict((conflict) => conflict.columns(["node_id", "year"]).doUpdateSet({ programmed: value }))
        .execute();
    }
  }

  async #saveProducts(tx: WriteTx, rows: readonly Row[]): Promise<void> {
    for (const { item, key } of rows) {
      if (item.product === undefined) continue;
      const { year, code, name, project, target, executed, weight, progress } = item.product;
      const numbers = { name, target, executed, weight, progress, row_key: Buffer.from(key, "hex") };
      await tx
        .insertInto("plan_products")
        .values({ node_id: this.#idOf(item.code), year, code, project_code: project, ...numbers })
        .onConflict((conflict) => {
          const same = conflict.columns(["node_id", "year", "code", "project_code"]);
          // A form of activities knows what is programmed, and nothing of what the file of products said.
          return this.#file.shape.kind === "form" ? same.doUpdateSet({ target }) : same.doUpdateSet(numbers);
        })
        .execute();
    }
  }

  async #saveActivities(tx: WriteTx, rows: readonly Row[]): Promise<void> {
    for (const { item, key } of rows) {
      if (item.activity === undefined) continue;
      const { code, name, project, product, weight, progress, starts, ends } = item.activity;
      const row_key = Buffer.from(key, "hex");
      const values = { name, project_code: project, product_code: product, weight, progress, starts, ends, row_key };
      await tx
        .insertInto("plan_activities")
        .values({ node_id: this.#idOf(item.code), code, ...values })
        .onConflict((conflict) => conflict.columns(["node_id", "code"]).doUpdateSet(values))
        .execute();
    }
  }
}
