// Where people are served, and the procedures that are done in other pages: lists that everybody may read and link to.
import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { type Context, get } from "#platform/http/route.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Details, EmptyState } from "#platform/views/content.tsx";
import { SearchBox } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { type MapDot, PointMap } from "#platform/views/point-map.tsx";
import { Bullets, Lead, Plainly } from "#platform/views/text.tsx";
import { type GuideVersion, listGuide, suggestProcedures } from "./guide.sql.ts";

const POINTS = "/puntos-de-atencion";
const PROCEDURES = "/tramites";
const PAGE = 20;
const MOST_SUGGESTED = 3;

export const servicePoints = get({
  path: POINTS,
  access: "public",
  query: z.object({ lugar: z.string().max(80).optional().catch(undefined) }),
  cache: { seconds: 60, tags: () => ["point"] },
  handle: async (ctx, { query }) => {
    const { entity } = ctx;
    const all = await listGuide(ctx.db, "point");
    const places = [...new Set(all.flatMap(({ territory }) => territory ?? []))].map((code) => entity.territory(code));
    const chosen = places.find(({ code }) => code === query.lugar);
    const shown = chosen === undefined ? all : all.filter(({ territory }) => territory === chosen.code);
    return {
      kind: "page",
      title: t("cases.guide.point.title"),
      section: "cases",
      description: t("cases.guide.point.lead"),
      crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.guide.point.title") }],
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("cases.guide.point.title")}</h1>
            <Lead>{t("cases.guide.point.lead")}</Lead>
          </Stack>
          {places.length > 1 && (
            <FilterChips
              label={t("cases.fact.place")}
              items={[
                { text: t("common.all"), href: href(POINTS), current: chosen === undefined },
                ...places.map(({ code, shortName }) => ({
                  text: shortName,
                  href: href(`${POINTS}?lugar=${code}`),
                  current: code === chosen?.code,
                })),
              ]}
            />
          )}
          {shown.length === 0 ? (
            <EmptyState
              level={2}
              title={t("cases.guide.none")}
              text={t("cases.guide.point.nonePublic")}
              action={{ href: href("/solicitudes"), text: t("cases.title") }}
            />
          ) : (
            <>
              <PointsMap points={shown} entity={entity} />
              <Items>
                {shown.map((one) => (
                  <PointItem one={one} entity={entity} />
                ))}
              </Items>
            </>
          )}
        </Page>
      ),
    };
  },
});

function PointsMap({ points, entity }: { points: readonly GuideVersion[]; entity: Entity }): VNode | null {
  const pins = points.flatMap(({ lat, lon }): MapDot[] =>
    lat === null || lon === null ? [] : [{ lat, lon, text: "", pin: true }],
  );
  if (pins.length === 0) return null;
  const seats = [...new Set(points.flatMap(({ territory }) => territory ?? []))].flatMap((code): MapDot[] => {
    const { lat, lon, shortName } = entity.territory(code);
    return lat === undefined || lon === undefined ? [] : [{ lat, lon, text: shortName }];
  });
  return (
    <Details summary={t("cases.guide.point.map")}>
      <PointMap label={t("cases.guide.point.mapLabel", { n: pins.length })} dots={[...seats, ...pins]} />
    </Details>
  );
}

function PointItem({ one, entity }: { one: GuideVersion; entity: Entity }): VNode {
  const { id, name, about, territory, address, hours, phone, access, lat, lon, agency } = one;
  const place = territory === null ? "" : entity.territory(territory).name;
  return (
    <Item level={2} id={`punto-${id}`} title={name} meta={[address, place].filter(Boolean).join(", ")}>
      <Plainly text={about} />
      <Bullets
        plain
        items={[
          t("cases.guide.point.open", { hours: hours ?? "" }),
          ...(phone === null ? [] : [<PhoneOf phone={phone} />]),
          ...(access === null ? [] : [t("cases.guide.point.access", { access })]),
          ...(agency === null ? [] : [entity.name(entity.agency(agency), locale())]),
        ]}
      />
      {lat !== null && lon !== null && (
        <Link
          href={`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`}
          label={`${t("cases.guide.point.outside")}: ${name}`}
        >
          {t("cases.guide.point.outside")}
        </Link>
      )}
    </Item>
  );
}

/** A telephone to be called with a tap, when it is only one. */
function PhoneOf({ phone }: { phone: string }): VNode {
  const digits = phone.replaceAll(/[\s().-]/g, "");
  return /^\+?\d{3,15}$/.test(digits) ? (
    <Link href={`tel:${digits}`}>{phone.replaceAll(" ", "\u00a0")}</Link>
  ) : (
    <>{phone}</>
  );
}

export const procedures = get({
  path: PROCEDURES,
  access: "public",
  query: z.object({
    q: z.string().max(200).catch("").default(""),
    tema: z.string().max(80).optional().catch(undefined),
    pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  }),
  cache: { seconds: 60, tags: () => ["procedure"] },
  handle: async (ctx, { query: { q, tema, pagina } }) => {
    const { entity } = ctx;
    const found = await listGuide(ctx.db, "procedure", { query: q });
    const themes = entity.sectors().filter(({ code }) => found.some(({ sector }) => sector === code));
    const chosen = themes.find(({ code }) => code === tema);
    const shown = chosen === undefined ? found : found.filter(({ sector }) => sector === chosen.code);
    const total = Math.max(1, Math.ceil(shown.length / PAGE));
    const at = Math.min(pagina, total);
    const address = (change: Record<string, string>): string =>
      href(`${PROCEDURES}?${new URLSearchParams({ ...(q !== "" && { q }), ...change })}`);
    return {
      kind: "page",
      title: t("cases.guide.procedure.title"),
      section: "cases",
      description: t("cases.guide.procedure.lead"),
      crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.guide.procedure.title") }],
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("cases.guide.procedure.title")}</h1>
            <Lead>{t("cases.guide.procedure.lead")}</Lead>
          </Stack>
          <SearchBox id="q" action={href(PROCEDURES)} label={t("cases.guide.procedure.search")} value={q} />
          {themes.length > 1 && (
            <FilterChips
              label={t("cases.fact.sector")}
              items={[
                { text: t("common.all"), href: address({}), current: chosen === undefined },
                ...themes.map((theme) => ({
                  text: entity.name(theme, locale()),
                  href: address({ tema: theme.code }),
                  current: theme.code === chosen?.code,
                })),
              ]}
            />
          )}
          {shown.length === 0 ? (
            <EmptyState
              level={2}
              title={t("cases.guide.none")}
              text={t("cases.guide.procedure.nonePublic")}
              action={{ href: href("/solicitudes/nueva"), text: t("cases.public.ask") }}
            />
          ) : (
            <Items>
              {shown.slice((at - 1) * PAGE, at * PAGE).map((one) => (
                <ProcedureItem one={one} entity={entity} />
              ))}
            </Items>
          )}
          <Pagination
            current={at}
            total={total}
            href={(n) => address({ ...(chosen && { tema: chosen.code }), pagina: String(n) })}
          />
        </Page>
      ),
    };
  },
});

function ProcedureItem({ one, entity }: { one: GuideVersion; entity: Entity }): VNode {
  const { id, name, about, who, cost, takes, agency, link } = one;
  return (
    <Item
      level={2}
      id={`tramite-${id}`}
      title={name}
      meta={agency === null ? undefined : entity.name(entity.agency(agency), locale())}
    >
      <Plainly text={about} />
      <Bullets
        plain
        items={[
          t("cases.guide.procedure.who", { who: who ?? "" }),
          t("cases.guide.procedure.cost", { cost: cost ?? "" }),
          t("cases.guide.procedure.takes", { takes: takes ?? "" }),
        ]}
      />
      <NextLink href={link ?? ""} label={`${t("cases.guide.procedure.go")}: ${name}`}>
        {t("cases.guide.procedure.go")}
      </NextLink>
    </Item>
  );
}

/** The ways to be served that are not a request. */
export function Elsewhere(): VNode {
  return (
    <Stack gap="s">
      <NextLink href={href(PROCEDURES)}>{t("cases.guide.procedure.title")}</NextLink>
      <NextLink href={href(POINTS)}>{t("cases.guide.point.title")}</NextLink>
    </Stack>
  );
}

/** What may be what somebody needs, by the words they wrote: links, and the form goes on without them. */
export async function suggested(ctx: Context, text: string): Promise<VNode | null> {
  const found = text === "" ? [] : await suggestProcedures(ctx.db, text, MOST_SUGGESTED);
  if (found.length === 0) return null;
  return (
    <Section title={t("cases.guide.maybe")} id="quiza" gap="s">
      <p>{t("cases.guide.maybeText")}</p>
      <Items>
        {found.map(({ name, about, link }) => (
          <Item small title={name} href={link ?? ""}>
            <p>{about}</p>
          </Item>
        ))}
      </Items>
    </Section>
  );
}
