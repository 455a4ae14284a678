// What an agency promised, place by place: how much is met, what is late, and when it last told anything.
import type { VNode } from "preact";
import { z } from "zod";
import type { Agency, Entity } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { type Commitment, countCommitments, listCommitments } from "../commitments.sql.ts";
import { findReporting } from "./last-news.sql.ts";
import { type Counts, Finding, LateOnes, PromisesTable, stateOf, totalOf } from "./promises.view.tsx";

const LATE = 25;
const SILENT_DAYS = 90;
const DAY = 86_400_000;

export const agencyPage = get({
  path: "/compromisos/dependencia/:code",
  access: "public",
  params: z.object({ code: z.string().max(60) }),
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async (ctx, { params: { code } }) => {
    const { db, entity } = ctx;
    const agency = entity.catalogs.agencies.find(code);
    if (agency === undefined) throw notFound();
    const today = calendarDay(ctx.now, entity.timeZone);
    const filter = { agency: code, today };
    const name = entity.name(agency, locale());
    return {
      kind: "page",
      title: t("commitments.agency.title", { name }),
      section: "look",
      crumbs: [{ text: t("commitments.board.title"), path: "/compromisos" }, { text: name }],
      body: AgencyPage({
        agency,
        counts: {
          all: await countCommitments(db, filter),
          met: await countCommitments(db, { ...filter, standing: "met" }),
          late: await countCommitments(db, { ...filter, standing: "late" }),
        },
        lateOnes: await listCommitments(db, { ...filter, standing: "late" }, LATE),
        reporting: await findReporting(db, code, new Date(ctx.now.getTime() - SILENT_DAYS * DAY)),
        entity,
        today,
      }),
    };
  },
});

interface Props {
  agency: Agency;
  counts: Counts;
  lateOnes: readonly Commitment[];
  reporting: { last: Date | null; silent: number };
  entity: Entity;
  today: string;
}

function AgencyPage({ agency, counts, lateOnes, reporting, entity, today }: Props): VNode {
  const total = totalOf(counts.all);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("commitments.agency.title", { name: entity.name(agency, locale()) })}</h1>
        <Finding counts={counts} />
        {agency.retired && <p>{t("commitments.agency.retired")}</p>}
        <p>
          {reporting.last === null
            ? t("commitments.agency.neverTold")
            : t("commitments.agency.lastTold", { date: formatDayMonthYear(reporting.last) })}{" "}
          {reporting.silent > 0 && t("commitments.agency.silent", { n: reporting.silent, days: SILENT_DAYS })}
        </p>
      </Stack>
      {total === 0 && <EmptyState level={2} title={t("commitments.board.none")} />}
      <LateOnes
        n={stateOf(counts, "late")}
        list={lateOnes}
        today={today}
        beside={(one) => entity.territory(one.territory).name}
      />
      {total > 0 && (
        <Section title={t("commitments.agency.byPlace")} id="lugares">
          <PromisesTable
            id="tabla-lugares"
            caption={t("commitments.agency.table")}
            by="territory"
            counts={counts}
            entity={entity}
            path={({ slug }) => `/compromisos?lugar=${slug}&dependencia=${agency.code}`}
          />
        </Section>
      )}
      <NextLink href={href(`/compromisos?dependencia=${agency.code}`)}>
        {t("commitments.agency.all", { n: total })}
      </NextLink>
    </Page>
  );
}
