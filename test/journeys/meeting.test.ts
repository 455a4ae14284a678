// Rosa in a village hall: forty needs by keyboard alone, and none lost when the signal goes.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newPerson } from "../support/browser.ts";
import { writtenNeeds } from "../support/hall-needs.ts";
import { openProcess } from "../support/open-process.ts";
import { Person } from "../support/person.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

/** Fast typists in offices do more; somebody who types with two fingers in a hall does this. */
const KEYS_A_MINUTE = 200;
const NEEDS = 40;
const MINUTES = 10;

let test: TestApp;
let browser: Browser;
let session = "";
let path = "";

beforeAll(async () => {
  test = await startTestApp();
  browser = await launchBrowser();
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  const place = test.entity.participationTerritories()[0];
  session = await test.signIn({ name: "Rosa", role: "facilitator", territory: place?.code });
  const rosa = new Person({ url: test.url, session });
  await rosa.visit(`/gestion/reuniones/nueva/prueba/${place?.slug}`);
  const day = test.clock.now().toISOString().slice(0, 10);
  const values = { title: "Reunión de la vereda", place: "Caseta", day, startsAt: "08:00", endsAt: "18:00" };
  path = (await rosa.send("Guardar la reunión", values)).path;
});

afterAll(async () => {
  await browser?.close();
  await test?.stop();
});

async function open(javaScript: boolean, width: number): Promise<{ page: Page; context: BrowserContext }> {
  const context = await newPerson({ browser, url: test.url, session, javaScript, width });
  const page = await context.newPage();
  await page.goto(`${path}/necesidades`);
  await lineIsReady(page);
  return { page, context };
}

/** Nobody types before the cursor is in the line; the page puts it there without a click. */
const lineIsReady = (page: Page): Promise<void> => page.locator("#line:focus").waitFor();

const written = async (): Promise<string[]> =>
  (await test.db.pool.query<{ text: string }>("select text from demands order by id")).rows.map(({ text }) => text);

it("forty needs in ten minutes, by keyboard alone: the words and one key each", async () => {
  const { page, context } = await open(true, 1280);
  let keys = 0;
  const needs = writtenNeeds(NEEDS);
  for (const need of needs) {
    // Nothing is clicked: the page opens with the line ready, and Enter leaves it ready for the next.
    await page.keyboard.type(need);
    await page.keyboard.press("Enter");
    keys += [...need].length + 1;
  }
  await page.getByText(`Han llegado ${NEEDS}.`).waitFor();
  expect(await written()).toEqual(needs);
  expect(keys).toBe(needs.join("").length + NEEDS);
  expect(keys / KEYS_A_MINUTE).toBeLessThanOrEqual(MINUTES);
  expect(await page.locator("ol[reversed] > li").count()).toBe(NEEDS);
  await context.close();
});

describe("without signal", () => {
  it("keeps what was typed on the device, says so, and sends it when the signal is back", async () => {
    const before = (await written()).length;
    const { page, context } = await open(true, 390);
    await context.setOffline(true);
    for (const need of ["Falta un puente peatonal", "Que arreglen el techo de la escuela"]) {
      await page.keyboard.type(need);
      await page.keyboard.press("Enter");
    }
    await page.getByText("Solo en este aparato: 2.").waitFor();
    expect(await page.locator("[role=status]").textContent()).toContain("No hay señal");
    expect((await written()).length).toBe(before);
    // The page is closed without signal and opened again with it: the lines are still on the device.
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`${path}/necesidades`);
    await again.getByText(`Han llegado ${before + 2}.`).waitFor();
    expect((await written()).slice(-2)).toEqual(["Falta un puente peatonal", "Que arreglen el techo de la escuela"]);
    expect(await again.evaluate("Object.keys(localStorage).length")).toBe(0);
    await context.close();
  });

  it("gives back a line that cannot be read, with what is wrong, and loses none", async () => {
    const { page, context } = await open(true, 1280);
    await page.keyboard.type("Falta una cancha #zzzz");
    await page.keyboard.press("Enter");
    await page.getByText("No hay un solo sector que empiece por «zzzz»").waitFor();
    await page.getByRole("button", { name: "Corregir" }).click();
    expect(await page.locator("#line").inputValue()).toBe("Falta una cancha #zzzz");
    for (let n = 0; n < 6; n++) await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await page.locator("li a", { hasText: "Corregir" }).first().waitFor();
    await expect.poll(async () => (await written()).at(-1)).toBe("Falta una cancha");
    await context.close();
  });
});

it("without JavaScript the line is ready again after each Enter", async () => {
  const before = (await written()).length;
  const { page, context } = await open(false, 390);
  for (const need of ["Que haya agua los domingos", "Que pase el bus de la tarde"]) {
    await lineIsReady(page);
    await page.keyboard.type(need);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  }
  expect((await written()).slice(before)).toEqual(["Que haya agua los domingos", "Que pase el bus de la tarde"]);
  await context.close();
});
