// Two officials with a keyboard and no mouse: an analyst merges, codes and scores; a planner reports ten commitments.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadHistory, loadThings } from "#core/trace/index.ts";
import { CRITERIA, type Criterion } from "#modules/initiatives/score/criteria.ts";
import { fixWeights } from "#modules/initiatives/score/score-initiatives.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { type AnalystsDesk, openDesk } from "#test/support/analysts.ts";
import { launchBrowser, newPerson } from "#test/support/browser.ts";

let desk: AnalystsDesk;
let browser: Browser;

beforeAll(async () => {
  desk = await openDesk();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await desk?.test.stop();
});

/** A page in front of an official, and how many keys they have pressed. */
async function sitDown(
  session: string,
  path: string,
): Promise<{ page: Page; keys: () => number; press: Press; type: Press }> {
  const context = await newPerson({ browser, url: desk.test.url, session, javaScript: true, width: 1280 });
  const page = await context.newPage();
  await page.goto(path);
  let pressed = 0;
  return {
    page,
    keys: () => pressed,
    press: async (key) => {
      pressed += 1;
      await page.keyboard.press(key);
    },
    type: async (text) => {
      pressed += text.length;
      await page.keyboard.type(text);
    },
  };
}
type Press = (keys: string) => Promise<void>;

/** Presses a key that sends a form, and waits for the page that answers. */
async function send(page: Page, press: Press, key: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), press(key)]);
}

const count = async (text: string): Promise<number> =>
  Number((await desk.test.db.pool.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n);

it("the analyst reads pairs and answers with one key each, codes what is left, and scores: no mouse", async () => {
  const { test } = desk;
  await desk.needs([
    "Pavimentar la vía a la vereda El Salado",
    "Que pavimenten la via de la vereda El Salado",
    "La vía a El Salado sigue sin pavimentar",
    "Un médico para el puesto de salud de la vereda",
  ]);
  const session = await test.signIn({ name: "Milena", role: "analyst" });
  const { page, keys, press, type } = await sitDown(session, "/gestion/necesidades/prueba/parejas");
  await page.waitForFunction(() => customElements.get("plaza-desk") !== undefined);
  await send(page, press, "j");
  expect(await page.textContent("main")).toContain("Ahora hablan con una sola voz");
  await send(page, press, "z");
  expect(await page.textContent("main")).toContain("Deshecho");
  await send(page, press, "j");
  await send(page, press, "n");
  expect(await page.textContent("main")).toContain("No las volveremos a proponer");
  expect(await count("demands where state = 'merged'")).toBe(1);
  expect(keys()).toBe(4);

  await page.goto("/gestion/necesidades/prueba");
  await press("ArrowDown");
  await press("Space");
  await page.focus("#sector");
  const [sector] = test.entity.sectors();
  await type(sector?.names.es.slice(0, 6) ?? "");
  // A letter belongs to the field while it has the focus: Escape and Tab leave it.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await send(page, press, "c");
  expect(await page.textContent("main")).toContain("Codificaste 1 necesidad");
  expect(await count("demands where sector_code is not null")).toBe(1);
  await page.context().close();
});

it("the analyst scores an initiative in every criterion with the keyboard alone", async () => {
  const { test, process } = desk;
  const gloria = await desk.official({ name: "Gloria Plan", role: "planner" });
  const weights = new Map<Criterion, number>(CRITERIA.map((criterion) => [criterion, 10]));
  await test.db.write((tx) => fixWeights(tx, gloria, process, weights));
  const territory = test.entity.participationTerritories()[0]?.code ?? "";
  const id = await test.db.write(async (tx) => {
    const now = test.clock.now();
    const [thing = 0] = await loadThings(tx, [{ kind: "initiative", processId: process.id, territory, now }]);
    await insertMany(tx, "initiatives", [
      {
        id: thing,
        process_id: process.id,
        territory_code: territory,
        title: "Puente peatonal en El Carmen",
        text: "Un puente peatonal sobre la quebrada.",
        sector_code: test.entity.sectors()[0]?.code ?? "",
        agency_code: test.entity.agencies()[0]?.code ?? "",
        feasibility: "viable",
        state: "published",
        created_at: now,
      },
    ]);
    return thing;
  });
  const session = await test.signIn({ name: "Milena", role: "analyst" });
  const { page, press, type } = await sitDown(session, `/gestion/iniciativas/${id}/puntuar`);
  await page.focus(`#s-${CRITERIA[0]}`);
  for (const [index] of CRITERIA.entries()) {
    await press("Space");
    for (let n = 0; n < index % 5; n += 1) await press("ArrowDown");
    await press("Tab");
    await type("Por lo que dicen las cifras");
    await press("Tab");
  }
  await Promise.all([page.waitForNavigation(), press("Enter")]);
  expect(await page.textContent("main")).toContain("8 de 8");
  const { rows } = await test.db.pool.query<{ score: number }>(
    "select score from initiative_scores where initiative_id = $1 order by id",
    [id],
  );
  expect(rows.map(({ score }) => score)).toEqual([1, 2, 3, 4, 5, 1, 2, 3]);
  await page.context().close();
});

it("the planner reports ten commitments one after the other without returning to the list", async () => {
  const { test, process } = desk;
  const territory = test.entity.participationTerritories()[0]?.code ?? "";
  const now = test.clock.now();
  const ids = await test.db.write(async (tx) => {
    const things = await loadThings(
      tx,
      Array.from({ length: 10 }, () => ({ kind: "commitment", processId: process.id, territory, now })),
    );
    await insertMany(
      tx,
      "commitments",
      things.map((id, index) => ({
        id,
        process_id: process.id,
        territory_code: territory,
        title: `Compromiso número ${index + 1}`,
        text: "Lo que se prometió en la reunión.",
        agency_code: test.entity.agencies()[0]?.code ?? "",
        responsible: "Subdirectora de obras",
        due_date: `2026-12-${10 + index}`,
        state: "agreed",
        created_at: now,
      })),
    );
    await loadHistory(
      tx,
      things.map((thingId) => ({ thingId, event: "commitments.made", public: true, now })),
    );
    return things;
  });
  const session = await test.signIn({ name: "Gloria", role: "planner" });
  const { page, keys, press, type } = await sitDown(session, `/gestion/compromisos/${ids[0]}`);
  for (const [index, id] of ids.entries()) {
    expect(new URL(page.url()).pathname).toBe(`/gestion/compromisos/${id}`);
    // The second state: under way.
    await page.focus("#state");
    await press("Space");
    await press("ArrowDown");
    await press("Tab");
    await type(`Avance ${index + 1}`);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await send(page, press, "s");
  }
  expect(new URL(page.url()).pathname).toBe("/gestion/compromisos");
  const { rows } = await test.db.pool.query<{ state: string; n: number }>(
    "select state, count(*) as n from commitment_updates where commitment_id = any ($1) group by 1",
    [ids],
  );
  expect(rows.map(({ state, n }) => [state, Number(n)])).toEqual([["in_progress", 10]]);
  // Space, arrow, tab, the words and S: nothing else.
  expect(keys()).toBe(ids.reduce((sum, _, index) => sum + 4 + `Avance ${index + 1}`.length, 0));
  await page.context().close();
});
