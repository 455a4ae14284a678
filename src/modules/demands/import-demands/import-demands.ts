// What importing needs adds to importing any file: which fields there are, what a good row is and what it leaves behind.
import { sql } from "kysely";
import { holdsPersonal } from "#core/moderation/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { loadHistory } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { ImportedRow, ImportResult, ImportTarget } from "#platform/tabular/import/import-file.ts";
import { insertDemands, type NewDemand } from "../insert-demands.sql.ts";
import { holdForLook } from "../moderate/moderate-demand.ts";
import { checkRow, FIELDS, type Field } from "./check-row.ts";

export interface DemandsFile {
  /** Name of the file, for the history. */
  fileName: string;
  process: Process;
  now: Date;
}

/** How needs are read, with how many of those that were loaded wait for a moderator. */
export interface DemandsTarget extends ImportTarget<Field, NewDemand> {
  held: () => number;
}

/** How needs are read from a file into a process. */
export async function demandsTarget(db: ReadDb, entity: Entity, given: DemandsFile): Promise<DemandsTarget> {
  const { process, now } = given;
  let held = 0;
  const context = { entity, process, organisations: await listOrganisations(db), now };
  return {
    fields: FIELDS,
    required: ["text", "territory"],
    lock: `import demands ${process.id}`,
    check: (_row, value) => checkRow(value, context),
    known: (tx, keys) => listKnown(tx, process.id, keys),
    save: async (tx, rows) => {
      held += await save(tx, { ...given, jurisdiction: entity.jurisdiction }, rows);
    },
    held: () => held,
    close: (tx, result) => close(tx, given, result),
  };
}

async function listKnown(tx: WriteTx, processId: number, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select encode(import_key, 'hex') as key from demands
    where process_id = ${processId}
      and import_key = any (select decode(k, 'hex') from unnest(${keys}::text[]) as k)`.execute(tx);
  return new Set(rows.map((row) => row.key));
}

async function save(
  tx: WriteTx,
  { fileName, now, jurisdiction }: DemandsFile & { jurisdiction: string },
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

async function close(tx: WriteTx, { process, fileName, now }: DemandsFile, result: ImportResult): Promise<void> {
  const { read, loaded, repeated, rejected } = result;
  await record(tx, {
    kind: "import",
    process: process.slug,
    at: now,
    content: { file: fileName, read, loaded, repeated, rejected: rejected.length },
  });
  await touch(tx, ["demands", ...[...process.phases.keys()].map((code) => `demands:${process.id}:${code}`)]);
}
