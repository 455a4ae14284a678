import { z } from "zod";
import { listInitiatives } from "#modules/initiatives/index.ts";
import { getPublicProcess } from "#modules/processes/index.ts";
import { monthPeriod, monthQuery } from "#platform/clock/month.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { countVoters, findBallot, listCounts, listTerritoryCounts } from "../ballots.sql.ts";
import { findLot } from "../publish/published.ts";
import { countPaperIn } from "../typed-twice/sheets.sql.ts";
import { ProcessResults } from "./process-results.view.tsx";
import { Results } from "./results.view.tsx";

/** Closing touches it. Named by the address, which is all that a cached page knows before it is made. */
export const resultsTag = (slug: string): string => `results:${slug}`;

const placeParams = z.object({ slug: z.string(), place: z.string() });

export const showResults = get({
  path: "/procesos/:slug/:place/resultados",
  access: "public",
  params: placeParams,
  cache: { seconds: 60, tags: (given) => ["processes", "results", resultsTag(given.slug)] },
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    const territory = ctx.entity.bySlug(given.place);
    if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
    const ballot = await findBallot(ctx.db, process.id);
    const totals = ballot === undefined ? [] : await listTerritoryCounts(ctx.db, ballot.id);
    const total = totals.find((one) => one.territory === territory.code);
    const soFar = ballot === undefined || total?.closedAt !== null ? undefined : await countVoters(ctx.db, ballot.id);
    const initiatives = await listInitiatives(ctx.db, {
      processId: process.id,
      territory: territory.code,
      states: ["published", "withdrawn"],
    });
    return {
      kind: "page",
      title: t("ballots.results.title", { place: territory.name }),
      section: "look",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: t("ballots.results.crumb"), path: `/procesos/${process.slug}/votacion` },
        { text: territory.name },
      ],
      tags: [`process:${process.id}`],
      body: (
        <Results
          process={process}
          territory={territory}
          entity={ctx.entity}
          counts={ballot === undefined ? [] : await listCounts(ctx.db, ballot.id, territory.code)}
          total={total}
          soFar={soFar?.get(territory.code) ?? 0}
          initiatives={initiatives}
          lot={await findLot(ctx.db, process)}
          paper={ballot === undefined ? undefined : await countPaperIn(ctx.db, ballot.id, territory.code)}
        />
      ),
    };
  },
});

/** The vote of a whole process, place by place; of the places that were counted in one month, if it is asked for. */
export const showProcessResults = get({
  path: "/procesos/:slug/votacion",
  access: "public",
  params: z.object({ slug: z.string() }),
  query: z.object({ mes: monthQuery() }),
  cache: { seconds: 60, tags: (given) => ["processes", "results", resultsTag(given.slug)] },
  handle: async (ctx, { params: given, query: { mes } }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    const ballot = await findBallot(ctx.db, process.id);
    const every = ballot === undefined ? [] : await listTerritoryCounts(ctx.db, ballot.id);
    const period = mes === undefined ? undefined : monthPeriod(mes, ctx.entity.timeZone);
    const totals = every.filter(
      ({ closedAt }) =>
        period === undefined || (closedAt !== null && closedAt >= period.from && closedAt < period.until),
    );
    const open = totals.some(({ closedAt }) => closedAt === null);
    const winners = ballot === undefined ? [] : (await listCounts(ctx.db, ballot.id)).filter((count) => count.won);
    const initiatives = await listInitiatives(ctx.db, {
      processId: process.id,
      states: ["published", "withdrawn"],
    });
    return {
      kind: "page",
      title: t("ballots.whole.title", { process: process.title }),
      section: "look",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: t("ballots.results.crumb") },
      ],
      tags: [`process:${process.id}`],
      body: (
        <ProcessResults
          process={process}
          entity={ctx.entity}
          totals={totals}
          soFar={open && ballot !== undefined ? await countVoters(ctx.db, ballot.id) : new Map()}
          month={mes}
          winners={winners}
          initiatives={initiatives}
          now={ctx.now}
        />
      ),
    };
  },
});
