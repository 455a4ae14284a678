// What importing needs adds to importing any file: which fields there are, what a good row is and what it leaves behind.
import { sql } from "kysely";
import { holdsPersonal } from "#core/moderation/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { loadHistory } from "#core/trace/index.ts";
import { type ProcessFile, recordImport } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { ImportedRow, ImportResult, ImportTarget } from "#platform/tabular/import/import-file.ts";
import { knownKeys } from "#platform/tabular/import/known-keys.ts";
import { insertDemands, type NewDemand } from "../insert-demands.sql.ts";
import { holdForLook } from "../moderate/moderate-demand.ts";
import { checkRow, FIELDS, type Field } from "./check-row.ts";

/** How needs are read from a file into a process. */
export async function demandsTarget(
  db: ReadDb,
  entity: Entity,
  given: ProcessFile,
): Promise<ImportTarget<Field, NewDemand>> {
  const { process, now } = given;
  let held = 0;
  const context = { entity, process, organisations: await listOrganisations(db), now };
  return {
    fields: FIELDS,
    required: ["text", "territory"],
    lock: `import demands ${process.id}`,
    check: (_row, value) => checkRow(value, context),
    known: (tx, keys) =>
      knownKeys(tx, sql`select import_key as key from demands where process_id = ${process.id}`, keys),
    save: async (tx, rows) => {
      held += await save(tx, { ...given, jurisdiction: entity.jurisdiction }, rows);
    },
    remark: () => (held === 0 ? undefined : t("demands.import.held", { n: held })),
    close: (tx, result) => close(tx, given, result),
  };
}

async function save(
  tx: WriteTx,
  { fileName, now, jurisdiction }: ProcessFile & { jurisdiction: string },
  rows: readonly ImportedRow<NewDemand>[],
): Promise<number> {
  const ids = await insertDemands(
    tx,
    rows.map(({ item, key }) => ({ ...item, importKey: Buffer.from(key, "hex") })),
    now,
  );
  await loadHistory(
    tx,
    rows.map(({ line }, index) => ({
      thingId: ids[index] ?? 0,
      event: "demands.imported",
      data: { file: fileName, line },
      public: false,
      now,
    })),
  );
  const waiting = rows.flatMap(({ item: { processId, territory, text, place } }, index) =>
    holdsPersonal(text, jurisdiction) || holdsPersonal(place, jurisdiction)
      ? [{ id: ids[index] ?? 0, processId, territory }]
      : [],
  );
  await holdForLook(tx, waiting, now);
  return waiting.length;
}

async function listOrganisations(db: ReadDb): Promise<Map<string, number>> {
  const rows = await db.selectFrom("organisations").select(["id", "name", "territory_code"]).orderBy("id").execute();
  return new Map(rows.map((row) => [`${row.territory_code}|${row.name.toLowerCase()}`, row.id]));
}

async function close(tx: WriteTx, file: ProcessFile, result: ImportResult): Promise<void> {
  const { process } = file;
  await recordImport(tx, file, result);
  await touch(tx, ["demands", ...[...process.phases.keys()].map((code) => `demands:${process.id}:${code}`)]);
}
