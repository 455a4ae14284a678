// The board on a map: one square per place with the share of its commitments that is met; the list is one tap away.
import { z } from "zod";
import { type Entity, tileWords } from "#core/territory/index.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { Legend, type MapTone } from "#platform/views/charts.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { TileMap } from "#platform/views/map.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { countCommitments, type Facet } from "../commitments.sql.ts";
import { PromisesTable } from "./promises.view.tsx";

/** Under each share, its tone; a place with few commitments is not compared. */
const STEPS: readonly { under: number; tone: MapTone; word: "low" | "some" | "half" | "most" }[] = [
  { under: 0.2, tone: "h1", word: "low" },
  { under: 0.4, tone: "h2", word: "some" },
  { under: 0.6, tone: "h3", word: "half" },
  { under: Number.POSITIVE_INFINITY, tone: "primary", word: "most" },
];

export const boardMap = get({
  path: "/compromisos/mapa",
  access: "public",
  query: z.object({}),
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async ({ db, entity, now }) => {
    const today = calendarDay(now, entity.timeZone);
    const all = await countCommitments(db, { today });
    const met = await countCommitments(db, { today, standing: "met" });
    const late = await countCommitments(db, { today, standing: "late" });
    return {
      kind: "page",
      title: t("commitments.map.title"),
      section: "look",
      crumbs: [{ text: t("commitments.board.title"), path: "/compromisos" }, { text: t("commitments.map.title") }],
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("commitments.map.title")}</h1>
            <Lead>{t("commitments.map.lead")}</Lead>
          </Stack>
          <TileMap label={t("commitments.map.title")} tiles={tilesOf(entity, all, met)} />
          <Legend items={STEPS.map(({ tone, word }) => ({ text: t(`commitments.map.step.${word}`), color: tone }))} />
          <Fine>{t("commitments.map.how")}</Fine>
          <Section title={t("commitments.agency.byPlace")} id="lugares">
            <PromisesTable
              id="tabla-lugares"
              caption={t("commitments.agency.table")}
              by="territory"
              counts={{ all, met, late }}
              entity={entity}
              path={({ slug }) => `/compromisos/lugar/${slug}`}
            />
          </Section>
          <NextLink href={href("/compromisos")}>{t("commitments.board.seeAll")}</NextLink>
        </Page>
      ),
    };
  },
});

function tilesOf(entity: Entity, all: readonly Facet[], met: readonly Facet[]) {
  const count = (facets: readonly Facet[], code: string) =>
    facets.find(({ facet, value }) => facet === "territory" && value === code)?.n ?? 0;
  const cells = entity.tiles();
  return entity.participationTerritories().flatMap((place) => {
    const cell = cells.get(place.code);
    if (cell === undefined) return [];
    const [total, done] = [count(all, place.code), count(met, place.code)];
    const step = STEPS.find(({ under }) => done / total < under);
    const share = total === 0 ? "–" : formatPercent(done, total);
    return [
      {
        column: cell.x,
        row: cell.y,
        lines: tileWords(place.shortName),
        word: share,
        tone: total === 0 ? ("back" as const) : (step?.tone ?? "primary"),
        href: href(`/compromisos/lugar/${place.slug}`),
        label: t("commitments.map.label", { place: place.name, met: done, n: total }),
      },
    ];
  });
}
