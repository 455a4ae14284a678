// The reports of the law by quarter: requests for information one by one, and everything by type, agency and channel. To read,
// download and print.
import type { VNode } from "preact";
import { z } from "zod";
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import { type Context, get } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Actions, NoPrint, Page, Section, Stack } from "#platform/views/layout.tsx";
import { LinkButton, NextLink, PrintButton } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { type Causes, listCauses } from "../causes/causes.sql.ts";
import { CausesOf } from "../causes/causes.view.tsx";
import { CHANNELS } from "../channels.ts";
import { FORMS } from "../forms.ts";
import { askedQuarter, type Quarter, quarterBefore, quarterCode, spanOf } from "./quarter.ts";
import {
  type InformationRequest,
  listInformation,
  listReport,
  REPORT_BY,
  type ReportBy,
  type ReportRow,
} from "./report.sql.ts";

const PATH = "/solicitudes/informes";
const MOST_LISTED = 200;

export const reports = get({
  path: PATH,
  access: "public",
  query: z.object({ trimestre: z.string().max(6).optional().catch(undefined) }),
  handle: async (ctx, { query: { trimestre } }) => {
    const quarter = askedQuarter(ctx, trimestre);
    const span = spanOf(ctx, quarter);
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    const causes = await listCauses(ctx.db, quarterCode(quarter));
    const words = { n: quarter.number, year: String(quarter.year) };
    const report = await listReport(ctx.db, span, today);
    return {
      kind: "page",
      title: t("cases.report.title", words),
      section: "cases",
      islands: ["plaza"],
      crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.report.crumb") }],
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("cases.report.title", words)}</h1>
            <Lead>
              {t("cases.report.lead", { entity: ctx.entity.officialName(ctx.locale), date: formatDate(today) })}
            </Lead>
            <NoPrint>
              <Downloads quarter={quarter} />
            </NoPrint>
          </Stack>
          <Information ctx={ctx} items={await listInformation(ctx.db, span)} />
          {REPORT_BY.map((by) => (
            <By ctx={ctx} by={by} rows={report[by]} causes={causes.filter(({ about }) => about === by)} />
          ))}
          <Fine>{t("cases.public.source", { date: formatDate(today) })}</Fine>
        </Page>
      ),
    };
  },
});

function Downloads({ quarter }: { quarter: Quarter }): VNode {
  const before = quarterBefore(quarter);
  return (
    <>
      <Actions>
        <PrintButton>{t("cases.report.print")}</PrintButton>
        <LinkButton kind="quiet" href="/datos/solicitudes-de-informacion.csv" download>
          {t("cases.report.csv")}
        </LinkButton>
        <LinkButton kind="quiet" href="/datos/causas-de-solicitudes.csv" download>
          {t("cases.causes.csv")}
        </LinkButton>
        <LinkButton kind="quiet" href="/datos/solicitudes.csv" download>
          {t("cases.report.all")}
        </LinkButton>
      </Actions>
      <NextLink href={href(`${PATH}?trimestre=${quarterCode(before)}`)}>
        {t("cases.report.before", { n: before.number, year: String(before.year) })}
      </NextLink>
    </>
  );
}

/** Received, sent to others, refused, and how long each took. (co: Ley 1712 of 2014, Decreto 1081 of 2015 art. 2.1.1.6.2.) */
function Information({ ctx, items }: { ctx: Context; items: readonly InformationRequest[] }): VNode {
  const { entity, locale } = ctx;
  const calendar = workCalendar(entity.jurisdiction);
  const took = ({ notifiedAt, receivedOn }: InformationRequest): string =>
    notifiedAt === null
      ? "–"
      : formatNumber(workingDaysBetween(calendar, receivedOn, calendarDay(notifiedAt, entity.timeZone)));
  const count = (which: (one: InformationRequest) => boolean): string => formatNumber(items.filter(which).length);
  return (
    <Section title={t("cases.report.information")} id="informacion">
      <Kpis
        items={[
          { value: formatNumber(items.length), text: t("cases.public.received") },
          { value: count((one) => one.transferred), text: t("cases.report.transferred") },
          { value: count((one) => one.notifiedAt !== null), text: t("cases.public.answered") },
          { value: count((one) => one.refused), text: t("cases.report.refused") },
        ]}
      />
      {items.length === 0 ? (
        <EmptyState title={t("cases.report.none")} />
      ) : (
        <Table
          id="tabla-informacion"
          caption={t("cases.report.each")}
          columns={[
            { text: t("cases.report.number") },
            { text: t("cases.fact.agency") },
            { text: t("cases.fact.received") },
            { text: t("cases.report.days"), numeric: true },
            { text: t("cases.report.result") },
          ]}
          rows={items
            .slice(0, MOST_LISTED)
            .map((one) => [
              one.number,
              entity.name(entity.agency(one.agency), locale),
              formatDate(one.receivedOn),
              took(one),
              one.refused
                ? t("cases.report.wasRefused")
                : t(one.notifiedAt === null ? "cases.report.wasOpen" : "cases.report.wasGranted"),
            ])}
        />
      )}
      {items.length > MOST_LISTED && <Fine>{t("cases.report.first", { n: MOST_LISTED })}</Fine>}
    </Section>
  );
}

interface ByProps {
  ctx: Context;
  by: ReportBy;
  rows: readonly ReportRow[];
  /** What was written about each, besides the figures. */
  causes: readonly Causes[];
}

function By({ ctx, by, rows, causes }: ByProps): VNode {
  const { entity, locale } = ctx;
  const nameOf = (code: string): string => {
    if (by === "agency") return entity.name(entity.agency(code), locale);
    const form = FORMS.find((one) => one === code);
    if (form !== undefined) return t(`cases.form.${form}.name`);
    const channel = CHANNELS.find((one) => one === code);
    return channel === undefined ? code : t(`cases.channel.${channel}`);
  };
  return (
    <Section title={t(`cases.report.by.${by}`)} id={`por-${by}`}>
      {rows.length === 0 ? (
        <EmptyState title={t("cases.report.none")} />
      ) : (
        <Table
          id={`tabla-${by}`}
          caption={`${t("cases.title")}: ${t(`cases.report.by.${by}`)}`}
          captionHidden
          columns={[
            { text: t(`cases.fact.${by}`) },
            ...(["received", "answered", "inTimeShort", "late"] as const).map((name) => ({
              text: t(`cases.public.${name}`),
              numeric: true,
            })),
            ...(["extended", "transferred", "refused"] as const).map((name) => ({
              text: t(`cases.report.${name}`),
              numeric: true,
            })),
          ]}
          rows={rows.map((one) => [
            nameOf(one.code),
            formatNumber(one.received),
            formatNumber(one.answered),
            formatPercent(one.inTime, one.answered),
            formatNumber(one.late),
            formatNumber(one.extended),
            formatNumber(one.transferred),
            formatNumber(one.refused),
          ])}
        />
      )}
      <CausesOf ctx={ctx} items={causes} />
    </Section>
  );
}
