import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "#platform/http/free-port.ts";
import type { JobRunner } from "#platform/jobs/jobs.ts";
import { launchBrowser, newPerson } from "../../support/browser.ts";
import { enterByMail, nextMail, startMail, visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

/** A phone that signs for its owner as soon as it is asked. */
async function withDevice(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe("passkeys", () => {
  let test: TestApp;
  let jobs: JobRunner;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    test = await startTestApp({ publicUrl: `http://localhost:${await freePort()}` });
    jobs = await startMail(test);
    browser = await launchBrowser();
    context = await newPerson({ browser, url: test.url, javaScript: true });
    page = await context.newPage();
    await withDevice(page);
  });
  afterAll(async () => {
    await browser?.close();
    await jobs?.stop();
    await test?.stop();
  });

  async function enterWithCode(email: string): Promise<void> {
    const known = (await test.mail()).length;
    await page.goto("/entrar");
    await page.getByLabel("Tu correo electrónico").fill(email);
    await page.getByRole("button", { name: "Enviarme el código" }).click();
    const code = /es: (\d{6})/.exec(await nextMail(test, email, known))?.[1] ?? "";
    await page.getByLabel("Código de seis números").fill(code);
    await page.getByRole("button", { name: "Entrar", exact: true }).click();
  }

  it("somebody adds one and signs in with it, without a code", async () => {
    await enterWithCode("ana@example.org");
    await page.getByLabel("¿Cómo llamas a este aparato?").fill("Mi teléfono");
    await page.getByRole("button", { name: "Agregar una llave de acceso" }).click();
    await page.getByRole("heading", { name: "Mi teléfono" }).waitFor();
    await page.getByRole("button", { name: "Salir de todas partes" }).click();
    await page.waitForURL(`${test.url}/`);
    await page.goto("/entrar?volver=/mis-aportes");
    await page.getByRole("button", { name: "Entrar con mi llave de acceso" }).click();
    await page.waitForURL((url) => url.pathname === "/mis-aportes");
    await page.goto("/cuenta");
    expect(await page.locator("main").textContent()).toContain("ana@example.org");
    const sessions = await test.db.read
      .selectFrom("sessions")
      .select("strong_at")
      .where("ended_at", "is", null)
      .execute();
    expect(sessions.every((session) => session.strong_at !== null)).toBe(true);
  });

  it("with it on the account, the code of the mail alone changes no second step", async () => {
    const thief = visitor(test);
    await enterByMail(test, thief, "ana@example.org");
    await thief.takeToken();
    const id = (await test.db.read.selectFrom("passkeys").select("id").executeTakeFirstOrThrow()).id;
    expect((await thief.post(`/cuenta/llaves/${id}/quitar`)).status).toBe(403);
    expect((await thief.post("/cuenta/llaves/opciones")).status).toBe(403);
    const other = visitor(test);
    await enterByMail(test, other, "other@example.org");
    await other.takeToken();
    expect((await other.post(`/cuenta/llaves/${id}/quitar`)).status).toBe(404);
  });

  it("an answer sent again, invented or empty is refused on the same page", async () => {
    await page.goto("/entrar?volver=/cuenta");
    await page.getByRole("button", { name: "Salir de todas partes" }).click();
    await page.goto("/entrar");
    const sent = page.waitForRequest(
      (request) => request.url().endsWith("/entrar/llave") && request.method() === "POST",
    );
    await page.getByRole("button", { name: "Entrar con mi llave de acceso" }).click();
    const answer = new URLSearchParams((await sent).postData() ?? "").get("answer") ?? "";
    expect(answer).toContain("signature");
    await page.waitForURL((url) => url.pathname === "/cuenta");
    const thief = visitor(test);
    for (const given of [
      answer,
      "",
      "{}",
      "[",
      JSON.stringify({ id: "x" }),
      answer.replace(/"signature":"..../, '"signature":"AAAA'),
    ]) {
      await thief.get("/entrar");
      const refused = await thief.post("/entrar/llave", { answer: given });
      expect(refused.status).toBe(400);
      expect(refused.html).toContain("Usa el código".slice(4));
      expect(thief.cookies.has("sesion")).toBe(false);
    }
  });

  it("is removed, and then signs nobody in", async () => {
    await page.goto("/cuenta");
    await page.getByRole("button", { name: "Quitar: Mi teléfono" }).click();
    await page.waitForURL("**/cuenta#segundo-factor");
    await page.getByRole("button", { name: "Salir de todas partes" }).click();
    await page.goto("/entrar");
    await page.getByRole("button", { name: "Entrar con mi llave de acceso" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.locator("main").textContent()).toContain("No se pudo usar la llave");
  });
});
