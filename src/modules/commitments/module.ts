import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { board } from "./board/board.route.tsx";
import * as make from "./make/make-commitment.route.ts";
import * as show from "./show/show-commitment.route.tsx";
import * as update from "./update/update-commitment.route.tsx";

export const commitments: Module = {
  name: "commitments",
  tables: [
    "commitments",
    "commitment_territories",
    "commitment_partners",
    "commitment_updates",
    "commitment_dates",
    "judgements",
  ],
  routes: [
    board,
    show.showCommitment,
    show.judgeForm,
    show.judge,
    make.staffList,
    make.makeForm,
    make.make,
    update.updateForm,
    update.update,
    update.changeDate,
  ],
  permissions: {
    "commitments.write": ["planner"],
    "commitments.update": ["planner"],
  },
  kinds: { commitment: { label: "commitments.kind", titles } },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("commitments").select(["id", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/compromisos/${row.id}` }]));
}
