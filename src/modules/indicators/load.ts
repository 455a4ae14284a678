// Indicators that were measured before this database: one load for each, already public.
import { STATUSES } from "#analysis/cube/cube.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { type Sheet, saveSeries, saveSheet } from "./sheets.ts";

export interface LivedObservation {
  territory: string;
  period: number;
  value: number;
}

export interface LivedIndicator {
  sheet: Sheet;
  rows: readonly LivedObservation[];
  /** Of the file that it would have come in. */
  name: string;
  by: number;
  now: Date;
}

export async function loadIndicators(tx: WriteTx, { sheet, rows, name, by, now }: LivedIndicator): Promise<void> {
  const indicatorId = await saveSheet(tx, sheet, { by, note: name, now });
  const whole = { indicatorId, sex: "", ageGroup: "", breakdown: "", unit: sheet.unit };
  const seriesId = await saveSeries(tx, whole);
  const { id } = await tx
    .insertInto("indicator_loads")
    .values({
      name,
      state: "approved",
      rows_read: rows.length,
      rows_loaded: rows.length,
      rows_repeated: 0,
      rows_rejected: 0,
      loaded_by: by,
      loaded_at: now,
      approved_by: by,
      approved_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertMany(
    tx,
    "observations",
    rows.map(({ territory, period, value }, at) => ({
      series_id: seriesId,
      territory_code: territory,
      period,
      status: STATUSES.indexOf("normal"),
      value,
      numerator: null,
      denominator: null,
      revision: 1,
      source: sheet.source,
      load_id: id,
      // Below the header of the file.
      line: at + 2,
      row_key: digest(`${sheet.code} ${territory} ${period} ${value}`),
    })),
  );
  const counts = { read: rows.length, loaded: rows.length, repeated: 0, rejected: 0 };
  await recordAll(tx, [
    { kind: "import", at: now, content: { what: "indicators", load: id, file: name, ...counts } },
    { kind: "indicators.approved", at: now, content: { load: id, file: name } },
  ]);
}
