// Open311 GeoReport v2, what anybody may read: where it is, what may be asked for, the public requests.
import { z } from "zod";
import { localTime } from "#platform/clock/zone.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type Route } from "#platform/http/route.ts";
import { calendarDay, formatDate, t } from "#platform/i18n/i18n.ts";
import { CASE_STATES } from "../case-event.ts";
import { answerIn, errorIn, type Format, formatOf, type Value, withOffset } from "./format.ts";
import { listRequests, type RequestFilter, type RequestRow } from "./requests.sql.ts";
import { defineService, describeService, listServices, OTHER, type Service } from "./services.ts";

export const ENDPOINT = "/open311/v2";
const FORMATS = ["xml", "json"] as const;
const DAY_MS = 86_400_000;
const MOST_DAYS = 90;
/** When the shape of these answers last changed. */
const CHANGESET = "2026-11-27T00:00:00-05:00";

const anything = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
type Query = z.infer<typeof anything>;

/** What a query says under a name; `undefined` for nothing. */
const said = (query: Query, name: string): string | undefined => {
  const value = query[name];
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === "" ? undefined : text;
};

/** A government has one jurisdiction here: its own. @throws Problem 404 for another */
export function requireJurisdiction(ctx: Context, asked: string | undefined): void {
  if (asked !== undefined && asked !== ctx.entity.code) throw new Problem(404, "cases.open311.jurisdiction");
}

function reading(
  name: string,
  handle: (ctx: Context, query: Query, format: Format) => Promise<ReturnType<typeof answerIn>>,
): Route[] {
  return FORMATS.map((format) =>
    get({
      path: `${ENDPOINT}/${name}.${format}`,
      access: "public",
      query: anything,
      failed: errorIn,
      handle: async (ctx, { query }) => {
        requireJurisdiction(ctx, said(query, "jurisdiction_id"));
        return handle(ctx, query, format);
      },
    }),
  );
}

/** One thing by its code, which ends in the format: `services/salud.xml`. */
function one(
  name: string,
  handle: (ctx: Context, code: string, format: Format) => Promise<ReturnType<typeof answerIn>>,
): Route {
  return get({
    path: `${ENDPOINT}/${name}/:file`,
    access: "public",
    params: z.object({ file: z.string().max(120) }),
    query: anything,
    failed: errorIn,
    handle: async (ctx, { params, query }) => {
      requireJurisdiction(ctx, said(query, "jurisdiction_id"));
      const [, code] = /^(.+)\.(?:xml|json)$/.exec(params.file) ?? [];
      if (code === undefined) throw notFound();
      return handle(ctx, code, formatOf(params.file));
    },
  });
}

const discovery = reading("discovery", async (ctx, _, format) =>
  answerIn(
    format,
    { root: "discovery" },
    {
      changeset: CHANGESET,
      contact: contactOf(ctx),
      key_service: t("cases.open311.keys.ask"),
      endpoints: [
        {
          specification: "http://wiki.open311.org/GeoReport_v2",
          url: `${ctx.publicUrl}${ENDPOINT}`,
          changeset: CHANGESET,
          type: ctx.demo ? "test" : "production",
          formats: ["text/xml", "application/json"],
        },
      ],
    },
  ),
);

function contactOf({ entity, locale }: Context): string {
  const { address, phone, email } = entity.definition.file.contact;
  return [entity.officialName(locale), address, phone, email].filter(Boolean).join(" · ");
}

const services = reading("services", async (ctx, _, format) =>
  answerIn(format, { root: "services", item: "service" }, listServices(ctx.entity, ctx.locale).map(describeService)),
);

/** @throws Problem 404 for a code that nobody has */
export function getService(ctx: Context, code: string | undefined): Service {
  const found = listServices(ctx.entity, ctx.locale).find((service) => service.code === code);
  if (found === undefined) throw new Problem(404, "cases.open311.noService", { parameters: { code: code ?? "" } });
  return found;
}

const service = one("services", async (ctx, code, format) => {
  getService(ctx, code);
  const day = calendarDay(ctx.now, ctx.entity.timeZone);
  return answerIn(format, { root: "service_definition" }, defineService(ctx.entity, code, day));
});

const REQUESTS = { root: "service_requests", item: "request" } as const;

const requests = reading("requests", async (ctx, query, format) => {
  const rows = await listRequests(ctx.db, filterOf(ctx, query));
  return answerIn(
    format,
    REQUESTS,
    rows.map((row) => describe(ctx, row)),
  );
});

const request = one("requests", async (ctx, number, format) => {
  const rows = await listRequests(ctx.db, { numbers: [number.toUpperCase()] });
  if (rows.length === 0) throw new Problem(404, "cases.open311.noRequest");
  return answerIn(
    format,
    REQUESTS,
    rows.map((row) => describe(ctx, row)),
  );
});

/** Requests get their number at once, so that it is its own token. */
const token = one("tokens", async (ctx, number, format) => {
  const row = await ctx.db
    .selectFrom("cases")
    .select("number")
    .where("number", "=", number.toUpperCase())
    .where("channel", "=", "api")
    .executeTakeFirst();
  if (row === undefined) throw new Problem(404, "cases.open311.noRequest");
  return answerIn(format, REQUESTS, [{ service_request_id: row.number, token: row.number }]);
});

function filterOf(ctx: Context, query: Query): RequestFilter {
  const list = (name: string): string[] | undefined =>
    said(query, name)
      ?.split(",")
      .map((part) => part.trim());
  const numbers = list("service_request_id")?.map((number) => number.toUpperCase());
  if (numbers !== undefined) return { numbers };
  const codes = list("service_code")?.map((code) => getService(ctx, code).sector ?? null);
  const status = list("status");
  if (status?.some((word) => word !== "open" && word !== "closed")) throw new Problem(400, "cases.open311.status");
  const until = instant(said(query, "end_date")) ?? spanFrom(instant(said(query, "start_date")), ctx.now);
  const from = instant(said(query, "start_date")) ?? new Date(until.getTime() - MOST_DAYS * DAY_MS);
  if (until < from || until.getTime() - from.getTime() > MOST_DAYS * DAY_MS) {
    throw new Problem(400, "cases.open311.days", { parameters: { n: MOST_DAYS } });
  }
  const both = status === undefined || (status.includes("open") && status.includes("closed"));
  return { sectors: codes, from, until, closed: both ? undefined : status.includes("closed") };
}

/** The end of a list that says only where it begins: as far as a list goes, and not after now. */
function spanFrom(from: Date | undefined, now: Date): Date {
  if (from === undefined) return now;
  return new Date(Math.max(from.getTime(), Math.min(now.getTime(), from.getTime() + MOST_DAYS * DAY_MS)));
}

/** @throws Problem 400 for what is no instant of ISO 8601 */
function instant(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  // A plus in an address that nobody escaped arrives as a space.
  const read = z.iso.datetime({ offset: true }).safeParse(text.replace(/ (\d{2}:\d{2})$/, "+$1"));
  if (!read.success) throw new Problem(400, "cases.open311.date");
  return new Date(read.data);
}

function describe(ctx: Context, row: RequestRow): Value {
  const { entity, locale } = ctx;
  const at = (instant: Date): string => withOffset(instant, localTime(instant, entity.timeZone));
  const place = entity.territory(row.territory).name;
  const state = CASE_STATES.find((one) => one === row.state);
  return {
    service_request_id: row.number,
    status: row.closed ? "closed" : "open",
    status_notes: state === undefined ? "" : t(`cases.state.${state}`),
    service_name: row.sector === null ? t("cases.file.about.other") : entity.name(entity.sector(row.sector), locale),
    service_code: row.sector ?? OTHER,
    description: row.text,
    agency_responsible: entity.name(entity.agency(row.agency), locale),
    service_notice: noticeOf(row.dueOn),
    requested_datetime: at(row.receivedAt),
    updated_datetime: at(row.updatedAt),
    expected_datetime: row.dueOn === null ? null : endOf(row.dueOn, at),
    address: place,
    address_id: row.territory,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null,
  };
}

/** The term in words. */
export function noticeOf(dueOn: string | null): string {
  return dueOn === null ? t("cases.stopped") : t("cases.open311.notice", { date: formatDate(dueOn) });
}

function endOf(day: string, at: (instant: Date) => string): string {
  // The offset of the middle of that day is the one of its end, but for the night on which a clock changes.
  return `${day}T23:59:59${at(new Date(`${day}T17:00:00Z`)).slice(19)}`;
}

export const readRoutes: readonly Route[] = [...discovery, ...services, service, ...requests, request, token];
