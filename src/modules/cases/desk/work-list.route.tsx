import type { VNode } from "preact";
import { z } from "zod";
import { addWorkingDays, workCalendar } from "#analysis/calendar/working-days.ts";
import { type Context, get } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Desk, SideFilters, WorkList, WorkRow } from "#platform/views/desk.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { CHANNELS } from "../channels.ts";
import { FORMS } from "../forms.ts";
import { StateTag } from "../state-tag.tsx";
import {
  type Asking,
  type Counts,
  countWork,
  type Filter,
  listWork,
  OWNERS,
  VIEWS,
  type WorkItem,
} from "./work-list.sql.ts";

const PATH = "/gestion/solicitudes";
const PAGE = 40;
const SOON_DAYS = 5;

export function askingOf(ctx: Context): Asking {
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  return {
    authority: ctx.authority,
    today,
    soon: addWorkingDays(workCalendar(ctx.entity.jurisdiction), today, SOON_DAYS),
  };
}

const query = z.object({
  ver: z.enum(VIEWS).catch("open"),
  de: z.enum(OWNERS).catch("all"),
  tipo: z.enum(FORMS).optional().catch(undefined),
  puerta: z.enum(CHANNELS).optional().catch(undefined),
  desde: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/)
    .optional()
    .catch(undefined),
});

export const workList = get({
  path: PATH,
  access: "cases.work",
  query,
  handle: async (ctx, { query: { ver, de, tipo, puerta, desde } }) => {
    const [due = "", id = ""] = desde?.split(".") ?? [];
    const after = desde === undefined ? undefined : { due, id: Number(id) };
    const filter: Filter = { view: ver, owner: de, form: tipo, channel: puerta, after };
    const asking = askingOf(ctx);
    const [items, counts] = [await listWork(ctx.db, filter, asking, PAGE + 1), await countWork(ctx.db, filter, asking)];
    return {
      kind: "page",
      title: t("cases.desk.title"),
      staff: true,
      section: "cases",
      islands: ["plaza"],
      body: <WorkPage ctx={ctx} filter={filter} asking={asking} items={items} counts={counts} />,
    };
  },
});

interface Props {
  ctx: Context;
  filter: Filter;
  asking: Asking;
  items: readonly WorkItem[];
  counts: Counts;
}

/** The address of a list, which can be pasted in a message. */
function addressOf(filter: Filter, change: Partial<Filter> & { next?: WorkItem }): string {
  const { view, owner, form, channel } = { ...filter, ...change };
  const words = new URLSearchParams({
    ...(view !== "open" && { ver: view }),
    ...(owner !== "all" && { de: owner }),
    ...(form !== undefined && { tipo: form }),
    ...(channel !== undefined && { puerta: channel }),
    ...(change.next !== undefined && { desde: `${change.next.dueOn ?? "9999-12-31"}.${change.next.id}` }),
  });
  return href(words.size === 0 ? PATH : `${PATH}?${words}`);
}

function WorkPage({ ctx, filter, asking, items, counts }: Props): VNode {
  const shown = items.slice(0, PAGE);
  const last = items.length > PAGE ? shown.at(-1) : undefined;
  const nothing = Object.values(counts.views).every((n) => n === 0);
  return (
    <Page width="wide" gap="l">
      <Stack gap="s">
        <h1>{t("cases.desk.title")}</h1>
        <Lead>{t("cases.desk.lead", { late: counts.views.late, week: counts.views.week })}</Lead>
        <NextLink href={href(`${PATH}/nueva`)}>{t("cases.counter.title")}</NextLink>
      </Stack>
      <Desk filters={<Filters filter={filter} counts={counts} />}>
        {shown.length === 0 ? (
          <EmptyState
            level={2}
            title={t("cases.desk.none")}
            text={t(nothing ? "cases.desk.neverText" : "cases.desk.noneText")}
            action={
              nothing
                ? { href: href("/solicitudes"), text: t("cases.title") }
                : { href: href(PATH), text: t("common.all") }
            }
          />
        ) : (
          <WorkList label={t("cases.desk.title")}>
            {shown.map((item) => (
              <WorkRow
                id={`c${item.id}`}
                href={href(`${PATH}/${item.id}`)}
                text={item.text}
                tags={
                  <>
                    <StateTag one={item} today={asking.today} />
                    {item.priority && <Tag tone="late">{t("cases.priority")}</Tag>}
                  </>
                }
                meta={[
                  item.number,
                  t(`cases.form.${item.form}.name`),
                  ctx.entity.territory(item.territory).name,
                  item.dueOn === null ? t("cases.stopped") : t("cases.dueOn", { date: formatDate(item.dueOn) }),
                  item.assignee ?? t("cases.desk.unassigned"),
                ]}
              />
            ))}
          </WorkList>
        )}
        {last && <NextLink href={addressOf(filter, { next: last })}>{t("cases.desk.more")}</NextLink>}
      </Desk>
    </Page>
  );
}

function Filters({ filter, counts }: { filter: Filter; counts: Counts }): VNode {
  return (
    <>
      <SideFilters
        id="ver"
        title={t("cases.desk.view.title")}
        items={VIEWS.map((view) => ({
          text: t(`cases.desk.view.${view}`),
          count: formatNumber(counts.views[view]),
          href: addressOf(filter, { view }),
          current: filter.view === view,
        }))}
      />
      <SideFilters
        id="de"
        title={t("cases.desk.owner.title")}
        items={OWNERS.map((owner) => ({
          text: t(`cases.desk.owner.${owner}`),
          count: formatNumber(counts.owners[owner]),
          href: addressOf(filter, { owner }),
          current: filter.owner === owner,
        }))}
      />
      <SideFilters
        id="tipo"
        title={t("cases.fact.form")}
        items={[
          {
            text: t("cases.desk.allForms"),
            href: addressOf(filter, { form: undefined }),
            current: filter.form === undefined,
          },
          ...FORMS.flatMap((form) => {
            const n = counts.forms.find((one) => one.form === form)?.n ?? 0;
            if (n === 0 && filter.form !== form) return [];
            return {
              text: t(`cases.form.${form}.name`),
              count: formatNumber(n),
              href: addressOf(filter, { form }),
              current: filter.form === form,
            };
          }),
        ]}
      />
      <SideFilters
        id="puerta"
        title={t("cases.fact.channel")}
        items={[
          {
            text: t("cases.desk.allForms"),
            href: addressOf(filter, { channel: undefined }),
            current: filter.channel === undefined,
          },
          ...CHANNELS.flatMap((channel) => {
            const n = counts.channels.find((one) => one.channel === channel)?.n ?? 0;
            if (n === 0 && filter.channel !== channel) return [];
            return {
              text: t(`cases.channel.${channel}`),
              count: formatNumber(n),
              href: addressOf(filter, { channel }),
              current: filter.channel === channel,
            };
          }),
        ]}
      />
    </>
  );
}
