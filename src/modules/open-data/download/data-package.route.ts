// What a program needs to know of the files of a process: the Frictionless package and its dictionary.
import { z } from "zod";
import { getPublicProcess, type Process } from "#modules/processes/index.ts";
import { type Context, type DataAnswer, get } from "#platform/http/route.ts";
import { t, translate } from "#platform/i18n/i18n.ts";
import { ballotsPath, datasetPath, folderOf, LICENCE } from "../published.ts";
import { ballotsSchema } from "./ballots-schema.ts";
import { tableSchema } from "./table-schema.ts";

const params = z.object({ slug: z.string().max(80) });

function json(value: unknown): DataAnswer {
  return {
    kind: "data",
    type: "application/json; charset=utf-8",
    headers: { "access-control-allow-origin": "*" },
    body: `${JSON.stringify(value, null, 2)}\n`,
  };
}

/** Dataset → its columns, with what each one holds. */
export const dictionary = get({
  path: "/datos/procesos/:slug/dictionary.json",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    return json({
      process: process.slug,
      licence: LICENCE.name,
      notes: [t("data.apostrophe"), t("data.notPublished")],
      datasets: ctx.datasets.map((dataset) => ({
        name: dataset.name,
        title: translate(dataset.title),
        description: translate(dataset.description),
        path: `${ctx.publicUrl}${datasetPath(process, dataset.name, "csv")}`,
        schema: tableSchema(dataset),
      })),
    });
  },
});

export const dataPackage = get({
  path: "/datos/procesos/:slug/datapackage.json",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => json(packageOf(ctx, await getPublicProcess(ctx.db, given.slug))),
});

function packageOf(ctx: Context, process: Process) {
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: process.slug,
    id: `${ctx.publicUrl}${folderOf(process)}/datapackage.json`,
    title: process.title,
    description: process.purpose,
    homepage: `${ctx.publicUrl}/procesos/${process.slug}`,
    created: (process.publishedAt ?? ctx.now).toISOString(),
    licenses: [LICENCE],
    contributors: [{ title: ctx.entity.officialName(ctx.locale), roles: ["publisher"] }],
    sources: [{ title: ctx.entity.officialName(ctx.locale), path: ctx.publicUrl }],
    resources: [
      ...ctx.datasets.map((dataset) => ({
        name: dataset.name,
        title: translate(dataset.title),
        description: translate(dataset.description),
        path: `${dataset.name}.csv`,
        ...CSV,
        schema: tableSchema(dataset),
      })),
      {
        name: "votos",
        title: t("data.ballots.title"),
        description: t("data.ballots.description"),
        path: `${ctx.publicUrl}${ballotsPath(process)}`,
        ...CSV,
        schema: ballotsSchema(),
      },
    ],
  };
}

const CSV = { format: "csv", mediatype: "text/csv", encoding: "utf-8" } as const;
