// Ana, with an old phone and no account: she says a need with her voice and a photo, follows it, corrects it, sees it hidden,
// asks for a second look, and takes it back.
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newPerson } from "#test/support/browser.ts";
import { inventedWav } from "#test/support/invented-sound.ts";
import { lettersTo, pathOf } from "#test/support/letter-box.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const ANA = "ana@ejemplo.org";
const SAID = "El puente de la quebrada se cayó y los niños pasan por el agua";
const CORRECTED = "El puente peatonal de la quebrada se cayó y los niños pasan por el agua";

describe.each([
  { name: "without JavaScript, on a phone", javaScript: false, width: 360 },
  { name: "with JavaScript, on a desk", javaScript: true, width: 1280 },
])("a citizen $name", ({ javaScript, width }) => {
  let house: TestApp;
  let browser: Browser;
  let ana: Page;
  let marta: Person;
  let luis: Person;
  let say = "";
  let need = 0;

  const main = async (): Promise<string> => ((await ana.locator("main").textContent()) ?? "").replaceAll("\u00A0", " ");
  const send = (name: string | RegExp) => ana.getByRole("button", { name }).first().click();
  const follow = (name: string | RegExp) => ana.getByRole("link", { name }).first().click();

  beforeAll(async () => {
    house = await startTestApp();
    await openProcess(house, { slug: "prueba", now: house.clock.now() });
    say = `/procesos/prueba/${house.entity.participationTerritories()[0]?.slug}/decir`;
    const moderator = async (name: string) =>
      new Person({ url: house.url, session: await house.signIn({ name, role: "moderator" }) });
    [marta, luis] = [await moderator("Marta"), await moderator("Luis")];
    browser = await launchBrowser();
    ana = await (await newPerson({ browser, url: house.url, javaScript, width })).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it("says it with a voice note and a photo, and keeps a receipt", async () => {
    await ana.goto(say);
    const words = ana.getByLabel("¿Qué hace falta donde vives?");
    if (javaScript) {
      // The phone keeps what was half written.
      await words.fill("El puente de la que");
      await ana.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("borrador:")));
      await ana.reload();
      await expect.poll(() => words.inputValue()).toBe("El puente de la que");
    }
    await words.fill(SAID);
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#7fa07a" } })
      .withExif({ IFD0: { Copyright: "TelefonoDeAna" } })
      .jpeg()
      .toBuffer();
    // In sight, without opening anything.
    await ana.locator("#audio").setInputFiles({ name: "voz.wav", mimeType: "audio/wav", buffer: inventedWav(3) });
    await ana.locator("#photos").setInputFiles({ name: "puente.jpg", mimeType: "image/jpeg", buffer: photo });
    await ana.getByLabel("¿En qué barrio o vereda?").fill("La Quebrada");
    await send("Enviar mi necesidad");
    expect(await ana.locator("h1").textContent()).toBe("Recibimos tu necesidad");
    expect(await main()).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);
    const { rows } = await house.db.pool.query<{ id: string; photos: string; voices: string }>(
      `select d.id, (select count(*) from demand_photos where demand_id = d.id) as photos,
         (select count(*) from demand_recordings where demand_id = d.id) as voices from demands d`,
    );
    need = Number(rows[0]?.id);
    expect(rows).toHaveLength(1);
    expect([Number(rows[0]?.photos), Number(rows[0]?.voices)]).toEqual([1, 1]);
    if (javaScript) expect(await ana.evaluate(() => Object.keys(localStorage).join())).not.toContain("borrador:");
  });

  it("follows it by mail, without an account", async () => {
    await ana.goto(`/necesidades/${need}`);
    expect(await main()).toContain("Hay una foto que nadie ha mirado todavía");
    await follow("Seguir por correo");
    await ana.getByLabel("Tu correo").fill(ANA);
    await send("Seguir");
    const [question] = await lettersTo(house, ANA);
    await ana.goto(pathOf(question, "/seguir/confirmar/"));
    await send("Sí, seguir");
    const { rows } = await house.db.pool.query("select 1 from follows where confirmed_at is not null");
    expect(rows).toHaveLength(1);
  });

  it("corrects it within the hour", async () => {
    await ana.goto(`/necesidades/${need}`);
    await follow("Corregirla");
    await ana.getByLabel("¿Qué hace falta?").fill(CORRECTED);
    await send("Guardar el cambio");
    expect(await main()).toContain(CORRECTED);
    expect(await main()).toContain("Corregida por su autor");
  });

  it("has it hidden, reads why, and a second person gives it back", async () => {
    house.clock.advance(2 * 3_600_000);
    await marta.visit(`/gestion/necesidades/moderar/${need}`);
    await marta.send("Ocultarla", { reason: "Parece hablar de los hijos de alguien." });
    await ana.goto("/mis-aportes");
    expect(await main()).toContain("Parece hablar de los hijos de alguien.");
    await follow(/^Pedir que lo mire otra persona/);
    await ana.getByLabel("¿Por qué crees que debe volver a mostrarse?").fill("Hablo de todos los niños de la vereda.");
    await send("Pedir la segunda mirada");
    expect(await main()).toContain("Otra persona lo va a mirar");
    await luis.visit("/gestion/moderacion?estante=appeals");
    await luis.send(/^Empezar con la primera/);
    await luis.send(/^Volver a mostrarla/, { second: "No nombra a nadie: pide un puente." });
    await ana.goto("/mis-aportes");
    expect(await main()).toContain("No nombra a nadie: pide un puente.");
    const told = (await lettersTo(house, ANA)).slice(1);
    // One message for each change, with the way out in one click (RFC 8058).
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ headers }) => headers.get("Message-ID"))).size).toBe(told.length);
    for (const { headers } of told) expect(headers.get("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
  });

  it("takes it back: words, voice and photo are gone, and the mark stays", async () => {
    await ana.goto(`/necesidades/${need}`);
    await follow("Retirarla");
    await send("Retirarla y borrar lo que dice");
    expect(await main()).toContain("La retiraste y se borró lo que decía.");
    expect((await ana.goto(`/necesidades/${need}`))?.status()).toBe(410);
    expect(await ana.locator("h1").textContent()).toBe("Su autor la retiró");
    for (const table of ["demands", "demand_versions", "ledger_pending", "history"]) {
      const { rows } = await house.db.pool.query(`select 1 from ${table} t where t::text like '%quebrada se cayó%'`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    const { rows } = await house.db.pool.query("select 1 from files");
    expect(rows).toEqual([]);
  });
});
