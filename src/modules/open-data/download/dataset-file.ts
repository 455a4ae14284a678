import type { Process } from "#modules/processes/index.ts";
import type { Context } from "#platform/http/route.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { Dataset, DatasetMoment, EntityDataset } from "#platform/module.ts";
import { type DataFormat, dataText } from "#platform/tabular/dataset-stream.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";

/** Pieces of a text that are not rows: the header of a CSV; the brackets of a JSON. */
const HEADING = { csv: 1, json: 2 } as const;

export interface DatasetFile {
  text: () => AsyncGenerator<string>;
  fingerprint: () => Promise<Fingerprint>;
}

type Here = Pick<Context, "db" | "now" | "entity">;

/** A dataset of a process in a format, as it is now. */
export function datasetFile(ctx: Here, process: Process, dataset: Dataset, format: DataFormat): DatasetFile {
  return fileOf(ctx, format, {
    name: `${process.id}/${dataset.name}`,
    columns: dataset.columns,
    rows: (at) => dataset.rows(ctx.db, process.id, at),
  });
}

/** A dataset of the whole entity in a format, as it is now. */
export function entityDatasetFile(ctx: Here, dataset: EntityDataset, format: DataFormat): DatasetFile {
  return fileOf(ctx, format, {
    name: dataset.name,
    columns: dataset.columns,
    rows: (at) => dataset.rows(ctx.db, at),
  });
}

function fileOf(
  { db, now, entity }: Here,
  format: DataFormat,
  file: Pick<Dataset, "name" | "columns"> & { rows: (at: DatasetMoment) => ReturnType<EntityDataset["rows"]> },
): DatasetFile {
  const { timeZone, jurisdiction } = entity;
  const today = calendarDay(now, timeZone);
  const text = () => dataText(format, file.columns, file.rows({ today, timeZone, jurisdiction }));
  const key = `${file.name}.${format}/${today}`;
  return { text, fingerprint: () => fingerprintOf(db, { key, now, text, heading: HEADING[format] }) };
}
