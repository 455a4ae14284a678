// What went wrong, told to a person: a page they understand with a short id that can be dictated by telephone.
import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { href, t, translate, withLocale } from "../i18n/i18n.ts";
import { localeOf, makeContext, type ServerOptions } from "./context.ts";
import { csrfToken } from "./csrf.ts";
import { Problem, tooMany } from "./problem.ts";
import type { Context, TellFailure } from "./route.ts";
import { sendData } from "./send-data.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    failed?: TellFailure | undefined;
  }
}

/** Errors of the database being away, by SQLSTATE class or socket code. */
const DATABASE_AWAY = /^(57P0\d|08\w{3}|53300|ECONNREFUSED|ENOENT|ECONNRESET)$/;

/** Answers a request that failed. */
export async function sendError(options: ServerOptions, request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const problem = asProblem(error);
  const locale = localeOf(request);
  const id = problem === undefined ? logUnexpected(options, request.routeOptions.url, error) : newId();
  return withLocale(locale, options.region, async () => {
    const ctx = await errorContext(options, request, reply);
    if (problem?.status === 401 && request.method === "GET" && !ctx.signedIn) {
      return reply
        .code(303)
        .header("location", href(`/entrar?volver=${encodeURIComponent(request.url)}`, locale))
        .send("");
    }
    const status = problem?.status === 401 ? (ctx.signedIn ? 403 : 401) : (problem?.status ?? 500);
    const { failed } = request.routeOptions.config;
    if (failed !== undefined) return sendData(reply, failed(request.url, { status, text: wordsOf(problem) }));
    const page = options.errorPage(ctx, { status, problem, id });
    reply.removeHeader("content-disposition");
    if (status === 503 || status === 429) reply.header("retry-after", "5");
    return reply
      .code(status)
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(options.renderPage(ctx, page, csrfToken(options.csrfKey, ctx.browser.bits())));
  });
}

/** What a program reads of an error. */
const wordsOf = (problem: Problem | undefined): string =>
  problem === undefined ? t("http.unexpected.title") : translate(problem.key, problem.parameters);

const newId = (): string => randomBytes(3).toString("hex");

/** Writes in the log what nobody expected. @returns the short id under which it is found. */
export function logUnexpected(options: ServerOptions, route: string | undefined, error: unknown): string {
  const id = newId();
  options.log.error({ id, route, error: safeError(error) }, "unexpected");
  return id;
}

/** What a person can be told of an error; undefined when it is a fault of the program. */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (typeof error !== "object" || error === null) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const message = "message" in error ? String(error.message) : "";
  if (DATABASE_AWAY.test(code) || /timeout exceeded when trying to connect|Connection terminated/.test(message)) {
    return new Problem(503, "http.databaseDown.title");
  }
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status === 413) return new Problem(413, "http.tooLarge.title");
  if (status === 429) return tooMany();
  if (status >= 400 && status < 500) return new Problem(status, "http.badForm.title");
  return undefined;
}

/** Name, code and stack of an error, never its message's parameters: those may hold what somebody typed. */
function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as Error & { code?: string; constraint?: string; table?: string };
  const stack = error.stack?.split("\n").slice(1, 8).join("\n");
  return { name: error.name, code, constraint, table, message: code === undefined ? error.message : undefined, stack };
}

/** With the person if the database answers, without if it is the one that failed. */
function errorContext(options: ServerOptions, request: FastifyRequest, reply: FastifyReply): Promise<Context> {
  return makeContext(options, request, reply, { person: true }).catch(() =>
    makeContext(options, request, reply, { person: false }),
  );
}
