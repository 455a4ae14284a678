import type { VNode } from "preact";
import { z } from "zod";
import type { Entity, Territory } from "#core/territory/index.ts";
import { listPublicProcesses, type Process } from "#modules/processes/index.ts";
import { get, redirect } from "#platform/http/route.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { SearchBox } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets } from "#platform/views/text.tsx";
import { needsHref } from "../addresses.ts";
import { matchPlaces } from "./match-places.ts";
import { listWrittenPlaces, type WrittenPlace } from "./search.sql.ts";

const MAX_LETTERS = 100;
const MOST = 30;

/** From the name of a place to its page. One exact name goes straight there. */
export const search = get({
  path: "/buscar",
  access: "public",
  query: z.object({ q: z.string().max(MAX_LETTERS).catch("").default("") }),
  handle: async (ctx, { query }) => {
    const typed = query.q.trim();
    const { exact, territories } = matchPlaces(ctx.entity, typed);
    if (exact !== undefined) return redirect(`/territorios/${exact.code}`);
    const [process] = typed === "" ? [] : await listPublicProcesses(ctx.db);
    return {
      kind: "page",
      title: t("site.search.title"),
      noindex: true,
      body: (
        <Search
          typed={typed}
          territories={territories.slice(0, MOST)}
          written={typed === "" ? [] : await listWrittenPlaces(ctx.db, typed, MOST)}
          entity={ctx.entity}
          process={ctx.paths.has("/procesos/:slug/:place/necesidades") ? process : undefined}
        />
      ),
    };
  },
});

interface Props {
  typed: string;
  territories: readonly Territory[];
  written: readonly WrittenPlace[];
  entity: Entity;
  process: Process | undefined;
}

function Search({ typed, territories, written, entity, process }: Props): VNode {
  const nothing = typed !== "" && territories.length === 0 && written.length === 0;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="base">
        <h1>{t("site.search.title")}</h1>
        <SearchBox
          id="q"
          action={href("/buscar")}
          label={t("site.search.label", {
            place: entity.text("placeSearch", locale()),
            inside: entity.text("neighbourhood", locale()).toLowerCase(),
          })}
          value={typed}
        />
      </Stack>
      {nothing && (
        <EmptyState level={2} title={t("site.search.nothing", { typed })} text={t("site.search.nothingText")} />
      )}
      {territories.length > 0 && (
        <Items label={t("site.search.title")}>
          {territories.map((place) => (
            <Item
              level={2}
              title={place.name}
              href={href(`/territorios/${place.code}`)}
              meta={[entity.kindName(place.kind, locale()), entity.parent(place)?.name].filter(Boolean).join(" · ")}
            />
          ))}
        </Items>
      )}
      {written.length > 0 && (
        <Section title={t("site.search.written")} id="escritos">
          <Items>
            {written.map((one) => (
              <Item
                title={one.place}
                href={writtenHref(one, entity, process)}
                meta={`${entity.territory(one.territory).name} · ${t("site.process.needs", { n: one.n })}`}
              />
            ))}
          </Items>
        </Section>
      )}
      {(nothing || typed === "") && (
        <Section title={t("site.search.all")} id="todos">
          <Bullets
            plain
            items={entity
              .participationTerritories()
              .map((place) => <Link href={href(`/territorios/${place.code}`)}>{place.name}</Link>)}
          />
        </Section>
      )}
    </Page>
  );
}

/** The needs that name that place, or the page of its territory where there is no such list. */
function writtenHref({ place, territory }: WrittenPlace, entity: Entity, process: Process | undefined): string {
  if (process?.phases.has(territory) !== true) return href(`/territorios/${territory}`);
  return needsHref(process.slug, entity.slugOf(territory), { q: place });
}
