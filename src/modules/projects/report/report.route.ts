// Who answers for a project says here how far it went, and which goals and commitments it pays.
import { z } from "zod";
import { listLives } from "#core/trace/index.ts";
import { MAX_FILE_BYTES, type PreparedFile, prepareFile } from "#platform/files/prepare-file.ts";
import { amountField } from "#platform/http/amount.ts";
import { choice, dayField, FormState, textField } from "#platform/http/form.ts";
import { once } from "#platform/http/once.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { getProject, placeOf, REPORT } from "../get-project.ts";
import { joinProject, leaveProject } from "../join/join-project.ts";
import { PROJECT_STATES } from "../project.ts";
import { listProjects, listServed } from "../projects.sql.ts";
import { Desk } from "./desk.view.tsx";
import { reportProgress } from "./report.ts";
import { ProjectForms } from "./report.view.tsx";

const params = z.object({ code: z.string().regex(/^[\dK-]{1,20}$/) });
const MAX_FILES = 5;

export const projectsDesk = get({
  path: "/gestion/proyectos",
  access: REPORT,
  handle: async (ctx) => {
    const all = await listProjects(ctx.db);
    const mine = all.filter((project) => ctx.authority.may(REPORT, placeOf(project)));
    return {
      kind: "page",
      title: t("projects.desk.title"),
      staff: true,
      section: "projects",
      body: Desk({ projects: mine, entity: ctx.entity }),
    };
  },
});

async function page(ctx: Context, code: string, form = new FormState(), saved = false): Promise<PageAnswer> {
  const project = await getProject(ctx.db, code, ctx.authority);
  const served = await listServed(ctx.db, project.id);
  return {
    kind: "page",
    title: project.name,
    staff: true,
    section: "projects",
    crumbs: [{ text: t("projects.desk.title"), path: "/gestion/proyectos" }, { text: project.code }],
    body: ProjectForms({
      project,
      served: await listLives(
        ctx.db,
        served.map(({ id }) => id),
        ctx.kinds,
      ),
      form,
      saved,
    }),
  };
}

export const projectForm = get({
  path: "/gestion/proyectos/:code",
  access: REPORT,
  params,
  query: z.object({ guardado: z.string().optional().catch(undefined) }),
  handle: (ctx, { params: { code }, query }) => page(ctx, code, new FormState(), query.guardado !== undefined),
});

const done = (code: string) => redirect(`/gestion/proyectos/${code}?guardado=si`);

const wholeShare = z
  .number("projects.report.notShare")
  .min(0, "projects.report.notShare")
  .max(100, "projects.report.notShare");

// Photos are drawn again before the transaction opens: it must not wait for them.
export const report = postBatched({
  path: "/gestion/proyectos/:code/avance",
  access: REPORT,
  params,
  perMinute: 30,
  fileLimit: MAX_FILE_BYTES,
  body: z.object({
    state: choice(PROJECT_STATES, "projects.report.noState"),
    physical: amountField("projects.report.notShare").pipe(wholeShare),
    asOf: dayField("projects.report.notDay"),
    note: textField({ min: 3, max: 2000, required: "projects.report.noNote", short: "projects.report.noNote" }),
  }),
  handle: async (ctx, { params: { code }, body }) => {
    const project = await getProject(ctx.db, code, ctx.authority);
    const sent = ctx.files.filter((file) => file.field === "files");
    if (sent.length > MAX_FILES) throw new Problem(400, "projects.report.manyFiles", { field: "files" });
    const files: PreparedFile[] = [];
    for (const file of sent) files.push(await prepareFile(file, "files"));
    const who = { authority: ctx.authority, now: ctx.now, today: calendarDay(ctx.now, ctx.entity.timeZone) };
    return ctx.write((tx) =>
      once(tx, ctx, async () => {
        await reportProgress(tx, who, project, { ...body, physical: body.physical / 100, files });
        return done(code);
      }),
    );
  },
  invalid: (ctx, { params: { code } }, form) => page(ctx, code, form),
});

const reasonField = textField({
  min: 3,
  max: 600,
  required: "projects.join.noReason",
  short: "projects.join.noReason",
});

export const join = post({
  path: "/gestion/proyectos/:code/unir",
  access: REPORT,
  params,
  body: z.object({ what: textField({ max: 300, required: "projects.join.unknown" }), reason: reasonField }),
  handle: async (ctx, tx, { params: { code }, body }) => {
    await joinProject(tx, ctx, await getProject(tx, code, ctx.authority), body);
    return done(code);
  },
  invalid: (ctx, { params: { code } }, form) => page(ctx, code, form),
});

export const leave = post({
  path: "/gestion/proyectos/:code/quitar",
  access: REPORT,
  params,
  body: z.object({
    out: z.coerce.number("projects.leave.noChoice").int("projects.leave.noChoice").positive("projects.leave.noChoice"),
    why: reasonField,
  }),
  handle: async (ctx, tx, { params: { code }, body }) => {
    const project = await getProject(tx, code, ctx.authority);
    await leaveProject(tx, ctx, project, { from: body.out, reason: body.why });
    return done(code);
  },
  invalid: (ctx, { params: { code } }, form) => page(ctx, code, form),
});
