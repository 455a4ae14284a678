// The narrow door: messages of a few bytes, many a second, that an island sends, and whose answer is a few bytes too. They
// are answered before the framework, without what pages need (person, session, compression, headers of a page), and with all
// that a write needs: who sends it, proof that a page of ours does, its limits, and an answer only after the commit.
//
// The proof, without a form: what arrives must be JSON, which a browser sends to another origin only after asking, and
// nobody here says yes; where the browser tells from which site it comes, it must be this one; and who has a cookie shows
// the token made from it, as in a form. Who has none yet brings nothing that another site could borrow: they are given a
// cookie, and its token, with the answer.
import type { IncomingMessage, ServerResponse } from "node:http";
import { ZodError } from "zod";
import { type Locale, translate, withLocale } from "../i18n/i18n.ts";
import type { ServerOptions } from "./context.ts";
import { browserOf, cookieJar } from "./cookies.ts";
import { csrfMatches, csrfToken } from "./csrf.ts";
import { asProblem, logUnexpected } from "./errors.ts";
import { guardPace } from "./pace.ts";
import { badToken, Problem } from "./problem.ts";
import type { CookieJar, NarrowAnswer, NarrowContext, NarrowRoute } from "./route.ts";

const BODY_LIMIT = 16 * 1024;

interface Matched {
  route: NarrowRoute;
  locale: Locale;
  params: Record<string, string>;
}

/** Answers the messages of narrow routes; false for every other request, which is left as it came. */
export function narrowDoor(options: ServerOptions): (req: IncomingMessage, res: ServerResponse) => boolean {
  const routes = options.routes.flatMap((route) =>
    route.method === "POST" && route.commit === "narrow" ? { route, pattern: patternOf(route.path) } : [],
  );
  return (req, res) => {
    if (req.method !== "POST") return false;
    for (const { route, pattern } of routes) {
      const match = pattern.exec(req.url ?? "");
      if (match === null) continue;
      const { en, ...params } = match.groups ?? {};
      void answer(options, { route, locale: en === undefined ? "es" : "en", params }, req, res);
      return true;
    }
    return false;
  };
}

/** `/conversaciones/:slug/respuestas`, in both languages. */
function patternOf(path: string): RegExp {
  return new RegExp(`^(?<en>/en)?${path.replaceAll(/:(\w+)/g, "(?<$1>[\\w-]{1,200})")}$`);
}

async function answer(options: ServerOptions, matched: Matched, req: IncomingMessage, res: ServerResponse) {
  const began = performance.now();
  const { route, locale } = matched;
  const setCookies: string[] = [];
  const given = await serve(options, matched, req, setCookies).catch((error: unknown) =>
    withLocale(locale, options.region, () => refusal(options, route, error)),
  );
  const { status = 200 } = given;
  const body = JSON.stringify(given.body);
  // All at once: headers set one by one are kept, checked and merged first.
  res.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...((status === 503 || status === 429) && { "retry-after": "5" }),
    ...(setCookies.length > 0 && { "set-cookie": setCookies }),
  });
  res.end(body);
  options.observe(route.path, "POST", status, (performance.now() - began) / 1000);
}

async function serve(
  options: ServerOptions,
  { route, locale, params }: Matched,
  req: IncomingMessage,
  setCookies: string[],
): Promise<NarrowAnswer> {
  const cookies = narrowCookies(options, req, setCookies);
  const browser = browserOf(cookies);
  const known = browser.known();
  guardSender(options, req, known);
  const sent = await readJson(req);
  if (options.rateLimits && route.perMinute !== undefined) guardPace(route.path, route.perMinute, browser.bits());
  const input = { params: route.params?.parse(params) ?? {}, body: route.body.parse(sent) };
  const ip = (options.trustProxy && req.headers["x-forwarded-for"]) || req.socket.remoteAddress || "";
  const now = options.clock.now();
  const from: NarrowContext = { ...options.narrow, browser, cookies, now, locale, ip: String(ip).split(",")[0] ?? "" };
  const given = await route.handle(from, input);
  if (known !== undefined) return given;
  return { ...given, body: { ...given.body, csrf: csrfToken(options.csrfKey, browser.bits()) } };
}

function guardSender(options: ServerOptions, req: IncomingMessage, known: Buffer | undefined): void {
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") throw badToken();
  const token = req.headers["x-csrf-token"];
  // A token and no cookie: this browser keeps none, and each of its messages would come from somebody new.
  const proven = known === undefined ? token === undefined : csrfMatches(options.csrfKey, known, String(token));
  if (!proven) throw badToken();
  if (!/^application\/json\b/i.test(req.headers["content-type"] ?? "")) throw new Problem(415, "http.badForm.title");
}

/** By events, not by iteration: that costs more than all the rest of reading a message. */
function readJson(req: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    req.on("data", (part: Buffer) => {
      length += part.length;
      if (length > BODY_LIMIT) reject(new Problem(413, "http.tooLarge.title"));
      else parts.push(part);
    });
    req.on("end", () => {
      try {
        const [only = Buffer.of()] = parts;
        resolve(JSON.parse((parts.length > 1 ? Buffer.concat(parts) : only).toString("utf8")));
      } catch {
        reject(new Problem(400, "http.badForm.title"));
      }
    });
    // Whoever hangs up half-way hears nothing more; this only ends the wait.
    req.on("close", () => {
      if (!req.complete) reject(new Problem(400, "http.badForm.title"));
    });
    req.on("error", reject);
  });
}

/** `set` gets the lines of the cookies that the answer gives. */
function narrowCookies(options: ServerOptions, req: IncomingMessage, set: string[]): CookieJar {
  return cookieJar({
    secure: options.secure,
    read: (name) => new RegExp(`(?:^|; *)${name}=([^;]*)`).exec(req.headers.cookie ?? "")?.[1],
    write: (name, value, { maxAge, secure }) => {
      const age = maxAge === undefined ? "" : `; Max-Age=${maxAge}`;
      set.push(`${name}=${encodeURIComponent(value)}${age}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`);
    },
  });
}

function refusal(options: ServerOptions, route: NarrowRoute, error: unknown): NarrowAnswer {
  const problem = error instanceof ZodError ? new Problem(400, "http.badForm.title") : asProblem(error);
  if (problem === undefined) logUnexpected(options, route.path, error);
  const text = translate(problem?.key ?? "http.unexpected.title", problem?.parameters);
  return { status: problem?.status ?? 500, body: { error: text } };
}
