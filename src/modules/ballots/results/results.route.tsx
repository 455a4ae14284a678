import type { VNode } from "preact";
import { z } from "zod";
import { serialize } from "#analysis/tally/tally.ts";
import type { Territory } from "#core/territory/index.ts";
import { type Initiative, listInitiatives } from "#modules/initiatives/index.ts";
import { findPhase, getPublicProcess, type Process } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { formatInstant, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Notice, Tag } from "#platform/views/content.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Mono } from "#platform/views/text.tsx";
import {
  findBallot,
  type InitiativeCount,
  listCounts,
  listTerritoryCounts,
  type TerritoryCount,
} from "../ballots.sql.ts";

const params = z.object({ slug: z.string(), place: z.string() });

export const showResults = get({
  path: "/procesos/:slug/:place/resultados",
  access: "public",
  params,
  cache: { seconds: 60, tags: () => ["results"] },
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    const territory = ctx.entity.bySlug(given.place);
    if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
    const ballot = await findBallot(ctx.db, process.id);
    const counts = ballot === undefined ? [] : await listCounts(ctx.db, ballot.id, territory.code);
    const totals = ballot === undefined ? [] : await listTerritoryCounts(ctx.db, ballot.id);
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
        { text: process.title, path: `/procesos/${process.slug}` },
        { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
        { text: t("ballots.results.crumb") },
      ],
      body: (
        <Results
          process={process}
          territory={territory}
          counts={counts}
          total={totals.find((one) => one.territory === territory.code)}
          initiatives={initiatives}
        />
      ),
    };
  },
});

interface Props {
  process: Process;
  territory: Territory;
  counts: readonly InitiativeCount[];
  total: TerritoryCount | undefined;
  initiatives: readonly Initiative[];
}

function Results({ process, territory, counts, total, initiatives }: Props): VNode {
  const title = t("ballots.results.title", { place: territory.name });
  const dates = findPhase(process, territory.code, "vote");
  if (total === undefined || total.closedAt === null) {
    return (
      <Page width="narrow" gap="l">
        <h1>{title}</h1>
        <Notice>
          {dates ? t("ballots.results.pending", { date: formatInstant(dates.closesAt) }) : t("ballots.results.none")}
        </Notice>
      </Page>
    );
  }
  const names = new Map(initiatives.map((initiative) => [initiative.id, initiative]));
  const most = Math.max(1, ...counts.map((count) => count.votes));
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{title}</h1>
        <Lead>
          {t("ballots.results.lead", { n: total.ballots ?? 0, won: counts.filter((count) => count.won).length })}
        </Lead>
      </Stack>
      <Items ordered>
        {counts.map((count) => (
          <Item
            level={2}
            title={names.get(count.initiativeId)?.title ?? ""}
            href={href(`/iniciativas/${count.initiativeId}`)}
            over={
              <Row>
                {count.won ? (
                  <Tag tone="done">{t("ballots.results.won")}</Tag>
                ) : (
                  <Tag>{t("ballots.results.notWon")}</Tag>
                )}
              </Row>
            }
          >
            <LabelledMeter
              label={t("ballots.results.votes", { n: count.votes })}
              value={formatNumber(count.votes)}
              percent={(100 * count.votes) / most}
            />
          </Item>
        ))}
      </Items>
      <Fine>{t("ballots.results.lot")}</Fine>
      <Mono>{process.lotSeed}</Mono>
      <NextLink href={`/procesos/${process.slug}/resultados.json`}>{t("ballots.results.json")}</NextLink>
    </Page>
  );
}

/** The result of a process exactly as `sigesi tally` prints it for the published ballots. */
export const resultsJson = get({
  path: "/procesos/:slug/resultados.json",
  access: "public",
  params: z.object({ slug: z.string() }),
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    return { kind: "data", type: "application/json; charset=utf-8", body: await publishedResult(ctx.db, process) };
  },
});

/** Only closed territories where somebody voted: the same that can be counted from the published ballots. */
export async function publishedResult(db: ReadDb, process: Process): Promise<string> {
  const ballot = await findBallot(db, process.id);
  if (ballot === undefined) return serialize({ territories: {} });
  const totals = await listTerritoryCounts(db, ballot.id);
  const counts = Map.groupBy(await listCounts(db, ballot.id), (count) => count.territory);
  const territories = totals
    .filter((total) => total.closedAt !== null && (total.ballots ?? 0) > 0)
    .map((total) => [
      total.territory,
      {
        ballots: total.ballots ?? 0,
        initiatives: (counts.get(total.territory) ?? []).map((count) => ({
          id: String(count.initiativeId),
          votes: count.votes,
          won: count.won,
        })),
      },
    ]);
  return serialize({ territories: Object.fromEntries(territories) });
}
