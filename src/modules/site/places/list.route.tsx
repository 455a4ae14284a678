import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { listPublicProcesses } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { formatList, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Table } from "#platform/views/content.tsx";
import { Page, Row, Section, Split, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { boardHref, needsHref } from "../addresses.ts";
import { countPromisesByPlace, listPlaceFigures, type PlaceFigures } from "../figures.sql.ts";
import { momentsByPlace } from "../moments.ts";
import { type Moments, MomentsLegend, MomentsMap, momentsSentence } from "../place-map.tsx";

export const listTerritories = get({
  path: "/territorios",
  access: "public",
  cache: { seconds: 5, tags: () => ["processes", "commitments"] },
  handle: async (ctx) => {
    const { db, entity, now } = ctx;
    const processes = await listPublicProcesses(db);
    const ids = processes.map((process) => process.id);
    const codes = entity.participationTerritories().map((place) => place.code);
    return {
      kind: "page",
      title: t("site.places.title"),
      section: "look",
      body: (
        <Places
          entity={entity}
          moments={momentsByPlace(processes, codes, now)}
          figures={await listPlaceFigures(db, ids)}
          promises={await countPromisesByPlace(db)}
          listed={ctx.paths.has("/procesos/:slug/:place/necesidades")}
        />
      ),
    };
  },
});

interface Props {
  entity: Entity;
  moments: Moments;
  figures: readonly PlaceFigures[];
  promises: ReadonlyMap<string, number>;
  listed: boolean;
}

function Places(props: Props): VNode {
  const { entity, moments } = props;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("site.places.title")}</h1>
        <Lead>{momentsSentence(moments, entity)}</Lead>
      </Stack>
      <Split>
        <Section title={t("site.places.list")} id="necesidades">
          <PlaceTable {...props} />
          <Fine>{t("site.places.note")}</Fine>
        </Section>
        <Section title={t("site.places.map")} id="mapa">
          <MomentsLegend moments={moments} />
          <MomentsMap moments={moments} entity={entity} label={t("site.places.map")} />
          <Groupings entity={entity} />
        </Section>
      </Split>
    </Page>
  );
}

function PlaceTable({ entity, moments, figures, promises, listed }: Props): VNode {
  const of = Map.groupBy(figures, (one) => one.territory);
  const rows = entity.participationTerritories().map((place) => {
    const here = moments.get(place.code);
    const slug = here?.process?.slug;
    const figure = (of.get(place.code) ?? []).find((one) => one.processId === here?.process?.id);
    return [
      <Link href={href(`/territorios/${place.code}`)}>{place.name}</Link>,
      t(`site.moment.do.${here?.moment ?? "none"}`),
      number(
        figure?.demands,
        slug === undefined || !listed ? undefined : needsHref(slug, place.slug),
        place.name,
        "needs",
      ),
      number(
        figure?.voters,
        slug === undefined ? undefined : href(`/procesos/${slug}/${place.slug}/resultados`),
        place.name,
        "votes",
      ),
      number(promises.get(place.code), boardHref({ lugar: place.code }), place.name, "promises"),
    ];
  });
  return (
    <Table
      id="tabla"
      caption={t("site.places.caption")}
      captionHidden
      columns={[
        { text: t("site.places.place") },
        { text: t("site.places.moment") },
        { text: t("site.places.needs"), numeric: true },
        { text: t("site.places.votes"), numeric: true },
        { text: t("site.places.promises"), numeric: true },
      ]}
      rows={rows}
    />
  );
}

function number(n: number | undefined, to: string | undefined, place: string, what: "needs" | "votes" | "promises") {
  const text = formatNumber(n ?? 0);
  if (to === undefined || (n ?? 0) === 0) return text;
  return (
    <Link href={to} label={t("site.places.cell", { n: text, what: t(`site.places.${what}`), place })}>
      {text}
    </Link>
  );
}

function Groupings({ entity }: { entity: Entity }): VNode | null {
  const groupings = entity.groupings();
  if (groupings.length === 0) return null;
  return (
    <Section level={3} title={t("site.places.groupings")} gap="s">
      <Bullets
        plain
        items={groupings.map((grouping) => (
          <>
            <strong>{entity.name(grouping, locale())}</strong>:{" "}
            {formatList(grouping.members.map((code) => entity.find(code)?.shortName ?? code))}
          </>
        ))}
      />
      <Row>
        <Fine>{t("site.places.groupingsNote")}</Fine>
      </Row>
    </Section>
  );
}
