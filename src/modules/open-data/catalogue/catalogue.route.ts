// The catalogue for other portals: DCAT-AP 3 as JSON-LD. One dataset per file of the whole entity and of each process.
import { listPublicProcesses, type Process } from "#modules/processes/index.ts";
import { type Context, get } from "#platform/http/route.ts";
import { t, translate } from "#platform/i18n/i18n.ts";
import type { Dataset, EntityDataset } from "#platform/module.ts";
import { datasetPath, entityDatasetPath, folderOf, LICENCE } from "../published.ts";

const CONTEXT = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const AUTHORITY = "http://publications.europa.eu/resource/authority";
const MEDIA_TYPES = {
  csv: "https://www.iana.org/assignments/media-types/text/csv",
  json: "https://www.iana.org/assignments/media-types/application/json",
} as const;
const FILE_TYPES = { csv: `${AUTHORITY}/file-type/CSV`, json: `${AUTHORITY}/file-type/JSON` } as const;
const LANGUAGES = { es: `${AUTHORITY}/language/SPA`, en: `${AUTHORITY}/language/ENG` } as const;

export const catalogue = get({
  path: "/datos/catalogo.json",
  access: "public",
  handle: async (ctx) => {
    const processes = await listPublicProcesses(ctx.db);
    return {
      kind: "data",
      type: "application/ld+json; charset=utf-8",
      headers: { "access-control-allow-origin": "*" },
      body: `${JSON.stringify({ "@context": CONTEXT, "@graph": graphOf(ctx, processes) }, null, 2)}\n`,
    };
  },
});

function graphOf(ctx: Context, processes: readonly Process[]) {
  const datasets = [
    ...ctx.entityDatasets.map((dataset) => wholeDataset(ctx, dataset)),
    ...processes.flatMap((process) => ctx.datasets.map((dataset) => processDataset(ctx, process, dataset))),
  ];
  const publisher = `${ctx.publicUrl}/#entidad`;
  return [
    {
      "@id": `${ctx.publicUrl}/datos`,
      "@type": "dcat:Catalog",
      "dct:title": text(ctx, t("data.catalogue", { entity: ctx.entity.officialName(ctx.locale) })),
      "dct:description": text(ctx, t("data.lead")),
      "dct:publisher": { "@id": publisher },
      "dct:license": { "@id": LICENCE.path },
      "dct:language": { "@id": LANGUAGES[ctx.locale] },
      "foaf:homepage": { "@id": `${ctx.publicUrl}/` },
      "dcat:dataset": datasets.map((dataset) => ({ "@id": dataset["@id"] })),
    },
    {
      "@id": publisher,
      "@type": "foaf:Agent",
      "foaf:name": text(ctx, ctx.entity.officialName(ctx.locale)),
    },
    { "@id": `${ctx.publicUrl}/`, "@type": "foaf:Document" },
    { "@id": LICENCE.path, "@type": "dct:LicenseDocument" },
    ...datasets,
  ];
}

/** What tells a dataset from the others. */
interface Published {
  page: string;
  anchor: string;
  title: string;
  identifier: string;
  issued: Date | undefined;
  path: (format: "csv" | "json") => string;
}

function wholeDataset(ctx: Context, dataset: EntityDataset) {
  return datasetOf(ctx, dataset, {
    page: `${ctx.publicUrl}/datos`,
    anchor: dataset.name,
    title: translate(dataset.title),
    identifier: dataset.name,
    issued: undefined,
    path: (format) => entityDatasetPath(dataset.name, format),
  });
}

function processDataset(ctx: Context, process: Process, dataset: Dataset) {
  return datasetOf(ctx, dataset, {
    page: `${ctx.publicUrl}${folderOf(process)}`,
    anchor: dataset.name,
    title: `${translate(dataset.title)} · ${process.title}`,
    identifier: `${process.slug}/${dataset.name}`,
    issued: process.publishedAt ?? ctx.now,
    path: (format) => datasetPath(process, dataset.name, format),
  });
}

function datasetOf(ctx: Context, dataset: Pick<Dataset, "title" | "description">, published: Published) {
  const { page, anchor, title, identifier, issued, path } = published;
  return {
    "@id": `${page}#${anchor}`,
    "@type": "dcat:Dataset",
    "dct:title": text(ctx, title),
    "dct:description": text(ctx, translate(dataset.description)),
    "dct:identifier": identifier,
    "dct:publisher": { "@id": `${ctx.publicUrl}/#entidad` },
    ...(issued !== undefined && { "dct:issued": { "@type": "xsd:dateTime", "@value": issued.toISOString() } }),
    "dct:accrualPeriodicity": { "@id": `${AUTHORITY}/frequency/CONT` },
    "dcat:theme": { "@id": `${AUTHORITY}/data-theme/GOVE` },
    "dcat:landingPage": { "@id": page, "@type": "foaf:Document" },
    "dcat:distribution": (["csv", "json"] as const).map((format) => {
      const address = `${ctx.publicUrl}${path(format)}`;
      return {
        "@id": `${address}#distribucion`,
        "@type": "dcat:Distribution",
        "dct:title": text(ctx, `${translate(dataset.title)} (${format.toUpperCase()})`),
        "dcat:accessURL": { "@id": address },
        "dcat:downloadURL": { "@id": address },
        "dcat:mediaType": { "@id": MEDIA_TYPES[format] },
        "dct:format": { "@id": FILE_TYPES[format] },
        "dct:license": { "@id": LICENCE.path },
      };
    }),
  };
}

function text(ctx: Context, value: string) {
  return { "@value": value, "@language": ctx.locale };
}
