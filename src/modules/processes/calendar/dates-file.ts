// The dates of the entity as a file: what they say today and what they said before.
import type { ReadDb } from "#platform/db/db.ts";
import type { DatasetColumn, DatasetRow } from "#platform/module.ts";
import { DATE_KINDS } from "./dates.ts";

export const dateColumns: readonly DatasetColumn[] = [
  { name: "date", about: "data.column.date_id", type: "integer", required: true },
  { name: "kind", about: "data.column.date_kind", type: "code", required: true, values: DATE_KINDS },
  { name: "title", about: "data.column.date_title", type: "text", required: true },
  { name: "text", about: "data.column.date_text", type: "text" },
  { name: "territory", about: "data.column.date_territory", type: "code" },
  { name: "starts_on", about: "data.column.date_starts_on", type: "date", required: true },
  { name: "ends_on", about: "data.column.date_ends_on", type: "date", required: true },
  { name: "link", about: "data.column.date_link", type: "text" },
  { name: "said_at", about: "data.column.date_version", type: "datetime", required: true },
  { name: "replaced_at", about: "data.column.date_replaced", type: "datetime" },
];

/** Every date and every version of it, in the order in which they were first said. */
export async function* dateRows(db: ReadDb): AsyncGenerator<DatasetRow> {
  const rows = await db
    .selectFrom("calendar_dates")
    .select((eb) => [
      eb.fn.coalesce("first_id", "id").as("date"),
      "kind",
      "title",
      "text",
      "territory_code as territory",
      "starts_on",
      "ends_on",
      "link",
      "made_at",
      "removed_at",
    ])
    .orderBy("date")
    .orderBy("id")
    .execute();
  for (const { made_at, removed_at, ...row } of rows) {
    yield { ...row, said_at: made_at.toISOString(), replaced_at: removed_at?.toISOString() ?? null };
  }
}
