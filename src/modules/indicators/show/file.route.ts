// Every public value of an indicator, or of all of them, as a file: what a page shows can be computed again from it.
import { Readable } from "node:stream";
import { z } from "zod";
import { STATUSES } from "#analysis/cube/cube.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { csvHeader, csvLine } from "#platform/tabular/write-csv.ts";
import type { Series } from "../cube/load-cube.ts";
import type { Figures } from "../figures.ts";
import { listObservations } from "../indicators.sql.ts";

const COLUMNS = [
  { name: "indicator_id", kind: "plain" },
  { name: "territory_code", kind: "plain" },
  { name: "period", kind: "plain" },
  { name: "sex", kind: "text" },
  { name: "age_group", kind: "text" },
  { name: "disaggregation", kind: "text" },
  { name: "value", kind: "plain" },
  { name: "status", kind: "plain" },
  { name: "unit", kind: "text" },
  { name: "source", kind: "text" },
  { name: "revision", kind: "plain" },
  { name: "load", kind: "plain" },
  { name: "line", kind: "plain" },
  { name: "approved_at", kind: "plain" },
] as const;

/** The lines of the file, a series at a time. */
async function* lines(db: ReadDb, figures: Figures, codes: readonly string[]): AsyncGenerator<string> {
  yield csvHeader(COLUMNS);
  for (const code of codes)
    for (const series of figures.cube.series.get(code) ?? []) yield await seriesLines(db, code, series);
}

async function seriesLines(db: ReadDb, code: string, series: Series): Promise<string> {
  const rows = await listObservations(db, series.id);
  return rows
    .map((one) =>
      csvLine(COLUMNS, [
        code,
        one.territory,
        one.period,
        series.sex,
        series.ageGroup,
        series.breakdown,
        one.value,
        STATUSES[one.status],
        series.unit,
        one.source,
        one.revision,
        one.loadId,
        one.line,
        one.approvedAt.toISOString(),
      ]),
    )
    .join("");
}

const type = "text/csv; charset=utf-8";

export const indicatorFile = get({
  path: "/indicadores/:code/datos.csv",
  access: "public",
  params: z.object({ code: z.string().max(80) }),
  handle: async (ctx, { params: { code } }) => {
    const figures = await ctx.figures();
    if (!figures.sheets.some((sheet) => sheet.code === code)) throw notFound();
    return { kind: "data", type, filename: `${code}.csv`, body: Readable.from(lines(ctx.db, figures, [code])) };
  },
});

export const allFile = get({
  path: "/indicadores/datos.csv",
  access: "public",
  handle: async (ctx) => {
    const figures = await ctx.figures();
    const codes = figures.sheets.map(({ code }) => code).sort();
    return { kind: "data", type, filename: "indicadores.csv", body: Readable.from(lines(ctx.db, figures, codes)) };
  },
});
