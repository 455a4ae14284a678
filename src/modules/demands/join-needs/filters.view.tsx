import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatNumber, locale, t } from "#platform/i18n/i18n.ts";
import { SideFilters } from "#platform/views/desk.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { DEMAND_STATES, WAITING_STATES } from "../demand.ts";
import { CHANNELS, NO_SECTOR } from "../need-list.sql.ts";
import type { Filters } from "./filters.ts";
import type { DeskProps } from "./join-needs.view.tsx";

/** The address of the list with something changed. */
export type Address = (change: Partial<Filters>) => string;

/** States with their counts, the first filter on a phone. */
export function StateFilters({ list, query, address }: DeskProps & { address: Address }): VNode {
  const count = (state: string) => list.counts.state.get(state) ?? 0;
  return (
    <SideFilters
      id="filtro-estado"
      title={t("demands.join.state")}
      items={[
        {
          text: t("demands.join.open"),
          count: formatNumber(WAITING_STATES.reduce((sum, state) => sum + count(state), 0)),
          href: address({ estado: undefined }),
          current: query.estado === undefined,
        },
        ...DEMAND_STATES.map((state) => ({
          text: t(`demands.states.${state}`),
          count: formatNumber(count(state)),
          href: address({ estado: state }),
          current: query.estado === state,
        })),
      ]}
    />
  );
}

const MOST_VALUES = 16;

/** The values with most needs; the chosen one stays in sight although it is small. */
function byCount(counts: ReadonlyMap<string, number>, chosen: string | undefined): [string, number][] {
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const first = sorted.slice(0, MOST_VALUES);
  const missing = chosen !== undefined && !first.some(([code]) => code === chosen);
  return missing ? [...first, [chosen, counts.get(chosen) ?? 0]] : first;
}

const NONE = {
  estado: undefined,
  sector: undefined,
  lugar: undefined,
  llego: undefined,
  manos: undefined,
  q: undefined,
} as const;

/** Sector, place, door and hands. */
export function OtherFilters({ list, query, entity, address }: DeskProps & { address: Address }): VNode {
  const filtered = [query.estado, query.sector, query.lugar, query.llego, query.manos, query.q].some(
    (value) => value !== undefined,
  );
  return (
    <>
      <SideFilters
        id="filtro-sector"
        title={t("demands.join.sector")}
        items={byCount(list.counts.sector, query.sector).map(([code, n]) => ({
          text: sectorName(entity, code),
          count: formatNumber(n),
          href: address({ sector: query.sector === code ? undefined : code }),
          current: query.sector === code,
        }))}
      />
      <SideFilters
        id="filtro-lugar"
        title={t("demands.join.place")}
        items={byCount(list.counts.territory, query.lugar).map(([code, n]) => ({
          text: entity.find(code)?.name ?? code,
          count: formatNumber(n),
          href: address({ lugar: query.lugar === code ? undefined : code }),
          current: query.lugar === code,
        }))}
      />
      <SideFilters
        id="filtro-llego"
        title={t("demands.join.door")}
        items={CHANNELS.filter((channel) => list.counts.channel.has(channel) || query.llego === channel).map(
          (channel) => ({
            text: t(`demands.channel.${channel}`),
            count: formatNumber(list.counts.channel.get(channel) ?? 0),
            href: address({ llego: query.llego === channel ? undefined : channel }),
            current: query.llego === channel,
          }),
        )}
      />
      <SideFilters
        id="filtro-manos"
        title={t("demands.claim.filter")}
        items={(["mias", "libres"] as const).map((manos) => ({
          text: manos === "mias" ? t("demands.claim.onlyMine") : t("demands.claim.onlyFree"),
          href: address({ manos: query.manos === manos ? undefined : manos }),
          current: query.manos === manos,
        }))}
      />
      {filtered && <NextLink href={address(NONE)}>{t("demands.join.clear")}</NextLink>}
    </>
  );
}

function sectorName(entity: Entity, code: string): string {
  const sector = code === NO_SECTOR ? undefined : entity.catalogs.sectors.find(code);
  return sector === undefined ? t("demands.join.noSector") : entity.name(sector, locale());
}
