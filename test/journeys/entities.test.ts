// The second government of the repository: the same program, with nothing of the first.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newPerson } from "../support/browser.ts";
import { Person } from "../support/person.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const DAY = 86_400_000;
const PLACE = "/procesos/cabildos-2026/puente-alto";
/** Words of the first government, and of the law and the land of its country. */
const FOREIGN = /\b(valle|cali|municipios?|veredas?|veredal|corregimientos?|divipola|acción comunal|COP)\b/iu;
const MOST_PAGES = 120;

describe("the metropolitan region", () => {
  let test: TestApp;
  let browser: Browser;
  let camila: Page;
  let planner: Person;
  let analyst: Person;

  beforeAll(async () => {
    test = await startTestApp({ entity: "santiago-metropolitana", now: new Date("2026-03-02T15:00:00Z") });
    const { url } = test;
    planner = new Person({ url, session: await test.signIn({ name: "Marcela", role: "planner" }) });
    analyst = new Person({ url, session: await test.signIn({ name: "Rodrigo", role: "analyst" }) });
    browser = await launchBrowser();
    camila = await (await newPerson({ browser, url, javaScript: true, width: 390 })).newPage();
    await planner.visit("/gestion/procesos/nuevo");
    await planner.send("Guardar el borrador", { title: "Cabildos 2026", purpose: "Para decidir en cada comuna." });
    await planner.send("Publicar el proceso y sus reglas");
    test.clock.advance(2 * DAY);
  });

  afterAll(async () => {
    await browser?.close();
    await test?.stop();
  });

  it("Camila says what her commune needs, in the words of her country", async () => {
    await camila.goto("/");
    expect(await camila.locator("html").getAttribute("lang")).toBe("es-CL");
    expect(await camila.locator("main").textContent()).toMatch(/comuna/);
    await camila.goto(PLACE);
    await camila.getByRole("link", { name: "Decir qué hace falta" }).click();
    await camila.getByLabel("¿Qué hace falta donde vives?").fill("Faltan árboles y sombra en la plaza de la población");
    await camila.getByRole("button", { name: "Enviar mi necesidad" }).click();
    expect(await camila.locator("h1").first().textContent()).toBe("Recibimos tu necesidad");
  });

  it("votes for it, and follows it to a promise in pesos of her country", async () => {
    await analyst.visit("/gestion/necesidades/cabildos-2026");
    await analyst.send(/^Escribir una iniciativa/, { d: analyst.page.choices("d").map(({ value }) => value) });
    await analyst.send("Guardar la iniciativa", {
      title: "Sombra para la plaza",
      text: "Cien árboles nativos y riego.",
      sector: "espacio-publico",
      agency: "infraestructura",
      cost: "45000000",
    });
    await analyst.send(/^Poner en la votación/);

    test.clock.advance(75 * DAY);
    await camila.goto(`${PLACE}/votar`);
    const ballot = (await camila.locator("main").textContent()) ?? "";
    expect(ballot).toContain("$\u00a045\u00a0millones");
    expect(ballot).toMatch(/hasta el .+\s25\sde\smayo\sde\s2026, 11:59\sp\.\sm\.(?!\.)/);
    await camila.getByRole("checkbox", { name: /Sombra/ }).check();
    await camila.getByRole("button", { name: "Revisar mi voto" }).click();
    await camila.getByRole("button", { name: "Enviar mi voto" }).click();
    expect(await camila.locator("h1").first().textContent()).toBe("Tu voto está guardado");

    test.clock.advance(14 * DAY);
    planner = new Person({ url: test.url, session: await test.signIn({ name: "Marcela", role: "planner" }) });
    await planner.visit("/gestion/procesos/cabildos-2026/votacion");
    await planner.send("Contar los votos");
    await planner.visit("/gestion/compromisos");
    await planner.follow(/^Comprometerse/);
    await planner.send("Guardar el compromiso", { responsible: "Jefatura de división", dueDate: "2026-12-18" });

    await camila.goto("/mis-aportes");
    await camila.getByRole("link", { name: /Faltan árboles/ }).click();
    const thread = (await camila.locator("main").textContent()) ?? "";
    expect(thread).toContain("Sombra para la plaza");
    expect(thread).toContain("Puente Alto");
    await camila.goto(planner.page.path);
    expect(await camila.locator("main").textContent()).toContain("$\u00a045\u00a0millones");
  });

  it("shows nothing of another government on any page that a link reaches, to people or to staff", async () => {
    const { url } = test;
    const roles = ["administrator", "analyst", "planner", "facilitator", "moderator"] as const;
    const sessions = await Promise.all(roles.map((role) => test.signIn({ name: role, role })));
    const read = new Set<string>();
    const foreign: string[] = [];
    for (const session of [undefined, ...sessions]) {
      const reader = new Person({ url, session });
      const from = session === undefined ? ["/"] : ["/gestion", "/gestion/procesos/nuevo"];
      for (const { path, text } of await crawl(reader, from, read)) {
        const word = FOREIGN.exec(text)?.[0];
        if (word !== undefined) foreign.push(`${path}: ${word}`);
      }
    }
    expect(foreign).toEqual([]);
    expect(read.size).toBeGreaterThan(30);
  });
});

/** Every page of ours that links reach, each once, up to a bound: places are alike, and a few of them are enough. */
async function crawl(
  reader: Person,
  from: readonly string[],
  read: Set<string>,
): Promise<{ path: string; text: string }[]> {
  const pages: { path: string; text: string }[] = [];
  const queue = [...from];
  const seenAs = new Map<string, number>();
  for (let path = queue.shift(); path !== undefined && pages.length < MOST_PAGES; path = queue.shift()) {
    const shape = path
      .replace(/\?.*$/, "")
      .replaceAll(/\d+/g, "N")
      .replace(/(\/procesos\/[\w-]+\/)[\w-]+/, "$1PLACE");
    const times = seenAs.get(shape) ?? 0;
    if (read.has(path) || times >= 3 || path.startsWith("/salir")) continue;
    seenAs.set(shape, times + 1);
    read.add(path);
    const page = await reader.open(path);
    if (!page.html.startsWith("<!")) continue;
    expect(`${path} ${page.status}`).toMatch(/ (200|403|404)$/);
    pages.push({
      path,
      text: `${page
        .all("title")
        .map((title) => title.children.join(""))
        .join("")}\n${page.text}`,
    });
    const links = page.all("a").flatMap((link) => link.attributes.get("href") ?? []);
    queue.push(...links.map((link) => link.split("#")[0] ?? "").filter((link) => /^\/(?!\/)/.test(link)));
  }
  return pages;
}
