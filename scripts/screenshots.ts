// Takes the pictures of the README from the demonstration: `npm run screenshots`. The day of the demonstration is today,
// so the pictures change with the day that they are taken; their places do not.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { PICTURE_FOLDER, PICTURE_SIZE } from "#modules/site/help/pictures.ts";
import { DEMO_PROCESS, TOPICS, type Topic } from "#modules/site/help/topics.ts";
import { ROOT } from "#platform/config/root.ts";
import type { Role } from "#platform/module.ts";
import { launchBrowser } from "#test/support/browser.ts";

const FOLDER = join(ROOT, "docs/img");
const PORT = process.env.PORT ?? "3399";
const URL_OF_DEMO = `http://localhost:${PORT}`;
const MOST_BYTES = 200_000;
const DESK = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 800 };
/** Paper between the phones, in pixels of the picture. */
const GAP = 48;
const PAPER = "#F3EDE2";
/** Who of the demonstration holds each role. */
const PEOPLE: Record<Role | "neighbour", string> = {
  neighbour: "ana",
  administrator: "ines",
  analyst: "milena",
  planner: "gloria",
  facilitator: "rosa",
  moderator: "luz",
  case_officer: "jairo",
  protection: "nelly",
};

const demo = await startDemo();
try {
  const browser = await launchBrowser();
  await mkdir(FOLDER, { recursive: true });
  const places = await findPlaces();
  await save("inicio", await shoot(browser, "/", DESK));
  await save("hilo", await shoot(browser, places.thread, DESK));
  const phones = [
    await shoot(browser, places.say, PHONE, typeNeed),
    await shoot(browser, places.vote, PHONE, chooseThree),
    await shoot(browser, places.results, PHONE),
  ];
  await save("telefono", await sideBySide(phones));
  await mkdir(join(ROOT, PICTURE_FOLDER), { recursive: true });
  for (const topic of TOPICS) await shootHelp(browser, topic, places.say.split("/")[2] ?? "");
  await browser.close();
} finally {
  demo.kill("SIGINT");
}

/** Starts the demonstration and waits until it says where it is. */
async function startDemo(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(ROOT, "dist/main.js"), "--demo"], {
    env: { ...process.env, PORT, METRICS_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (said: Buffer) => {
      if (said.includes(URL_OF_DEMO)) resolve();
    });
    child.once("exit", () => reject(new Error("The demonstration ended before it was ready")));
  });
  return child;
}

/** The places that the page of the demonstration recommends, in its order. */
async function findPlaces(): Promise<{ thread: string; say: string; vote: string; results: string }> {
  const html = await (await fetch(`${URL_OF_DEMO}/demo`)).text();
  const main = html.slice(html.indexOf("<main"));
  const [thread, say, vote, results] = [...main.matchAll(/<a href="([^"]+)"/g)].map((match) => match[1]);
  if (!thread || !say || !vote || !results) throw new Error("The demonstration recommends fewer than four places");
  return { thread, say, vote, results };
}

async function shoot(
  browser: Browser,
  path: string,
  viewport: { width: number; height: number },
  act: (page: Page) => Promise<void> = async () => undefined,
): Promise<Buffer> {
  const context = await browser.newContext({ baseURL: URL_OF_DEMO, viewport, deviceScaleFactor: 1.5, locale: "es-CO" });
  const page = await context.newPage();
  await page.goto(path);
  await act(page);
  const picture = await page.screenshot();
  await context.close();
  return picture;
}

async function typeNeed(page: Page): Promise<void> {
  await page
    .locator("textarea")
    .first()
    .fill("El puente de la vereda se lo llevó la creciente y los niños pasan el río a pie.");
}

async function chooseThree(page: Page): Promise<void> {
  for (const index of [0, 1, 2]) await page.locator('input[type="checkbox"]').nth(index).check({ force: true });
  await page.evaluate("document.querySelector('h1').scrollIntoView(); scrollBy(0, -16)");
  // What the pointer is over looks otherwise than what was chosen.
  await page.mouse.move(0, 0);
}

/** A picture of the manual: the page where a task is done, as one of the people of the demonstration. */
async function shootHelp(browser: Browser, { id, picture }: Topic, process: string): Promise<void> {
  const context = await browser.newContext({ baseURL: URL_OF_DEMO, viewport: PICTURE_SIZE, locale: "es-CO" });
  const page = await context.newPage();
  if (picture.role !== "citizen") {
    await page.goto("/demo");
    await page.locator(`form[action="/demo/entrar/${PEOPLE[picture.role]}"] button`).first().click();
  }
  await page.goto(picture.path.replace(DEMO_PROCESS, process));
  await sharp(await page.screenshot())
    .webp({ quality: 62 })
    .toFile(join(ROOT, PICTURE_FOLDER, `${id}.webp`));
  await context.close();
}

/** Several pictures of one height in a row, on paper. */
async function sideBySide(pictures: readonly Buffer[]): Promise<Buffer> {
  const { width = 0, height = 0 } = await sharp(pictures[0]).metadata();
  return sharp({
    create: {
      width: pictures.length * width + (pictures.length + 1) * GAP,
      height: height + 2 * GAP,
      channels: 3,
      background: PAPER,
    },
  })
    .composite(pictures.map((input, index) => ({ input, left: GAP + index * (width + GAP), top: GAP })))
    .png()
    .toBuffer();
}

async function save(name: string, picture: Buffer): Promise<void> {
  const file = join(FOLDER, `${name}.webp`);
  await sharp(picture).webp({ quality: 84 }).toFile(file);
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new Error(`${file} weighs ${size} bytes`);
  process.stdout.write(`${file}: ${Math.round(size / 1024)} KB\n`);
}
