import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { type Process, recallPublicProcess } from "#modules/processes/index.ts";
import { type Context, get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { Hearing } from "./hearing.view.tsx";
import { drawReport } from "./report.ts";
import { type Results, readResults } from "./results.ts";
import { ShowResults } from "./results.view.tsx";

const params = z.object({ slug: z.string().max(80) });
const cache = { seconds: 60, tags: () => ["processes", "commitments"] } as const;

/** What the pages of results show. */
export interface ResultsProps {
  process: Process;
  entity: Entity;
  results: Results;
  today: string;
  /** Where they stay, whole: to be read aloud and written down. */
  address: string;
}

/** What a process left: people, meetings, needs, votes, commitments, and to whom it reached. */
export const showResults = get({
  path: "/procesos/:slug/resultados",
  access: "public",
  params,
  cache,
  handle: async (ctx, { params: { slug } }) => {
    const props = await propsOf(ctx, slug);
    const title = t("results.title", { process: props.process.title });
    return {
      kind: "page",
      title,
      section: "look",
      crumbs: [{ text: props.process.title, written: true, path: `/procesos/${slug}` }, { text: t("results.crumb") }],
      body: <ShowResults {...props} />,
    };
  },
});

/** The same, a finding a screen, for the hearing in which the government answers for it. */
export const showHearing = get({
  path: "/procesos/:slug/resultados/audiencia",
  access: "public",
  params,
  cache,
  handle: async (ctx, { params: { slug } }) => {
    const props = await propsOf(ctx, slug);
    return {
      kind: "page",
      title: t("results.hearing.title", { process: props.process.title }),
      section: "look",
      crumbs: [
        { text: props.process.title, written: true, path: `/procesos/${slug}` },
        { text: t("results.crumb"), path: `/procesos/${slug}/resultados` },
        { text: t("results.hearing.crumb") },
      ],
      body: <Hearing {...props} />,
    };
  },
});

/** The same on paper, to be printed and handed round. */
export const reportPdf = get({
  path: "/procesos/:slug/resultados.pdf",
  access: "public",
  params,
  handle: async (ctx, { params: { slug } }) => ({
    kind: "data",
    type: "application/pdf",
    headers: { "content-disposition": `inline; filename="resultados-${slug}.pdf"` },
    body: await drawReport(await propsOf(ctx, slug), ctx.now),
  }),
});

async function propsOf(ctx: Context, slug: string): Promise<ResultsProps> {
  const { db, entity, now } = ctx;
  const process = await recallPublicProcess(ctx, slug);
  const today = calendarDay(now, entity.timeZone);
  const fact = {
    key: `results of ${process.id} on ${today}`,
    seconds: 60,
    tags: ["results", "demands", "meetings", "commitments", "initiatives"],
  } as const;
  const results = await ctx.recall(fact, () => readResults(db, entity, process, today));
  return { process, entity, results, today, address: `${ctx.publicUrl}/procesos/${process.slug}/resultados` };
}
