import { z } from "zod";
import { getPublicProcess, listPublicProcesses } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { datasetFile } from "../download/dataset-file.ts";
import { Landing } from "./landing.view.tsx";
import { ProcessData } from "./process-data.view.tsx";

export const landing = get({
  path: "/datos",
  access: "public",
  cache: { seconds: 60, tags: () => ["processes"] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("data.title"),
    section: "data",
    crumbs: [{ text: t("data.title") }],
    body: Landing({
      processes: await listPublicProcesses(ctx.db),
      datasets: ctx.datasets,
      whole: ctx.entityDatasets,
      entity: ctx.entity,
      publicUrl: ctx.publicUrl,
      now: ctx.now,
    }),
  }),
});

export const dataOfProcess = get({
  path: "/datos/procesos/:slug",
  access: "public",
  params: z.object({ slug: z.string().max(80) }),
  cache: { seconds: 60, tags: () => ["processes"] },
  handle: async (ctx, { params }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    const files = [];
    // One after another: a page that counts everything must not take every connection.
    for (const dataset of ctx.datasets) {
      const { rows } = await datasetFile(ctx, process, dataset, "csv").fingerprint();
      files.push({ dataset, rows });
    }
    return {
      kind: "page",
      title: t("data.of", { process: process.title }),
      section: "data",
      crumbs: [
        { text: t("data.title"), path: "/datos" },
        { text: process.title, written: true },
      ],
      body: ProcessData({ process, files, now: ctx.now }),
    };
  },
});
