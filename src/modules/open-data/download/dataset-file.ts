import type { Process } from "#modules/processes/index.ts";
import type { Context } from "#platform/http/route.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { Dataset } from "#platform/module.ts";
import { type DataFormat, dataText } from "#platform/tabular/dataset-stream.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";

/** Pieces of a text that are not rows: the header of a CSV; the brackets of a JSON. */
const HEADING = { csv: 1, json: 2 } as const;

export interface DatasetFile {
  text: () => AsyncGenerator<string>;
  fingerprint: () => Promise<Fingerprint>;
}

/** A dataset of a process in a format, as it is now. */
export function datasetFile(
  ctx: Pick<Context, "db" | "now" | "entity">,
  process: Process,
  dataset: Dataset,
  format: DataFormat,
): DatasetFile {
  const { db, now, entity } = ctx;
  const { timeZone } = entity;
  const today = calendarDay(now, timeZone);
  const text = () => dataText(format, dataset.columns, dataset.rows(db, process.id, { today, timeZone }));
  const key = `${process.id}/${dataset.name}.${format}/${today}`;
  return { text, fingerprint: () => fingerprintOf(db, { key, now, text, heading: HEADING[format] }) };
}
