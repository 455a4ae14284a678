import http, { type IncomingMessage } from "node:http";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ZodError } from "zod";
import { href, withLocale } from "../i18n/i18n.ts";
import { ask } from "../memory/recall.ts";
import { localeOf, makeContext, type ServerOptions, withoutLanguage } from "./context.ts";
import { csrfMatches, csrfToken } from "./csrf.ts";
import { sendError } from "./errors.ts";
import { refusedForm } from "./form.ts";
import { narrowDoor } from "./narrow.ts";
import { once, sentOf } from "./once.ts";
import { guardPace } from "./pace.ts";
import { findPage, type PageCache, sendStored, storePage } from "./page-store.ts";
import { parseForm } from "./parse-form.ts";
import { badToken, notFound, Problem, signInNeeded, tooMany } from "./problem.ts";
import { readForm } from "./read-form.ts";
import { refuseUnread } from "./refuse-unread.tsx";
import type { Answer, CachePolicy, Context, GetRoute, PostRoute } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import { sendData } from "./send-data.ts";

const BODY_LIMIT = 256 * 1024;
/** Longer than the minute that balancers keep an idle connection: whoever waits longer closes it, and nobody is cut off. */
const KEEP_ALIVE_MS = 72_000;
const GLOBAL_PER_MINUTE = 6000;
const POSTS_PER_MINUTE = 600;

export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const narrow = narrowDoor(options);
  const security = securityHeaders(options.secure);
  const app = Fastify({
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    rewriteUrl: (raw) => withoutLanguage(raw),
    clientErrorHandler: refuseUnread(security),
    // Stored pages and short messages are answered before the framework: they need nothing of it.
    serverFactory: (handler) =>
      http.createServer(
        { keepAliveTimeout: KEEP_ALIVE_MS },
        (req, res) => answeredFromMemory(options.pages, req, res) || narrow(req, res) || handler(req, res),
      ),
  });
  // When it is sent: what is kept carries them already, and is sent without the framework.
  app.addHook("onSend", async (_request, reply) => {
    reply.headers({ ...security, ...reply.getHeaders() });
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT, parser: parseForm });
  // The form itself says that a file is too big, with everything else that was typed.
  await app.register(multipart, { throwFileSizeLimit: false, limits: { files: 20, fields: 400, fieldSize: 20_000 } });
  await app.register(compress, {
    global: true,
    // Browsers send forms as they are; a compressed one would only be a way to send more than the limit.
    globalDecompression: false,
    encodings: ["br", "gzip"],
    threshold: 1024,
    brotliOptions: { params: { 1: 4 } },
  });
  if (options.rateLimits) {
    await app.register(rateLimit, {
      global: true,
      max: GLOBAL_PER_MINUTE,
      timeWindow: "1 minute",
      errorResponseBuilder: () => tooMany(),
    });
  }
  app.addHook("onResponse", async (request, reply) => {
    options.observe(request.routeOptions.url ?? "?", request.method, reply.statusCode, reply.elapsedTime / 1000);
  });
  app.setErrorHandler((error, request, reply) => sendError(options, request, reply, error));
  app.setNotFoundHandler((request, reply) => sendError(options, request, reply, notFound()));
  const forGet = { ...options, security };
  for (const route of options.routes) {
    if (route.method === "GET") {
      const config = { failed: route.failed };
      app.get(route.path, { config }, (request, reply) => serveGet(forGet, route, request, reply));
    }
    if (route.method === "POST" && route.commit !== "narrow") {
      const limited = options.rateLimits && route.commit === "transaction";
      const rate = limited ? { rateLimit: { max: POSTS_PER_MINUTE, timeWindow: "1 minute" } } : undefined;
      app.post(
        route.path,
        { config: { failed: route.failed, ...rate }, bodyLimit: (route.fileLimit ?? 0) + BODY_LIMIT },
        (request, reply) => servePost(options, route, request, reply),
      );
    }
  }
  return app;
}

function answeredFromMemory(pages: PageCache, req: IncomingMessage, res: http.ServerResponse): boolean {
  if (req.method !== "GET" && req.method !== "HEAD") return false;
  const stored = findPage(pages, req.url ?? "/");
  if (stored === undefined) return false;
  sendStored(req, res, stored);
  return true;
}

function guardAccess(options: ServerOptions, ctx: Context, access: string): void {
  if (access !== "public" && !options.allows(ctx, access)) throw signInNeeded();
}

interface GetOptions extends ServerOptions {
  /** Headers of every answer. */
  security: Record<string, string>;
}

async function serveGet(options: GetOptions, route: GetRoute, request: FastifyRequest, reply: FastifyReply) {
  const other = otherSpelling(options, route.path, request);
  if (other !== undefined)
    return reply
      .code(303)
      .header("location", href(other, localeOf(request)))
      .send("");
  if (route.cache !== undefined) return serveKept(options, { ...route, cache: route.cache }, request, reply);
  const ctx = await makeContext(options, request, reply, { person: true });
  return withLocale(ctx.locale, options.region, async () => {
    guardAccess(options, ctx, route.access);
    const input = { params: paramsOf(route, request), query: queryOf(route, request) };
    return sendAnswer(options, ctx, reply, await route.handle(ctx, input));
  });
}

/** The address in which a parameter has its one spelling, when somebody wrote it in another way. */
function otherSpelling({ spellings }: ServerOptions, path: string, request: FastifyRequest): string | undefined {
  const params = (request.params ?? {}) as Record<string, string>;
  const spelled = Object.entries(params).map(([name, text]) => [name, spellings[name]?.(text) ?? text] as const);
  if (spelled.every(([name, text]) => text === params[name])) return undefined;
  const query = request.url.indexOf("?");
  return plainAddress(path, Object.fromEntries(spelled)) + (query === -1 ? "" : request.url.slice(query));
}

/** Answers a page that is equal for everybody, and keeps it. */
async function serveKept(
  options: GetOptions,
  route: GetRoute & { cache: CachePolicy },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const anyQuery = route.query === undefined;
  const search = !anyQuery && isSearch(request.query);
  const { recall, used } = search ? { recall: ask, used: NOTHING_USED } : options.memory.recaller();
  // One page has one address: nobody can ask for work by writing the same one in another way.
  const target = anyQuery ? plainAddress(route.path, request.params) : request.url;
  const base = await makeContext(options, request, reply, { person: false });
  const ctx: Context = { ...base, target, path: target.split("?")[0] ?? "/", recall };
  return withLocale(ctx.locale, options.region, async () => {
    guardAccess(options, ctx, route.access);
    const params = paramsOf(route, request);
    const query = queryOf(route, request);
    const render = async () => {
      const answer = await route.handle(ctx, { params, query });
      if (answer.kind !== "page" || (answer.status ?? 200) !== 200) throw new UncachedAnswer(answer);
      const html = options.renderPage(ctx, answer, undefined);
      const tags = [...new Set([...route.cache.tags(params), ...(answer.tags ?? []), ...used.tags])];
      const expires = Math.min(ctx.now.getTime() + route.cache.seconds * 1000, used.expires);
      return storePage(html, options.security, { tags, expires, anyQuery });
    };
    const making = search ? render() : options.pages.get(href(target, ctx.locale), render);
    const stored = await making.catch((error: unknown) => {
      if (error instanceof UncachedAnswer) return error.answer;
      throw error;
    });
    if ("kind" in stored) return sendAnswer(options, ctx, reply, stored);
    reply.hijack();
    sendStored(request.raw, reply.raw, stored);
    return reply;
  });
}

/**
 * Whether an address holds words that somebody typed, which are always called `q`. The next person types others: keeping what
 * was made of them would only push out of memory what many ask for.
 */
const isSearch = (query: unknown): boolean =>
  typeof query === "object" && query !== null && "q" in query && query.q !== "";

const NOTHING_USED = { tags: new Set<string>(), expires: Number.POSITIVE_INFINITY };

/** The path of a route with its parameters written in the one usual way. */
function plainAddress(path: string, params: unknown): string {
  const given = (params ?? {}) as Record<string, string>;
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(given[name] ?? ""));
}

/** Carries an answer that must not be stored out of the cache's render. */
class UncachedAnswer extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super("not cached");
    this.answer = answer;
  }
}

/** PostgreSQL has no text with NUL. */
const holdsNul = (text: unknown): boolean => String(text).includes("\0");

/** What the path names; something with NUL in its name does not exist. A number has one name: 1e3 or 007 are not numbers here. */
function paramsOf<P>({ params: schema }: Pick<GetRoute<P>, "params">, request: FastifyRequest): P {
  const given = (request.params ?? {}) as Record<string, string>;
  if (Object.values(given).some(holdsNul)) throw notFound();
  const params = parseOr404(schema, given);
  for (const [name, value] of Object.entries(params as object)) {
    if (typeof value === "number" && String(value) !== given[name]) throw notFound();
  }
  return params;
}

/** What is asked of a page; what holds NUL asks nothing, and the page is the one without it. */
function queryOf<Q>({ query: schema }: Pick<GetRoute<unknown, Q>, "query">, { query }: FastifyRequest): Q {
  return parseOr404(schema, Object.fromEntries(Object.entries(query ?? {}).filter(([, text]) => !holdsNul(text))));
}

function parseOr404<T>(
  schema: { safeParse: (value: unknown) => { success: boolean; data?: T } } | undefined,
  value: unknown,
): T {
  if (schema === undefined) return {} as T;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw notFound();
  return parsed.data as T;
}

async function servePost(options: ServerOptions, route: PostRoute, request: FastifyRequest, reply: FastifyReply) {
  const base = await makeContext(options, request, reply, { person: true });
  return withLocale(base.locale, options.region, async () => {
    const { raw, files } = await readForm(request, route.fileLimit ?? 0);
    const sender: Context = { ...base, files };
    const ctx: Context = { ...sender, sent: sentOf(sender, raw) };
    const token = raw.csrf?.[0] ?? "";
    const asksToken = route.secretAddress !== true && route.ownKey !== true;
    if (asksToken && !csrfMatches(options.csrfKey, ctx.browser.known(), token)) throw badToken();
    guardAccess(options, ctx, route.access);
    if (options.rateLimits && route.perMinute !== undefined) guardPace(route.path, route.perMinute, ctx.browser.bits());
    const params = paramsOf(route, request);
    try {
      const body = route.body.parse(raw);
      const input = { params, body };
      const answer = await (route.commit === "batch"
        ? route.handle(ctx, input)
        : options.db.write((tx) => once(tx, ctx, () => route.handle({ ...ctx, db: tx }, tx, input))));
      return await sendAnswer(options, ctx, reply, answer);
    } catch (error) {
      const refusal = error instanceof ZodError || (error instanceof Problem && [400, 409, 422].includes(error.status));
      if (!refusal || route.invalid === undefined)
        throw error instanceof ZodError ? new Problem(400, "http.badForm.title") : error;
      const form = refusedForm(raw, error);
      const page = await route.invalid(ctx, { params }, form);
      return await sendAnswer(options, ctx, reply, { ...page, status: form.status });
    }
  });
}

async function sendAnswer(options: ServerOptions, ctx: Context, reply: FastifyReply, answer: Answer) {
  if (answer.kind === "redirect") return reply.code(303).header("location", href(answer.to, ctx.locale)).send("");
  if (answer.kind === "data") return sendData(reply, answer);
  const html = options.renderPage(ctx, answer, csrfToken(options.csrfKey, ctx.browser.bits()));
  return reply
    .code(answer.status ?? 200)
    .header("cache-control", "private, no-store")
    .type("text/html; charset=utf-8")
    .send(html);
}
