import type { VNode } from "preact";
import { accountOf } from "#core/people/index.ts";
import { type Context, get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Card } from "#platform/views/content.tsx";
import { Grid, Page, Section, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { TaskList } from "#platform/views/steps.tsx";
import { Bullets, Lead } from "#platform/views/text.tsx";
import { type Topic, type TopicId, topicsFor } from "../help/topics.ts";
import { listDone } from "./first-steps.sql.ts";

/** What can be done behind the desk: the verb that opens it, and where it is. */
const TASKS = [
  { verb: "processes.prepare", id: "processes", path: "/gestion/procesos" },
  { verb: "meetings.run", id: "meetings", path: "/gestion/reuniones" },
  { verb: "demands.read", id: "demands", path: "/gestion/necesidades" },
  { verb: "demands.transcribe", id: "voices", path: "/gestion/necesidades/transcribir" },
  { verb: "initiatives.write", id: "initiatives", path: "/gestion/iniciativas" },
  { verb: "conversations.desk", id: "conversations", path: "/gestion/conversaciones" },
  { verb: "commitments.write", id: "commitments", path: "/gestion/compromisos" },
  { verb: "cases.work", id: "cases", path: "/gestion/solicitudes" },
  { verb: "cases.guide", id: "points", path: "/gestion/puntos-de-atencion" },
  { verb: "cases.guide", id: "procedures", path: "/gestion/tramites" },
  { verb: "plans.report", id: "plan", path: "/gestion/plan" },
  { verb: "projects.report", id: "projects", path: "/gestion/proyectos" },
  { verb: "indicators.load", id: "indicators", path: "/gestion/indicadores" },
  { verb: "oversight.answer", id: "oversight", path: "/gestion/veedurias" },
  { verb: "commitments.moderate", id: "comments", path: "/gestion/comentarios" },
  { verb: "news.answer", id: "news", path: "/gestion/noticias" },
  { verb: "moderation.decide", id: "moderation", path: "/gestion/moderacion" },
  { verb: "protection.see", id: "protection", path: "/gestion/proteccion" },
  { verb: "protection.see", id: "routes", path: "/gestion/solicitudes/rutas" },
  { verb: "people.manage", id: "people", path: "/gestion/personas" },
  { verb: "people.manage", id: "organisations", path: "/gestion/organizaciones" },
  { verb: "follows.watch", id: "notices", path: "/gestion/avisos" },
  { verb: "processes.prepare", id: "calendar", path: "/gestion/calendario" },
] as const;

export const staffHome = get({
  path: "/gestion",
  access: "people.enter",
  handle: async (ctx) => ({
    kind: "page",
    title: t("site.staff.title"),
    staff: true,
    body: <StaffHome ctx={ctx} done={await listDone(ctx.db, accountOf(ctx))} />,
  }),
});

function StaffHome({ ctx, done }: { ctx: Context; done: ReadonlySet<TopicId> }): VNode {
  const { authority, entity, locale } = ctx;
  const tasks = topicsFor(authority.actor.grants.map((grant) => grant.role)).filter(({ path }) => ctx.paths.has(path));
  const next = tasks.find(({ id }) => !done.has(id))?.id;
  const guide = <Guide tasks={tasks} done={done} next={next} />;
  const roles = authority.actor.grants.map((grant) =>
    [
      t(`people.role.${grant.role}`),
      grant.agencyCode && entity.name(entity.agency(grant.agencyCode), locale),
      grant.territoryCode && entity.territory(grant.territoryCode).name,
    ]
      .filter(Boolean)
      .join(" · "),
  );
  return (
    <Page width="wide" gap="l">
      <Stack gap="s">
        <h1>{t("site.staff.hello", { name: authority.actor.name })}</h1>
        <Lead>{t("site.staff.lead")}</Lead>
        <Bullets items={roles} />
      </Stack>
      {next !== undefined && guide}
      <Grid as="ul">
        {TASKS.filter((task) => authority.may(task.verb)).map((task) => (
          <Card as="li" title={t(`site.staff.${task.id}.title`)}>
            <p>{t(`site.staff.${task.id}.text`)}</p>
            <NextLink href={href(task.path)} label={`${t("site.staff.open")}: ${t(`site.staff.${task.id}.title`)}`}>
              {t("site.staff.open")}
            </NextLink>
          </Card>
        ))}
      </Grid>
      {next === undefined && guide}
      <NextLink href={href("/cuenta")}>{t("people.account.title")}</NextLink>
    </Page>
  );
}

/** The tasks of the manual for who works here: what to begin with, or, once each was done, where to read it again. */
function Guide({
  tasks,
  done,
  next,
}: {
  tasks: readonly Topic[];
  done: ReadonlySet<TopicId>;
  next: TopicId | undefined;
}): VNode | null {
  if (tasks.length === 0) return null;
  return (
    <Section title={t(next === undefined ? "help.first.again" : "help.first.title")} id="empieza">
      <p>{t("help.first.text")}</p>
      <TaskList
        tasks={tasks.map(({ id }) => ({
          text: t(`help.${id}.title`),
          href: href(`/ayuda/${id}`),
          state: t(done.has(id) ? "help.first.done" : id === next ? "help.first.next" : "help.first.todo"),
          tone: done.has(id) ? "done" : id === next ? "open" : "plain",
        }))}
      />
    </Section>
  );
}
