import { z } from "zod";
import { findOverseen, listLives } from "#core/trace/index.ts";
import { findFileAnswer } from "#platform/files/files.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { PROJECTS_TAG } from "../project.ts";
import { findProject, listAmounts, listContracts, listReports, listServed, listWorks } from "../projects.sql.ts";
import { countRatings } from "../watch/ratings.ts";
import { listSeen, mayOpenRemarkPhoto } from "../watch/remarks.ts";
import { ShowProject } from "./show.view.tsx";

/** Remarks shown at once. */
const REMARKS = 10;

export const showProject = get({
  path: "/proyectos/:code",
  access: "public",
  params: z.object({ code: z.string().regex(/^[\dK-]{1,20}$/) }),
  cache: { seconds: 60, tags: () => [PROJECTS_TAG] },
  handle: async (ctx, { params }) => {
    const { db, entity } = ctx;
    const project = await findProject(db, params.code);
    if (project === undefined) throw notFound();
    const served = await listServed(db, project.id);
    const titles = await listLives(
      db,
      served.map(({ id }) => id),
      ctx.kinds,
    );
    return {
      kind: "page",
      title: project.name,
      section: "look",
      crumbs: [{ text: t("projects.title"), path: "/proyectos" }, { text: project.code }],
      tags: [`thing:${project.id}`],
      body: ShowProject({
        project,
        amounts: await listAmounts(db, project.id),
        contracts: await listContracts(db, project.id),
        works: await listWorks(db, project.code),
        reports: await listReports(db, project.id),
        served: served.flatMap((one) => {
          const thing = titles.find(({ id }) => id === one.id);
          return thing === undefined ? [] : [{ ...thing, reason: one.reason, since: one.at }];
        }),
        seen: await listSeen(db, project.id, REMARKS),
        overseen: await findOverseen(db, project.id, ctx.kinds),
        ratings: await countRatings(db, project.id),
        entity,
      }),
    };
  },
});

/** Photos and documents of what was reported, as public as the report; and photos of people, when everybody may see what they say. */
export const projectFile = get({
  path: "/proyectos/pruebas/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  query: z.object({ chica: z.string().optional().catch(undefined) }),
  handle: async (ctx, { params: { id }, query }) => {
    const reported = await ctx.db
      .selectFrom("project_evidence")
      .select("report_id")
      .where("file_id", "=", id)
      .executeTakeFirst();
    const shown = reported !== undefined || (await mayOpenRemarkPhoto(ctx.db, ctx, id));
    const answer = shown ? await findFileAnswer(ctx.db, id, query.chica !== undefined) : undefined;
    if (answer === undefined) throw notFound();
    return answer;
  },
});
