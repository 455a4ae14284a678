import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { INDICATORS_TAG } from "../approve/approve-load.ts";
import { findMeasured, lastPeriod, type Measured } from "../figures.ts";
import { listFindings, listObservations, listRevisions } from "../indicators.sql.ts";
import { ShowIndicator } from "./indicator.view.tsx";
import { ShowRows } from "./rows.view.tsx";

const params = z.object({ code: z.string().max(80) });
const query = z.object({
  serie: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
  anio: z.coerce.number().int().min(1900).max(2100).optional().catch(undefined),
  lugar: z.string().max(80).optional().catch(undefined),
});
const cache = { seconds: 60, tags: () => [INDICATORS_TAG] } as const;
const REVISIONS = 50;

/** What was asked for, with what was left unsaid: the first breakdown, the last year. */
async function findAsked(ctx: Context, code: string, asked: z.output<typeof query>) {
  const figures = await ctx.figures();
  const measured = findMeasured(figures, code, asked.serie);
  if (measured === undefined) throw notFound();
  const place = asked.lugar !== undefined && ctx.entity.isParticipationTerritory(asked.lugar) ? asked.lugar : undefined;
  const chosen = asked.anio === undefined ? -1 : measured.plane.axes.periods.indexOf(asked.anio);
  const period = chosen >= 0 ? chosen : (lastPeriod(measured, place) ?? lastPeriod(measured) ?? 0);
  return { figures, measured, place, period };
}

const crumbs = (measured: Measured, last?: string) => [
  { text: t("indicators.list.title"), path: "/indicadores" },
  ...(last === undefined
    ? [{ text: measured.sheet.name }]
    : [{ text: measured.sheet.name, path: `/indicadores/${measured.sheet.code}` }, { text: last }]),
];

export const showIndicator = get({
  path: "/indicadores/:code",
  access: "public",
  params,
  query,
  cache,
  handle: async (ctx, { params: { code }, query: asked }) => {
    const { figures, measured, place, period } = await findAsked(ctx, code, asked);
    return {
      kind: "page",
      title: measured.sheet.name,
      section: "look",
      crumbs: crumbs(measured),
      body: (
        <ShowIndicator
          entity={ctx.entity}
          figures={figures}
          measured={measured}
          place={place}
          period={period}
          findings={await listFindings(ctx.db, measured.sheet.indicatorId)}
          revisions={await listRevisions(ctx.db, measured.series.id, REVISIONS)}
        />
      ),
    };
  },
});

/** The rows that make a number, and the rule by which they make it. */
export const showRows = get({
  path: "/indicadores/:code/filas",
  access: "public",
  params,
  query,
  cache,
  handle: async (ctx, { params: { code }, query: asked }) => {
    const { measured, place, period } = await findAsked(ctx, code, asked);
    const year = measured.plane.axes.periods[period] ?? 0;
    const rows = await listObservations(ctx.db, measured.series.id, { territory: place, period: year });
    const title = t("indicators.rows.title", { year: String(year) });
    return {
      kind: "page",
      title: `${title}: ${measured.sheet.name}`,
      section: "look",
      crumbs: crumbs(measured, title),
      body: <ShowRows entity={ctx.entity} measured={measured} place={place} period={period} rows={rows} />,
    };
  },
});
