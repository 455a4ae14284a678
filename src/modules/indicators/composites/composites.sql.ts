import { z } from "zod";
import { AGGREGATIONS, GAPS } from "#analysis/indices/composite.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";

const measure = z.object({ series: z.number(), worst: z.number(), best: z.number(), weight: z.number() });
export const methodSchema = z.object({
  year: z.number(),
  aggregation: z.enum(AGGREGATIONS),
  gaps: z.enum(GAPS),
  measures: z.array(measure),
});
/** How an index is made: of which series, between which goalposts, with which weights. */
export type Method = z.output<typeof methodSchema>;

const known = z.number().nullable();
const contentSchema = z.object({
  aggregation: z.enum(AGGREGATIONS),
  gaps: z.enum(GAPS),
  seed: z.string(),
  draws: z.number(),
  measures: z.array(
    measure.extend({
      code: z.string(),
      name: z.string(),
      /** Words of the breakdown; empty for everybody. */
      group: z.string(),
      unit: z.string(),
      source: z.string(),
      /** Year of its values: the last one measured up to that of the edition. */
      year: z.number().nullable(),
      generated: z.boolean(),
    }),
  ),
  places: z.array(
    z.object({
      id: z.string(),
      value: z.number(),
      place: z.number(),
      values: z.array(known),
      scores: z.array(known),
      filled: z.array(z.number()),
      range: z.object({ from: z.number(), to: z.number(), first: z.number() }),
    }),
  ),
  left: z.array(z.object({ id: z.string(), values: z.array(known), missing: z.array(z.number()) })),
});
/** All that the page of an edition says. */
export type EditionContent = z.output<typeof contentSchema>;

export interface CompositeRow {
  id: number;
  code: string;
  name: string;
  purpose: string;
  method: Method;
  /** Last published; 0 before the first one. */
  editions: number;
}

/** All the indices, those without an edition too. */
export async function listComposites(db: ReadDb): Promise<CompositeRow[]> {
  const rows = await db
    .selectFrom("composites as c")
    .select((eb) => [
      "c.id",
      "c.code",
      "c.name",
      "c.purpose",
      "c.method",
      eb
        .selectFrom("composite_editions as e")
        .whereRef("e.composite_id", "=", "c.id")
        .select(({ fn }) => fn.coalesce(fn.max("e.number"), eb.lit(0)).as("n"))
        .as("editions"),
    ])
    .orderBy("c.name")
    .orderBy("c.id")
    .execute();
  return rows.map((row) => ({ ...row, method: methodSchema.parse(row.method), editions: row.editions ?? 0 }));
}

export async function findComposite(db: ReadDb, code: string): Promise<CompositeRow | undefined> {
  return (await listComposites(db)).find((one) => one.code === code);
}

export async function saveMethod(
  tx: WriteTx,
  id: number,
  { method, by, now }: { method: Method; by: number; now: Date },
): Promise<void> {
  await tx
    .updateTable("composites")
    .set({ method: JSON.stringify(method), changed_by: by, changed_at: now })
    .where("id", "=", id)
    .execute();
}

export interface Edition {
  number: number;
  year: number;
  content: EditionContent;
  note: string;
  publishedAt: Date;
}

/** Editions of an index, the last one first. */
export async function listEditions(db: ReadDb, compositeId: number): Promise<Edition[]> {
  const rows = await db
    .selectFrom("composite_editions")
    .select(["number", "year", "content", "note", "published_at"])
    .where("composite_id", "=", compositeId)
    .orderBy("number", "desc")
    .execute();
  return rows.map(({ published_at, content, ...row }) => ({
    ...row,
    content: contentSchema.parse(content),
    publishedAt: published_at,
  }));
}
