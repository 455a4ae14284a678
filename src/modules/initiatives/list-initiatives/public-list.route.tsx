import type { VNode } from "preact";
import { z } from "zod";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Voices } from "#modules/demands/index.ts";
import { getPublicProcess, type Process } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Lead, Small, Written } from "#platform/views/text.tsx";
import { countBehind, type Initiative, listInitiatives } from "../initiatives.sql.ts";
import { factsOf } from "./desk.view.tsx";

const PAGE = 50;

/**
 * What is put to the vote in one place, by sector; those withdrawn too, with their reason. At the root of the entity, what is put to
 * the vote everywhere.
 */
export const listPublic = get({
  path: "/procesos/:slug/:place/iniciativas",
  access: "public",
  params: z.object({ slug: z.string(), place: z.string() }),
  query: z.object({
    sector: z.string().max(60).optional().catch(undefined),
    lugar: z.string().max(60).optional().catch(undefined),
    pagina: z.coerce.number().int().min(1).max(1000).catch(1).default(1),
  }),
  cache: { seconds: 60, tags: () => ["processes", "initiatives", "demands"] },
  handle: async (ctx, { params, query }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    const territory = ctx.entity.bySlug(params.place);
    const whole = territory?.code === ctx.entity.root.code;
    if (territory === undefined || !(whole || process.phases.has(territory.code))) throw notFound();
    const initiatives = await listInitiatives(ctx.db, {
      processId: process.id,
      territory: whole ? query.lugar : territory.code,
      states: ["published", "withdrawn"],
    });
    const bySector = Map.groupBy(initiatives, (initiative) => initiative.sector);
    const listed = query.sector === undefined ? initiatives : (bySector.get(query.sector) ?? []);
    const shown = listed.slice((query.pagina - 1) * PAGE, query.pagina * PAGE);
    const voices = await countBehind(
      ctx.db,
      shown.map((initiative) => initiative.id),
    );
    return {
      kind: "page",
      title: `${t("initiatives.list.title", { place: territory.name })} · ${process.title}`,
      section: "participate",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        ...(whole ? [] : [{ text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` }]),
        { text: t("initiatives.write.list") },
      ],
      body: (
        <PublicList
          process={process}
          territory={territory}
          entity={ctx.entity}
          whole={whole}
          sectors={new Map([...bySector].map(([code, group]) => [code, group.length]))}
          listed={listed}
          shown={shown}
          voices={voices}
          query={query}
        />
      ),
    };
  },
});

interface Props {
  process: Process;
  territory: Territory;
  entity: Entity;
  /** The list is of the whole entity. */
  whole: boolean;
  sectors: ReadonlyMap<string, number>;
  /** All of them under the filters, and those of this page. */
  listed: readonly Initiative[];
  shown: readonly Initiative[];
  voices: ReadonlyMap<number, Voices>;
  query: { sector?: string; lugar?: string; pagina: number };
}

function PublicList({ process, territory, entity, whole, sectors, listed, shown, voices, query }: Props): VNode {
  const base = `/procesos/${process.slug}/${territory.slug}`;
  const above = process.phases.has(territory.code) ? base : `/procesos/${process.slug}`;
  const address = (change: Partial<Props["query"]>): string => {
    const { sector, lugar, pagina = 1 } = { ...query, pagina: 1, ...change };
    const search = new URLSearchParams({
      ...(sector && { sector }),
      ...(lugar && { lugar }),
      ...(pagina > 1 && { pagina: String(pagina) }),
    });
    return href(`${base}/iniciativas${search.size === 0 ? "" : `?${search}`}`);
  };
  const withdrawn = listed.filter(({ state }) => state === "withdrawn").length;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("initiatives.list.title", { place: territory.name })}</h1>
        <Lead>{t("initiatives.list.count", { n: listed.length - withdrawn, withdrawn })}</Lead>
      </Stack>
      {sectors.size > 1 && (
        <FilterChips
          label={t("initiatives.write.sector.label")}
          items={[...sectors].map(([code, n]) => ({
            text: entity.name(entity.sector(code), locale()),
            count: formatNumber(n),
            href: address({ sector: query.sector === code ? undefined : code }),
            current: query.sector === code,
          }))}
        />
      )}
      {shown.length === 0 && <EmptyState level={2} title={t("initiatives.write.none")} />}
      <Items>
        {shown.map((initiative) => (
          <Item
            level={2}
            title={<Written>{initiative.title}</Written>}
            href={href(`/iniciativas/${initiative.id}`)}
            over={initiative.state === "withdrawn" && <Tag tone="late">{t("initiatives.state.withdrawn")}</Tag>}
            meta={[
              whole && entity.find(initiative.territory)?.name,
              factsOf(initiative, entity, voices.get(initiative.id)),
            ]
              .filter(Boolean)
              .join(" · ")}
          >
            {initiative.reason !== null && <Small>{t("initiatives.list.reason", { reason: initiative.reason })}</Small>}
          </Item>
        ))}
      </Items>
      <Pagination
        current={query.pagina}
        total={Math.ceil(listed.length / PAGE)}
        href={(pagina) => address({ pagina })}
      />
      <NextLink href={href(above)}>{t("demands.list.back", { place: territory.name })}</NextLink>
    </Page>
  );
}
