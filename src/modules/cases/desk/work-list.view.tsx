import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import type { Context } from "#platform/http/route.ts";
import { formatDayMonthYear, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Desk, KeyHint, SideFilters, WorkList, WorkRow } from "#platform/views/desk.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { CHANNELS } from "../channels.ts";
import { FORMS } from "../forms.ts";
import type { Counts } from "../memory/counts.ts";
import { StateTag } from "../state-tag.tsx";
import { searchOf } from "./filter.ts";
import type { SavedList } from "./saved-lists.ts";
import { type Asking, type Filter, OWNERS, VIEWS, type WorkItem } from "./work-list.sql.ts";

const PATH = "/gestion/solicitudes";
/** Rows of a page. */
export const PAGE = 40;
const CHOSEN = "elegidas";

export interface WorkPageProps {
  ctx: Context;
  filter: Filter;
  asking: Asking;
  items: readonly WorkItem[];
  counts: Counts;
  saved: readonly SavedList[];
  /** What was typed to keep this list. */
  form: FormState;
}

function addressOf(filter: Filter, change: Partial<Filter> & { next?: WorkItem }): string {
  const search = searchOf(filter, change);
  return href(search === "" ? PATH : `${PATH}?${search}`);
}

export function WorkPage(props: WorkPageProps): VNode {
  const { ctx, filter, asking, items, counts } = props;
  const shown = items.slice(0, PAGE);
  const last = items.length > PAGE ? shown.at(-1) : undefined;
  const nothing = Object.values(counts.views).every((n) => n === 0);
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={props.form.errors} />
      <Stack gap="s">
        <h1>{t("cases.desk.title")}</h1>
        <Lead>{t("cases.desk.lead", { late: counts.views.late, week: counts.views.week })}</Lead>
        <Actions>
          <LinkButton size="small" href={href(`${PATH}/nueva`)}>
            {t("cases.counter.title")}
          </LinkButton>
          {ctx.entity.cases.chat !== undefined && (
            <LinkButton size="small" kind="quiet" href={href(`${PATH}/chats`)}>
              {t("cases.chat.desk.title")}
            </LinkButton>
          )}
          <LinkButton size="small" kind="quiet" href={href(`${PATH}/tablero`)}>
            {t("cases.board.title")}
          </LinkButton>
          <LinkButton size="small" kind="quiet" href={href(`${PATH}/suspensiones`)}>
            {t("cases.suspend.title")}
          </LinkButton>
          <LinkButton size="small" kind="quiet" href={href(`${PATH}/plantillas`)}>
            {t("cases.template.title")}
          </LinkButton>
          <LinkButton size="small" kind="quiet" href={href(`${PATH}/varias`)}>
            {t("cases.bulk.title")}
          </LinkButton>
          <LinkButton size="small" kind="quiet" href={href(`${PATH}/conjuntas`)}>
            {t("cases.joint.title")}
          </LinkButton>
          <LinkButton size="small" kind="quiet" href={href(`${PATH}/informe`)}>
            {t("cases.causes.crumb")}
          </LinkButton>
        </Actions>
        {(filter.agency ?? filter.territory ?? filter.sector ?? filter.person) !== undefined && (
          <NextLink
            href={addressOf(filter, { agency: undefined, territory: undefined, sector: undefined, person: undefined })}
          >
            {t("cases.board.all")}
          </NextLink>
        )}
      </Stack>
      <Desk filters={<Filters {...props} />}>
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
                {...(item.closedAt === null && {
                  name: "case",
                  value: String(item.id),
                  form: CHOSEN,
                  checkLabel: t("cases.bulk.choose", { number: item.number }),
                })}
                href={caseAddress(item, filter)}
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
                  item.dueOn === null ? t("cases.stopped") : t("cases.dueOn", { date: formatDayMonthYear(item.dueOn) }),
                  item.assignee ?? t("cases.desk.unassigned"),
                ]}
              />
            ))}
          </WorkList>
        )}
        {shown.length > 0 && (
          <>
            <Form action={href(`${PATH}/varias`)} id={CHOSEN} layout="bare">
              <Button kind="quiet" shortcut="A">
                {t("cases.bulk.open")}
              </Button>
            </Form>
            <KeyHint
              items={[
                { keys: ["↑", "↓"], text: t("cases.keys.move") },
                { keys: ["␣"], text: t("cases.keys.choose") },
                { keys: ["⏎"], text: t("cases.keys.open") },
                { keys: ["A"], text: t("cases.bulk.open") },
              ]}
            />
          </>
        )}
        {last && (
          <>
            <NextLink href={addressOf(filter, { next: last })}>{t("cases.desk.more")}</NextLink>
            {filter.view !== "closed" && (
              <NextLink href={href(`${PATH}/varias?${searchOf(filter)}${searchOf(filter) === "" ? "" : "&"}todas=si`)}>
                {t("cases.bulk.whole", { n: formatNumber(counts.views[filter.view]) })}
              </NextLink>
            )}
          </>
        )}
      </Desk>
      <KeepList {...props} />
    </Page>
  );
}

/** A case, with the list from which it is opened: what comes next is of that list. */
function caseAddress({ id }: WorkItem, filter: Filter): string {
  const search = searchOf(filter);
  return href(search === "" ? `${PATH}/${id}` : `${PATH}/${id}?${search}`);
}

/** The lists that the reader keeps, with how many are in each. */
function Saved({ filter, saved }: Pick<WorkPageProps, "filter" | "saved">): VNode | null {
  if (saved.length === 0) return null;
  const now = searchOf(filter);
  return (
    <SideFilters
      id="guardadas"
      title={t("cases.saved.title")}
      items={saved.map(({ name, search, n }) => ({
        text: name,
        count: formatNumber(n),
        href: href(search === "" ? PATH : `${PATH}?${search}`),
        current: search === now,
      }))}
    />
  );
}

/** Keeps this list under a name, or lets go of it. */
function KeepList({ filter, saved, form }: WorkPageProps): VNode {
  const search = searchOf(filter);
  const kept = saved.find((one) => one.search === search);
  if (kept !== undefined) {
    return (
      <Form action={href(`${PATH}/listas/${kept.id}/soltar`)} layout="bare">
        <Button kind="quiet" size="small">
          {t("cases.saved.drop", { name: kept.name })}
        </Button>
      </Form>
    );
  }
  return (
    <Form action={href(`${PATH}/listas`)} hidden={{ f: search }} layout="row">
      <Field
        id="name"
        label={t("cases.saved.name.label")}
        value={form.value("name")}
        error={form.error("name")}
        maxLength={60}
      />
      <Button kind="quiet">{t("cases.saved.keep")}</Button>
    </Form>
  );
}

function Filters({ filter, counts, saved }: WorkPageProps): VNode {
  return (
    <>
      <Saved filter={filter} saved={saved} />
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
            const n = counts.forms.get(form) ?? 0;
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
            const n = counts.channels.get(channel) ?? 0;
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
