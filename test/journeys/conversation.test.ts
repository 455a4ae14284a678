// A conversation as people live it: by keyboard alone, without JavaScript, and with the signal gone half-way.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { computeResults } from "#modules/conversations/results/compute-results.ts";
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
    const text = await page.evaluate(() => {
      const one = document.activeElement;
      return one instanceof HTMLTextAreaElement ? one.labels[0]?.textContent : one?.textContent;
    });
    if (name.test(text ?? "")) return;
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
    await page.getByRole("link", { name: "Ver si cambió" }).click();
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

it("the result changes on the page by itself, is said to those who listen, and the focus stays where it was", async () => {
  const { id, slug, territories } = made.conversation;
  const { timeZone } = test.entity;
  let minutes = 0;
  const compute = () => {
    minutes += 1;
    const now = new Date(test.clock.now().getTime() + minutes * 60_000);
    return computeResults(test.db, { id, slug, territories, closed: false }, { now, timeZone });
  };
  const answer = async (): Promise<void> => {
    const other = await enter({ javaScript: false, width: 390 });
    await other.goto(PATH);
    await other.getByRole("button", { name: "De acuerdo", exact: true }).click();
    await other.context().close();
    await compute();
  };
  for (let n = 0; n < 2; n += 1) await answer();
  const page = await enter({ javaScript: true, width: 1280 });
  await page.goto(`${PATH}/resultados`);
  const main = page.locator("main");
  // Of answers, all are told; of people, only so many that a small group cannot be subtracted.
  const answers = async (): Promise<number> =>
    Number(/dieron (\d+) respuestas/.exec((await main.textContent()) ?? "")?.[1]);
  const before = await answers();
  const focused = page.getByRole("link", { name: "Cómo se forman los grupos" });
  await focused.focus();
  await answer();
  await expect.poll(answers).toBe(before + 1);
  expect(await page.locator("plaza-live > [role=status]").textContent()).toContain("El resultado cambió.");
  expect(await focused.evaluate((one) => one === document.activeElement)).toBe(true);
  // Only what holds the focus itself stays: what is around it is new.
  const again = page.getByRole("link", { name: "Ver si cambió" });
  await again.focus();
  await answer();
  await expect.poll(answers).toBe(before + 2);
  expect(await again.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.context().setOffline(true);
  await answer();
  await page.context().setOffline(false);
  await expect.poll(answers).toBe(before + 3);
  expect(await again.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.context().close();
});

it("by keyboard to the end: every statement, one of their own after what is similar, and what comes out", async () => {
  const page = await enter({ javaScript: true, width: 390 });
  const main = page.locator("main");
  await page.goto(PATH);
  await tabTo(page, /^\s*De acuerdo/);
  for (let n = 1; n <= SEEDS.length; n += 1) {
    await expect.poll(() => count(page).textContent()).toContain(`Afirmación ${n} de ${SEEDS.length}`);
    await page.keyboard.press("a");
  }
  await expect.poll(() => main.textContent()).toContain("¡Gracias!");
  await tabTo(page, /Escribe una afirmación/);
  await page.keyboard.type("Hacen falta muchos más árboles en el parque");
  await tabTo(page, /Proponer mi afirmación/);
  await page.keyboard.press("Enter");
  await expect.poll(() => main.textContent()).toContain("¿Alguna dice lo mismo?");
  await tabTo(page, /La mía dice otra cosa/);
  await page.keyboard.press("Enter");
  const said = "select 1 from conversation_statements where conversation_id = $1 and not seed";
  await expect.poll(async () => (await test.db.pool.query(said, [made.conversation.id])).rowCount).toBe(1);
  await page.waitForURL(/\/comprobante/);
  await page.goto(PATH);
  await tabTo(page, /Ver los resultados/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/resultados/);
  await tabTo(page, /Cómo se forman los grupos/);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("h1").textContent()).toBe("Cómo se hace la cuenta");
  await page.context().close();
});
