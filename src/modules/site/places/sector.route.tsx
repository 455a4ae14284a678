import type { VNode } from "preact";
import { z } from "zod";
import type { CatalogEntry, Entity } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Section, Split, Stack } from "#platform/views/layout.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { boardHref } from "../addresses.ts";
import { type Promises, PromisesCard, sumPromises } from "../commitments-bar.tsx";
import { countByTerritory, listCommitmentCounts } from "../figures.sql.ts";
import { listThreads, type PlaceThread } from "./place.sql.ts";
import { Threads } from "./place.view.tsx";

const SHOWN = 8;

/** What is asked and promised about one sector, by place. */
export const showSector = get({
  path: "/sectores/:code",
  access: "public",
  params: z.object({ code: z.string().max(60) }),
  cache: { seconds: 60, tags: () => ["processes", "commitments"] },
  handle: async (ctx, { params }) => {
    const { db, entity, now } = ctx;
    const sector = entity.catalogs.sectors.find(params.code);
    if (sector === undefined) throw notFound();
    const today = calendarDay(now, entity.timeZone);
    const name = entity.name(sector, ctx.locale);
    return {
      kind: "page",
      title: name,
      section: "look",
      crumbs: [
        { text: t("site.home.crumb"), path: "/" },
        { text: t("site.places.title"), path: "/territorios" },
        { text: name },
      ],
      body: (
        <ShowSector
          entity={entity}
          sector={sector}
          places={await countByTerritory(db, sector.code)}
          promises={sumPromises(await listCommitmentCounts(db, today, { sector: sector.code }))}
          threads={await listThreads(db, { sector: sector.code, limit: SHOWN })}
          today={today}
        />
      ),
    };
  },
});

interface Props {
  entity: Entity;
  sector: CatalogEntry;
  places: readonly { territory: string; n: number }[];
  promises: Promises;
  threads: readonly PlaceThread[];
  today: string;
}

function ShowSector({ entity, sector, places, promises, threads, today }: Props): VNode {
  const name = entity.name(sector, locale());
  const total = places.reduce((sum, one) => sum + one.n, 0);
  const [first] = places;
  return (
    <Page gap="xl">
      <Stack gap="s">
        <h1>{name}</h1>
        <Lead>
          {first === undefined
            ? t("site.sector.none")
            : t("site.sector.lead", { n: total, first: entity.territory(first.territory).name, most: first.n })}
        </Lead>
      </Stack>
      <Split kind="half">
        <Section title={t("site.sector.where")} id="donde">
          {places.length === 0 && <EmptyState title={t("site.place.noDemands")} />}
          <Meters
            items={places.map(({ territory, n }) => ({
              label: entity.territory(territory).name,
              href: href(`/territorios/${territory}`),
              value: formatNumber(n),
              percent: (100 * n) / (first?.n ?? 1),
            }))}
          />
          <Fine>{t("site.territory.source")}</Fine>
        </Section>
        <Stack gap="l">
          <PromisesCard
            promises={promises}
            title={t("site.place.promised")}
            none={t("site.sector.noPromises")}
            more={{ href: boardHref({ sector: sector.code }), text: t("site.home.seeCommitments", { n: promises.n }) }}
          />
          {threads.length > 0 && (
            <Section title={t("site.sector.threads")} id="hilos">
              <Threads threads={threads} today={today} />
            </Section>
          )}
        </Stack>
      </Split>
    </Page>
  );
}
