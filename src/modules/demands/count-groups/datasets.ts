// Needs by population group as open data: only what may be published, and what is missing says nothing.
import type { Dataset } from "#platform/module.ts";
import { findGroupCounts } from "./group-counts.ts";

/** Stands for all the places of a process together. */
const EVERYWHERE = "all";

export const groupDataset: Dataset = {
  name: "necesidades-por-grupo",
  title: "data.groups.title",
  description: "data.groups.description",
  key: ["group", "territory"],
  columns: [
    { name: "group", about: "data.column.group", type: "code", required: true },
    { name: "territory", about: "data.column.group_territory", type: "code", required: true },
    { name: "needs", about: "data.column.group_needs", type: "integer", required: true },
    { name: "counted_at", about: "data.column.counted_at", type: "datetime", required: true },
  ],
  async *rows(db, processId) {
    const counts = await findGroupCounts(db, processId);
    if (counts === undefined) return;
    const counted_at = counts.countedAt.toISOString();
    for (const [group, { total, places }] of counts.groups) {
      if (total !== null) yield { group, territory: EVERYWHERE, needs: total, counted_at };
      for (const [territory, needs] of places ?? []) {
        // None where nobody said anything, and "fewer than five", are not rows.
        if (needs !== null && needs > 0) yield { group, territory, needs, counted_at };
      }
    }
  },
};
