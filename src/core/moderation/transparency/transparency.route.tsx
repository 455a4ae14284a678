import type { VNode } from "preact";
import { get } from "#platform/http/route.ts";
import { formatMonthYear, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { countByReason, countTotals, type ModerationTotals, type MonthOfModeration } from "./transparency.sql.ts";

/** What is hidden and why, in numbers that anybody can recompute from the open data. */
export const transparency = get({
  path: "/moderacion",
  access: "public",
  cache: { seconds: 60, tags: () => ["moderation"] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("moderation.public.title"),
    section: "look",
    description: t("moderation.public.lead"),
    body: <Transparency totals={await countTotals(ctx.db)} months={await countByReason(ctx.db, ctx.entity.timeZone)} />,
  }),
});

function Transparency({ totals, months }: { totals: ModerationTotals; months: readonly MonthOfModeration[] }): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("moderation.public.title")}</h1>
        <Lead>{t("moderation.public.lead")}</Lead>
      </Stack>
      <Kpis
        items={(["reported", "kept", "hidden", "granted"] as const).map((what) => ({
          value: formatNumber(totals[what]),
          text: t(`moderation.public.${what}`),
        }))}
      />
      {months.length === 0 ? (
        <EmptyState level={2} title={t("moderation.public.none")} />
      ) : (
        <Table
          id="cuentas"
          caption={t("moderation.public.table")}
          columns={[
            { text: t("moderation.public.month") },
            { text: t("moderation.public.why") },
            { text: t("moderation.public.hidden"), numeric: true },
            { text: t("moderation.public.appealed"), numeric: true },
            { text: t("moderation.public.granted"), numeric: true },
          ]}
          rows={months.map((row) => [
            formatMonthYear(row.month),
            t(`moderation.reason.${row.reason as "other"}`),
            formatNumber(row.hidden),
            formatNumber(row.appealed),
            formatNumber(row.granted),
          ])}
        />
      )}
      <Section title={t("moderation.public.how")} id="como">
        <Bullets
          items={(["report", "person", "words", "author", "second", "kept"] as const).map((step) =>
            t(`moderation.public.step.${step}`),
          )}
        />
        <NextLink href={href("/datos")}>{t("moderation.public.data")}</NextLink>
      </Section>
      <Fine>{t("moderation.public.note", { n: totals.waiting })}</Fine>
    </Page>
  );
}
