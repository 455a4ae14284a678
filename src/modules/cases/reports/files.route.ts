// Requests as open data, and the figures of the law as files: nothing in them says who asked.
import { z } from "zod";
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import { type Context, type DataAnswer, get, type Route } from "#platform/http/route.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { Dataset, DatasetRow } from "#platform/module.ts";
import { DATA_TYPES, dataStream, dataText } from "#platform/tabular/dataset-stream.ts";
import { CASE_STATES } from "../case-event.ts";
import { CHANNELS } from "../channels.ts";
import { FORMS } from "../forms.ts";
import { quarterCode } from "./quarter.ts";
import { askedQuarter, spanOf } from "./report.route.tsx";
import { listInformation, listOpenRows } from "./report.sql.ts";

const FORMATS = ["csv", "json"] as const;

/** The columns of `/solicitudes.csv`. */
export const caseColumns: Dataset["columns"] = [
  { name: "number", about: "cases.data.number", type: "code", required: true },
  { name: "form", about: "cases.data.form", type: "code", required: true, values: FORMS },
  { name: "channel", about: "cases.data.channel", type: "code", required: true, values: CHANNELS },
  { name: "territory", about: "cases.data.territory", type: "code", required: true },
  { name: "sector", about: "cases.data.sector", type: "code" },
  { name: "agency", about: "cases.data.agency", type: "code", required: true },
  { name: "state", about: "cases.data.state", type: "code", required: true, values: CASE_STATES },
  { name: "received_on", about: "cases.data.receivedOn", type: "date", required: true },
  { name: "due_on", about: "cases.data.dueOn", type: "date" },
  { name: "closed_on", about: "cases.data.closedOn", type: "date" },
  { name: "in_time", about: "cases.data.inTime", type: "boolean" },
  { name: "priority", about: "cases.data.priority", type: "boolean", required: true },
  { name: "helped", about: "cases.data.helped", type: "code", values: ["yes", "partly", "no"] },
  { name: "text", about: "cases.data.text", type: "text" },
];

async function* caseRows({ db, entity }: Context): AsyncGenerator<DatasetRow> {
  for await (const row of listOpenRows(db)) {
    const { receivedOn, dueOn, closedAt, inTime, ...plain } = row;
    yield {
      ...plain,
      received_on: receivedOn,
      due_on: dueOn,
      closed_on: closedAt === null ? null : calendarDay(closedAt, entity.timeZone),
      in_time: inTime,
    };
  }
}

const informationColumns: Dataset["columns"] = [
  { name: "number", about: "cases.data.number", type: "code", required: true },
  { name: "agency", about: "cases.data.agency", type: "code", required: true },
  { name: "received_on", about: "cases.data.receivedOn", type: "date", required: true },
  { name: "transferred", about: "cases.data.transferred", type: "boolean", required: true },
  { name: "answered_on", about: "cases.data.answeredOn", type: "date" },
  { name: "working_days", about: "cases.data.workingDays", type: "integer" },
  { name: "refused", about: "cases.data.refused", type: "boolean", required: true },
];

async function* informationRows(ctx: Context, quarter: string | undefined): AsyncGenerator<DatasetRow> {
  const { entity } = ctx;
  const calendar = workCalendar(entity.jurisdiction);
  for (const one of await listInformation(ctx.db, spanOf(ctx, askedQuarter(ctx, quarter)))) {
    const answered = one.notifiedAt === null ? null : calendarDay(one.notifiedAt, entity.timeZone);
    yield {
      number: one.number,
      agency: one.agency,
      received_on: one.receivedOn,
      transferred: one.transferred,
      answered_on: answered,
      working_days: answered === null ? null : workingDaysBetween(calendar, one.receivedOn, answered),
      refused: one.refused,
    };
  }
}

function fileOf(
  format: (typeof FORMATS)[number],
  name: string,
  { columns, rows }: { columns: Dataset["columns"]; rows: AsyncIterable<DatasetRow> },
): DataAnswer {
  return {
    kind: "data",
    type: DATA_TYPES[format],
    filename: `${name}.${format}`,
    // Anybody's program may read it from a page of theirs.
    headers: { "access-control-allow-origin": "*" },
    body: dataStream(dataText(format, columns, rows)),
  };
}

const query = z.object({ trimestre: z.string().max(6).optional().catch(undefined) });

export const fileRoutes: readonly Route[] = FORMATS.flatMap((format) => [
  get({
    path: `/solicitudes.${format}`,
    access: "public",
    handle: async (ctx) =>
      fileOf(format, `solicitudes-${calendarDay(ctx.now, ctx.entity.timeZone)}`, {
        columns: caseColumns,
        rows: caseRows(ctx),
      }),
  }),
  get({
    path: `/solicitudes/informes/informacion.${format}`,
    access: "public",
    query,
    handle: async (ctx, { query: { trimestre } }) =>
      fileOf(format, `informacion-${quarterCode(askedQuarter(ctx, trimestre))}`, {
        columns: informationColumns,
        rows: informationRows(ctx, trimestre),
      }),
  }),
]);
