import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { datasets } from "./datasets.ts";
import { showInitiative } from "./show-initiative/show-initiative.route.tsx";
import { initiativesStory } from "./thread-story.tsx";
import * as write from "./write-initiative/write-initiative.route.ts";

export const initiatives: Module = {
  name: "initiatives",
  tables: ["initiatives"],
  routes: [write.listForStaff, write.startWriting, write.write, write.publish, showInitiative],
  permissions: {
    "initiatives.write": ["analyst", "planner"],
    "initiatives.publish": ["analyst", "planner"],
  },
  datasets,
  story: initiativesStory,
  kinds: { initiative: { label: "initiatives.kind", titles } },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("initiatives").select(["id", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/iniciativas/${row.id}` }]));
}
