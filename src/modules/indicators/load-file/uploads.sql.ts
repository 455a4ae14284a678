import { sql } from "kysely";
import { z } from "zod";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { FIELDS } from "../import/check-row.ts";

const sourcesSchema = z.object({
  /** Field → column of the file. */
  map: z.partialRecord(z.enum(FIELDS), z.string()),
  /** The indicator of all the rows, when the file does not say it. */
  indicator: z.string().optional(),
  /** Of a workbook; the first one without it. */
  sheet: z.string().optional(),
});
/** How a file is read. */
export type Sources = z.output<typeof sourcesSchema>;

const told = z.object({ line: z.number(), column: z.string(), value: z.string(), reason: z.string() });
/** A row that is left out, or a cell that is put right. */
export type Told = z.output<typeof told>;

const previewSchema = z.object({
  read: z.number(),
  loaded: z.number(),
  repeated: z.number(),
  rejected: z.number(),
  repaired: z.number(),
  /** The first of them, in the order of the file. */
  told: z.array(told.extend({ kind: z.enum(["rejected", "repaired"]) })),
  rows: z.array(
    z.object({
      line: z.number(),
      indicator: z.string(),
      territory: z.string(),
      period: z.number(),
      group: z.string(),
      value: z.number().nullable(),
    }),
  ),
});
/** What loading a file would do. */
export type Preview = z.output<typeof previewSchema>;

/** How a file is read, and what would come of it. */
export interface Reading {
  columns: readonly string[];
  sources: Sources;
  /** Undefined until the columns are known. */
  preview: Preview | undefined;
}

export interface Upload extends Reading {
  id: number;
  name: string;
  loadId: number | null;
}

/** Files of days before these are erased. */
const KEPT_DAYS = 7;

export interface NewUpload {
  name: string;
  body: Buffer;
  catalog: Buffer | null;
  reading: Reading;
  by: number;
  now: Date;
}

const readingRow = ({ columns, sources, preview }: Reading) => ({
  columns: [...columns],
  sources: JSON.stringify(sources),
  result: preview === undefined ? null : JSON.stringify(preview),
});

/** Keeps a file while it is reviewed, and lets go of those that nobody came back for. @returns its number. */
export async function saveUpload(tx: WriteTx, upload: NewUpload): Promise<number> {
  const { name, body, catalog, reading, by, now } = upload;
  const old = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await tx.deleteFrom("indicator_uploads").where("uploaded_at", "<", old).execute();
  const { id } = await tx
    .insertInto("indicator_uploads")
    .values({
      name,
      body,
      catalog,
      ...readingRow(reading),
      uploaded_by: by,
      uploaded_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** A file of the person who sent it; of nobody else. */
export async function findUpload(db: ReadDb, id: number, by: number): Promise<Upload | undefined> {
  const row = await db
    .selectFrom("indicator_uploads")
    .select(["id", "name", "columns", "sources", "result", "load_id"])
    .where("id", "=", id)
    .where("uploaded_by", "=", by)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        id: row.id,
        name: row.name,
        columns: row.columns,
        sources: sourcesSchema.parse(row.sources),
        preview: row.result === null ? undefined : previewSchema.parse(row.result),
        loadId: row.load_id,
      };
}

export async function readUpload(db: ReadDb, id: number): Promise<{ body: Buffer; catalog: Buffer | null }> {
  return db.selectFrom("indicator_uploads").select(["body", "catalog"]).where("id", "=", id).executeTakeFirstOrThrow();
}

/** Keeps another way to read a file, unless it became a load meanwhile. */
export async function saveReading(tx: WriteTx, id: number, reading: Reading): Promise<void> {
  await tx
    .updateTable("indicator_uploads")
    .set(readingRow(reading))
    .where("id", "=", id)
    .where("load_id", "is", null)
    .execute();
}

/** The file became a load, which remembers how it was read; the file itself is no longer needed. */
export async function closeUpload(tx: WriteTx, upload: Upload, loadId: number): Promise<void> {
  const { id, columns, sources } = upload;
  await tx
    .updateTable("indicator_loads")
    .set({ columns: [...columns], sources: JSON.stringify(sources) })
    .where("id", "=", loadId)
    .execute();
  await tx
    .updateTable("indicator_uploads")
    .set({ load_id: loadId, body: Buffer.of(), catalog: null, result: null })
    .where("id", "=", id)
    .execute();
}

export async function removeUpload(tx: WriteTx, id: number): Promise<void> {
  await tx.deleteFrom("indicator_uploads").where("id", "=", id).where("load_id", "is", null).execute();
}

/** How the last file with these columns was read by whoever loaded it. */
export async function rememberedSources(db: ReadDb, columns: readonly string[]): Promise<Sources | undefined> {
  const { rows } = await sql<{ sources: unknown }>`
    select sources from indicator_loads where columns = ${columns}::text[] and state <> 'undone'
    order by id desc limit 1`.execute(db);
  return rows[0] === undefined ? undefined : sourcesSchema.parse(rows[0].sources);
}
