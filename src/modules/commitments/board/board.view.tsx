import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { formatInstant, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { NoPrint, Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink, PrintButton } from "#platform/views/link.tsx";
import { FilterChips, Items, KeysetPagination } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { COMMITMENT_STATES } from "../commitment.ts";
import type { BoardFilter, CommitmentPage, Facet } from "../commitments.sql.ts";
import type { Figure, LastEvidence } from "../story.sql.ts";
import { MoreFilters } from "./board-filters.view.tsx";
import { type BoardQuery, boardPath } from "./board-query.ts";
import { BoardRow } from "./board-row.view.tsx";
import { findingText, StatesFigure } from "./finding.tsx";

/** Commitments on a page of the board. */
export const PAGE = 25;

export interface BoardProps {
  query: BoardQuery;
  filter: BoardFilter;
  process: Process | undefined;
  processes: readonly Process[];
  facets: readonly Facet[];
  page: CommitmentPage;
  evidence: ReadonlyMap<number, LastEvidence>;
  figures: ReadonlyMap<number, Figure>;
  entity: Entity;
  now: Date;
  today: string;
}

export function Board(props: BoardProps): VNode {
  const { query, facets, page, now } = props;
  const { commitments } = page;
  const states = countsOf(facets, "state");
  const total = [...states.values()].reduce((sum, n) => sum + n, 0);
  const pageAt = (at: Pick<BoardQuery, "antes" | "despues">): string => href(boardPath(query, undefined, at));
  const shown = query.estado === undefined ? total : (states.get(query.estado) ?? 0);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{titleOf(props)}</h1>
        <Finding states={countsOf(facets, "standing")} />
      </Stack>
      {total > 0 && <StatesFigure states={states} />}
      <Section
        title={t("commitments.board.list", { n: shown })}
        id="lista"
        aside={
          <NoPrint>
            <Row links>
              <Link href={boardPath(query, "/compromisos.csv")} label={t("commitments.board.csv")}>
                CSV
              </Link>
              <Link href={boardPath(query, "/compromisos.json")} label={t("commitments.board.json")}>
                JSON
              </Link>
              <Link href={href("/compromisos/mapa")}>{t("commitments.map.title")}</Link>
              <Link href={href(boardPath(narrowed(query), "/compromisos/tiempo"))}>{t("commitments.time.link")}</Link>
              <Link href={href(boardPath(narrowed(query), "/compromisos/pruebas"))}>
                {t("commitments.gallery.link")}
              </Link>
              {query.lugar !== undefined && (
                <>
                  <Link href={href(`/compromisos/lugar/${query.lugar}`)}>{t("commitments.place.link")}</Link>
                  <Link href={href(`/compromisos/hoja/${query.lugar}`)}>{t("commitments.sheet.crumb")}</Link>
                </>
              )}
              {query.dependencia !== undefined && (
                <Link href={href(`/compromisos/dependencia/${query.dependencia}`)}>{t("commitments.agency.link")}</Link>
              )}
              <PrintButton>{t("commitments.show.print")}</PrintButton>
            </Row>
          </NoPrint>
        }
      >
        <StateChips query={query} states={states} total={total} />
        <LateChip query={query} late={countsOf(facets, "late").get("yes") ?? 0} />
        <MoreFilters {...props} />
        {commitments.length === 0 && (
          <EmptyState
            title={t("commitments.board.none")}
            text={t("commitments.board.noneText")}
            action={{ href: href("/compromisos"), text: t("commitments.board.seeAll") }}
          />
        )}
        <Items>
          {commitments.map((commitment) => (
            <BoardRow {...props} commitment={commitment} />
          ))}
        </Items>
        <KeysetPagination
          previous={page.previous ? pageAt({ antes: commitments.at(0)?.id }) : undefined}
          next={page.next ? pageAt({ despues: commitments.at(-1)?.id }) : undefined}
        />
      </Section>
      <NextLink href={href("/compromisos/sin-reporte")}>{t("commitments.silent.link")}</NextLink>
      <Fine>{t("commitments.board.foot", { at: formatInstant(now) })}</Fine>
    </Page>
  );
}

/** Without the month, which the other views of the board have of their own. */
const narrowed = (query: BoardQuery): BoardQuery => ({ ...query, mes: undefined });

export function countsOf(facets: readonly Facet[], name: Facet["facet"]): Map<string, number> {
  return new Map(facets.filter((facet) => facet.facet === name).map((facet) => [facet.value, facet.n]));
}

function titleOf({ filter, entity, query }: BoardProps): string {
  const place = filter.territory === undefined ? undefined : entity.find(filter.territory);
  if (place === undefined || query.lugar === undefined) return t("commitments.board.heading");
  return t("commitments.board.headingOf", { place: place.name });
}

/** What all of them say in one sentence, in whatever state. */
function Finding({ states }: { states: ReadonlyMap<string, number> }): VNode {
  const total = [...states.values()].reduce((sum, n) => sum + n, 0);
  const met = states.get("met") ?? 0;
  if (total === 0) return <Lead>{t("commitments.board.lead")}</Lead>;
  return (
    <Lead>
      <strong>{findingText({ n: total, met, late: states.get("late") ?? 0 })}</strong> {t("commitments.board.clock")}
    </Lead>
  );
}

function StateChips({
  query,
  states,
  total,
}: {
  query: BoardQuery;
  states: ReadonlyMap<string, number>;
  total: number;
}): VNode {
  const chip = (estado: BoardQuery["estado"], text: string, n: number) => ({
    text,
    href: href(boardPath({ ...query, estado })),
    count: formatNumber(n),
    current: query.estado === estado,
  });
  return (
    <FilterChips
      label={t("commitments.board.state")}
      items={[
        chip(undefined, t("common.all"), total),
        ...COMMITMENT_STATES.filter((state) => states.has(state) || query.estado === state).map((state) =>
          chip(state, t(`commitments.stateMany.${state}`), states.get(state) ?? 0),
        ),
      ]}
    />
  );
}

/** Late is not a state: something half done can be late too. A tap shows only those, and another one all of them again. */
function LateChip({ query, late }: { query: BoardQuery; late: number }): VNode | null {
  const current = query.tarde !== undefined;
  if (late === 0 && !current) return null;
  return (
    <FilterChips
      label={t("commitments.board.late")}
      items={[
        {
          text: t("commitments.stateMany.late"),
          href: href(boardPath({ ...query, tarde: current ? undefined : "si" })),
          count: formatNumber(late),
          current,
        },
      ]}
    />
  );
}
