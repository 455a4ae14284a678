import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { compareNames, formatDayMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { LinkButton } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { COMMITMENT_STATES, type CommitmentState } from "../commitment.ts";
import type { Commitment, Facet } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";
import type { Waiting } from "./waiting.sql.ts";

/** Commitments on a page of the desk. */
export const DESK_PAGE = 50;

interface Query {
  estado?: CommitmentState | "late";
  pagina: number;
}

interface Props {
  waiting: readonly Waiting[];
  commitments: readonly Commitment[];
  facets: readonly Facet[];
  query: Query;
  entity: Entity;
  today: string;
}

export function CommitmentDesk(props: Props): VNode {
  const { waiting } = props;
  return (
    <Page width="wide" gap="l">
      <Stack gap="s">
        <h1>{t("commitments.desk.title")}</h1>
        <Row>
          <LinkButton kind="quiet" size="small" href={href("/gestion/compromisos/directo")}>
            {t("commitments.direct.title")}
          </LinkButton>
        </Row>
      </Stack>
      {waiting.length > 0 && (
        <Section title={t("commitments.desk.waiting", { n: waiting.length })} id="esperan">
          <WaitingByPlace {...props} />
        </Section>
      )}
      <Mine {...props} />
    </Page>
  );
}

/** Winners that nobody answers for yet, place by place. */
function WaitingByPlace({ waiting, entity }: Props): VNode {
  const places = [...Map.groupBy(waiting, (one) => one.territory)]
    .map(([code, list]) => ({ place: entity.territory(code), list }))
    .sort((a, b) => compareNames(a.place.name, b.place.name));
  return (
    <>
      {places.map(({ place, list }) => (
        <Section level={3} title={place.name} id={`esperan-${place.slug}`} gap="s">
          <Items>
            {list.map((initiative) => (
              <Item
                level={4}
                title={initiative.title}
                href={href(`/iniciativas/${initiative.id}`)}
                meta={[
                  entity.name(entity.agency(initiative.agency), locale()),
                  initiative.votes === null
                    ? t("commitments.desk.notVoted")
                    : t("commitments.desk.votes", { n: initiative.votes }),
                ].join(" · ")}
                side={
                  <LinkButton
                    kind="quiet"
                    size="small"
                    href={href(`/gestion/compromisos/nuevo/${initiative.id}`)}
                    label={`${t("commitments.desk.commit")}: ${initiative.title}`}
                  >
                    {t("commitments.desk.commit")}
                  </LinkButton>
                }
              />
            ))}
          </Items>
        </Section>
      ))}
    </>
  );
}

function Mine({ commitments, facets, query, entity, today }: Props): VNode {
  const states = new Map(facets.filter((one) => one.facet === "state").map((one) => [one.value, one.n]));
  const total = [...states.values()].reduce((sum, n) => sum + n, 0);
  const shown = query.estado === undefined ? total : (states.get(query.estado) ?? 0);
  const late = states.get("late") ?? 0;
  return (
    <Section title={t("commitments.desk.mine", { n: total })} id="mios">
      <Lead>{t("commitments.desk.late", { n: late })}</Lead>
      <FilterChips label={t("commitments.board.state")} items={chips(query, states, total)} />
      {commitments.length === 0 && <EmptyState title={t("commitments.desk.nothing")} />}
      <Items>
        {commitments.map((commitment) => (
          <Item
            title={commitment.title}
            href={href(`/gestion/compromisos/${commitment.id}`)}
            over={<StateTag commitment={commitment} today={today} />}
            meta={[
              entity.territory(commitment.territory).name,
              entity.name(entity.agency(commitment.agency), locale()),
              formatDayMonthYear(commitment.dueDate),
            ].join(" · ")}
          />
        ))}
      </Items>
      <Pagination
        current={query.pagina}
        total={Math.ceil(shown / DESK_PAGE)}
        href={(page) => address({ ...query, pagina: page })}
      />
    </Section>
  );
}

function chips(query: Query, states: ReadonlyMap<string, number>, total: number) {
  const chip = (estado: Query["estado"], text: string, n: number) => ({
    text,
    href: address({ estado, pagina: 1 }),
    count: formatNumber(n),
    current: query.estado === estado,
  });
  return [
    chip(undefined, t("common.all"), total),
    ...(["late", ...COMMITMENT_STATES] as const)
      .filter((state) => states.has(state))
      .map((state) => chip(state, t(`commitments.stateMany.${state}`), states.get(state) ?? 0)),
  ];
}

function address({ estado, pagina }: Query): string {
  const search = new URLSearchParams();
  if (estado !== undefined) search.set("estado", estado);
  if (pagina > 1) search.set("pagina", String(pagina));
  return href(`/gestion/compromisos${search.size === 0 ? "" : `?${search}`}`);
}
