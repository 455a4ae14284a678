// The public door of requests: ask, follow, and how the government keeps its terms. No words and no names of anybody.
import type { VNode } from "preact";
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import { instantOf } from "#platform/clock/zone.ts";
import { type Context, get } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table, Tag } from "#platform/views/content.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { Item, Items, Kpis } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { FORMS } from "../forms.ts";
import { listPublicJoint } from "../joint/joint.sql.ts";
import { PublicJointList } from "../joint/public-joint.route.tsx";
import { listPublicCases, type PublicCase } from "../publish/public-cases.sql.ts";
import { StateTag } from "../state-tag.tsx";
import {
  type AgencyFigures,
  type ChannelFigures,
  findStatistics,
  type LateCase,
  listAgencyFigures,
  listChannelFigures,
  listLate,
  type Statistics,
} from "./statistics.sql.ts";

const MOST_LATE = 50;
const MOST_READABLE = 5;

export const publicCases = get({
  path: "/solicitudes",
  access: "public",
  cache: { seconds: 60, tags: () => ["cases"] },
  handle: async (ctx) => {
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    const since = instantOf(`${today.slice(0, 4)}-01-01`, ctx.entity.timeZone);
    const figures = await findStatistics(ctx.db, since, today);
    const agencies = await listAgencyFigures(ctx.db, since, today);
    const channels = await listChannelFigures(ctx.db, {
      since,
      before: yearBefore(since),
      beforeUntil: yearBefore(ctx.now),
    });
    const readable = await listPublicCases(ctx.db, MOST_READABLE);
    const late = await listLate(ctx.db, today, MOST_LATE);
    return {
      kind: "page",
      title: ctx.entity.text("requests", ctx.locale),
      section: "cases",
      description: t("cases.public.lead"),
      crumbs: [{ text: t("cases.title") }],
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{ctx.entity.text("requests", ctx.locale)}</h1>
            <Lead>{t("cases.public.lead")}</Lead>
            <Actions>
              <LinkButton href={href("/solicitudes/nueva")}>{t("cases.public.ask")}</LinkButton>
              <LinkButton kind="quiet" href={href("/solicitudes/seguir")}>
                {t("cases.follow.title")}
              </LinkButton>
            </Actions>
            {ctx.entity.cases.chat !== undefined && (
              <Link href={href("/solicitudes/chat")}>{t("cases.chat.title")}</Link>
            )}
            <Link href={href("/tramites")}>{t("cases.guide.procedure.title")}</Link>
            <Link href={href("/puntos-de-atencion")}>{t("cases.guide.point.title")}</Link>
            <Link href={href("/solicitudes/informes")}>{t("cases.report.link")}</Link>
          </Stack>
          <Figures figures={figures} year={today.slice(0, 4)} today={today} />
          <Readable ctx={ctx} items={readable} today={today} />
          <PublicJointList ctx={ctx} items={await listPublicJoint(ctx.db, MOST_READABLE)} />
          <Late ctx={ctx} items={late} total={figures.late} today={today} />
          {agencies.length > 0 && <ByAgency ctx={ctx} agencies={agencies} />}
          {channels.length > 0 && <ByChannel channels={channels} year={Number(today.slice(0, 4))} />}
        </Page>
      ),
    };
  },
});

/** The same instant a year before. */
function yearBefore(at: Date): Date {
  const before = new Date(at);
  before.setUTCFullYear(before.getUTCFullYear() - 1);
  return before;
}

function Figures({ figures, year, today }: { figures: Statistics; year: string; today: string }): VNode {
  const { received, open, late, answered, inTime, helped, partly, judged } = figures;
  return (
    <Section title={t("cases.public.figures", { year })} id="cifras">
      <Kpis
        items={[
          { value: formatNumber(received), text: t("cases.public.received") },
          { value: formatNumber(open), text: t("cases.public.open") },
          { value: formatNumber(late), text: t("cases.public.late"), late: late > 0, href: "#vencidas" },
          ...(answered === 0
            ? []
            : [
                { value: formatPercent(inTime, answered), text: t("cases.public.inTime", { n: inTime, of: answered }) },
              ]),
          ...(judged === 0
            ? []
            : [
                {
                  value: formatPercent(helped, judged),
                  text: t("cases.public.helped", { n: helped, partly, of: judged }),
                },
              ]),
        ]}
      />
      <Fine>{t("cases.public.source", { date: formatDate(today) })}</Fine>
    </Section>
  );
}

/** The last that everybody may read. */
function Readable({ ctx, items, today }: { ctx: Context; items: readonly PublicCase[]; today: string }): VNode | null {
  if (items.length === 0) return null;
  return (
    <Section title={t("cases.public.readable")} id="publicas">
      <Items>
        {items.map((one) => (
          <Item
            small
            title={one.text}
            href={href(`/solicitudes/${one.id}`)}
            over={<StateTag one={one} today={today} />}
            meta={[
              ctx.entity.territory(one.territory).name,
              ctx.entity.name(ctx.entity.agency(one.agency), ctx.locale),
            ].join(" · ")}
          />
        ))}
      </Items>
    </Section>
  );
}

function Late({
  ctx,
  items,
  total,
  today,
}: {
  ctx: Context;
  items: readonly LateCase[];
  total: number;
  today: string;
}): VNode {
  const { entity, locale } = ctx;
  const calendar = workCalendar(entity.jurisdiction);
  return (
    <Section title={t("cases.public.lateTitle", { n: total })} id="vencidas">
      {items.length === 0 && <EmptyState title={t("cases.public.noLate")} />}
      <Items>
        {items.map((one) => (
          <Item
            small
            title={one.number}
            over={
              <Tag tone="late">{t("cases.public.lateDays", { n: workingDaysBetween(calendar, one.dueOn, today) })}</Tag>
            }
            meta={[
              FORMS.filter((form) => form === one.form).map((form) => t(`cases.form.${form}.name`)),
              entity.name(entity.agency(one.agency), locale),
              t("cases.dueOn", { date: formatDate(one.dueOn) }),
            ].join(" · ")}
          />
        ))}
      </Items>
      {total > items.length && <Fine>{t("cases.public.onlyFirst", { n: items.length })}</Fine>}
    </Section>
  );
}

function ByAgency({ ctx, agencies }: { ctx: Context; agencies: readonly AgencyFigures[] }): VNode {
  const { entity, locale } = ctx;
  return (
    <Section title={t("cases.public.byAgency")} id="organismos">
      <Table
        id="tabla-organismos"
        caption={`${t("cases.title")}: ${t("cases.public.byAgency")}`}
        captionHidden
        columns={[
          { text: t("cases.fact.agency") },
          ...(["received", "open", "late", "answered", "inTimeShort"] as const).map((name) => ({
            text: t(`cases.public.${name}`),
            numeric: true,
          })),
        ]}
        rows={agencies.map((one) => [
          entity.name(entity.agency(one.agency), locale),
          formatNumber(one.received),
          formatNumber(one.open),
          formatNumber(one.late),
          formatNumber(one.answered),
          formatPercent(one.inTime, one.answered),
        ])}
      />
    </Section>
  );
}

/** The doors by which they came, beside the same months of the year before. */
function ByChannel({ channels, year }: { channels: readonly ChannelFigures[]; year: number }): VNode {
  return (
    <Section title={t("cases.public.byChannel")} id="puertas">
      <Table
        id="tabla-puertas"
        caption={`${t("cases.title")}: ${t("cases.public.byChannel")}`}
        captionHidden
        columns={[
          { text: t("cases.fact.channel") },
          { text: t("cases.public.receivedIn", { year: String(year) }), numeric: true },
          { text: t("cases.public.receivedIn", { year: String(year - 1) }), numeric: true },
          { text: t("cases.public.answered"), numeric: true },
          { text: t("cases.public.inTimeShort"), numeric: true },
        ]}
        rows={channels.map((one) => [
          t(`cases.channel.${one.channel}`),
          formatNumber(one.received),
          formatNumber(one.before),
          formatNumber(one.answered),
          formatPercent(one.inTime, one.answered),
        ])}
      />
      <Fine>{t("cases.public.sameDays")}</Fine>
    </Section>
  );
}
