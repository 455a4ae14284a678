// Marta and Luis moderate with a keyboard and no mouse: what was reported is hidden with its reason, its author is told, and the
// second look belongs to somebody else.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, newPerson } from "#test/support/browser.ts";
import { nextMail, startMail } from "#test/support/people-at-work.ts";
import { Person } from "#test/support/person.ts";
import { prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

/** More presses of Tab than any page here needs to reach its form. */
const MOST_TABS = 60;
const AUTHOR = "efrain@ejemplo.org";

let house: TestApp;
let village: Village;
let browser: Browser;
let mail: Awaited<ReturnType<typeof startMail>>;
let insult: Awaited<ReturnType<typeof sayNeed>>;
let fine: Awaited<ReturnType<typeof sayNeed>>;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  mail = await startMail(house);
  browser = await launchBrowser();
  insult = await sayNeed(house, village, "El de la junta es un sinvergüenza y un vago");
  fine = await sayNeed(house, village, "Este alcalde no ha tapado un solo hueco");
  await claim(insult.need);
  for (const { need } of [insult, fine]) {
    const neighbour = new Person({ url: house.url });
    await neighbour.visit(`/necesidades/${need}`);
    await neighbour.follow("Avisar que algo está mal");
    await neighbour.send("Insulta o discrimina", { note: "Trata mal a una persona." });
    house.clock.advance(1000);
  }
});
afterAll(async () => {
  await browser?.close();
  await mail?.stop();
  await house?.stop();
});

/** Its author has an account with a confirmed address, and said that it is theirs. */
async function claim(need: number): Promise<void> {
  await house.db.write(async (tx) => {
    const { id } = await tx.selectFrom("accounts").select("id").where("name", "=", "Gloria").executeTakeFirstOrThrow();
    const said = tx.selectFrom("receipts").select("participant_id").where("thing_id", "=", need);
    await tx
      .insertInto("account_emails")
      .values({ account_id: id, email: AUTHOR, verified_at: house.clock.now() })
      .execute();
    await tx.updateTable("participants").set({ account_id: id }).where("id", "in", said).execute();
  });
}

async function sitDown(name: string, path: string): Promise<Page> {
  const session = await house.signIn({ name, role: "moderator" });
  const context = await newPerson({ browser, url: house.url, session, javaScript: true, width: 1280 });
  const page = await context.newPage();
  await page.goto(path);
  await page.waitForFunction(() => customElements.get("plaza-desk") !== undefined);
  return page;
}

const main = async (page: Page): Promise<string> => (await page.locator("main").textContent()) ?? "";

/** Presses a key that sends a form, and waits for the page that answers. */
async function press(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

/** Goes to an element as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let times = 0; times < MOST_TABS; times += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab never reached ${selector}`);
}

it("three keys: take the first, hide it with its reason, leave the next as it is", async () => {
  const page = await sitDown("Marta", "/gestion/moderacion");
  await press(page, "n");
  expect(await main(page)).toContain("sinvergüenza");
  expect(await main(page)).toContain("Trata mal a una persona.");
  await press(page, "1");
  // The desk goes on by itself.
  expect(await main(page)).toContain("no ha tapado un solo hueco");
  await press(page, "0");
  expect(await main(page)).toContain("No hay nada por decidir");
  await page.context().close();
  const visitor = new Person({ url: house.url });
  const gone = await visitor.open(`/necesidades/${insult.need}`);
  expect([gone.status, gone.text.includes("Tenía un insulto o discriminaba a alguien.")]).toEqual([410, true]);
  expect((await visitor.visit(`/necesidades/${fine.need}`)).text).toContain("un solo hueco");
});

it("the author is told why by mail, without the words, and appeals", async () => {
  const letter = await nextMail(house, AUTHOR, 0);
  expect(letter).toContain("Tenía un insulto o discriminaba a alguien.");
  expect(letter).not.toContain("sinvergüenza");
  await insult.person.visit("/mis-aportes");
  await insult.person.follow(/^Pedir que lo mire otra persona/);
  await insult.person.send("Pedir la segunda mirada", { why: "Lo digo fuerte, pero es lo que pasa." });
});

it("the second look is not hers: Luis gives it, with the keyboard alone", async () => {
  const marta = await sitDown("Marta otra vez", "/gestion/moderacion?estante=decided");
  expect(await main(marta)).toContain("sinvergüenza");
  await marta.context().close();
  const page = await sitDown("Luis", "/gestion/moderacion?estante=appeals");
  await press(page, "n");
  expect(await main(page)).toContain("Lo digo fuerte, pero es lo que pasa.");
  await tabTo(page, "#second");
  // A figure typed in the reason is a figure, not a decision.
  await page.keyboard.type("1 sola palabra insulta: lo demás se puede decir.");
  await tabTo(page, 'button[value="refused"]');
  await press(page, "Enter");
  await page.context().close();
  const visitor = new Person({ url: house.url });
  expect((await visitor.open(`/necesidades/${insult.need}`)).text).toContain("1 sola palabra insulta");
  expect((await visitor.visit("/moderacion")).text).toMatch(/Insulto/);
  expect((await nextMail(house, AUTHOR, 1)).includes("1 sola palabra insulta")).toBe(true);
});
