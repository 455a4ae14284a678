import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as staff from "./answer/answer.route.tsx";
import { datasets } from "./datasets.ts";
import * as opening from "./open/open.route.tsx";
import { oversightReportable } from "./open/reportable.ts";
import { ANSWER, findingPath, oversightPath, short, titleOf } from "./oversight.ts";
import { findingReportable } from "./say/reportable.ts";
import * as saying from "./say/say.route.tsx";
import { oversightFile, oversightList, showOversight } from "./show/show.route.ts";
import { oversightStory } from "./thread-story.tsx";

export const oversight: Module = {
  name: "oversight",
  tables: ["oversights", "oversight_contracts", "oversight_findings"],
  routes: [
    oversightList,
    opening.openForm,
    opening.open,
    showOversight,
    oversightFile,
    saying.sayForm,
    saying.say,
    saying.watchMore,
    staff.oversightDesk,
    staff.answerForm,
    staff.answer,
  ],
  permissions: { [ANSWER]: ["planner"] },
  kinds: {
    oversight: { label: "oversight.kind", titles: oversightTitles },
    finding: { label: "oversight.findingKind", titles: findingTitles },
  },
  reportables: { oversight: oversightReportable, finding: findingReportable },
  story: oversightStory,
  wideEvents: ["oversight.opened", "oversight.finding", "oversight.answered"],
  entityDatasets: datasets,
};

async function oversightTitles(db: ReadDb, ids: readonly number[]) {
  const rows = await db
    .selectFrom("oversights as v")
    .innerJoin("organisations as o", "o.id", "v.organisation_id")
    .select(["v.id", "v.object", "v.hidden_reason", "o.name as organisation"])
    .where("v.id", "in", ids)
    .execute();
  return new Map(
    rows.map(({ id, organisation, object, hidden_reason }) => [
      id,
      { title: titleOf({ organisation, object: hidden_reason === null ? object : null }), path: oversightPath(id) },
    ]),
  );
}

async function findingTitles(db: ReadDb, ids: readonly number[]) {
  const rows = await db
    .selectFrom("oversight_findings as f")
    .innerJoin("oversights as v", "v.id", "f.oversight_id")
    .select(["f.id", "f.oversight_id as oversight", "f.text"])
    .where("f.id", "in", ids)
    .execute();
  return new Map(rows.map(({ id, oversight, text }) => [id, { title: short(text), path: findingPath(oversight, id) }]));
}
