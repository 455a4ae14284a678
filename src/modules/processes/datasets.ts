// What a process publishes of itself: its rules and its dates, as they were declared.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Dataset } from "#platform/module.ts";
import { listMaterials, MATERIAL_KINDS, pathOfMaterial } from "./materials/materials.ts";
import { CYCLE_PHASES, LEVELS, PHASES, VERIFICATIONS } from "./process.ts";

const rules: Dataset = {
  name: "reglas",
  title: "data.rules.title",
  description: "data.rules.description",
  key: ["process"],
  columns: [
    { name: "process", about: "data.column.process", type: "code", required: true },
    { name: "title", about: "data.column.title", type: "text", required: true },
    { name: "purpose", about: "data.column.purpose", type: "text", required: true },
    { name: "level", about: "data.column.level", type: "code", required: true, values: LEVELS },
    { name: "cycle_phase", about: "data.column.cycle_phase", type: "code", required: true, values: CYCLE_PHASES },
    {
      name: "state",
      about: "data.column.process_state",
      type: "code",
      required: true,
      values: ["published", "closed"],
    },
    { name: "choices", about: "data.column.choices", type: "integer", required: true },
    { name: "winners", about: "data.column.winners", type: "integer", required: true },
    { name: "verification", about: "data.column.verification", type: "code", required: true, values: VERIFICATIONS },
    { name: "rules", about: "data.column.rules", type: "text" },
    { name: "lot_sha256", about: "data.column.lot_sha256", type: "code", required: true },
    { name: "published_on", about: "data.column.published_on", type: "date", required: true },
    { name: "closed_on", about: "data.column.closed_on", type: "date" },
  ],
  async *rows(db, processId, { timeZone }) {
    const row = await db
      .selectFrom("processes")
      .select([
        "slug as process",
        "title",
        "purpose",
        "level",
        "cycle_phase",
        "state",
        "choices",
        "winners",
        "verification",
        "rules",
        "lot_seed",
        sql<string>`(published_at at time zone ${timeZone})::date`.as("published_on"),
        sql<string | null>`(closed_at at time zone ${timeZone})::date`.as("closed_on"),
      ])
      .where("id", "=", processId)
      .where("state", "<>", "draft")
      .executeTakeFirst();
    if (row === undefined) return;
    const { lot_seed, ...published } = row;
    yield { ...published, lot_sha256: createHash("sha256").update(lot_seed).digest("hex") };
  },
};

const phases: Dataset = {
  name: "fases",
  title: "data.phases.title",
  description: "data.phases.description",
  key: ["territory", "phase"],
  columns: [
    { name: "territory", about: "data.column.territory", type: "code", required: true },
    { name: "phase", about: "data.column.phase", type: "code", required: true, values: PHASES },
    { name: "opens_at", about: "data.column.opens_at", type: "datetime", required: true },
    { name: "closes_at", about: "data.column.closes_at", type: "datetime", required: true },
  ],
  async *rows(db, processId) {
    for (const row of await listPhases(db, processId)) {
      yield {
        territory: row.territory,
        phase: row.phase,
        opens_at: row.opensAt.toISOString(),
        closes_at: row.closesAt.toISOString(),
      };
    }
  },
};

async function listPhases(db: ReadDb, processId: number) {
  return db
    .selectFrom("process_phases")
    .select(["territory_code as territory", "phase", "opens_at as opensAt", "closes_at as closesAt"])
    .where("process_id", "=", processId)
    .orderBy("territory_code")
    .orderBy("opens_at")
    .orderBy("phase")
    .execute();
}

const materials: Dataset = {
  name: "materiales",
  title: "data.materials.title",
  description: "data.materials.description",
  key: ["material"],
  columns: [
    { name: "material", about: "data.column.material_id", type: "integer", required: true },
    { name: "kind", about: "data.column.material_kind", type: "code", required: true, values: MATERIAL_KINDS },
    { name: "title", about: "data.column.title", type: "text", required: true },
    { name: "text", about: "data.column.material_text", type: "text" },
    { name: "territory", about: "data.column.material_territory", type: "code" },
    { name: "dated_on", about: "data.column.dated_on", type: "date", required: true },
    { name: "address", about: "data.column.material_at", type: "text", required: true },
    { name: "media_type", about: "data.column.media_type", type: "code" },
    { name: "bytes", about: "data.column.material_bytes", type: "integer" },
  ],
  async *rows(db, processId) {
    const process = await db.selectFrom("processes").select("slug").where("id", "=", processId).executeTakeFirst();
    if (process === undefined) return;
    for (const one of await listMaterials(db, { processId })) {
      const { id, kind, title, text, territory, datedOn, type, size } = one;
      const address = pathOfMaterial(process, one);
      yield { material: id, kind, title, text, territory, dated_on: datedOn, address, media_type: type, bytes: size };
    }
  },
};

export const datasets: readonly Dataset[] = [rules, phases, materials];
