// Commitments that a government kept in a spreadsheet, with the state in which they stand.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { loadHistory, loadThings } from "#core/trace/index.ts";
import { type ProcessFile, recordImport } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import { instantOf } from "#platform/clock/zone.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import type { ImportedRow, ImportTarget } from "#platform/tabular/import/import-file.ts";
import { knownKeys } from "#platform/tabular/import/known-keys.ts";
import { tagsOf } from "../make/make-commitment.ts";
import { checkRow, FIELDS, type Field, type ImportedCommitment } from "./check-row.ts";

/** How commitments are read from a file into a process. */
export async function commitmentsTarget(
  db: ReadDb,
  entity: Entity,
  given: ProcessFile,
): Promise<ImportTarget<Field, ImportedCommitment>> {
  const { process, now } = given;
  const context = { entity, process, gone: await listGone(db), today: calendarDay(now, entity.timeZone) };
  return {
    fields: FIELDS,
    required: ["text", "territory", "agency", "responsible", "due_date"],
    lock: `import commitments ${process.id}`,
    strict: true,
    check: (row, value) => checkRow(row, value, context),
    known: (tx, keys) =>
      knownKeys(tx, sql`select import_key as key from commitments where process_id = ${process.id}`, keys),
    save: (tx, rows) => save(tx, entity, given, rows),
    close: (tx, result) => recordImport(tx, given, result, { what: "commitments" }),
  };
}

/** People who left: their account is closed, or every charge they held was taken back. By name and by address. */
async function listGone(db: ReadDb): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ word: string }>`
    select lower(word) as word from accounts a left join account_emails e on e.account_id = a.id,
      unnest(array[a.name, e.email]) as word
    where word is not null and (a.closed_at is not null or (
      exists (select 1 from role_grants g where g.account_id = a.id)
      and not exists (select 1 from role_grants g where g.account_id = a.id and g.revoked_at is null)))`.execute(db);
  return new Set(rows.map(({ word }) => word));
}

type Rows = readonly (ImportedRow<ImportedCommitment> & { id: number; at: Date })[];

async function save(
  tx: WriteTx,
  entity: Entity,
  { process, fileName, now }: ProcessFile,
  given: readonly ImportedRow<ImportedCommitment>[],
): Promise<void> {
  const things = given.map(({ item }) => ({
    kind: "commitment",
    processId: process.id,
    territory: item.territory,
    now,
  }));
  const ids = await loadThings(tx, things);
  const rows: Rows = given.map((row, index) => ({
    ...row,
    id: ids[index] ?? 0,
    at: row.item.update?.on === undefined ? now : instantOf(row.item.update.on, entity.timeZone),
  }));
  await insertMany(
    tx,
    "commitments",
    rows.map(({ id, item, key }) => ({
      id,
      process_id: process.id,
      territory_code: item.territory,
      title: item.title,
      text: item.text,
      place: item.place ?? null,
      sector_code: item.sector ?? null,
      agency_code: item.agency,
      responsible: item.responsible,
      due_date: item.dueDate,
      money: item.money ?? null,
      state: item.state,
      import_key: Buffer.from(key, "hex"),
      created_by: null,
      created_at: now,
    })),
  );
  await saveParts(tx, rows);
  await loadHistory(
    tx,
    rows.map(({ id, item, line }) => ({
      thingId: id,
      event: "commitments.imported",
      data: { file: fileName, line, state: item.state, agency: item.agency, dueDate: item.dueDate, money: item.money },
      public: true,
      now,
    })),
  );
  await recordAll(
    tx,
    rows.map(({ id, item: { text, agency, dueDate, state } }) => ({
      kind: "commitment",
      process: process.slug,
      at: now,
      content: { id, text, agency, dueDate, state },
    })),
  );
  await touch(tx, [...new Set(rows.flatMap(({ id, item }) => tagsOf({ ...item, id, processId: process.id })))]);
}

async function saveParts(tx: WriteTx, rows: Rows): Promise<void> {
  await insertMany(
    tx,
    "commitment_territories",
    rows.flatMap(({ id, item }) => item.territories.map((code) => ({ commitment_id: id, territory_code: code }))),
  );
  await insertMany(
    tx,
    "commitment_partners",
    rows.flatMap(({ id, item }) => [
      ...item.coAgencies.map((code) => ({ commitment_id: id, agency_code: code, actor: null })),
      ...item.actors.map((actor) => ({ commitment_id: id, agency_code: null, actor })),
    ]),
  );
  await insertMany(
    tx,
    "commitment_updates",
    rows.flatMap(({ id, at, item: { state, update } }) =>
      update === undefined
        ? []
        : [
            {
              commitment_id: id,
              state,
              text: update.text,
              figure_done: null,
              figure_of: null,
              figure_unit: null,
              link_url: null,
              made_by: null,
              at,
            },
          ],
    ),
  );
}
