// What an official writes of a service point and of a procedure: the form, its check and the row come from one list.
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { code, FormState, optionalCode, optionalText, textField, tick, webAddress } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import type { GuideKind, GuideVersion, GuideWords } from "./guide.sql.ts";

export interface GuideField {
  id: Exclude<keyof GuideWords, "lat" | "lon" | "retired"> | "point";
  as: "line" | "area" | "agency" | "territory" | "sector" | "link";
  max: number;
  optional?: boolean;
}

export const FIELDS: Record<GuideKind, readonly GuideField[]> = {
  point: [
    { id: "name", as: "line", max: 160 },
    { id: "territory", as: "territory", max: 80 },
    { id: "address", as: "line", max: 200 },
    { id: "hours", as: "line", max: 300 },
    { id: "about", as: "area", max: 1000 },
    { id: "access", as: "area", max: 500, optional: true },
    { id: "phone", as: "line", max: 60, optional: true },
    { id: "agency", as: "agency", max: 80, optional: true },
    { id: "point", as: "line", max: 60, optional: true },
  ],
  procedure: [
    { id: "name", as: "line", max: 160 },
    { id: "about", as: "area", max: 1000 },
    { id: "who", as: "area", max: 500 },
    { id: "cost", as: "line", max: 200 },
    { id: "takes", as: "line", max: 200 },
    { id: "link", as: "link", max: 500 },
    { id: "agency", as: "agency", max: 80 },
    { id: "sector", as: "sector", max: 80, optional: true },
  ],
};

/** The values of the form as they came, each by its own rule. */
export type GuideBody = Record<string, unknown>;

export function bodyOf(kind: GuideKind): z.ZodType<GuideBody> {
  const missing = (id: string): string => `cases.guide.missing.${kind}.${id}`;
  const rule = ({ id, as, max, optional = false }: GuideField): z.ZodType => {
    if (as === "link") return webAddress(missing(id)).refine((link) => link !== undefined, missing(id));
    if (as === "agency" || as === "territory" || as === "sector") return optional ? optionalCode() : code(missing(id));
    return optional ? optionalText(max) : textField({ max, required: missing(id) });
  };
  return z.object({
    ...Object.fromEntries(FIELDS[kind].map((field) => [field.id, rule(field)])),
    retired: tick(),
    version: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  });
}

/** The words of a form whose schema was kept. @throws Problem at a code that the entity has not, or a point that is none */
export function wordsOf(entity: Entity, body: GuideBody): GuideWords {
  const said = (id: string): string | null => (typeof body[id] === "string" ? body[id] : null);
  const [agency, territory, sector] = [said("agency"), said("territory"), said("sector")];
  const wrong = (field: string): Problem => new Problem(400, "common.unknownChoice", { field });
  if (agency !== null && !entity.catalogs.agencies.offers(agency)) throw wrong("agency");
  if (territory !== null && entity.find(territory)?.retired !== false) throw wrong("territory");
  if (sector !== null && !entity.catalogs.sectors.offers(sector)) throw wrong("sector");
  return {
    name: said("name") ?? "",
    about: said("about") ?? "",
    agency,
    territory,
    address: said("address"),
    hours: said("hours"),
    phone: said("phone"),
    access: said("access"),
    ...readPoint(said("point")),
    who: said("who"),
    cost: said("cost"),
    takes: said("takes"),
    link: said("link"),
    sector,
    retired: body.retired === true,
  };
}

/** Latitude and longitude as maps give them to be copied: 3.4516, -76.532. */
function readPoint(text: string | null): { lat: number | null; lon: number | null } {
  if (text === null) return { lat: null, lon: null };
  const [, lat, lon] = /^(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  const point = { lat: Number(lat ?? Number.NaN), lon: Number(lon ?? Number.NaN) };
  if (Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180) return point;
  throw new Problem(400, "cases.guide.point.wrong", { field: "point" });
}

/** The form with what one says today. */
export function filledWith(one: GuideVersion): FormState {
  const { lat, lon, retired, version } = one;
  const words = Object.fromEntries(
    [...FIELDS.point, ...FIELDS.procedure].flatMap(({ id }) => (id === "point" ? [] : [[id, one[id] ?? undefined]])),
  );
  return FormState.filled({
    ...words,
    point: lat === null || lon === null ? undefined : `${lat}, ${lon}`,
    retired: retired ? "yes" : undefined,
    version,
  });
}
