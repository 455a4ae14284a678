import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { compareNames, formatDayMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { LinkButton } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, KeysetPagination } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { COMMITMENT_STATES, type CommitmentState } from "../commitment.ts";
import type { CommitmentPage, Facet } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";
import type { Waiting } from "./waiting.sql.ts";

interface Query {
  estado?: CommitmentState | "late";
  despues?: number;
  antes?: number;
}

interface Props {
  waiting: readonly Waiting[];
  page: CommitmentPage;
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

function Mine({ page, facets, query, entity, today }: Props): VNode {
  const { commitments } = page;
  const states = new Map(facets.filter((one) => one.facet === "standing").map((one) => [one.value, one.n]));
  const total = [...states.values()].reduce((sum, n) => sum + n, 0);
  const { estado } = query;
  const [first, last] = [commitments.at(0), commitments.at(-1)];
  const late = states.get("late") ?? 0;
  return (
    <Section title={t("commitments.desk.mine", { n: total })} id="mios">
      <Lead>{t("commitments.desk.late", { n: late })}</Lead>
      <FilterChips label={t("commitments.board.state")} items={chips(query, states, total)} />
      {commitments.length === 0 && (
        <EmptyState
          title={t("commitments.desk.nothing")}
          text={total === 0 ? t("commitments.desk.nothingText") : undefined}
          action={
            total === 0
              ? { href: href("/gestion/compromisos/directo"), text: t("commitments.direct.title") }
              : undefined
          }
        />
      )}
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
      <KeysetPagination
        previous={page.previous ? address({ estado, antes: first?.id }) : undefined}
        next={page.next ? address({ estado, despues: last?.id }) : undefined}
      />
    </Section>
  );
}

function chips(query: Query, states: ReadonlyMap<string, number>, total: number) {
  const chip = (estado: Query["estado"], text: string, n: number) => ({
    text,
    href: address({ estado }),
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

function address({ estado, despues, antes }: Query): string {
  const search = new URLSearchParams();
  if (estado !== undefined) search.set("estado", estado);
  if (despues !== undefined) search.set("despues", String(despues));
  if (antes !== undefined) search.set("antes", String(antes));
  return href(`/gestion/compromisos${search.size === 0 ? "" : `?${search}`}`);
}
