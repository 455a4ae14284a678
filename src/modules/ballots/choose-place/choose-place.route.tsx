import type { VNode } from "preact";
import { z } from "zod";
import { type Entity, slugify, type Territory } from "#core/territory/index.ts";
import { listInitiatives } from "#modules/initiatives/index.ts";
import { findPhase, getPublicProcess, isOpen, type Process } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { formatDeadline, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { SearchBox } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";

interface OpenPlace {
  territory: Territory;
  initiatives: number;
}

/** Where people vote today: one ballot per person, in the place that the person chooses. */
export const choosePlace = get({
  path: "/procesos/:slug/votar",
  access: "public",
  params: z.object({ slug: z.string() }),
  query: z.object({ q: z.string().max(100).optional() }),
  cache: { seconds: 5, tags: (given) => ["processes", `results:${given.slug}`] },
  handle: async (ctx, { params: given, query }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    const initiatives = await listInitiatives(ctx.db, { processId: process.id, states: ["published"] });
    const offered = Map.groupBy(initiatives, (initiative) => initiative.territory);
    const open = [...ctx.entity.participationTerritories(), ctx.entity.root]
      .map((territory) => ({ territory, initiatives: offered.get(territory.code)?.length ?? 0 }))
      .filter(({ territory, initiatives: n }) => n > 0 && isOpen(process, territory.code, "vote", ctx.now));
    return {
      kind: "page",
      title: t("ballots.place.title"),
      section: "participate",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: t("ballots.vote.crumb") },
      ],
      body: <ChoosePlace process={process} open={open} wanted={query.q ?? ""} entity={ctx.entity} />,
    };
  },
});

interface Props {
  process: Process;
  open: readonly OpenPlace[];
  wanted: string;
  entity: Entity;
}

function ChoosePlace({ process, open, wanted, entity }: Props): VNode {
  const words = slugify(wanted);
  const found = open.filter(({ territory }) => slugify(territory.name).includes(words));
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("ballots.place.title")}</h1>
        <Lead>{t("ballots.place.lead")}</Lead>
      </Stack>
      {open.length === 0 ? (
        <EmptyState
          level={2}
          title={t("ballots.place.none")}
          action={{ href: href(`/procesos/${process.slug}`), text: process.title }}
        />
      ) : (
        <>
          <SearchBox
            id="q"
            action={href(`/procesos/${process.slug}/votar`)}
            label={t("ballots.place.search", { kind: entity.kindName(entity.participationKind, locale()) })}
            value={wanted}
            suggestions={open.map(({ territory }) => territory.name)}
          />
          <Section title={t("ballots.place.open", { n: found.length })} id="abiertos">
            {found.length === 0 && (
              <EmptyState
                title={t("ballots.place.notFound", { q: wanted })}
                action={{ href: href(`/procesos/${process.slug}/votar`), text: t("ballots.place.all") }}
              />
            )}
            <Items>
              {found.map((place) => (
                <Place process={process} place={place} />
              ))}
            </Items>
          </Section>
        </>
      )}
    </Page>
  );
}

function Place({ process, place }: { process: Process; place: OpenPlace }): VNode {
  const dates = findPhase(process, place.territory.code, "vote");
  return (
    <Item
      title={place.territory.name}
      href={href(`/procesos/${process.slug}/${place.territory.slug}/votar`)}
      meta={[
        t("ballots.place.initiatives", { n: place.initiatives }),
        dates && t("ballots.place.until", { date: formatDeadline(dates.closesAt) }),
      ]
        .filter(Boolean)
        .join(" · ")}
    />
  );
}
