// A conversation as people live it: by keyboard alone, without JavaScript, and with the signal gone half-way.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newPerson } from "../support/browser.ts";
import { type OpenConversation, openConversation } from "../support/conversing.ts";
import { openProcess } from "../support/open-process.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const PATH = "/conversaciones/el-parque";
const SEEDS = [
  "Hacen falta más árboles en el parque",
  "La feria debe ser cada domingo",
  "Los perros pueden andar sueltos por la mañana",
  "El quiosco debe volver a abrir",
  "Hace falta una cancha cubierta",
  "Los carros no deben entrar",
  "Debe haber cine al aire libre los sábados",
  "La fuente tiene que prenderse todas las noches",
];

let test: TestApp;
let browser: Browser;
let made: OpenConversation;

beforeAll(async () => {
  test = await startTestApp();
  browser = await launchBrowser();
  const now = test.clock.now();
  const process = await openProcess(test, { slug: "prueba", now });
  made = await openConversation(test.db, test.entity, { process, now, seeds: SEEDS, statementsEach: 2 });
});
afterAll(async () => {
  await browser?.close();
  await test?.stop();
});

async function enter(setting: { javaScript: boolean; width: number }): Promise<Page> {
  const context = await newPerson({ browser, url: test.url, ...setting });

  return context.newPage();
}

/** Answers in the database, and how many entries of the log tell of one. */
async function saved(): Promise<{ answers: number; entries: number }> {
  const { rows } = await test.db.pool.query(
    `select (select count(*) from conversation_votes where conversation_id = $1)::int as answers,
      (select count(*) from ledger_pending where kind = 'answer')::int as entries`,
    [made.conversation.id],
  );
  return rows[0];
}

const count = (page: Page) => page.locator("[role=status]").first();
const statement = (page: Page) => page.locator("#afirmacion");

/** Tab after tab until what has the focus says so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (name.test(text)) return;
  }
  throw new Error(`Nothing that says ${name} can be reached with the Tab key`);
}

describe.each([390, 1280])("at %i px", (width) => {
  it("without JavaScript: answers, comes back to the last, proposes what is not there, and reads what comes out", async () => {
    const before = await saved();
    const page = await enter({ javaScript: false, width });
    await page.goto(PATH);
    for (let n = 1; n < SEEDS.length; n += 1) {
      expect(await count(page).textContent()).toContain(`Afirmación ${n} de ${SEEDS.length}`);
      await page.getByRole("button", { name: n % 2 === 0 ? "De acuerdo" : "En desacuerdo" }).click();
    }
    await page.getByRole("link", { name: "Volver a la anterior" }).click();
    expect(await page.locator("main").textContent()).toContain("Tu respuesta fue");
    await page.getByRole("button", { name: "No sé o prefiero pasar" }).click();
    await page.getByRole("button", { name: "De acuerdo", exact: true }).click();
    expect(await page.locator("main").textContent()).toMatch(/respondiste/i);
    expect(await saved()).toEqual({
      answers: before.answers + SEEDS.length,
      entries: before.entries + SEEDS.length + 1,
    });

    await page.getByLabel("Escribe una afirmación").fill("Hacen falta muchos más árboles en el parque");
    await page.getByRole("button", { name: "Proponer mi afirmación" }).click();
    expect(await page.locator("main").textContent()).toContain("Hacen falta más árboles en el parque");
    await page.goto(`${PATH}/resultados`);
    expect(await page.locator("h1").textContent()).toMatch(/\S/);
    await page.goto(`${PATH}/resultados/mi-lugar`);
    expect(await page.locator("main").textContent()).toContain("Solo tú ves esto");
  });

  it("by keyboard alone: the buttons with Tab, the letters, the numbers, and back", async () => {
    const before = await saved();
    const page = await enter({ javaScript: true, width });
    await page.goto(PATH);
    await tabTo(page, /^\s*De acuerdo/);
    await page.keyboard.press("Enter");
    await expect.poll(() => count(page).textContent()).toContain("Afirmación 2 de");
    // Letters act only while the focus is in the card: nobody answers by accident.
    await page.locator("h1").evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press("a");
    expect(await count(page).textContent()).toContain("Afirmación 2 de");
    await page.getByRole("button", { name: "De acuerdo", exact: true }).focus();
    for (const [index, key] of ["a", "2", "p", "1", "d"].entries()) {
      await page.keyboard.press(key);
      await expect.poll(() => count(page).textContent()).toContain(`Afirmación ${index + 3} de`);
    }
    const current = await statement(page).textContent();
    await page.keyboard.press("z");
    await expect.poll(() => statement(page).textContent()).not.toBe(current);
    await page.keyboard.press("3");
    await expect.poll(() => statement(page).textContent()).toBe(current);
    await page.keyboard.press("a");
    await expect.poll(() => saved()).toMatchObject({ answers: before.answers + 7 });
    // The last answer was taken back and given anew: two entries of the log, one answer.
    expect((await saved()).entries).toBeLessThanOrEqual(before.entries + 8);
  });

  it("with the signal gone half-way: nothing is lost, and each answer arrives once", async () => {
    const before = await saved();
    const page = await enter({ javaScript: true, width });
    const messages: number[][] = [];
    page.on("request", (request) => {
      if (!request.url().endsWith("/respuestas")) return;
      messages.push(request.postDataJSON().answers.map((one: { statement: number }) => one.statement));
    });
    await page.goto(PATH);
    await page.getByRole("button", { name: "De acuerdo", exact: true }).focus();
    await page.keyboard.press("a");
    await page.keyboard.press("d");
    await expect.poll(() => saved()).toMatchObject({ answers: before.answers + 2 });
    await page.context().setOffline(true);
    for (const key of ["a", "p", "d"]) await page.keyboard.press(key);
    await expect.poll(() => page.locator("main").textContent()).toContain("falta por enviar (3)");
    expect(await saved()).toMatchObject({ answers: before.answers + 2 });
    await page.context().setOffline(false);
    await expect.poll(() => saved()).toEqual({ answers: before.answers + 5, entries: before.entries + 5 });
    await page.keyboard.press("a");
    await expect.poll(() => saved()).toEqual({ answers: before.answers + 6, entries: before.entries + 6 });
    expect(new Set(messages.flat()).size).toBe(6);
  });
});

it("on a first visit there is a way back by touch as soon as there is a past, and none before", async () => {
  const page = await enter({ javaScript: true, width: 390 });
  await page.goto(PATH);
  const back = page.getByRole("link", { name: "Volver a la anterior" });
  expect(await back.count()).toBe(0);
  const first = await statement(page).textContent();
  await page.getByRole("button", { name: "De acuerdo", exact: true }).click();
  await back.click();
  expect(await statement(page).textContent()).toBe(first);
  expect(await back.count()).toBe(0);
  await page.context().close();
});

it("two tabs keep what each could not send, and what the server will never take holds nothing back", async () => {
  const before = await saved();
  const one = await enter({ javaScript: true, width: 390 });
  const other = await one.context().newPage();
  const kept = (): Promise<unknown[]> =>
    one.evaluate(() => JSON.parse(localStorage.getItem("respuestas:el-parque") ?? "[]"));
  await one.goto(PATH);
  await one.getByRole("button", { name: "De acuerdo", exact: true }).click();
  await expect.poll(() => saved()).toMatchObject({ answers: before.answers + 1 });
  for (const page of [one, other]) await page.goto(PATH);
  await one.context().setOffline(true);
  await other.getByRole("button", { name: "No sé o prefiero pasar" }).click();
  await other.getByRole("button", { name: "En desacuerdo" }).click();
  // Both show the same statement first: the newest answer to it is kept, and the other tab's second one too.
  await one.getByRole("button", { name: "De acuerdo", exact: true }).click();
  expect(await kept()).toHaveLength(2);
  await other.close();
  await one.evaluate(
    (wrong) => {
      const waiting = JSON.parse(localStorage.getItem("respuestas:el-parque") ?? "[]");
      localStorage.setItem("respuestas:el-parque", JSON.stringify([wrong, ...waiting]));
    },
    { statement: made.statements[0], value: 7 },
  );
  await one.context().setOffline(false);
  await one.goto(PATH);
  await expect.poll(() => saved()).toMatchObject({ answers: before.answers + 3 });
  await expect.poll(kept).toEqual([]);
  expect(await one.locator("main").textContent()).toContain("ya no se envía");
  await one.context().close();
});
