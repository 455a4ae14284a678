import { z } from "zod";
import { getPublicProcess } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { DATA_TYPES, dataStream } from "#platform/tabular/dataset-stream.ts";
import { datasetFile } from "./dataset-file.ts";

const params = z.object({
  slug: z.string().max(80),
  file: z.string().regex(/^[a-z-]{1,40}\.(csv|json)$/),
});

/** One dataset of a process, sent while it is read. */
export const download = get({
  path: "/datos/procesos/:slug/:file",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    const [name, extension] = given.file.split(".");
    const dataset = ctx.datasets.find((one) => one.name === name);
    if (dataset === undefined) throw notFound();
    const format = extension === "csv" ? "csv" : "json";
    const file = datasetFile(ctx, process, dataset, format);
    const { etag } = await file.fingerprint();
    return {
      kind: "data",
      type: DATA_TYPES[format],
      filename: `${process.slug}-${dataset.name}.${format}`,
      etag,
      // Anybody's program may read it from a page of theirs.
      headers: { "access-control-allow-origin": "*" },
      body: dataStream(file.text()),
    };
  },
});
