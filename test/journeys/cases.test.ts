// Somebody asks for something on a phone without JavaScript, and the official answers it by keyboard alone.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newPerson } from "../support/browser.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let test: TestApp;
let browser: Browser;

beforeAll(async () => {
  test = await startTestApp({ now: new Date("2026-03-20T15:00:00Z") });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await test?.stop();
});

describe("a request", () => {
  it("is asked on a phone without JavaScript, answered by keyboard, and read with the receipt", async () => {
    const phone = await (await newPerson({ browser, url: test.url })).newPage();
    await phone.goto("/solicitudes");
    await phone.getByRole("link", { name: "Pedir algo" }).first().click();
    await phone
      .getByRole("textbox", { name: "¿Qué necesitas?" })
      .fill("No llega agua a la escuela. Pido que la arreglen.");
    const next = () => phone.getByRole("button", { name: "Seguir" }).click();
    await next();
    await next();
    await phone.getByRole("combobox").first().selectOption({ index: 2 });
    await next();
    await phone.getByRole("combobox").selectOption("salud");
    await next();
    await phone.getByText("Sin nombre").first().click();
    await next();
    await phone.getByRole("button", { name: "Enviar mi solicitud" }).click();
    await phone.getByRole("heading", { name: "Recibimos tu solicitud" }).waitFor();

    const sessions = await Promise.all(
      ["Jairo", "Vera"].map((name) => test.signIn({ name, role: "case_officer", agency: "salud" })),
    );
    const [desk, reviewer] = await Promise.all(
      sessions.map(async (session) =>
        (await newPerson({ browser, url: test.url, session, javaScript: true, width: 1280 })).newPage(),
      ),
    );
    if (desk === undefined || reviewer === undefined) throw new Error("Nobody works today");
    await desk.goto("/gestion/solicitudes");
    await desk.keyboard.press("ArrowDown");
    await desk.keyboard.press("Enter");
    await desk.getByRole("heading", { level: 1, name: /^GVC-2026-/ }).waitFor();
    await desk.keyboard.press("t");
    await desk.getByText("En trámite").waitFor();
    await desk.keyboard.press("r");
    await desk.keyboard.type("La reparan el lunes.");
    await desk.keyboard.press("Tab");
    await desk.keyboard.press("Space");
    await desk.keyboard.press("Tab");
    await desk.keyboard.press("Enter");
    await desk.getByText("La revisa otra persona").waitFor();

    await reviewer.goto(desk.url());
    await reviewer.getByRole("button", { name: "Está bien: enviarla" }).focus();
    await reviewer.keyboard.press("Enter");
    await reviewer.getByText("Con respuesta por leer").waitFor();

    await phone.goto("/solicitudes/mia");
    await phone.getByRole("button", { name: "Leer la respuesta" }).click();
    await phone.getByText("La reparan el lunes.").waitFor();
    await phone.getByRole("button", { name: "Sí: la respuesta me sirvió" }).click();
    expect(await phone.getByText("Dijiste: Sí.").count()).toBe(1);
  });
});
