import type { VNode } from "preact";
import { z } from "zod";
import type { Entity, Territory } from "#core/territory/index.ts";
import { findPhase, getPublicProcess, isOpen, type Process } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { formatDate, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { SearchBox } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";

/** Where do you live? A search and a list; the whole entity at the end. Nothing to send, so it may be kept for everybody. */
export const choosePlace = get({
  path: "/procesos/:slug/decir",
  access: "public",
  params: z.object({ slug: z.string() }),
  query: z.object({ q: z.string().max(100).optional().catch(undefined) }),
  cache: { seconds: 60, tags: () => ["processes"] },
  handle: async (ctx, { params, query }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    return {
      kind: "page",
      title: `${t("demands.choose.title")} · ${process.title}`,
      section: "participate",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: t("demands.say.crumb") },
      ],
      body: <ChoosePlace process={process} entity={ctx.entity} now={ctx.now} query={query.q?.trim() ?? ""} />,
    };
  },
});

interface Props {
  process: Process;
  entity: Entity;
  now: Date;
  query: string;
}

function ChoosePlace({ process, entity, now, query }: Props): VNode {
  const places = entity.participationTerritories().filter((place) => process.phases.has(place.code));
  const found = query === "" ? places : places.filter((place) => answers(entity, place, query));
  const open = found.filter((place) => isOpen(process, place.code, "gather", now));
  const closed = found.filter((place) => !open.includes(place));
  const address = (place: Territory) => href(`/procesos/${process.slug}/${place.slug}/decir`);
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("demands.choose.title")}</h1>
        <Lead>{t("demands.choose.lead")}</Lead>
      </Stack>
      <SearchBox
        id="q"
        action={href(`/procesos/${process.slug}/decir`)}
        label={t("demands.choose.search", { kind: entity.kindName(entity.participationKind, locale()).toLowerCase() })}
        value={query}
        suggestions={places.map((place) => place.name)}
      />
      {found.length === 0 && (
        <EmptyState
          level={2}
          title={t("demands.choose.none", { query })}
          text={t("demands.choose.noneText")}
          action={{ href: href(`/procesos/${process.slug}/decir`), text: t("demands.choose.all") }}
        />
      )}
      {open.length > 0 && (
        <Items label={t("demands.choose.title")}>
          {open.map((place) => (
            <Item level={2} title={place.name} href={address(place)} meta={until(process, place)} />
          ))}
        </Items>
      )}
      {isOpen(process, entity.root.code, "gather", now) && (
        <NextLink href={address(entity.root)}>{t("demands.choose.whole", { place: entity.root.name })}</NextLink>
      )}
      {closed.length > 0 && (
        <Section title={t("demands.choose.closed")} id="cerrados">
          <Items>
            {closed.map((place) => (
              <Item
                small
                title={place.name}
                href={href(`/procesos/${process.slug}/${place.slug}/necesidades`)}
                over={<Tag>{t("demands.choose.closedTag")}</Tag>}
              />
            ))}
          </Items>
        </Section>
      )}
    </Page>
  );
}

function until(process: Process, place: Territory): string {
  const dates = findPhase(process, place.code, "gather");
  if (dates === undefined) return "";
  return t("demands.choose.until", { date: formatDate(new Date(dates.closesAt.getTime() - 1)) });
}

/** By the name of the place or of a comuna or corregimiento in it, without minding accents. */
function answers(entity: Entity, place: Territory, query: string): boolean {
  const wanted = plain(query);
  return [place, ...entity.children(place.code)].some((one) => plain(one.name).includes(wanted));
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
