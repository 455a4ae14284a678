// The filtered list of the board as files: what is on the screen, whole.
import { type Context, type DataAnswer, get } from "#platform/http/route.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { DATA_TYPES, type DataFormat, dataStream, dataText } from "#platform/tabular/dataset-stream.ts";
import { commitmentColumns, commitmentRows } from "../datasets.ts";
import { type BoardQuery, boardQuery, filterOf } from "./board-query.ts";

async function file(ctx: Context, query: BoardQuery, format: DataFormat): Promise<DataAnswer> {
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  const { filter } = await filterOf(ctx.db, ctx.entity, query, today);
  return {
    kind: "data",
    type: DATA_TYPES[format],
    filename: `compromisos-${today}.${format}`,
    body: dataStream(dataText(format, commitmentColumns, commitmentRows(ctx.db, filter))),
  };
}

export const boardCsv = get({
  path: "/compromisos.csv",
  access: "public",
  query: boardQuery,
  handle: (ctx, { query }) => file(ctx, query, "csv"),
});

export const boardJson = get({
  path: "/compromisos.json",
  access: "public",
  query: boardQuery,
  handle: (ctx, { query }) => file(ctx, query, "json"),
});
