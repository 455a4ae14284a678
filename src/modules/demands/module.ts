import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as join from "./join-needs/join-needs.route.ts";
import { say, sayForm, supportRoute } from "./say-need/say-need.route.ts";
import { showNeed } from "./show-need/show-need.route.ts";

const TITLE_LETTERS = 120;

export const demands: Module = {
  name: "demands",
  tables: ["demands", "demand_groups", "demand_supports", "demand_merges", "demand_merge_members"],
  routes: [
    sayForm,
    say,
    supportRoute,
    showNeed,
    join.chooseProcess,
    join.workList,
    join.actOnNeeds,
    join.showMerge,
    join.undo,
    join.recover,
  ],
  permissions: {
    "demands.read": ["administrator", "analyst", "planner", "facilitator", "moderator"],
    "demands.code": ["analyst"],
    "demands.discard": ["analyst", "moderator"],
    "demands.merge": ["analyst"],
  },
  kinds: { demand: { label: "demands.kind", titles } },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("demands").select(["id", "text"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: shorten(row.text), path: `/necesidades/${row.id}` }]));
}

function shorten(text: string): string {
  if (text.length <= TITLE_LETTERS) return text;
  return `${text.slice(0, text.lastIndexOf(" ", TITLE_LETTERS))}…`;
}
