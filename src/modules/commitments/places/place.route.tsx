// What was promised in a place, agency by agency: how much is met, what is late, and the sheet for its next meeting.
import type { VNode } from "preact";
import { z } from "zod";
import type { Entity, Territory } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { type Commitment, countCommitments, listCommitments } from "../commitments.sql.ts";
import { type Counts, Finding, LateOnes, PromisesTable, stateOf, totalOf } from "./promises.view.tsx";

const LATE = 25;

export const placePage = get({
  path: "/compromisos/lugar/:place",
  access: "public",
  params: z.object({ place: z.string().max(120) }),
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async (ctx, { params }) => {
    const { db, entity } = ctx;
    const place = entity.bySlug(params.place);
    if (place === undefined) throw notFound();
    const today = calendarDay(ctx.now, entity.timeZone);
    const filter = { territory: place.code, today };
    return {
      kind: "page",
      title: t("commitments.place.title", { place: place.name }),
      section: "look",
      crumbs: [{ text: t("commitments.board.title"), path: "/compromisos" }, { text: place.name }],
      body: PlacePage({
        place,
        counts: {
          all: await countCommitments(db, filter),
          met: await countCommitments(db, { ...filter, standing: "met" }),
          late: await countCommitments(db, { ...filter, standing: "late" }),
        },
        lateOnes: await listCommitments(db, { ...filter, standing: "late" }, LATE),
        entity,
        today,
      }),
    };
  },
});

interface Props {
  place: Territory;
  counts: Counts;
  lateOnes: readonly Commitment[];
  entity: Entity;
  today: string;
}

function PlacePage({ place, counts, lateOnes, entity, today }: Props): VNode {
  const total = totalOf(counts.all);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("commitments.place.title", { place: place.name })}</h1>
        <Finding counts={counts} />
        <Row links>
          <Link href={href(`/compromisos/hoja/${place.slug}`)}>{t("commitments.sheet.crumb")}</Link>
          <Link href={href(`/compromisos/tiempo?lugar=${place.slug}`)}>{t("commitments.time.link")}</Link>
          <Link href={href(`/compromisos/pruebas?lugar=${place.slug}`)}>{t("commitments.gallery.link")}</Link>
        </Row>
      </Stack>
      {total === 0 && <EmptyState level={2} title={t("commitments.sheet.none")} />}
      <LateOnes
        n={stateOf(counts, "late")}
        list={lateOnes}
        today={today}
        beside={(one) => entity.name(entity.agency(one.agency), locale())}
      />
      {total > 0 && (
        <Section title={t("commitments.place.byAgency")} id="dependencias">
          <PromisesTable
            id="tabla-dependencias"
            caption={t("commitments.place.table")}
            by="agency"
            counts={counts}
            entity={entity}
            path={({ code }) => `/compromisos?lugar=${place.slug}&dependencia=${code}`}
          />
        </Section>
      )}
      <NextLink href={href(`/compromisos?lugar=${place.slug}`)}>{t("commitments.agency.all", { n: total })}</NextLink>
    </Page>
  );
}
