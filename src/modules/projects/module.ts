import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { datasets } from "./datasets.ts";
import { projectPath } from "./figures.tsx";
import { importProjects } from "./import/import.command.ts";
import { projectsList } from "./list/list.route.ts";
import * as staff from "./report/report.route.ts";
import { projectFile, showProject } from "./show/show.route.ts";
import { projectsStory } from "./thread-story.tsx";
import { REMARK, remarkReportable } from "./watch/remarks.ts";
import * as watch from "./watch/watch.route.tsx";

export const projects: Module = {
  name: "projects",
  tables: [
    "projects",
    "project_places",
    "project_amounts",
    "project_contracts",
    "project_contract_links",
    "project_works",
    "project_reports",
    "project_evidence",
    "project_remarks",
    "project_ratings",
  ],
  routes: [
    projectsList,
    showProject,
    projectFile,
    watch.remarkForm,
    watch.remark,
    watch.rateForm,
    watch.rate,
    staff.projectsDesk,
    staff.projectForm,
    staff.report,
    staff.join,
    staff.leave,
  ],
  permissions: { "projects.report": ["planner"] },
  kinds: { project: { label: "projects.kind", titles } },
  commands: [importProjects],
  story: projectsStory,
  reportables: { [REMARK]: remarkReportable },
  entityDatasets: datasets,
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("projects").select(["id", "code", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.name, path: projectPath(row.code) }]));
}
