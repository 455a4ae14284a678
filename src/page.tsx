// Dresses an answer in the entity's frame: menu, footer, language, and the pages of errors.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { Context, PageAnswer } from "#platform/http/route.ts";
import { href, isMessageKey, type Locale, t } from "#platform/i18n/i18n.ts";
import { ASSET_ROOT, assets } from "#platform/views/assets.ts";
import { SearchBox } from "#platform/views/form.tsx";
import { type FootColumn, Frame, type MenuItem, renderPage } from "#platform/views/frame.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";

interface Dress {
  entity: Entity;
  demo: boolean;
  /** Addresses that exist: menus and footer offer no other. */
  paths: ReadonlySet<string>;
}

export function pageRenderer({ entity, demo, paths }: Dress) {
  const files = assets(entity.brand);
  // The stylesheet and its island share a name: a file is its name and its kind.
  const pathOf = (name: string, ext: string): string | undefined =>
    files.find((asset) => asset.name === name && asset.ext === ext)?.path;
  /** What no page changes. A locale is one site: what its pages share is rendered once. */
  const siteOf = (locale: Locale) => ({
    locale,
    lang: locale === "es" ? entity.locale : "en",
    entity: {
      name: entity.officialName(locale),
      shortName: `SIGESI ${entity.shortName(locale)}`,
      address: entity.contact.address,
      hours: entity.contact.hours?.[locale],
      contact: entity.contact.phone ? { text: entity.contact.phone, href: `tel:${entity.contact.phone}` } : undefined,
      legalLinks: entity.links.map((link) => ({ text: link.names[locale], href: link.url })),
    },
    menu: publicMenu(paths),
    footer: footer(paths),
    demo,
    demoLink: paths.has("/demo") ? { text: t("demo.band"), href: href("/demo") } : undefined,
    cssHref: pathOf("plaza", "css") ?? ASSET_ROOT,
    parts: new Map<string, VNode>(),
  });
  const sites = new Map<Locale, ReturnType<typeof siteOf>>();
  return {
    renderPage: (ctx: Context, page: PageAnswer, csrf: string | undefined): string => {
      const { locale } = ctx;
      const other: Locale = locale === "es" ? "en" : "es";
      const site = sites.get(locale) ?? siteOf(locale);
      sites.set(locale, site);
      return renderPage(
        <Frame
          {...site}
          {...(page.staff && { menu: staffMenu(ctx, paths), staff: staffOf(ctx) })}
          title={page.title}
          section={page.section}
          home={href(page.staff ? "/gestion" : "/")}
          crumbs={page.crumbs?.map(({ path, ...crumb }) => ({ ...crumb, href: path && href(path) }))}
          alternate={{ href: href(ctx.target, other), locale: other }}
          csrf={csrf}
          islands={page.islands?.flatMap((name) => pathOf(name, "js") ?? [])}
          noindex={page.noindex ?? page.staff}
          description={page.description}
          failed={(page.status ?? 200) === 400 || page.status === 409 || page.status === 422}
          width={page.staff ? "wide" : "page"}
          flush={page.flush}
          bar={page.bar}
        >
          {page.body}
        </Frame>,
      );
    },
    errorPage: (ctx: Context, error: { status: number; problem: Problem | undefined; id: string }) =>
      errorPage(ctx, error),
  };
}

type Paths = ReadonlySet<string>;

function publicMenu(paths: Paths): MenuItem[] {
  return existing(paths, [
    { id: "participate", text: t("common.menu.participate"), href: "/procesos" },
    { id: "look", text: t("common.menu.look"), href: "/compromisos" },
    { id: "data", text: t("common.menu.data"), href: "/datos" },
    { id: "mine", text: t("common.menu.mine"), href: "/mis-aportes" },
  ]);
}

function staffOf(ctx: Context) {
  return { area: t("common.staffArea"), who: ctx.authority.actor.name, signOut: href("/salir") };
}

function staffMenu(ctx: Context, paths: Paths): MenuItem[] {
  const items = existing(paths, [
    { verb: "processes.prepare", id: "processes", text: t("common.menu.processes"), href: "/gestion/procesos" },
    { verb: "meetings.run", id: "meetings", text: t("common.menu.meetings"), href: "/gestion/reuniones" },
    { verb: "demands.read", id: "demands", text: t("common.menu.demands"), href: "/gestion/necesidades" },
    { verb: "initiatives.write", id: "initiatives", text: t("common.menu.initiatives"), href: "/gestion/iniciativas" },
    {
      verb: "conversations.desk",
      id: "conversations",
      text: t("common.menu.conversations"),
      href: "/gestion/conversaciones",
    },
    { verb: "commitments.write", id: "commitments", text: t("common.menu.commitments"), href: "/gestion/compromisos" },
    {
      verb: "commitments.moderate",
      id: "comments",
      text: t("commitments.moderate.menu"),
      href: "/gestion/comentarios",
    },
    { verb: "cases.work", id: "cases", text: t("cases.desk.menu"), href: "/gestion/solicitudes" },
    { verb: "plans.report", id: "plan", text: t("plans.desk.menu"), href: "/gestion/plan" },
    { verb: "projects.report", id: "projects", text: t("projects.desk.menu"), href: "/gestion/proyectos" },
    { verb: "cases.guide", id: "points", text: t("cases.guide.point.title"), href: "/gestion/puntos-de-atencion" },
    { verb: "cases.guide", id: "procedures", text: t("cases.guide.procedure.title"), href: "/gestion/tramites" },
    { verb: "oversight.answer", id: "oversight", text: t("oversight.desk.menu"), href: "/gestion/veedurias" },
    { verb: "cases.keys", id: "keys", text: t("cases.open311.keys.menu"), href: "/gestion/solicitudes/claves" },
    { verb: "indicators.load", id: "indicators", text: t("indicators.loads.menu"), href: "/gestion/indicadores" },
    { verb: "news.answer", id: "news", text: t("news.desk.menu"), href: "/gestion/noticias" },
    { verb: "follows.watch", id: "notices", text: t("follows.deliveries.menu"), href: "/gestion/avisos" },
    { verb: "moderation.decide", id: "moderation", text: t("moderation.desk.title"), href: "/gestion/moderacion" },
    { verb: "protection.see", id: "protection", text: t("moderation.protection.title"), href: "/gestion/proteccion" },
    { verb: "protection.see", id: "routes", text: t("cases.rights.title"), href: "/gestion/solicitudes/rutas" },
    { verb: "people.manage", id: "people", text: t("common.menu.people"), href: "/gestion/personas" },
  ]);
  return items.filter(({ verb }) => ctx.authority.may(verb));
}

/** What leads somewhere, with its address in the reader's language. */
function existing<L extends { href: string }>(paths: Paths, links: readonly L[]): L[] {
  return links.filter((link) => paths.has(link.href)).map((link) => ({ ...link, href: href(link.href) }));
}

function footer(paths: Paths): FootColumn[] {
  return [
    {
      title: t("common.foot.participate"),
      links: existing(paths, [
        { text: t("common.foot.processes"), href: "/procesos" },
        { text: t("common.foot.meetings"), href: "/reuniones" },
        { text: t("common.menu.conversations"), href: "/conversaciones" },
        { text: t("common.foot.calendar"), href: "/calendario" },
        { text: t("help.title"), href: "/ayuda" },
        { text: t("common.foot.territories"), href: "/territorios" },
        { text: t("indicators.list.title"), href: "/indicadores" },
        { text: t("plans.title"), href: "/plan" },
        { text: t("projects.title"), href: "/proyectos" },
        { text: t("oversight.title"), href: "/veedurias" },
        { text: t("common.foot.commitments"), href: "/compromisos" },
        { text: t("common.foot.news"), href: "/noticias" },
        { text: t("cases.title"), href: "/solicitudes" },
        { text: t("cases.guide.procedure.title"), href: "/tramites" },
        { text: t("cases.guide.point.title"), href: "/puntos-de-atencion" },
        { text: t("common.foot.mine"), href: "/mis-aportes" },
      ]),
    },
    {
      title: t("common.foot.transparency"),
      links: existing(paths, [
        { text: t("common.foot.data"), href: "/datos" },
        { text: t("common.foot.moderation"), href: "/moderacion" },
        { text: t("common.foot.accessibility"), href: "/accesibilidad" },
        { text: t("common.foot.privacy"), href: "/uso-de-datos" },
        { text: t("common.foot.map"), href: "/mapa-del-sitio" },
        { text: t("common.foot.staff"), href: "/gestion" },
      ]),
    },
  ];
}

const HELP = {
  401: "http.signIn",
  403: "http.forbidden",
  404: "http.notFound",
  410: "http.gone",
  413: "http.tooLarge",
  429: "http.tooMany",
  503: "http.databaseDown",
} as const;

type HelpOfProblem = "http.badToken" | "http.busy" | "http.badForm" | "http.unexpected";

/** Which texts help: those of the problem itself when it has them, else those of its status. */
function helpOf(status: number, problem: Problem | undefined): (typeof HELP)[keyof typeof HELP] | HelpOfProblem {
  const own = problem?.key.replace(/\.title$/, "");
  if (own === "http.badToken" || own === "http.busy") return own;
  if (status in HELP) return HELP[status as keyof typeof HELP];
  return status < 500 ? "http.badForm" : "http.unexpected";
}

function errorPage(
  ctx: Context,
  { status, problem, id }: { status: number; problem: Problem | undefined; id: string },
): PageAnswer {
  const { actor } = ctx.authority;
  // Somebody who works here and whose second factor was shown long ago, or never: they may, once they show it.
  const mustConfirm = status === 403 && !actor.strong && actor.grants.length > 0;
  const base = mustConfirm ? "http.confirm" : helpOf(status, problem);
  const title =
    problem !== undefined && isMessageKey(problem.key) && problem.status !== 401 && !mustConfirm
      ? t(problem.key as "http.notFound.title")
      : t(`${base}.title`);
  // Somebody at work keeps the menu of their work.
  const staff = actor.strong && actor.grants.length > 0 && /^\/gestion(\/|$)/.test(ctx.path);
  return {
    kind: "page",
    title,
    status,
    staff,
    noindex: true,
    body: (
      <Page width="narrow" gap="l">
        <Stack gap="s">
          <h1>{title}</h1>
          <Lead>{t(`${base}.text`)}</Lead>
        </Stack>
        {status === 404 && <Suggestions kind={ctx.entity.kindName(ctx.entity.participationKind, ctx.locale)} />}
        <Actions>
          {mustConfirm && (
            <LinkButton href={href(`/entrar/segundo?volver=${encodeURIComponent(ctx.path)}`)}>
              {t("http.secondStep")}
            </LinkButton>
          )}
          {(status === 401 || status === 410) && (
            <LinkButton href={href(status === 410 ? "/entrar" : `/entrar?volver=${encodeURIComponent(ctx.path)}`)}>
              {t("http.signIn.action")}
            </LinkButton>
          )}
          <LinkButton kind="quiet" href={href(staff ? "/gestion" : "/")}>
            {t("http.home")}
          </LinkButton>
        </Actions>
        <Fine>{t("http.id", { id })}</Fine>
      </Page>
    ),
  };
}

/** What somebody who lost their way was probably looking for. */
function Suggestions({ kind }: { kind: string }): VNode {
  return (
    <Stack gap="base">
      <SearchBox id="q" action={href("/buscar")} label={t("common.notFound.search", { kind })} quiet />
      <p>{t("common.notFound.or")}</p>
      <Bullets
        items={[
          <Link href={href("/procesos")}>{t("common.foot.processes")}</Link>,
          <Link href={href("/territorios")}>{t("common.foot.territories")}</Link>,
          <Link href={href("/mis-aportes")}>{t("common.notFound.receipt")}</Link>,
          <Link href={href("/mapa-del-sitio")}>{t("common.foot.map")}</Link>,
        ]}
      />
    </Stack>
  );
}
