import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { LinkButton } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { MEETING_STATES, type Meeting, type MeetingState } from "../meeting.ts";
import { MeetingTag } from "../state-tag.tsx";
import { whenWords } from "../when.ts";

export const DESK_PAGE = 50;

interface Query {
  estado?: MeetingState;
  pagina: number;
}

interface Props {
  meetings: readonly Meeting[];
  counts: ReadonlyMap<MeetingState, number>;
  query: Query;
  entity: Entity;
  now: Date;
}

export function MeetingDesk({ meetings, counts, query, entity, now }: Props): VNode {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const shown = query.estado === undefined ? total : (counts.get(query.estado) ?? 0);
  return (
    <Page width="wide" gap="l">
      <Stack gap="base">
        <Row apart>
          <h1>{t("meetings.desk.title")}</h1>
          <LinkButton href={href("/gestion/reuniones/nueva")}>{t("meetings.plan.new")}</LinkButton>
        </Row>
        {total > 0 && <FilterChips label={t("meetings.desk.byState")} items={chips(query, counts, total)} />}
      </Stack>
      {meetings.length === 0 && (
        <EmptyState
          level={2}
          title={t(total === 0 ? "meetings.desk.none" : "meetings.desk.noneOf")}
          text={total === 0 ? t("meetings.desk.noneText") : undefined}
          action={total === 0 ? { href: href("/gestion/reuniones/nueva"), text: t("meetings.plan.new") } : undefined}
        />
      )}
      <Items>
        {meetings.map((meeting) => (
          <Item
            level={2}
            title={meeting.title}
            href={href(`/gestion/reuniones/${meeting.id}`)}
            over={<MeetingTag meeting={meeting} now={now} />}
            meta={[entity.territory(meeting.territory).name, whenWords(meeting), meeting.place].join(" · ")}
          />
        ))}
      </Items>
      <Pagination
        current={query.pagina}
        total={Math.ceil(shown / DESK_PAGE)}
        href={(page) => address({ ...query, pagina: page })}
      />
    </Page>
  );
}

function chips(query: Query, counts: ReadonlyMap<MeetingState, number>, total: number) {
  const chip = (estado: MeetingState | undefined, text: string, n: number) => ({
    text,
    href: address({ estado, pagina: 1 }),
    count: formatNumber(n),
    current: query.estado === estado,
  });
  return [
    chip(undefined, t("meetings.desk.all"), total),
    ...MEETING_STATES.filter((state) => counts.has(state)).map((state) =>
      chip(state, t(`meetings.stateMany.${state}`), counts.get(state) ?? 0),
    ),
  ];
}

function address({ estado, pagina }: Query): string {
  const search = new URLSearchParams();
  if (estado !== undefined) search.set("estado", estado);
  if (pagina > 1) search.set("pagina", String(pagina));
  return href(`/gestion/reuniones${search.size === 0 ? "" : `?${search}`}`);
}
