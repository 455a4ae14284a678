// The catalogue in a real browser: accessible in light and dark, and never wider than the screen, even with endless words.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "#test/support/browser.ts";
import { stylesheet } from "./assets.ts";
import { BallotCount, Bar } from "./ballot.tsx";
import { Catalogue } from "./catalogue.tsx";
import { Frame, renderPage } from "./frame.tsx";
import { Hero } from "./home.tsx";
import { Button } from "./link.tsx";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const html = renderPage(
  <Frame
    title="Catálogo"
    locale="es"
    demo
    entity={{ name: "Municipio de ejemplo", shortName: "Ejemplo", address: "Calle 1 con carrera 2" }}
    menu={["Participa", "Pide", "Mira", "Mis aportes"].map((text) => ({ id: text, text, href: "#" }))}
    section="Mira"
    crumbs={[{ text: "Inicio", href: "/" }, { text: "Catálogo" }]}
    footer={[{ title: "Participa", links: [{ text: "Procesos abiertos", href: "#" }] }]}
    alternate={{ href: "/en/catalogo", locale: "en" }}
    cssHref="/plaza.css"
    bar={
      <Bar label="Tu voto">
        <BallotCount chosen={1} max={5} form="papeleta" name="v" />
        <Button form="papeleta">Revisar mi voto</Button>
      </Bar>
    }
  >
    <Catalogue />
  </Frame>,
);

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

async function open(body: string, width: number, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const tab = await (await browser.newContext({ viewport: { width, height: 800 }, colorScheme })).newPage();
  await tab.route("**", (route) =>
    route.request().url().endsWith(".css")
      ? route.fulfill({ contentType: "text/css", body: stylesheet() })
      : route.fulfill({ contentType: "text/html", body }),
  );
  await tab.goto("http://localhost:9/");
  return tab;
}

const widthOf = (tab: Page): Promise<number> => tab.evaluate("document.documentElement.scrollWidth");

test.each([
  [320, "light"],
  [1280, "light"],
  [1280, "dark"],
] as const)("axe finds nothing at %d px in %s", async (width, scheme) => {
  const tab = await open(html, width, scheme);
  await tab.evaluate(axe);
  const found = await tab.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
      .then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", ")))`,
  );
  expect(found).toEqual([]);
});

test.each([320, 360, 768, 1024, 1280])(
  "nothing is wider than a screen of %d px, with words of 50 letters everywhere",
  async (width) => {
    const tab = await open(html, width);
    expect(await widthOf(tab)).toBe(width);
    await tab.evaluate(`{
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const text of found) {
      const fixed = text.parentElement.closest("svg, script, kbd, .num, .nowrap");
      if (!fixed && text.textContent.trim().length > 3) text.textContent += " Otorrinolaringologíaotorrinolaringologíaotorrino";
    }
  }`);
    expect(await widthOf(tab)).toBe(width);
  },
);

test("the cover is never wider than the smallest screen", async () => {
  const cover = renderPage(
    <Frame
      title="Inicio"
      locale="es"
      entity={{ name: "Municipio", shortName: "M" }}
      menu={[]}
      footer={[]}
      cssHref="/plaza.css"
      flush
    >
      <Hero title="¿Qué está pasando hoy?" lead="Di qué hace falta." />
    </Frame>,
  );
  expect(await widthOf(await open(cover, 320))).toBe(320);
});
