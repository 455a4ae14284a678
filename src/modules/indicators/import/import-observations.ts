// A file of series into the database: one load, whole or not at all, that can be approved and undone.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { ImportedRow, ImportResult, ImportTarget, RejectedRow } from "#platform/tabular/import/import-file.ts";
import { knownKeys } from "#platform/tabular/import/known-keys.ts";
import { saveSeries, saveSheet } from "../sheets.ts";
import { type CheckerInput, FIELDS, type Field, type ImportedObservation, REQUIRED, rowChecker } from "./check-row.ts";

/** `sheets`: by code, those of the catalogue. `thisYear`: on the calendar of the entity. */
export interface ObservationsFile extends CheckerInput {
  /** Name of the file. */
  name: string;
  by: number | null;
  now: Date;
  /** A sheet is public at once and undoing a load leaves it: whoever may not publish only brings those of new indicators. */
  onlyNewSheets?: boolean;
  /** Told the number of the load when it is complete, within its transaction. */
  onLoad?: (tx: WriteTx, loadId: number) => Promise<void>;
}

type Row = ImportedRow<ImportedObservation>;

/** How observations are read from a file. A target serves for one file. */
export function observationsTarget(file: ObservationsFile): ImportTarget<Field, ImportedObservation> {
  const load = new Load(file);
  const repaired: RejectedRow[] = [];
  return {
    fields: FIELDS,
    required: REQUIRED,
    lock: "import indicators",
    strict: true,
    check: rowChecker(file, repaired),
    repaired,
    known: (tx, keys) => knownKeys(tx, STILL_SAID, keys),
    save: (tx, rows) => load.save(tx, rows),
    close: (tx, result) => load.close(tx, result),
  };
}

/** What a row says is known when it is still what its cell says. */
const STILL_SAID = sql`
  select o.row_key as key from observations o join indicator_loads l on l.id = o.load_id
  where l.state <> 'undone' and not exists (
    select 1 from observations later join indicator_loads m on m.id = later.load_id
    where later.series_id = o.series_id and later.territory_code = o.territory_code and later.period = o.period
      and later.id > o.id and m.state <> 'undone')`;

class Load {
  readonly #file: ObservationsFile;
  readonly #indicators = new Map<string, number>();
  readonly #series = new Map<string, number>();
  #id: number | undefined;

  constructor(file: ObservationsFile) {
    this.#file = file;
  }

  async save(tx: WriteTx, rows: readonly Row[]): Promise<void> {
    this.#id ??= await this.#begin(tx);
    const loadId = this.#id;
    const placed: { row: Row; series: number; indicator: number }[] = [];
    for (const row of rows) placed.push({ row, ...(await this.#place(tx, row.item)) });
    const revisions = await lastRevisions(tx, placed);
    await insertMany(
      tx,
      "observations",
      placed.map(({ row: { item, line, key }, series }) => ({
        series_id: series,
        territory_code: item.territory,
        period: item.period,
        status: item.status,
        value: item.value,
        numerator: item.numerator,
        denominator: item.denominator,
        revision: (revisions.get(`${series} ${item.territory} ${item.period}`) ?? 0) + 1,
        source: item.source,
        load_id: loadId,
        line,
        row_key: Buffer.from(key, "hex"),
      })),
    );
    await insertMany(
      tx,
      "indicator_findings",
      placed.flatMap(({ row: { item, line }, indicator }) => {
        if (item.finding === undefined || item.value === null) return [];
        const { territory, period, finding: kind, value } = item;
        return [{ load_id: loadId, indicator_id: indicator, territory_code: territory, period, line, kind, value }];
      }),
    );
  }

  async #begin(tx: WriteTx): Promise<number> {
    const { id } = await tx
      .insertInto("indicator_loads")
      .values({
        name: this.#file.name,
        state: "loaded",
        rows_read: 0,
        rows_loaded: 0,
        rows_repeated: 0,
        rows_rejected: 0,
        loaded_by: this.#file.by,
        loaded_at: this.#file.now,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  }

  async #place(tx: WriteTx, item: ImportedObservation): Promise<{ series: number; indicator: number }> {
    const key = JSON.stringify([item.code, item.sex, item.ageGroup, item.breakdown]);
    const indicator = this.#indicators.get(item.code) ?? (await this.#indicator(tx, item.code));
    let series = this.#series.get(key);
    if (series === undefined) {
      series = await saveSeries(tx, { ...item, indicatorId: indicator });
      this.#series.set(key, series);
    }
    return { series, indicator };
  }

  async #indicator(tx: WriteTx, code: string): Promise<number> {
    const sheet = this.#file.sheets.get(code);
    if (sheet === undefined) throw new Error(`No sheet of ${code}`);
    const { by, name, now, onlyNewSheets } = this.#file;
    const id = await saveSheet(tx, sheet, { by, note: name, now, onlyNew: onlyNewSheets });
    this.#indicators.set(code, id);
    return id;
  }

  async close(tx: WriteTx, { read, loaded, repeated, rejected }: ImportResult): Promise<void> {
    const { name, now, onLoad } = this.#file;
    const id = this.#id;
    if (id === undefined) return;
    await tx
      .updateTable("indicator_loads")
      .set({ rows_read: read, rows_loaded: loaded, rows_repeated: repeated, rows_rejected: rejected.length })
      .where("id", "=", id)
      .execute();
    await insertMany(
      tx,
      "indicator_rejections",
      rejected.map(({ line, column, value, reason }) => ({
        load_id: id,
        line,
        column,
        value,
        reason: typeof reason === "string" ? reason : reason.text,
      })),
    );
    await record(tx, {
      kind: "import",
      at: now,
      content: { what: "indicators", load: id, file: name, read, loaded, repeated, rejected: rejected.length },
    });
    await onLoad?.(tx, id);
  }
}

/** Last revision of each cell that was measured before. */
async function lastRevisions(
  tx: WriteTx,
  placed: readonly { row: Row; series: number }[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ series: number; territory: string; period: number; revision: number }>`
    select o.series_id as series, o.territory_code as territory, o.period, max(o.revision) as revision
    from observations o join unnest(${placed.map(({ series }) => series)}::bigint[],
      ${placed.map(({ row }) => row.item.territory)}::text[],
      ${placed.map(({ row }) => row.item.period)}::smallint[]) as c (series, territory, period)
      on o.series_id = c.series and o.territory_code = c.territory and o.period = c.period
    group by 1, 2, 3`.execute(tx);
  return new Map(rows.map((row) => [`${row.series} ${row.territory} ${row.period}`, row.revision]));
}
