import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { datasets } from "./datasets.ts";
import * as edit from "./edit-initiative/edit-initiative.route.tsx";
import * as desk from "./list-initiatives/desk.route.ts";
import { listPublic } from "./list-initiatives/public-list.route.tsx";
import { method } from "./score/method.route.ts";
import { priorities } from "./score/priorities.command.ts";
import * as score from "./score/score.route.ts";
import { showInitiative } from "./show-initiative/show-initiative.route.tsx";
import { initiativesStory } from "./thread-story.tsx";
import * as write from "./write-initiative/write-initiative.route.ts";

export const initiatives: Module = {
  name: "initiatives",
  tables: ["initiatives", "scoring_weights", "initiative_scores"],
  routes: [
    desk.listForStaff,
    desk.publishManyForm,
    desk.publishMany,
    write.startWriting,
    write.write,
    write.addToDraft,
    write.publish,
    edit.editForm,
    edit.edit,
    edit.withdrawForm,
    edit.withdraw,
    score.scoreList,
    score.fix,
    score.scoreForm,
    score.score,
    method,
    listPublic,
    showInitiative,
  ],
  permissions: {
    "initiatives.write": ["analyst", "planner"],
    "initiatives.publish": ["analyst", "planner"],
    "initiatives.method": ["administrator", "planner"],
    "initiatives.score": ["administrator", "analyst", "planner"],
  },
  wideEvents: ["initiatives.published", "initiatives.withdrawn"],
  datasets,
  commands: [priorities],
  story: initiativesStory,
  kinds: { initiative: { label: "initiatives.kind", titles } },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("initiatives").select(["id", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/iniciativas/${row.id}` }]));
}
