// What a route knows about its request: language, instant, browser, person.
import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Clock } from "../clock/clock.ts";
import type { Database } from "../db/db.ts";
import type { Locale, Region } from "../i18n/i18n.ts";
import { ask, type Memory } from "../memory/recall.ts";
import { browserOf, cookieJar } from "./cookies.ts";
import type { PageCache } from "./page-store.ts";
import type { Problem } from "./problem.ts";
import type { Context, NarrowExtras, PageAnswer, RequestExtras, Route } from "./route.ts";

export const SESSION_COOKIE = "sesion";
const locales = new WeakMap<IncomingMessage, Locale>();

export interface ServerOptions {
  db: Database;
  clock: Clock;
  log: Logger;
  region: Region;
  publicUrl: string;
  secure: boolean;
  trustProxy: boolean;
  /** Off only where one machine plays many people: benches and tests of load. */
  rateLimits: boolean;
  csrfKey: Buffer;
  routes: readonly Route[];
  /**
   * Parameters of addresses that have one spelling, by name: gives it for another way of writing the same, and undefined for the
   * spelling itself and for what means nothing.
   */
  spellings: Readonly<Record<string, (text: string) => string | undefined>>;
  /** Pages that are equal for everybody. */
  pages: PageCache;
  /** What those pages are made of. */
  memory: Memory;
  /** Adds what the core knows about the request. Cached pages get `session: undefined`: they are equal for everybody. */
  extend: (base: Omit<Context, keyof RequestExtras>, session: string | undefined) => Promise<RequestExtras>;
  /** The queues that the narrow routes write to. */
  narrow: NarrowExtras;
  allows: (ctx: Context, access: string) => boolean;
  /** The whole document. `csrf` undefined: a cached page, which must hold no form that posts. */
  renderPage: (ctx: Context, page: PageAnswer, csrf: string | undefined) => string;
  errorPage: (ctx: Context, error: { status: number; problem: Problem | undefined; id: string }) => PageAnswer;
  observe: (route: string, method: string, status: number, seconds: number) => void;
}

/** Takes the language out of the address and remembers it: routes are written once. */
export function withoutLanguage(raw: IncomingMessage): string {
  const url = canBeRead(raw.url ?? "/") ? (raw.url ?? "/") : NOWHERE;
  const match = /^\/en(?=[/?]|$)/.exec(url);
  locales.set(raw, match === null ? "es" : "en");
  if (match === null) return url;
  const rest = url.slice(3);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** An address of no route: it answers the page of what does not exist. */
const NOWHERE = "/no-existe";
const LONGEST_PART = 200;

/** Whether the router can read an address; for what it cannot, it would answer without a page. */
function canBeRead(url: string): boolean {
  try {
    const path = decodeURI(url.split("?")[0] ?? "");
    return path.split("/").every((part) => part.length < LONGEST_PART);
  } catch {
    return false;
  }
}

/** The language in the path of a request. */
export function localeOf(request: FastifyRequest): Locale {
  return locales.get(request.raw) ?? "es";
}

/**
 * The context of a request.
 * @param person whether to look for who asks: not on cached pages, which are equal for everybody, nor when the database
 * is what failed.
 */
export async function makeContext(
  options: ServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  { person }: { person: boolean },
): Promise<Context> {
  const cookies = cookieJar({
    secure: options.secure,
    read: (name) => request.cookies[name],
    write: (name, value, given) => reply.setCookie(name, value, given),
  });
  const base = {
    db: options.db.read,
    now: options.clock.now(),
    locale: localeOf(request),
    path: request.url.split("?")[0] ?? "/",
    target: request.url,
    publicUrl: options.publicUrl,
    browser: browserOf(cookies),
    cookies,
    files: [],
    ip: request.ip,
    recall: ask,
    saveData: request.headers["save-data"] === "on",
    renews: request.headers["x-renew"] !== undefined,
  } satisfies Omit<Context, keyof RequestExtras>;
  const extras = await options.extend(base, person ? cookies.get(SESSION_COOKIE) : undefined);
  return { ...base, ...extras };
}
