import { z } from "zod";
import { getPublicProcess } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { type DataAnswer, get } from "#platform/http/route.ts";
import { DATA_TYPES, type DataFormat, dataStream } from "#platform/tabular/dataset-stream.ts";
import { type DatasetFile, datasetFile, entityDatasetFile } from "./dataset-file.ts";

const file = z.string().regex(/^[a-z-]{1,40}\.(csv|json)$/);
const params = z.object({ slug: z.string().max(80), file });

/** Address of a file → its dataset and format. @throws Problem 404 */
function askedFor<D extends { name: string }>(
  datasets: readonly D[],
  asked: string,
): { dataset: D; format: DataFormat } {
  const [name, extension] = asked.split(".");
  const dataset = datasets.find((one) => one.name === name);
  if (dataset === undefined) throw notFound();
  return { dataset, format: extension === "csv" ? "csv" : "json" };
}

async function answerWith(made: DatasetFile, format: DataFormat, filename: string): Promise<DataAnswer> {
  const { etag } = await made.fingerprint();
  return {
    kind: "data",
    type: DATA_TYPES[format],
    filename,
    etag,
    // Anybody's program may read it from a page of theirs.
    headers: { "access-control-allow-origin": "*" },
    body: dataStream(made.text()),
  };
}

/** One dataset of a process, sent while it is read. */
export const download = get({
  path: "/datos/procesos/:slug/:file",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    const { dataset, format } = askedFor(ctx.datasets, given.file);
    const made = datasetFile(ctx, process, dataset, format);
    return answerWith(made, format, `${process.slug}-${dataset.name}.${format}`);
  },
});

/** One dataset of the whole entity. */
export const downloadWhole = get({
  path: "/datos/:file",
  access: "public",
  params: z.object({ file }),
  handle: (ctx, { params: given }) => {
    const { dataset, format } = askedFor(ctx.entityDatasets, given.file);
    return answerWith(entityDatasetFile(ctx, dataset, format), format, `${dataset.name}.${format}`);
  },
});
