// The whole cycle, as its people live it: a need that somebody says becomes a commitment that anyone can follow.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newPerson } from "../support/browser.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const DAY = 86_400_000;

describe.each([
  { name: "without JavaScript, on a phone", javaScript: false, width: 390 },
  { name: "with JavaScript, on a desk", javaScript: true, width: 1280 },
])("the spine $name", ({ javaScript, width }) => {
  let test: TestApp;
  let browser: Browser;
  const pages: Page[] = [];
  let milena: Page;
  let gloria: Page;
  let ana: Page;
  let efrain: Page;
  let threadPath = "";

  const enter = async (session?: string): Promise<Page> => {
    const context: BrowserContext = await newPerson({ browser, url: test.url, session, javaScript, width });
    const page = await context.newPage();
    pages.push(page);
    return page;
  };
  const heading = (page: Page) => page.locator("h1").first();
  const send = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

  beforeAll(async () => {
    test = await startTestApp();
    browser = await launchBrowser();
    milena = await enter(await test.signIn({ name: "Milena", role: "analyst" }));
    gloria = await enter(await test.signIn({ name: "Gloria", role: "planner" }));
    ana = await enter();
    efrain = await enter();
  });

  afterAll(async () => {
    await browser?.close();
    await test?.stop();
  });

  it("Gloria prepares a conversatorio and publishes its rules", async () => {
    await gloria.goto("/gestion/procesos/nuevo");
    await gloria.getByLabel("Título").fill("Conversatorios 2026");
    await gloria.getByLabel("¿Para qué se hace?").fill("Para decidir juntos qué se hace en cada municipio.");
    const local = (days: number): string =>
      new Date(test.clock.now().getTime() + days * DAY).toISOString().slice(0, 16);
    const days = [-1, 5, 6, 8, 10, 400];
    for (const [index, phase] of ["gather", "analyse", "vote", "commit", "follow"].entries()) {
      await gloria.locator(`#${phase}-opens`).fill(local(days[index] ?? 0));
      await gloria.locator(`#${phase}-closes`).fill(local(days[index + 1] ?? 0));
    }
    await send(gloria, "Guardar el borrador");
    expect(await heading(gloria).textContent()).toBe("Conversatorios 2026");
    expect((await ana.goto("/procesos/conversatorios-2026"))?.status()).toBe(404);
    await send(gloria, "Publicar el proceso y sus reglas");
    expect((await ana.goto("/procesos/conversatorios-2026"))?.status()).toBe(200);
  });

  it("Ana says what is missing and keeps a receipt; Efraín joins her", async () => {
    await ana.goto("/procesos/conversatorios-2026/buenaventura");
    await ana.getByRole("link", { name: "Decir qué hace falta" }).click();
    await ana.getByLabel("¿Qué hace falta donde vives?").fill("En San Isidro el agua llega turbia cuando llueve");
    await ana.getByLabel("¿En qué barrio o vereda?").fill("San Isidro");
    await send(ana, "Enviar mi necesidad");
    expect(await heading(ana).textContent()).toBe("Recibimos tu necesidad");
    expect(await ana.locator("main").textContent()).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);

    await efrain.goto("/procesos/conversatorios-2026/buenaventura/decir");
    await efrain.getByLabel("¿Qué hace falta donde vives?").fill("El agua en San Isidro llega turbia cuando llueve");
    await send(efrain, "Enviar mi necesidad");
    await send(efrain, /A mí también/);
    expect(await heading(efrain).textContent()).toBe("Te sumaste");

    await efrain.goto("/procesos/conversatorios-2026/buenaventura/decir");
    await efrain.getByLabel("¿Qué hace falta donde vives?").fill("Hace falta un puente para cruzar la quebrada");
    await send(efrain, "Enviar mi necesidad");
    expect(await heading(efrain).textContent()).toBe("Recibimos tu necesidad");
  });

  it("Milena discards one with a reason and writes an initiative from the other", async () => {
    await milena.goto("/gestion/necesidades/conversatorios-2026");
    await milena.getByLabel(/puente para cruzar/).check();
    await milena.getByLabel("Razón pública").fill("La quebrada es de otro departamento: se remitió allá.");
    await send(milena, /Descartar con razón/);
    await milena.getByLabel(/agua llega turbia/).check();
    await send(milena, /Escribir una iniciativa/);
    await milena.getByLabel("Título en la votación").fill("Planta de agua para San Isidro");
    await milena.getByLabel("¿Qué se haría?").fill("Una planta de agua potable para la vereda San Isidro.");
    await milena.locator("#sector").selectOption({ index: 1 });
    await milena.locator("#agency").selectOption({ index: 1 });
    await milena.getByLabel(/Costo estimado/).fill("1.240.000.000");
    await send(milena, "Guardar la iniciativa");
    await send(milena, /Poner en la votación/);
    expect(await milena.locator("main").textContent()).toContain("En la votación");
  });

  it("Ana votes, changes her mind, and is counted once when the vote closes", async () => {
    test.clock.advance(7 * DAY);
    await ana.goto("/procesos/conversatorios-2026/buenaventura/votar");
    await ana.getByRole("checkbox", { name: /Planta de agua/ }).check();
    await send(ana, "Revisar mi voto");
    expect(await heading(ana).textContent()).toBe("Revisa tu voto");
    await send(ana, "Enviar mi voto");
    expect(await heading(ana).textContent()).toBe("Tu voto está guardado");
    await ana.goto("/procesos/conversatorios-2026/buenaventura/votar");
    await send(ana, "Revisar mi voto");
    await send(ana, "Enviar mi voto");
    expect(await ana.locator("main").textContent()).toContain("Tu voto está guardado");

    test.clock.advance(2 * DAY);
    await gloria.goto("/gestion/procesos/conversatorios-2026/votacion");
    await send(gloria, "Contar los votos");
    await ana.goto("/procesos/conversatorios-2026/buenaventura/resultados");
    expect(await ana.locator("main").textContent()).toContain("Votaron 1 persona");
    expect(await ana.locator("main").textContent()).toContain("Ganó");
  });

  it("Gloria makes the commitment and tells what was done", async () => {
    await gloria.goto("/gestion/compromisos");
    await gloria.getByRole("link", { name: /Comprometerse: Planta/ }).click();
    await gloria.getByLabel("Cargo de quien responde").fill("Subsecretaria de Agua");
    await gloria.getByLabel("¿Para cuándo?").fill("2026-12-18");
    await send(gloria, "Guardar el compromiso");
    expect(await heading(gloria).textContent()).toBe("Planta de agua para San Isidro");
    await gloria.goto("/gestion/compromisos");
    await gloria.getByRole("link", { name: "Planta de agua para San Isidro" }).last().click();
    await gloria.getByLabel("En marcha").check();
    await gloria.getByLabel("¿Qué se hizo o qué pasó?").fill("Empezó la obra de la planta.");
    await send(gloria, "Publicar la novedad");
    expect(await gloria.locator("main").textContent()).toContain("Empezó la obra de la planta.");
  });

  it("anyone follows it from the need to what was done, and Ana judges", async () => {
    await ana.goto("/mis-aportes");
    await ana.getByRole("link", { name: /agua llega turbia/ }).click();
    threadPath = new URL(ana.url()).pathname;
    const thread = (await ana.locator("main").textContent()) ?? "";
    expect(thread).toContain("agua llega turbia");
    expect(thread).toContain("Ganó en la votación");
    expect(thread).toContain("Empezó la obra de la planta.");
    expect(thread).not.toContain("puente");

    test.clock.set(new Date("2026-12-20T15:00:00Z"));
    await ana.goto("/compromisos");
    expect(await ana.locator("main").textContent()).toContain("Va tarde 2 días");
    await ana.getByRole("link", { name: "Planta de agua para San Isidro" }).click();
    await ana.getByRole("link", { name: "Decir si se cumplió" }).click();
    await ana.getByLabel("En parte").check();
    await send(ana, "Enviar mi respuesta");
    expect(await ana.locator("main").textContent()).toContain("Quienes lo pidieron dicen");
    expect(threadPath).toMatch(/^\/hilo\/\d+$/);
  });
});
