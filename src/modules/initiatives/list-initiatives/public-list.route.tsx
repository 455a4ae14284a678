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
import { FilterChips, Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import { countBehind, type Initiative, listInitiatives } from "../initiatives.sql.ts";
import { factsOf } from "./desk.view.tsx";

/** What is put to the vote in one place, by sector; those withdrawn too, with their reason. */
export const listPublic = get({
  path: "/procesos/:slug/:place/iniciativas",
  access: "public",
  params: z.object({ slug: z.string(), place: z.string() }),
  query: z.object({ sector: z.string().max(60).optional().catch(undefined) }),
  cache: { seconds: 60, tags: () => ["processes", "initiatives", "demands"] },
  handle: async (ctx, { params, query }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    const territory = ctx.entity.bySlug(params.place);
    if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
    const initiatives = await listInitiatives(ctx.db, {
      processId: process.id,
      territory: territory.code,
      states: ["published", "withdrawn"],
    });
    const voices = await countBehind(
      ctx.db,
      initiatives.map((initiative) => initiative.id),
    );
    return {
      kind: "page",
      title: `${t("initiatives.list.title", { place: territory.name })} · ${process.title}`,
      section: "participate",
      crumbs: [
        { text: process.title, path: `/procesos/${process.slug}` },
        { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
        { text: t("initiatives.write.list") },
      ],
      body: (
        <PublicList
          process={process}
          territory={territory}
          entity={ctx.entity}
          initiatives={initiatives}
          voices={voices}
          sector={query.sector}
        />
      ),
    };
  },
});

interface Props {
  process: Process;
  territory: Territory;
  entity: Entity;
  initiatives: readonly Initiative[];
  voices: ReadonlyMap<number, Voices>;
  sector: string | undefined;
}

function PublicList({ process, territory, entity, initiatives, voices, sector }: Props): VNode {
  const base = `/procesos/${process.slug}/${territory.slug}`;
  const bySector = Map.groupBy(initiatives, (initiative) => initiative.sector);
  const shown = sector === undefined ? initiatives : (bySector.get(sector) ?? []);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("initiatives.list.title", { place: territory.name })}</h1>
        <Lead>{t("initiatives.list.count", { n: shown.length })}</Lead>
      </Stack>
      {bySector.size > 1 && (
        <FilterChips
          label={t("initiatives.write.sector.label")}
          items={[...bySector].map(([code, group]) => ({
            text: entity.name(entity.sector(code), locale()),
            count: formatNumber(group.length),
            href: href(`${base}/iniciativas${sector === code ? "" : `?sector=${encodeURIComponent(code)}`}`),
            current: sector === code,
          }))}
        />
      )}
      {shown.length === 0 && <EmptyState level={2} title={t("initiatives.write.none")} />}
      <Items>
        {shown.map((initiative) => (
          <Item
            level={2}
            title={initiative.title}
            href={href(`/iniciativas/${initiative.id}`)}
            over={initiative.state === "withdrawn" && <Tag tone="late">{t("initiatives.state.withdrawn")}</Tag>}
            meta={factsOf(initiative, entity, voices.get(initiative.id))}
          >
            {initiative.reason !== null && <Small>{t("initiatives.list.reason", { reason: initiative.reason })}</Small>}
          </Item>
        ))}
      </Items>
      <NextLink href={href(base)}>{t("demands.list.back", { place: territory.name })}</NextLink>
    </Page>
  );
}
