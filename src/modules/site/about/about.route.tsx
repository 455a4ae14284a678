// Pages about the site itself: how it can be used, what it does with what people give, and every address in one list.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { listPublicProcesses, type Process } from "#modules/processes/index.ts";
import { type Context, get } from "#platform/http/route.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Catalogue } from "#platform/views/catalogue.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead, Written } from "#platform/views/text.tsx";

export const catalogue = get({
  path: "/catalogo",
  access: "public",
  cache: { seconds: 60, tags: () => [] },
  handle: async () => ({
    kind: "page",
    title: t("views.catalogue.title"),
    body: <Catalogue />,
    islands: ["plaza"],
    noindex: true,
  }),
});

export const accessibility = get({
  path: "/accesibilidad",
  access: "public",
  cache: { seconds: 60, tags: () => [] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("site.accessibility.title"),
    body: (
      <Page width="narrow" gap="l">
        <Stack gap="s">
          <h1>{t("site.accessibility.title")}</h1>
          <Lead>{t("site.accessibility.lead")}</Lead>
        </Stack>
        <Section title={t("site.accessibility.can")} id="se-puede">
          <Bullets
            items={(["script", "keyboard", "voice", "zoom", "data", "print"] as const).map((key) =>
              t(`site.accessibility.${key}`),
            )}
          />
        </Section>
        <Section title={t("site.accessibility.limits")} id="falta">
          <Bullets items={[t("site.accessibility.limitPeople"), t("site.accessibility.limitLanguages")]} />
        </Section>
        <Section title={t("site.accessibility.tell")} id="avisar">
          <p>{t("site.accessibility.tellText")}</p>
          <Contact entity={ctx.entity} />
        </Section>
      </Page>
    ),
  }),
});

export const privacy = get({
  path: "/uso-de-datos",
  access: "public",
  cache: { seconds: 60, tags: () => [] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("site.privacy.title"),
    body: (
      <Page width="narrow" gap="l">
        <Stack gap="s">
          <h1>{t("site.privacy.title")}</h1>
          <Lead>{t("site.privacy.lead")}</Lead>
        </Stack>
        {(["public", "kept", "not", "groups", "rights"] as const).map((part) => (
          <Section title={t(`site.privacy.${part}.title`)} id={part}>
            <p>{t(`site.privacy.${part}.text`)}</p>
          </Section>
        ))}
        <Contact entity={ctx.entity} />
      </Page>
    ),
  }),
});

function Contact({ entity }: { entity: Entity }): VNode {
  const { email, phone, address } = entity.contact;
  return (
    <Stack gap="xs">
      <p>{entity.officialName(locale())}</p>
      {address && <p>{address}</p>}
      {email && (
        <p>
          <Link href={`mailto:${email}`}>{email}</Link>
        </p>
      )}
      {phone && (
        <p>
          <Link href={`tel:${phone}`}>{phone}</Link>
        </p>
      )}
    </Stack>
  );
}

export const siteMap = get({
  path: "/mapa-del-sitio",
  access: "public",
  cache: { seconds: 60, tags: () => ["processes"] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("site.map.title"),
    body: <SiteMap ctx={ctx} processes={await listPublicProcesses(ctx.db)} />,
  }),
});

const PAGES = [
  ["/", "site.map.home"],
  ["/procesos", "common.foot.processes"],
  ["/territorios", "common.foot.territories"],
  ["/calendario", "common.foot.calendar"],
  ["/ayuda", "help.title"],
  ["/compromisos", "common.foot.commitments"],
  ["/mis-aportes", "common.foot.mine"],
  ["/resultados", "results.list.title"],
  ["/datos", "common.foot.data"],
  ["/entrar", "site.map.enter"],
  ["/gestion", "common.foot.staff"],
  ["/accesibilidad", "common.foot.accessibility"],
  ["/uso-de-datos", "common.foot.privacy"],
] as const;

function SiteMap({ ctx, processes }: { ctx: Context; processes: readonly Process[] }): VNode {
  const { entity, paths } = ctx;
  const places = entity.participationTerritories();
  return (
    <Page width="narrow" gap="l">
      <h1>{t("site.map.title")}</h1>
      <Section title={t("site.map.pages")} id="paginas">
        <Bullets
          plain
          items={PAGES.filter(([path]) => paths.has(path)).map(([path, text]) => (
            <Link href={href(path)}>{t(text)}</Link>
          ))}
        />
      </Section>
      {processes.length > 0 && (
        <Section title={t("common.foot.processes")} id="procesos">
          <Bullets
            plain
            items={processes.map((process) => (
              <Link href={href(`/procesos/${process.slug}`)}>
                <Written>{process.title}</Written>
              </Link>
            ))}
          />
        </Section>
      )}
      <Section title={t("common.foot.territories")} id="territorios">
        <Bullets
          plain
          items={places.map((place) => <Link href={href(`/territorios/${place.code}`)}>{place.name}</Link>)}
        />
      </Section>
      <Section title={t("site.map.sectors")} id="sectores">
        <Bullets
          plain
          items={entity
            .sectors()
            .map((sector) => <Link href={href(`/sectores/${sector.code}`)}>{entity.name(sector, locale())}</Link>)}
        />
      </Section>
      <Fine>{t("site.map.note")}</Fine>
    </Page>
  );
}
