import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { PROJECTS_TAG } from "../project.ts";
import { listProjects } from "../projects.sql.ts";
import { projectsQuery } from "./filter.ts";
import { ListProjects } from "./list.view.tsx";

export const projectsList = get({
  path: "/proyectos",
  access: "public",
  query: projectsQuery,
  cache: { seconds: 60, tags: () => [PROJECTS_TAG] },
  handle: async (ctx, { query }) => ({
    kind: "page",
    title: t("projects.title"),
    section: "look",
    crumbs: [{ text: t("projects.title") }],
    body: ListProjects({ query, all: await listProjects(ctx.db), entity: ctx.entity }),
  }),
});
