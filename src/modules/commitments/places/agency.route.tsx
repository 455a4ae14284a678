// What an agency promised, place by place: how much is met, what is late, and when it last told anything.
import type { VNode } from "preact";
import { z } from "zod";
import type { Agency, Entity } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import {
  calendarDay,
  compareNames,
  formatDayMonthYear,
  formatNumber,
  formatPercent,
  href,
  locale,
  t,
} from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import { type Commitment, countCommitments, type Facet, listCommitments } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";
import { findReporting } from "./last-news.sql.ts";

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
        facets: await countCommitments(db, filter),
        met: await countCommitments(db, { ...filter, state: "met" }),
        late: await countCommitments(db, { ...filter, state: "late" }),
        lateOnes: await listCommitments(db, { ...filter, state: "late" }, { limit: LATE, offset: 0 }),
        reporting: await findReporting(db, code, new Date(ctx.now.getTime() - SILENT_DAYS * DAY)),
        entity,
        today,
      }),
    };
  },
});

interface Props {
  agency: Agency;
  facets: readonly Facet[];
  met: readonly Facet[];
  late: readonly Facet[];
  lateOnes: readonly Commitment[];
  reporting: { last: Date | null; silent: number };
  entity: Entity;
  today: string;
}

const countOf = (facets: readonly Facet[], facet: Facet["facet"], value: string): number =>
  facets.find((one) => one.facet === facet && one.value === value)?.n ?? 0;

function AgencyPage(props: Props): VNode {
  const { agency, facets, lateOnes, reporting, entity, today } = props;
  const total = facets.filter(({ facet }) => facet === "state").reduce((sum, { n }) => sum + n, 0);
  const [met, late] = [countOf(facets, "state", "met"), countOf(facets, "state", "late")];
  const board = `/compromisos?dependencia=${agency.code}`;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("commitments.agency.title", { name: entity.name(agency, locale()) })}</h1>
        {total > 0 && (
          <Lead>
            <strong>{t("commitments.board.finding", { n: total, met, share: formatPercent(met, total), late })}</strong>
          </Lead>
        )}
        {agency.retired && <p>{t("commitments.agency.retired")}</p>}
        <p>
          {reporting.last === null
            ? t("commitments.agency.neverTold")
            : t("commitments.agency.lastTold", { date: formatDayMonthYear(reporting.last) })}{" "}
          {reporting.silent > 0 && t("commitments.agency.silent", { n: reporting.silent, days: SILENT_DAYS })}
        </p>
      </Stack>
      {total === 0 && <EmptyState level={2} title={t("commitments.board.none")} />}
      {lateOnes.length > 0 && (
        <Section title={t("commitments.agency.late", { n: late })} id="tarde">
          <Items>
            {lateOnes.map((one) => (
              <Item
                title={one.title}
                href={href(`/compromisos/${one.id}`)}
                meta={entity.territory(one.territory).name}
                side={
                  <Stack gap="xs">
                    <p>
                      <StateTag commitment={one} today={today} />
                    </p>
                    <Small>{t("commitments.board.wasDue", { day: formatDayMonthYear(one.dueDate) })}</Small>
                  </Stack>
                }
              />
            ))}
          </Items>
        </Section>
      )}
      {total > 0 && <ByPlace {...props} />}
      <NextLink href={href(board)}>{t("commitments.agency.all", { n: total })}</NextLink>
    </Page>
  );
}

function ByPlace({ agency, facets, met, late, entity }: Props): VNode {
  const places = facets
    .filter(({ facet }) => facet === "territory")
    .flatMap(({ value, n }) => {
      const place = entity.find(value);
      return place === undefined ? [] : [{ place, n }];
    })
    .sort((a, b) => compareNames(a.place.name, b.place.name));
  return (
    <Section title={t("commitments.agency.byPlace")} id="lugares">
      <Table
        id="tabla-lugares"
        caption={t("commitments.agency.table")}
        captionHidden
        columns={[
          { text: t("commitments.board.place") },
          { text: t("commitments.agency.promised"), numeric: true },
          { text: t("commitments.stateMany.met"), numeric: true },
          { text: t("commitments.stateMany.late"), numeric: true },
        ]}
        rows={places.map(({ place, n }) => [
          <Link href={href(`/compromisos?lugar=${place.slug}&dependencia=${agency.code}`)}>{place.name}</Link>,
          formatNumber(n),
          formatNumber(countOf(met, "territory", place.code)),
          formatNumber(countOf(late, "territory", place.code)),
        ])}
      />
    </Section>
  );
}
