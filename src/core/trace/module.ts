import type { Module } from "#platform/module.ts";
import { datasets } from "./datasets.ts";
import { showThread, threadJson } from "./show-thread/show-thread.route.tsx";

export const trace: Module = {
  name: "trace",
  tables: ["things", "links", "link_relations", "history", "untold_history", "participants", "receipts", "word_seals"],
  datasets,
  routes: [showThread, threadJson],
  permissions: { "trace.read-drafts": ["administrator", "analyst", "planner"], "trace.read-hidden": ["moderator"] },
};
