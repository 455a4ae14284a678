// What every page promises in a real browser: accessible on a phone and on a desk, never wider than the screen, few
// requests. One browser, a few tabs at once.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { liveIn, type Visit, type World } from "./routes-world.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const TABS = 3;
/** The page itself, its stylesheet; then font, icon and the optional script of small improvements. */
const REQUESTS = { citizen: 5, staff: 7 };
/** Two pages of each route say what a third would, and on a desk one: a phone is where a page breaks. */
const PER_ROUTE = { phone: 2, desk: 1 };

let world: World;
let browser: Browser;
let pages: readonly Visit[][];

beforeAll(async () => {
  world = await liveIn();
  browser = await launchBrowser();
  // The rules of HTML are checked on all of them without a browser.
  const shown = world.visits.filter((visit) => !visit.data);
  pages = [...Map.groupBy(shown, (visit) => `${visit.route} ${visit.origin}`).values()];
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** Opens pages of every route at one width, some at a time, and gathers what `look` finds wrong. */
async function lookAtAll(
  { width, perRoute }: { width: number; perRoute: number },
  look: (page: Page, visit: Visit) => Promise<string[]>,
): Promise<string[]> {
  const queue = pages.flatMap((list) => list.slice(0, perRoute));
  const wrong: string[] = [];
  const work = async (): Promise<void> => {
    for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
      const context = await contextOf(visit, width);
      try {
        const page = await context.newPage();
        for (const problem of await look(page, visit)) wrong.push(`${visit.path}: ${problem}`);
      } finally {
        await context.close();
      }
    }
  };
  await Promise.all(Array.from({ length: TABS }, work));
  return wrong.toSorted();
}

async function contextOf({ origin, cookies }: Visit, width: number): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width, height: 844 }, locale: "es-CO" });
  const jar = [...cookies].map(([name, value]) => ({
    name,
    value,
    url: origin,
    httpOnly: true,
    sameSite: "Lax" as const,
  }));
  await context.addCookies(jar);
  return context;
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then((result) =>
      result.violations.map((one) => one.id + " " + one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")))`,
  );
}

describe("every page in a browser", () => {
  test("is accessible on a phone, asks for little, breaks nothing and is never wider than 320 px", async () => {
    const wrong = await lookAtAll({ width: 390, perRoute: PER_ROUTE.phone }, async (page, visit) => [
      ...(await problemsOf(page, visit)),
      ...(await widthProblems(page)),
    ]);
    expect(wrong).toEqual([]);
  }, 600_000);

  test("is accessible on a desk, asks for little and breaks nothing", async () => {
    expect(await lookAtAll({ width: 1280, perRoute: PER_ROUTE.desk }, problemsOf)).toEqual([]);
  }, 600_000);
});

/** Opens a page and tells what is wrong with it. */
async function problemsOf(page: Page, visit: Visit): Promise<string[]> {
  const requests: string[] = [];
  const errors: string[] = [];
  // Photos are what their page is for, and those out of sight wait.
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/archivos/")) requests.push(pathname);
  });
  page.on("pageerror", (error) => errors.push(`script: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && errors.push(`console: ${message.text()}`));
  const answer = await page.goto(visit.path, { waitUntil: "load" });
  const limit = visit.staff ? REQUESTS.staff : REQUESTS.citizen;
  return [
    ...(answer?.status() === 200 ? [] : [`answered ${answer?.status()}`]),
    ...(requests.length <= limit ? [] : [`${requests.length} requests: ${requests.join(" ")}`]),
    ...errors,
    ...(await violationsOf(page)),
  ];
}

async function widthProblems(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 844 });
  const wide: number = await page.evaluate("document.documentElement.scrollWidth");
  if (wide <= 320) return [];
  const widest: string = await page.evaluate(
    `[...document.querySelectorAll("main *, header *, footer *")]
      .filter((one) => one.getBoundingClientRect().right > 321).map((one) => one.tagName + "." + one.className).slice(0, 4).join(" ")`,
  );
  return [`${wide} px: ${widest}`];
}

describe("the guards of the browser refuse", () => {
  test("a page that is not accessible, and one that is too wide", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
    await page.setContent('<html><body><img src="x"><input><div style="width:500px">wide</div></body></html>');
    expect((await violationsOf(page)).length).toBeGreaterThan(2);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeGreaterThan(320);
    await page.close();
  });
});
