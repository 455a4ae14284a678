// A file of projects, contracts or works into the database, whole or not at all. A later file corrects an earlier one; the money of an
// earlier cut-off stays beside that of the later one.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { createThing } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { ImportedRow, ImportTarget, RejectedRow } from "#platform/tabular/import/import-file.ts";
import { knownKeys } from "#platform/tabular/import/known-keys.ts";
import { joinPlanned } from "../join/join-planned.ts";
import { PROJECTS_TAG } from "../project.ts";
import { Totals } from "./money.ts";
import { rowReader } from "./read-row.ts";
import type { ContractRow, ProjectRow, Row, WorkRow } from "./rows.ts";
import type { Field, Shape } from "./shapes.ts";

export interface ProjectsFile {
  /** Name of the file. */
  name: string;
  entity: Entity;
  shape: Shape;
  /** Code of a sector as the file writes it → ours. */
  sectors: ReadonlyMap<string, string>;
  now: Date;
}

const KEPT = {
  projects: sql`select row_key as key from project_amounts`,
  contracts: sql`select row_key as key from project_contract_links`,
  works: sql`select row_key as key from project_works`,
} as const;

/** How a file of money is read. A target serves for one file. */
export function projectsTarget({ name, entity, shape, sectors, now }: ProjectsFile): ImportTarget<Field, Row> {
  const repaired: RejectedRow[] = [];
  const totals = new Totals();
  const dropped = { natural: 0 };
  const load = new ProjectsLoad(now);
  return {
    fields: [...shape.map.keys()],
    required: shape.required,
    lock: "import projects",
    repaired,
    check: rowReader({ entity, shape, sectors, repaired, totals, dropped }),
    known: (tx, keys) => knownKeys(tx, KEPT[shape.kind], keys),
    save: (tx, rows) => load.save(tx, rows),
    totals: () => totals.list((field) => shape.map.get(field) ?? field),
    remark: () => (dropped.natural === 0 ? undefined : t("projects.import.natural", { n: dropped.natural })),
    close: async (tx, { read, loaded, repeated, rejected }) => {
      await joinPlanned(tx, now);
      const counts = { read, loaded, repeated, rejected: rejected.length, repaired: repaired.length };
      const content = { what: shape.kind, file: name, ...counts, naturalPersons: dropped.natural };
      await record(tx, { kind: "import", at: now, content });
      await touch(tx, [PROJECTS_TAG]);
    },
  };
}

class ProjectsLoad {
  readonly #now: Date;
  #ids: Map<string, number> | undefined;

  constructor(now: Date) {
    this.#now = now;
  }

  async save(tx: WriteTx, rows: readonly ImportedRow<Row>[]): Promise<void> {
    for (const { item, key } of rows) {
      const rowKey = Buffer.from(key, "hex");
      if (item.kind === "projects") await this.#saveProject(tx, item, rowKey);
      else if (item.kind === "contracts") await this.#saveContract(tx, item, rowKey);
      else await saveWork(tx, item, rowKey);
    }
  }

  /** The number of a project, which is made if it is not there. */
  async #idOf(tx: WriteTx, code: string, name: string): Promise<number> {
    if (this.#ids === undefined) {
      const rows = await tx.selectFrom("projects").select(["id", "code"]).execute();
      this.#ids = new Map(rows.map((row) => [row.code, row.id]));
    }
    const known = this.#ids.get(code);
    if (known !== undefined) return known;
    const id = await createThing(tx, { kind: "project", now: this.#now });
    await tx.insertInto("projects").values({ id, code, name, executor: "unknown", created_at: this.#now }).execute();
    this.#ids.set(code, id);
    return id;
  }

  async #saveProject(tx: WriteTx, row: ProjectRow, rowKey: Buffer): Promise<void> {
    const { code, name, purpose, executor, agency, body, sector, review, places, amount } = row;
    const id = await this.#idOf(tx, code, name);
    const values = { name, purpose, executor, agency_code: agency, body, sector_code: sector, review };
    await tx.updateTable("projects").set(values).where("id", "=", id).execute();
    await tx.deleteFrom("project_places").where("project_id", "=", id).execute();
    if (places.length > 0) {
      const lies = places.map((territory_code) => ({ project_id: id, territory_code }));
      await tx.insertInto("project_places").values(lies).execute();
    }
    const { year, source, asOf, ...money } = amount;
    const stages = { ...money, row_key: rowKey };
    await tx
      .insertInto("project_amounts")
      .values({ project_id: id, year, source, as_of: asOf, ...stages })
      .onConflict((conflict) => conflict.columns(["project_id", "year", "as_of", "source"]).doUpdateSet(stages))
      .execute();
  }

  async #saveContract(tx: WriteTx, row: ContractRow, rowKey: Buffer): Promise<void> {
    const { code, project, projectName, object, state, supplierId, supplierName, value, system, asOf } = row;
    const said = { supplier_id: supplierId, supplier_name: supplierName, object, state, value, system, as_of: asOf };
    const { id } = await tx
      .insertInto("project_contracts")
      .values({ code, ...said })
      .onConflict((conflict) => conflict.column("code").doUpdateSet(said))
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("project_contract_links")
      .values({ contract_id: id, project_id: await this.#idOf(tx, project, projectName), row_key: rowKey })
      .onConflict((conflict) => conflict.columns(["contract_id", "project_id"]).doUpdateSet({ row_key: rowKey }))
      .execute();
  }
}

async function saveWork(tx: WriteTx, row: WorkRow, rowKey: Buffer): Promise<void> {
  const { kind: _, code, project, workKind, territory, ...said } = row;
  const values = { ...said, project_code: project, kind: workKind, territory_code: territory, row_key: rowKey };
  await tx
    .insertInto("project_works")
    .values({ code, ...values })
    .onConflict((conflict) => conflict.column("code").doUpdateSet(values))
    .execute();
}
