// Dresses an answer in the entity's frame: menu, footer, language, and the pages of errors.
import type { Entity } from "#core/territory/index.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { Context, PageAnswer } from "#platform/http/route.ts";
import { href, isMessageKey, type Locale, t } from "#platform/i18n/i18n.ts";
import { ASSET_ROOT, assets } from "#platform/views/assets.ts";
import { type FootColumn, Frame, type MenuItem, renderPage } from "#platform/views/frame.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { LinkButton } from "#platform/views/link.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";

interface Dress {
  entity: Entity;
  demo: boolean;
}

export function pageRenderer({ entity, demo }: Dress) {
  const files = assets(entity.brand);
  const pathOf = (name: string): string => files.find((asset) => asset.name === name)?.path ?? ASSET_ROOT;
  return {
    renderPage: (ctx: Context, page: PageAnswer, csrf: string | undefined): string => {
      const { locale } = ctx;
      const other: Locale = locale === "es" ? "en" : "es";
      return renderPage(
        <Frame
          title={page.title}
          locale={locale}
          lang={locale === "es" ? entity.locale : "en"}
          entity={{
            name: entity.officialName(locale),
            shortName: `SIGESI ${entity.shortName(locale)}`,
            address: entity.contact.address,
            hours: entity.contact.hours?.[locale],
            contact: entity.contact.phone
              ? { text: entity.contact.phone, href: `tel:${entity.contact.phone}` }
              : undefined,
            legalLinks: entity.links.map((link) => ({ text: link.names[locale], href: link.url })),
          }}
          menu={page.staff ? staffMenu(ctx) : publicMenu()}
          section={page.section}
          home={href(page.staff ? "/gestion" : "/")}
          crumbs={page.crumbs?.map((crumb) => ({ text: crumb.text, href: crumb.path && href(crumb.path) }))}
          footer={footer()}
          demo={demo}
          alternate={{ href: href(ctx.target, other), locale: other }}
          staff={
            page.staff
              ? { area: t("common.staffArea"), who: ctx.authority.actor.name, signOut: href("/salir") }
              : undefined
          }
          csrf={csrf}
          cssHref={pathOf("plaza")}
          fontHref={undefined}
          islands={page.islands?.map(pathOf)}
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

function publicMenu(): MenuItem[] {
  return [
    { id: "participate", text: t("common.menu.participate"), href: href("/procesos") },
    { id: "look", text: t("common.menu.look"), href: href("/compromisos") },
    { id: "data", text: t("common.menu.data"), href: href("/datos") },
    { id: "mine", text: t("common.menu.mine"), href: href("/mis-aportes") },
  ];
}

function staffMenu(ctx: Context): MenuItem[] {
  const items: [string, string, MenuItem["text"], string][] = [
    ["processes.prepare", "processes", t("common.menu.processes"), "/gestion/procesos"],
    ["demands.read", "demands", t("common.menu.demands"), "/gestion/necesidades"],
    ["initiatives.write", "initiatives", t("common.menu.initiatives"), "/gestion/iniciativas"],
    ["commitments.write", "commitments", t("common.menu.commitments"), "/gestion/compromisos"],
    ["people.manage", "people", t("common.menu.people"), "/gestion/personas"],
  ];
  return items
    .filter(([verb]) => ctx.authority.may(verb))
    .map(([, id, text, path]) => ({ id, text, href: href(path) }));
}

function footer(): FootColumn[] {
  return [
    {
      title: t("common.foot.participate"),
      links: [
        { text: t("common.foot.processes"), href: href("/procesos") },
        { text: t("common.foot.commitments"), href: href("/compromisos") },
        { text: t("common.foot.mine"), href: href("/mis-aportes") },
      ],
    },
    {
      title: t("common.foot.transparency"),
      links: [
        { text: t("common.foot.data"), href: href("/datos") },
        { text: t("common.foot.accessibility"), href: href("/accesibilidad") },
        { text: t("common.foot.privacy"), href: href("/uso-de-datos") },
        { text: t("common.foot.map"), href: href("/mapa-del-sitio") },
        { text: t("common.foot.staff"), href: href("/gestion") },
      ],
    },
  ];
}

const HELP = {
  401: "http.signIn",
  403: "http.forbidden",
  404: "http.notFound",
  413: "http.tooLarge",
  429: "http.tooMany",
  503: "http.databaseDown",
} as const;

function errorPage(
  ctx: Context,
  { status, problem, id }: { status: number; problem: Problem | undefined; id: string },
): PageAnswer {
  const base = status in HELP ? HELP[status as keyof typeof HELP] : status < 500 ? "http.badForm" : "http.unexpected";
  const title =
    problem !== undefined && isMessageKey(problem.key) && problem.status !== 401
      ? t(problem.key as "http.notFound.title")
      : t(`${base}.title`);
  return {
    kind: "page",
    title,
    status,
    noindex: true,
    body: (
      <Page width="narrow" gap="l">
        <Stack gap="s">
          <h1>{title}</h1>
          <Lead>{t(`${base}.text`)}</Lead>
        </Stack>
        <Actions>
          {status === 401 && (
            <LinkButton href={href(`/entrar?volver=${encodeURIComponent(ctx.path)}`)}>
              {t("http.signIn.action")}
            </LinkButton>
          )}
          <LinkButton kind="quiet" href={href("/")}>
            {t("http.home")}
          </LinkButton>
        </Actions>
        <Fine>{t("http.id", { id })}</Fine>
      </Page>
    ),
  };
}
