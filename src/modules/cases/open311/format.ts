// The two formats of GeoReport v2: XML, which every server must speak, and JSON with the same names.
import type { DataAnswer } from "#platform/http/route.ts";

export type Format = "xml" | "json";
export type Value = string | number | boolean | null | undefined | Value[] | { [name: string]: Value };

/** What a list of each kind is called in XML: the root and each element. */
export interface Names {
  root: string;
  /** Of each element of a list; without it the content is one thing. */
  item?: string;
}

/** How the elements of the lists inside an element are called. */
const ITEMS: Record<string, string> = {
  endpoints: "endpoint",
  formats: "format",
  attributes: "attribute",
  values: "value",
};

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
/** XML 1.0 has no way to write these, not even escaped. */
const NOT_IN_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

const escaped = (text: string): string =>
  text.replace(NOT_IN_XML, "").replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");

function element(name: string, value: Value): string {
  if (value === null || value === undefined || value === "") return `<${name}/>`;
  if (Array.isArray(value))
    return `<${name}>${value.map((one) => element(ITEMS[name] ?? "item", one)).join("")}</${name}>`;
  if (typeof value !== "object") return `<${name}>${escaped(String(value))}</${name}>`;
  const inside = Object.entries(value).map(([inner, one]) => element(inner, one));
  return `<${name}>${inside.join("")}</${name}>`;
}

/** An answer in the format that was asked for. Anybody may read it from a page of theirs. */
export function answerIn(format: Format, names: Names, content: Value, status = 200): DataAnswer {
  const headers = { "access-control-allow-origin": "*" };
  if (format === "json") {
    return { kind: "data", type: "application/json; charset=utf-8", body: JSON.stringify(content), status, headers };
  }
  const list = Array.isArray(content) && names.item !== undefined;
  const inside = list ? content.map((one) => element(names.item ?? "", one)).join("") : undefined;
  const root = inside === undefined ? element(names.root, content) : `<${names.root}>${inside}</${names.root}>`;
  const body = `<?xml version="1.0" encoding="utf-8"?>${root}`;
  return { kind: "data", type: "text/xml; charset=utf-8", body, status, headers };
}

/** The format of an address: what its path ends in. XML where it says none. */
export function formatOf(path: string): Format {
  return /\.json(?:$|\?)/.test(path) ? "json" : "xml";
}

/** An error as GeoReport tells it: a list, for there may be several. What is neither 403 nor 404 is 400, unless it is ours. */
export function errorIn(path: string, { status, text }: { status: number; text: string }): DataAnswer {
  const kept = status === 403 || status === 404 || status === 429 || status >= 500 ? status : 400;
  return answerIn(formatOf(path), { root: "errors", item: "error" }, [{ code: kept, description: text }], kept);
}

/** An instant with the offset of the entity: `2026-03-20T10:00:00-05:00`. */
export function withOffset(at: Date, local: string): string {
  const minutes = Math.round((Date.parse(`${local}:00Z`) - at.getTime()) / 60_000);
  const sign = minutes < 0 ? "-" : "+";
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  const offset = `${sign}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  return `${local}:${two(at.getUTCSeconds())}${offset}`;
}
