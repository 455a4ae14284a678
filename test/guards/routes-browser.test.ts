// What every page promises in a real browser: accessible on a phone and on a desk, never wider than the screen, few
// requests. One browser, a few tabs at once.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { sideBySide } from "../support/side-by-side.ts";
import { liveIn, type Visit, type World } from "./routes-world.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const TABS = 3;
const PHONE = { width: 390, height: 844 };
const NARROW = { width: 320, height: 844 };
const DESK = { width: 1280, height: 844 };
/** The page itself, its stylesheet; then font, icon and the optional script of small improvements. */
const REQUESTS = { citizen: 5, staff: 7 };
/** Two pages of each route say what a third would, and on a desk one: a phone is where a page breaks. */
const PER_ROUTE = { phone: 2, desk: 1 };

let world: World;
let browser: Browser;
/** What is wrong at each width, as `path: problem`. */
const wrong = { phone: [] as string[], desk: [] as string[] };

beforeAll(async () => {
  world = await liveIn();
  browser = await launchBrowser();
  // The rules of HTML are checked on all of them without a browser.
  const shown = world.visits.filter((visit) => !visit.data);
  const ofRoute = [...Map.groupBy(shown, (visit) => `${visit.route} ${visit.origin}`).values()];
  const queue = ofRoute.flatMap((visits) =>
    visits.slice(0, PER_ROUTE.phone).map((visit, index) => ({ visit, desk: index < PER_ROUTE.desk })),
  );
  await sideBySide(queue, TABS, ({ visit, desk }) => lookAt(visit, desk));
}, 1_200_000);

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** What a person has open, and what the page in it asked for and broke. */
interface Tab {
  page: Page;
  requests: string[];
  errors: string[];
}

/** Tabs that nobody uses now, by person: opening a browser of one's own for each page took more time than looking at it. */
const idle = new Map<string, Tab[]>();

/** Opens a page on a phone, makes it narrow and, when a desk is wanted, wide: no script of ours asks how wide it began. */
async function lookAt(visit: Visit, desk: boolean): Promise<void> {
  const person = JSON.stringify([visit.origin, [...visit.cookies].toSorted()]);
  const tabs = idle.get(person) ?? [];
  idle.set(person, tabs);
  const tab = tabs.pop() ?? (await newTab(visit));
  const { page } = tab;
  tab.requests = [];
  tab.errors = [];
  await page.setViewportSize(PHONE);
  const answer = await page.goto(visit.path, { waitUntil: "load" });
  const status = answer?.status() === 200 ? [] : [`answered ${answer?.status()}`];
  await page.evaluate(axe);
  const phone = [...status, ...problemsOf(tab, visit), ...(await violationsOf(page))];
  await page.setViewportSize(NARROW);
  wrong.phone.push(...[...phone, ...(await widthProblems(page))].map((problem) => `${visit.path}: ${problem}`));
  if (desk) {
    await page.setViewportSize(DESK);
    const wide = [...status, ...(await violationsOf(page)), ...problemsOf(tab, visit)];
    wrong.desk.push(...wide.map((problem) => `${visit.path}: ${problem}`));
  }
  tabs.push(tab);
}

async function newTab(visit: Visit): Promise<Tab> {
  const context = await contextOf(visit);
  const tab: Tab = { page: await context.newPage(), requests: [], errors: [] };
  // Photos are what their page is for, and those out of sight wait.
  tab.page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/archivos/")) tab.requests.push(pathname);
  });
  tab.page.on("pageerror", (error) => tab.errors.push(`script: ${error.message}`));
  tab.page.on("console", (message) => message.type() === "error" && tab.errors.push(`console: ${message.text()}`));
  return tab;
}

async function contextOf({ origin, cookies }: Visit): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: origin, viewport: PHONE, locale: "es-CO" });
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

function problemsOf({ requests, errors }: Tab, { staff }: Visit): string[] {
  const few = requests.length <= (staff ? REQUESTS.staff : REQUESTS.citizen);
  return [...(few ? [] : [`${requests.length} requests: ${requests.join(" ")}`]), ...errors];
}

/** What axe, which the page has loaded, finds against the guidelines. */
async function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"] }).then((result) =>
      result.violations.map((one) => one.id + " " + one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")))`,
  );
}

async function widthProblems(page: Page): Promise<string[]> {
  const wide: number = await page.evaluate("document.documentElement.scrollWidth");
  if (wide <= 320) return [];
  const widest: string = await page.evaluate(
    `[...document.querySelectorAll("main *, header *, footer *")]
      .filter((one) => one.getBoundingClientRect().right > 321).map((one) => one.tagName + "." + one.className).slice(0, 4).join(" ")`,
  );
  return [`${wide} px: ${widest}`];
}

describe("every page in a browser", () => {
  test("is accessible on a phone, asks for little, breaks nothing and is never wider than 320 px", () => {
    expect(wrong.phone.toSorted()).toEqual([]);
  });

  test("is accessible on a desk, asks for little and breaks nothing", () => {
    expect(wrong.desk.toSorted()).toEqual([]);
  });
});

describe("the guards of the browser refuse", () => {
  test("a page that is not accessible, and one that is too wide", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
    await page.setContent('<html><body><img src="x"><input><div style="width:500px">wide</div></body></html>');
    await page.evaluate(axe);
    expect((await violationsOf(page)).length).toBeGreaterThan(2);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeGreaterThan(320);
    await page.close();
  });
});
