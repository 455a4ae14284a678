// The editions of an index, each at an address of its own, with the files to compute it again.
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { type CsvColumn, csvHeader, csvLine } from "#platform/tabular/write-csv.ts";
import { INDICATORS_TAG } from "../approve/approve-load.ts";
import { editionFile } from "./compose.ts";
import { type EditionContent, findComposite, listComposites, listEditions } from "./composites.sql.ts";
import { CompositeList, ShowEdition } from "./show.view.tsx";

const cache = { seconds: 60, tags: () => [INDICATORS_TAG] } as const;
const code = z.string().max(80);
const ofEdition = z.object({ code, number: z.coerce.number().int().positive().max(100_000) });

export const compositeList = get({
  path: "/indices",
  access: "public",
  cache,
  handle: async (ctx) => {
    const published = (await listComposites(ctx.db)).filter(({ editions }) => editions > 0);
    return {
      kind: "page",
      title: t("indicators.composite.list"),
      section: "look",
      body: <CompositeList composites={published} />,
    };
  },
});

/** The edition with that number, or the last one. */
async function getEdition(ctx: Context, asked: { code: string; number?: number }) {
  const composite = await findComposite(ctx.db, asked.code);
  const editions = composite === undefined ? [] : await listEditions(ctx.db, composite.id);
  const edition = asked.number === undefined ? editions[0] : editions.find(({ number }) => number === asked.number);
  if (composite === undefined || edition === undefined) throw notFound();
  return { composite, editions, edition };
}

async function editionPage(ctx: Context, asked: { code: string; number?: number }) {
  const found = await getEdition(ctx, asked);
  const { composite, edition } = found;
  return {
    kind: "page",
    title:
      asked.number === undefined
        ? composite.name
        : t("indicators.composite.title", { name: composite.name, n: edition.number, year: String(edition.year) }),
    section: "look",
    crumbs: [{ text: t("indicators.composite.list"), path: "/indices" }, { text: composite.name }],
    body: <ShowEdition {...found} entity={ctx.entity} />,
  } as const;
}

export const lastEdition = get({
  path: "/indices/:code",
  access: "public",
  params: z.object({ code }),
  cache,
  handle: (ctx, { params }) => editionPage(ctx, params),
});

export const oneEdition = get({
  path: "/indices/:code/:number",
  access: "public",
  params: ofEdition,
  cache,
  handle: (ctx, { params }) => editionPage(ctx, params),
});

export const editionCsv = get({
  path: "/indices/:code/:number/datos.csv",
  access: "public",
  params: ofEdition,
  handle: async (ctx, { params }) => {
    const { edition } = await getEdition(ctx, params);
    const filename = `${params.code}-${params.number}.csv`;
    return { kind: "data", type: "text/csv; charset=utf-8", filename, body: csvOf(edition.content) };
  },
});

export const editionJson = get({
  path: "/indices/:code/:number/datos.json",
  access: "public",
  params: ofEdition,
  handle: async (ctx, { params }) => {
    const { edition } = await getEdition(ctx, params);
    const filename = `${params.code}-${params.number}.json`;
    return { kind: "data", type: "application/json; charset=utf-8", filename, body: editionFile(edition.content) };
  },
});

/** A place in each line: its index, its range and, of each measure, the value, the score and whether it was filled in. */
function csvOf({ measures, places, left }: EditionContent): string {
  const names = measures.map(({ code: one, series }) => `${one}_${series}`);
  const columns: CsvColumn[] = [
    ...["territory_code", "place", "value", "place_from", "place_to", "first_share"],
    ...names.flatMap((name) => [`${name}_value`, `${name}_score`, `${name}_filled`]),
  ].map((name) => ({ name, kind: "plain" }));
  const lines = places.map(({ id, place, value, range, values, scores, filled }) => [
    ...[id, place, value, range.from, range.to, range.first],
    ...measures.flatMap((_, at) => [values[at], scores[at], filled.includes(at)]),
  ]);
  const without = left.map(({ id, values }) => [
    ...[id, null, null, null, null, null],
    ...measures.flatMap((_, at) => [values[at], null, null]),
  ]);
  return csvHeader(columns) + [...lines, ...without].map((row) => csvLine(columns, row)).join("");
}
