// What every page promises, read from its bytes: no browser needed.
import { gunzipSync, gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogs } from "#platform/i18n/catalog.generated.ts";
import { sideBySide } from "../support/side-by-side.ts";
import { cookieHeader, inlineCode, linksOf, rawKeys, strayEnter, titleProblems } from "./page-rules.ts";
import { liveIn, type Visit, type World } from "./routes-world.ts";

const CITIZEN_HTML = 14 * 1024;
const STAFF_HTML = 30 * 1024;
const CSS = 12 * 1024;
const CITIZEN_JS = 4 * 1024;
const STAFF_JS = 30 * 1024;
const CRAWLED = 400;
/** Pages asked for at once: one waits for the database while another is written. */
const TOGETHER = 4;

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

let world: World;
const answers = new Map<Visit, { es: Answer; en: Answer }>();

async function ask(origin: string, path: string, cookie = "", redirect: RequestRedirect = "manual"): Promise<Answer> {
  const response = await fetch(new URL(path, origin), {
    redirect,
    headers: { "accept-encoding": "identity", ...(cookie !== "" && { cookie }) },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const inEnglish = (path: string): string => (path === "/" ? "/en" : `/en${path}`);
const name = (visit: Visit): string => `${visit.route} (${visit.path})`;
const pages = (): [Visit, { es: Answer; en: Answer }][] => [...answers].filter(([visit]) => !visit.data);

beforeAll(async () => {
  world = await liveIn();
  const asked = await sideBySide(world.visits, TOGETHER, async (visit) => {
    const cookie = cookieHeader(visit.cookies);
    // A file that moved is still reached from its old address.
    const moved = visit.data ? "follow" : "manual";
    const es = await ask(visit.origin, visit.path, cookie, moved);
    return { visit, es, en: await ask(visit.origin, inEnglish(visit.path), cookie, moved) };
  });
  for (const { visit, es, en } of asked) answers.set(visit, { es, en });
});

afterAll(() => world?.stop());

describe("every page", () => {
  test("has a sample here, and every sample has its page", () => {
    expect(world.unreached).toEqual([]);
    expect(world.leftovers).toEqual([]);
    expect(world.visits.length).toBeGreaterThan(60);
  });

  test("answers 200 to who may open it, in both languages", () => {
    const wrong = [...answers].flatMap(([visit, { es, en }]) =>
      es.status === 200 && en.status === 200 ? [] : [`${name(visit)}: es ${es.status} en ${en.status}`],
    );
    expect(wrong).toEqual([]);
  });

  test("is valid HTML", async () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:recommended"],
      rules: {
        // The renderer writes void elements and the doctype its own way; people write long titles.
        "void-style": "off",
        "doctype-style": "off",
        "long-title": "off",
        "no-trailing-whitespace": "off",
        "attribute-boolean-style": "off",
        "attribute-empty-style": "off",
        // Checkboxes of one question share their name on purpose.
        "form-dup-name": "off",
      },
    });
    const wrong: string[] = [];
    for (const [visit, { es }] of pages()) {
      const report = await validator.validateString(es.text);
      for (const { messages } of report.results)
        for (const { line, ruleId, message } of messages) wrong.push(`${name(visit)}:${line} ${ruleId} ${message}`);
    }
    expect([...new Set(wrong)].slice(0, 30)).toEqual([]);
  });

  test("has one title and one heading", () => {
    expect(
      pages().flatMap(([visit, { es, en }]) =>
        [...titleProblems(es.text), ...titleProblems(en.text)].map((one) => `${name(visit)}: ${one}`),
      ),
    ).toEqual([]);
  });

  test("has a title of its own among the pages of its kind", () => {
    // A page of the staff may have the title of the public page about the same thing.
    const titles = Map.groupBy(
      pages().filter(([{ origin }]) => origin === world.demo.url),
      ([visit, { es }]) => `${visit.staff ? "staff: " : ""}${/<title>([^<]*)<\/title>/.exec(es.text)?.[1] ?? ""}`,
    );
    const shared = [...titles].filter(([, visits]) => new Set(visits.map(([visit]) => visit.route)).size > 1);
    expect(shared.map(([title, visits]) => `${title}: ${visits.map(([{ path }]) => path).join(" ")}`)).toEqual([]);
  });

  test("sends each form with the Enter key where its main button does", () => {
    expect(pages().flatMap(([visit, { es }]) => strayEnter(es.text).map((one) => `${name(visit)}: ${one}`))).toEqual(
      [],
    );
  });

  test("has no inline style and no inline script", () => {
    expect(pages().flatMap(([visit, { es }]) => inlineCode(es.text).map((one) => `${name(visit)}: ${one}`))).toEqual(
      [],
    );
  });

  test("says its language, and shows no key in place of a text", () => {
    const keys = new Set(Object.keys(catalogs.es));
    const wrong = pages().flatMap(([visit, { es, en }]) => [
      ...(/<html[^>]* lang="es/.test(es.text) ? [] : [`${name(visit)}: lang`]),
      ...(/<html[^>]* lang="en/.test(en.text) ? [] : [`${name(visit)}: lang in English`]),
      ...[...rawKeys(es.text, keys), ...rawKeys(en.text, keys)].map((key) => `${name(visit)}: ${key}`),
    ]);
    expect(wrong).toEqual([]);
  });

  test("weighs what a poor phone can carry", () => {
    const wrong = pages().flatMap(([visit, { es, en }]) => {
      const limit = visit.staff ? STAFF_HTML : CITIZEN_HTML;
      const weight = Math.max(gzipSync(es.text, { level: 6 }).length, gzipSync(en.text, { level: 6 }).length);
      return weight <= limit || visit.route === "/catalogo" ? [] : [`${name(visit)}: ${weight} of ${limit} bytes`];
    });
    expect(wrong).toEqual([]);
  });

  test("asks for one stylesheet and little script before it can be read", async () => {
    const wrong: string[] = [];
    const weights = new Map<string, number>();
    const weigh = async (origin: string, path: string): Promise<number> => {
      const known = weights.get(path);
      if (known !== undefined) return known;
      const weight = gzipSync((await ask(origin, path)).text).length;
      weights.set(path, weight);
      return weight;
    };
    for (const [visit, { es }] of pages()) {
      const styles = [...es.text.matchAll(/<link[^>]*rel="stylesheet"[^>]*>/g)].map(
        ([tag]) => /href="([^"]+)"/.exec(tag)?.[1] ?? "",
      );
      const scripts = [...es.text.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, path = ""]) => path);
      if (styles.length !== 1) wrong.push(`${name(visit)}: ${styles.length} stylesheets`);
      for (const path of styles)
        if ((await weigh(visit.origin, path)) > CSS) wrong.push(`${name(visit)}: heavy ${path}`);
      const script = (await Promise.all(scripts.map((path) => weigh(visit.origin, path)))).reduce(
        (sum, one) => sum + one,
        0,
      );
      if (script > (visit.staff ? STAFF_JS : CITIZEN_JS)) wrong.push(`${name(visit)}: ${script} bytes of script`);
      if (/<img(?![^>]*loading="lazy")/.test(es.text)) wrong.push(`${name(visit)}: an image above the fold`);
    }
    expect(wrong).toEqual([]);
  });

  test("is told to refuse what is not ours", () => {
    // The one page that is made to stand in other sites: it runs nothing and sends nothing.
    const framed = "/conversaciones/:slug/marco";
    const wrong = [...answers].flatMap(([visit, { es }]) => {
      const policy = es.headers.get("content-security-policy") ?? "";
      const right =
        /default-src 'none'/.test(policy) &&
        (visit.route === framed
          ? /frame-ancestors \*$/.test(policy) && !/script-src/.test(policy)
          : /frame-ancestors 'none'/.test(policy) && !/\*/.test(policy)) &&
        !/unsafe/.test(policy) &&
        es.headers.get("x-content-type-options") === "nosniff";
      return right ? [] : [name(visit)];
    });
    expect(wrong).toEqual([]);
  });
});

describe("every page kept for visitors", () => {
  test("is the same for two people, one of them signed in, with no cookie and no form that posts", async () => {
    const session = await world.demo.signIn({ name: "Quien Mira", role: "administrator" });
    const wrong: string[] = [];
    for (const [visit] of pages().filter(([one]) => one.cached)) {
      const stranger = await ask(visit.origin, visit.path, "navegador=AAAAAAAAAAAAAAAAAAAAAA");
      const signedIn = await ask(
        visit.origin,
        visit.path,
        `sesion=${session}; navegador=BBBBBBBBBBBBBBBBBBBBBB; seguir=ABCD-EFGH-JKLM`,
      );
      if (stranger.text !== signedIn.text) wrong.push(`${name(visit)}: other bytes`);
      if (stranger.headers.has("set-cookie") || signedIn.headers.has("set-cookie"))
        wrong.push(`${name(visit)}: a cookie`);
      if (/<form[^>]*method="post"/i.test(stranger.text)) wrong.push(`${name(visit)}: a form that posts`);
      if (/name="csrf"/.test(stranger.text)) wrong.push(`${name(visit)}: a token`);
    }
    expect(wrong).toEqual([]);
    expect(pages().filter(([one]) => one.cached).length).toBeGreaterThan(15);
  });

  test("comes whole when compressed", async () => {
    const response = await fetch(new URL("/procesos", world.demo.url), { headers: { "accept-encoding": "gzip" } });
    const plain = await ask(world.demo.url, "/procesos");
    expect(await response.text()).toBe(plain.text);
    expect(gunzipSync(gzipSync(plain.text)).toString()).toBe(plain.text);
  });
});

test("links lead somewhere", async () => {
  const seen = new Map<string, string>();
  const queue: [string, string][] = [
    ["/", "the start"],
    ["/en", "the start"],
  ];
  const broken: string[] = [];
  for (const [visit, { es }] of pages())
    if (visit.cookies.size === 0 && visit.origin === world.demo.url)
      for (const link of linksOf(es.text)) queue.push([link, visit.path]);
  while (queue.length > 0 && seen.size < CRAWLED) {
    const [path, from] = queue.shift() ?? ["/", ""];
    if (seen.has(path)) continue;
    seen.set(path, from);
    const answer = await ask(world.demo.url, path);
    const signIn =
      answer.status === 303 && /^\/(en\/)?(entrar|mis-aportes|procesos)/.test(answer.headers.get("location") ?? "");
    if (answer.status !== 200 && !signIn)
      broken.push(`${path} (from ${from}): ${answer.status} ${answer.headers.get("location") ?? ""}`);
    if (answer.status === 200 && /html/.test(answer.headers.get("content-type") ?? ""))
      for (const link of linksOf(answer.text)) queue.push([link, path]);
  }
  expect(broken).toEqual([]);
  expect(seen.size).toBeGreaterThan(100);
});

describe("the guards of pages refuse", () => {
  test("titles and headings", () => {
    expect(titleProblems("<html><title></title><h1>a</h1></html>")).toHaveLength(1);
    expect(titleProblems("<html><title>a</title></html>")).toHaveLength(1);
    expect(titleProblems("<html><title>a</title><h1>a</h1><h1>b</h1></html>")).toHaveLength(1);
    expect(titleProblems("<html><title>a</title><h1>a</h1></html>")).toEqual([]);
  });

  test("a first button that goes elsewhere", () => {
    const form = (inside: string) => strayEnter(`<form action="/a">${inside}</form>`);
    const [line, away] = ['<input type="text" name="t"/>', '<button type="submit" formaction="/b">x</button>'];
    expect(form(line + away)).toHaveLength(1);
    expect(form(`${line}<button class="hidden" type="submit">y</button>${away}`)).toEqual([]);
    expect(form(`<input type="hidden" name="t"/>${away}`)).toEqual([]);
  });

  test("what stands inline", () => {
    expect(inlineCode('<p style="color:red">')).toHaveLength(1);
    expect(inlineCode("<script>alert(1)</script>")).toHaveLength(1);
    expect(inlineCode('<a onclick="x()">')).toHaveLength(1);
    expect(inlineCode('<script src="/a.js" type="module"></script>')).toEqual([]);
  });

  test("keys in place of texts", () => {
    expect(rawKeys("<p>demands.say.title</p>", new Set(["demands.say.title"]))).toHaveLength(1);
    expect(rawKeys("<p>demands.say.missing</p>", new Set(["demands.say.title"]))).toHaveLength(1);
    expect(rawKeys("<p>ejemplo.org</p>", new Set(["demands.say.title"]))).toEqual([]);
  });

  test("links of the site, once", () => {
    expect(linksOf('<a href="/a#b">1</a><a href="/a">2</a><a href="https://x.org">3</a><a href="/salir">')).toEqual([
      "/a",
    ]);
  });
});
