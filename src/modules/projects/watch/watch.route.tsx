// What anybody does with a project without an account: say what they saw, with its day and a photo, and rate it when it ends.
import type { VNode } from "preact";
import { z } from "zod";
import { photoOf, RemarkForm, remarkFields } from "#modules/commitments/index.ts";
import { MAX_FILE_BYTES } from "#platform/files/prepare-file.ts";
import { choice, dayField, FormState } from "#platform/http/form.ts";
import { once } from "#platform/http/once.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { calendarDay, href, t } from "#platform/i18n/i18n.ts";
import { Radios } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form, NearDateField } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Fine, Lead, Written } from "#platform/views/text.tsx";
import { projectPath } from "../figures.tsx";
import { findProject, type Project } from "../projects.sql.ts";
import { RATINGS, rateProject } from "./ratings.ts";
import { makeRemark } from "./remarks.ts";

const params = z.object({ code: z.string().regex(/^[\dK-]{1,20}$/) });
const query = z.object({ enviado: z.string().optional().catch(undefined) });

async function getProject(ctx: Pick<Context, "db">, code: string): Promise<Project> {
  const project = await findProject(ctx.db, code);
  if (project === undefined) throw notFound();
  return project;
}

interface Said {
  project: Project;
  form: FormState;
  sent: boolean;
}

function page({ project, form, sent }: Said, about: { title: string; thanks: string; body: VNode }): PageAnswer {
  return {
    kind: "page",
    title: about.title,
    section: "look",
    noindex: true,
    islands: ["plaza"],
    crumbs: [
      { text: t("projects.title"), path: "/proyectos" },
      { text: project.name, written: true, path: projectPath(project.code) },
      { text: about.title },
    ],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{about.title}</h1>
          <Lead>
            <Written>{project.name}</Written>
          </Lead>
        </Stack>
        {sent ? (
          <Notice tone="success" live>
            {about.thanks}
          </Notice>
        ) : (
          about.body
        )}
        <NextLink href={href(projectPath(project.code))}>{t("projects.watch.back")}</NextLink>
      </Page>
    ),
  };
}

async function remarkPage(ctx: Context, code: string, given?: FormState, sent = false): Promise<PageAnswer> {
  const project = await getProject(ctx, code);
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  const form = given ?? FormState.filled({ seenOn: today });
  return page(
    { project, form, sent },
    {
      title: t("projects.watch.title"),
      thanks: t("commitments.remark.sent"),
      body: (
        <RemarkForm action={`${projectPath(code)}/decir`} form={form}>
          <NearDateField
            id="seenOn"
            label={t("projects.watch.seenOn")}
            max={today}
            value={form.value("seenOn")}
            error={form.error("seenOn")}
          />
        </RemarkForm>
      ),
    },
  );
}

export const remarkForm = get({
  path: "/proyectos/:code/decir",
  access: "public",
  params,
  query,
  handle: (ctx, { params: { code }, query }) => remarkPage(ctx, code, undefined, query.enviado !== undefined),
});

// The photo is drawn again before the transaction opens: it must not wait for it.
export const remark = postBatched({
  path: "/proyectos/:code/decir",
  access: "public",
  params,
  perMinute: 10,
  fileLimit: MAX_FILE_BYTES,
  body: z.object({ ...remarkFields, seenOn: dayField("projects.watch.noDay") }),
  handle: async (ctx, { params: { code }, body: { isSo, text, seenOn } }) => {
    const project = await getProject(ctx, code);
    const photo = await photoOf(ctx);
    return ctx.write((tx) =>
      once(tx, ctx, async () => {
        await makeRemark(tx, ctx, project, { isSo: isSo === "yes", text, seenOn, photo });
        return redirect(`${projectPath(code)}/decir?enviado=1`);
      }),
    );
  },
  invalid: (ctx, { params: { code } }, form) => remarkPage(ctx, code, form),
});

async function ratePage(ctx: Context, code: string, form = new FormState(), sent = false): Promise<PageAnswer> {
  const project = await getProject(ctx, code);
  return page(
    { project, form, sent },
    {
      title: t("projects.rate.title"),
      thanks: t("projects.rate.sent"),
      body: project.state === "finished" ? <RateForm code={code} form={form} /> : <p>{t("projects.rate.early")}</p>,
    },
  );
}

function RateForm({ code, form }: { code: string; form: FormState }): VNode {
  return (
    <Form action={href(`${projectPath(code)}/calificar`)}>
      <Radios
        id="answer"
        label={t("projects.rate.question")}
        value={form.value("answer")}
        error={form.error("answer")}
        options={RATINGS.map((value) => ({ value, label: t(`projects.rate.${value}`) }))}
      />
      <Fine>{t("projects.rate.secret")}</Fine>
      <Button>{t("projects.rate.send")}</Button>
    </Form>
  );
}

export const rateForm = get({
  path: "/proyectos/:code/calificar",
  access: "public",
  params,
  query,
  handle: (ctx, { params: { code }, query }) => ratePage(ctx, code, undefined, query.enviado !== undefined),
});

export const rate = post({
  path: "/proyectos/:code/calificar",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({ answer: choice(RATINGS, "projects.rate.choose") }),
  handle: async (ctx, tx, { params: { code }, body: { answer } }) => {
    await rateProject(tx, ctx, await getProject({ db: tx }, code), answer);
    return redirect(`${projectPath(code)}/calificar?enviado=1`);
  },
  invalid: (ctx, { params: { code } }, form) => ratePage(ctx, code, form),
});
