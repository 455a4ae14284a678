import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { type BarPart, PartsFigure } from "#platform/views/charts.tsx";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { COMMITMENT_STATES } from "../commitment.ts";
import { type Commitment, countCommitments, type Facet, listCommitments } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";

const PAGE = 25;
const query = z.object({
  estado: z
    .enum([...COMMITMENT_STATES, "late"])
    .optional()
    .catch(undefined),
  lugar: z.string().max(40).optional().catch(undefined),
  dependencia: z.string().max(60).optional().catch(undefined),
  sector: z.string().max(60).optional().catch(undefined),
  pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
type Query = z.infer<typeof query>;

export const board = get({
  path: "/compromisos",
  access: "public",
  query,
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async (ctx, { query: given }) => {
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    const filter = {
      territory: given.lugar,
      agency: given.dependencia,
      sector: given.sector,
      state: given.estado,
      today,
    };
    const facets = await countCommitments(ctx.db, filter);
    const commitments = await listCommitments(ctx.db, filter, { limit: PAGE, offset: (given.pagina - 1) * PAGE });
    return {
      kind: "page",
      title: t("commitments.board.title"),
      section: "look",
      body: <Board query={given} facets={facets} commitments={commitments} entity={ctx.entity} today={today} />,
    };
  },
});

interface Props {
  query: Query;
  facets: readonly Facet[];
  commitments: readonly Commitment[];
  entity: Entity;
  today: string;
}

function Board(props: Props): VNode {
  const { query: given, facets, commitments, entity, today } = props;
  const states = new Map(facets.filter((facet) => facet.facet === "state").map((facet) => [facet.value, facet.n]));
  const total = [...states.values()].reduce((sum, n) => sum + n, 0);
  const shown = given.estado === undefined ? total : (states.get(given.estado) ?? 0);
  const address = (change: Partial<Query>): string => addressOf({ ...given, pagina: 1, ...change });
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>
          {t("commitments.board.finding", { n: total, met: states.get("met") ?? 0, late: states.get("late") ?? 0 })}
        </h1>
        <Lead>{t("commitments.board.lead")}</Lead>
      </Stack>
      {total > 0 && <States states={states} />}
      <FilterChips
        label={t("commitments.board.state")}
        items={[
          {
            text: t("common.all"),
            href: address({ estado: undefined }),
            count: formatNumber(total),
            current: given.estado === undefined,
          },
          ...(["late", ...COMMITMENT_STATES] as const)
            .filter((state) => states.has(state))
            .map((state) => ({
              text: t(`commitments.stateMany.${state}`),
              href: address({ estado: state }),
              count: formatNumber(states.get(state) ?? 0),
              current: given.estado === state,
            })),
        ]}
      />
      {commitments.length === 0 && (
        <EmptyState level={2} title={t("commitments.board.none")} text={t("commitments.board.noneText")} />
      )}
      <Items>
        {commitments.map((commitment) => (
          <Item
            level={2}
            title={commitment.title}
            href={href(`/compromisos/${commitment.id}`)}
            over={<StateTag commitment={commitment} today={today} />}
            meta={`${entity.territory(commitment.territory).name} · ${entity.name(entity.agency(commitment.agency), locale())}`}
            side={<Due commitment={commitment} />}
          />
        ))}
      </Items>
      <Pagination current={given.pagina} total={Math.ceil(shown / PAGE)} href={(page) => address({ pagina: page })} />
    </Page>
  );
}

function Due({ commitment }: { commitment: Commitment }): VNode {
  return (
    <p>
      {commitment.firstDueDate !== null && (
        <>
          <s>{formatDayMonthYear(commitment.firstDueDate)}</s>{" "}
        </>
      )}
      {formatDayMonthYear(commitment.dueDate)}
    </p>
  );
}

const COLORS = { met: 1, partly_met: 5, in_progress: 3, agreed: 6, proposed: 6, late: 2, not_met: 4 } as const;

function States({ states }: { states: ReadonlyMap<string, number> }): VNode {
  const parts: BarPart[] = (["met", "partly_met", "in_progress", "agreed", "proposed", "late", "not_met"] as const)
    .filter((state) => states.has(state))
    .map((state) => ({
      label: t(`commitments.stateMany.${state}`),
      value: states.get(state) ?? 0,
      color: COLORS[state],
    }));
  return <PartsFigure parts={parts} describe={(part) => `${formatNumber(part.value)} ${part.label.toLowerCase()}`} />;
}

function addressOf(given: Partial<Query>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !(name === "pagina" && value === 1)) search.set(name, String(value));
  }
  const text = search.toString();
  return href(`/compromisos${text === "" ? "" : `?${text}`}`);
}
