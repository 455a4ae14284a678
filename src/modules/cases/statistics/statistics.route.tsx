// The public door of requests: ask, follow, and how the government keeps its terms. No words and no names of anybody.
import type { VNode } from "preact";
import { instantOf } from "#platform/clock/zone.ts";
import { type Context, get } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items, Kpis } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { listPublicJoint } from "../joint/joint.sql.ts";
import { PublicJointList } from "../joint/public-joint.route.tsx";
import { type Figures, figuresBy, sumOf } from "../memory/figures.ts";
import { caseTable } from "../memory/keep-table.ts";
import { byLate, yearBefore } from "../memory/names.ts";
import { listPublicCases, type PublicCase } from "../publish/public-cases.sql.ts";
import { StateTag } from "../state-tag.tsx";
import { ByChannel, listChannelYears } from "./by-channel.view.tsx";
import { LateItems } from "./late.view.tsx";
import { type LateCase, listLate } from "./statistics.sql.ts";

const MOST_LATE = 10;
const MOST_READABLE = 5;

export const publicCases = get({
  path: "/solicitudes",
  access: "public",
  cache: { seconds: 60, tags: () => ["cases"] },
  handle: async (ctx) => {
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    const since = instantOf(`${today.slice(0, 4)}-01-01`, ctx.entity.timeZone);
    const table = await caseTable(ctx.db);
    const counting = { today, soon: today, since };
    const agencies = figuresBy(table, "agency", counting).toSorted(byLate);
    const figures = sumOf(agencies);
    const channels = listChannelYears(table, counting, yearBefore(ctx.now));
    const readable = await listPublicCases(ctx.db, MOST_READABLE);
    const late = await listLate(ctx.db, today, { limit: MOST_LATE });
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
          <Year figures={figures} year={today.slice(0, 4)} today={today} />
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

function Year({
  figures,
  year,
  today,
}: {
  figures: Omit<Figures, "code" | "median" | "p90">;
  year: string;
  today: string;
}): VNode {
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

function Late({ ctx, items, total, today }: LateProps): VNode {
  return (
    <Section title={t("cases.public.lateTitle", { n: total })} id="vencidas">
      {items.length === 0 && <EmptyState title={t("cases.public.noLate")} />}
      <LateItems ctx={ctx} items={items} today={today} level={3} />
      {total > items.length && (
        <NextLink href={href("/solicitudes/vencidas")}>{t("cases.public.allLate", { n: total })}</NextLink>
      )}
    </Section>
  );
}

interface LateProps {
  ctx: Context;
  items: readonly LateCase[];
  total: number;
  today: string;
}

function ByAgency({ ctx, agencies }: { ctx: Context; agencies: readonly Figures[] }): VNode {
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
          entity.name(entity.agency(one.code), locale),
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
