import type { VNode } from "preact";
import { type Entity, nearToFar, type Territory } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { formatMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { SearchBox } from "#platform/views/form.tsx";
import { Actions, Page, Row, Stack } from "#platform/views/layout.tsx";
import { LinkButton, NextLink } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Lead, Small, Written } from "#platform/views/text.tsx";
import { DEMAND_STATES, type DemandState, OPEN_STATES } from "../demand.ts";
import { type ListedNeed, type NeedList, NO_SECTOR, ORDERS } from "../need-list.sql.ts";
import { STATE_TONE } from "../state-tone.ts";
import type { Voices } from "../voices.sql.ts";
import { EVERY_STATE, type ListFilters } from "./list-needs.route.ts";

interface Props {
  process: Process;
  territory: Territory;
  /** The list is of the whole entity: its places are municipalities. */
  whole: boolean;
  entity: Entity;
  list: NeedList;
  /** Those who said or joined what is listed. */
  people: number;
  voices: ReadonlyMap<number, Voices>;
  query: ListFilters;
  pageSize: number;
  open: boolean;
}

const MOST_CHIPS = 12;

export function ListNeeds(props: Props): VNode {
  const { process, territory, list, query, open } = props;
  const base = `/procesos/${process.slug}/${territory.slug}`;
  // The whole entity has a page in a process only where the process has dates for it.
  const above = process.phases.has(territory.code) ? base : `/procesos/${process.slug}`;
  const { pagina: _, q, ...kept } = query;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("demands.list.title", { place: territory.name })}</h1>
        <Lead>{t("demands.list.count", { n: list.total, people: props.people })}</Lead>
        {open && (
          <Actions>
            <LinkButton href={href(`${base}/decir`)}>{t("demands.say.crumb")}</LinkButton>
          </Actions>
        )}
      </Stack>
      <SearchBox
        id="q"
        quiet
        action={href(`${base}/necesidades`)}
        label={t("demands.list.search")}
        value={q}
        hidden={Object.fromEntries(
          Object.entries(kept).filter((entry): entry is [string, string] => entry[1] !== undefined),
        )}
      />
      <Filters {...props} />
      <Needs {...props} />
      <Pagination
        current={query.pagina}
        total={Math.ceil(list.total / props.pageSize)}
        href={(pagina) => addressOf(props, { pagina })}
      />
      <NextLink href={href(above)}>{t("demands.list.back", { place: territory.name })}</NextLink>
    </Page>
  );
}

/** The same list with something changed; a filter always goes back to the first page. */
function addressOf({ process, territory, query }: Props, change: Partial<ListFilters>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, pagina: 1, ...change })) {
    if (value !== undefined && value !== "" && !(name === "pagina" && value === 1)) search.set(name, String(value));
  }
  const text = search.toString();
  return href(`/procesos/${process.slug}/${territory.slug}/necesidades${text === "" ? "" : `?${text}`}`);
}

function Filters(props: Props): VNode {
  const { list, query, entity, whole } = props;
  const places = byCount(whole ? list.counts.territory : list.counts.sub, query.lugar).filter(([code]) => code !== "");
  const sectors = byCount(list.counts.sector, query.sector);
  const open = OPEN_STATES.reduce((sum, state) => sum + (list.counts.state.get(state) ?? 0), 0);
  const all = DEMAND_STATES.reduce((sum, state) => sum + (list.counts.state.get(state) ?? 0), 0);
  const states = DEMAND_STATES.filter((state) => list.counts.state.has(state) || query.estado === state);
  return (
    <Stack gap="s">
      {query.mes !== undefined && (
        <FilterChips
          label={t("demands.list.month")}
          items={[
            { text: formatMonthYear(query.mes), href: addressOf(props, {}), current: true },
            { text: t("demands.list.everyMonth"), href: addressOf(props, { mes: undefined }) },
          ]}
        />
      )}
      <FilterChips
        label={t("demands.join.state")}
        items={[
          {
            text: t("demands.list.open"),
            count: formatNumber(open),
            href: addressOf(props, { estado: undefined }),
            current: query.estado === undefined,
          },
          {
            text: t("common.all"),
            count: formatNumber(all),
            href: addressOf(props, { estado: EVERY_STATE }),
            current: query.estado === EVERY_STATE,
          },
          ...states.map((state) => ({
            text: t(`demands.listState.${state}`),
            count: formatNumber(list.counts.state.get(state) ?? 0),
            href: addressOf(props, { estado: query.estado === state ? undefined : state }),
            current: query.estado === state,
          })),
        ]}
      />
      {sectors.length > 1 && (
        <FilterChips
          label={t("demands.join.sector")}
          items={sectors.map(([code, n]) => ({
            text: sectorName(entity, code),
            count: formatNumber(n),
            href: addressOf(props, { sector: query.sector === code ? undefined : code }),
            current: query.sector === code,
          }))}
        />
      )}
      {places.length > 0 && (
        <FilterChips
          label={t("demands.join.place")}
          items={places.map(([code, n]) => ({
            text: entity.find(code)?.name ?? code,
            count: formatNumber(n),
            href: addressOf(props, { lugar: query.lugar === code ? undefined : code }),
            current: query.lugar === code,
          }))}
        />
      )}
      <FilterChips
        label={t("demands.join.order.label")}
        items={ORDERS.map((order) => ({
          text: t(`demands.join.order.${order}`),
          href: addressOf(props, { orden: order === "supports" ? undefined : order }),
          current: (query.orden ?? "supports") === order,
        }))}
      />
    </Stack>
  );
}

/** The values with most needs; the chosen one stays in sight although it is small. */
function byCount(counts: ReadonlyMap<string, number>, chosen: string | undefined): [string, number][] {
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const first = sorted.slice(0, MOST_CHIPS);
  const missing = chosen !== undefined && !first.some(([code]) => code === chosen);
  return missing ? [...first, [chosen, counts.get(chosen) ?? 0]] : first;
}

function sectorName(entity: Entity, code: string): string {
  const sector = code === NO_SECTOR ? undefined : entity.catalogs.sectors.find(code);
  return sector === undefined ? t("demands.join.noSector") : entity.name(sector, locale());
}

function Needs(props: Props): VNode {
  const { list, query, process, territory } = props;
  if (list.needs.length === 0) {
    const filtered = Object.entries(query).some(([name, value]) => name !== "pagina" && value !== undefined);
    return (
      <EmptyState
        level={2}
        title={filtered ? t("demands.join.empty") : t("demands.list.none")}
        text={filtered ? t("demands.join.emptyText") : undefined}
        action={
          filtered
            ? {
                href: href(`/procesos/${process.slug}/${territory.slug}/necesidades`),
                text: t("demands.list.all"),
              }
            : undefined
        }
      />
    );
  }
  return (
    <Items>
      {list.needs.map((need) => (
        <Need need={need} {...props} />
      ))}
    </Items>
  );
}

function Need({ need, entity, whole, voices }: Props & { need: ListedNeed }): VNode {
  const heard = voices.get(need.id);
  const place = nearToFar(
    need.place,
    need.sub && entity.find(need.sub)?.name,
    whole && entity.find(need.territory)?.name,
  );
  return (
    <Item
      level={2}
      title={<Written>{need.text}</Written>}
      href={href(`/necesidades/${need.id}`)}
      over={shown(need.state) && <Tag tone={STATE_TONE[need.state]}>{t(`demands.state.${need.state}`)}</Tag>}
      meta={[...place, need.sector && sectorName(entity, need.sector)].filter(Boolean).join(" · ")}
    >
      <Row>
        <strong>{t("demands.people", { n: heard?.people ?? need.supports + 1 })}</strong>
        {heard !== undefined && heard.needs > 1 && (
          <Small inline soft>
            {t("demands.list.speaksFor", { n: heard.needs })}
          </Small>
        )}
      </Row>
      {need.reason !== null && <Small>{t("demands.list.reason", { reason: need.reason })}</Small>}
      {need.mergedInto !== null && (
        <NextLink
          href={href(`/necesidades/${need.mergedInto}`)}
          label={`${t("demands.show.mergedLink")}: ${need.text}`}
        >
          {t("demands.show.mergedLink")}
        </NextLink>
      )}
    </Item>
  );
}

/** "Recibida" and "leída" say nothing to who reads a list. */
function shown(state: DemandState): boolean {
  return state !== "received" && state !== "read";
}
