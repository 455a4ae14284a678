import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JobRunner } from "#platform/jobs/jobs.ts";
import { enterByMail, nextMail, startMail, visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";
import type { Visitor } from "../../support/visitor.ts";

const MINUTE = 60_000;

describe("signing in with a code", () => {
  let test: TestApp;
  let jobs: JobRunner;

  beforeAll(async () => {
    test = await startTestApp();
    jobs = await startMail(test);
  });
  afterAll(async () => {
    await jobs?.stop();
    await test?.stop();
  });

  /** Asks for a code and gives the one that was sent. */
  async function ask(who: Visitor, email: string): Promise<string> {
    const known = (await test.mail()).length;
    await who.get("/entrar");
    expect((await who.post("/entrar", { email })).location).toBe("/entrar/codigo");
    const code = /es: (\d{6})/.exec(await nextMail(test, email, known))?.[1] ?? "";
    await who.get("/entrar/codigo");
    return code;
  }
  const type = (who: Visitor, code: string) => who.post("/entrar/codigo", { code });
  const other = (code: string) => (code === "111111" ? "222222" : "111111");

  it("makes an account the first time and finds it the second; spaces and capitals do not matter", async () => {
    const ana = visitor(test);
    const code = await ask(ana, "ana@example.org");
    expect((await type(ana, `${code.slice(0, 3)} ${code.slice(3)}`)).location).toBe("/cuenta");
    expect((await ana.get("/cuenta")).html).toContain("ana@example.org");
    const phone = visitor(test);
    expect(await enterByMail(test, phone, "Ana@Example.org")).toBe("/cuenta");
    expect(await test.db.read.selectFrom("accounts").select("id").execute()).toHaveLength(1);
  });

  it("says the same whether or not the address has an account", async () => {
    const seen = [];
    for (const email of ["ana@example.org", "nobody@example.org"]) {
      const who = visitor(test);
      await who.get("/entrar");
      const asked = await who.post("/entrar", { email });
      const page = (await who.get("/entrar/codigo")).html;
      const wrong = (await type(who, "12345")).html;
      const same = (html: string) => html.replaceAll(email, "·").replaceAll(/value="[\w-]{43}"/g, "");
      seen.push([asked.status, asked.location, same(page), same(wrong)]);
    }
    expect(seen[0]).toEqual(seen[1]);
  });

  it.each([
    ["", "Escribe tu correo"],
    ["ana", "Escribe un correo completo"],
    [`${"a".repeat(250)}@example.org`, "Escribe un correo completo"],
    ["<script>@example.org", "Escribe un correo completo"],
    ["ana@example.org\nBcc: all@example.org", "Escribe un correo completo"],
  ])("refuses the address %j and keeps it on the page", async (email, words) => {
    const who = visitor(test);
    await who.get("/entrar");
    const page = await who.post("/entrar", { email });
    expect(page.status).toBe(400);
    expect(page.html).toContain(words);
    expect(page.html).toContain('href="#email"');
    expect(page.html).not.toContain("<script>@");
  });

  it("a code has five tries, and then not even the right one works", async () => {
    const who = visitor(test);
    const code = await ask(who, "brute@example.org");
    for (const left of ["4 intentos", "3 intentos", "2 intentos", "un intento"])
      expect((await type(who, other(code))).html).toContain(left);
    expect((await type(who, other(code))).html).toContain("ya no sirve");
    expect((await type(who, code)).status).toBe(400);
    expect(who.cookies.has("sesion")).toBe(false);
  });

  it("five tries at once are still five tries", async () => {
    const who = visitor(test);
    const code = await ask(who, "burst@example.org");
    await Promise.all(Array.from({ length: 12 }, () => type(who, other(code))));
    const row = await test.db.read
      .selectFrom("sign_in_attempts")
      .select("failures")
      .where("email", "=", "burst@example.org")
      .executeTakeFirstOrThrow();
    expect(row.failures).toBe(5);
  });

  it("a code works once, for 15 minutes, and only in the browser that asked", async () => {
    const who = visitor(test);
    const code = await ask(who, "once@example.org");
    const thief = visitor(test);
    await thief.takeToken();
    expect((await type(thief, code)).status).toBe(400);
    expect((await type(who, code)).status).toBe(303);
    expect((await type(who, code)).status).toBe(400);
    const late = visitor(test);
    const old = await ask(late, "late@example.org");
    test.clock.advance(16 * MINUTE);
    expect((await type(late, old)).html).toContain("ya no sirve");
    expect((await late.get("/entrar/codigo")).location).toBe("/entrar");
  });

  it("an address is sent five codes an hour, whoever asks", async () => {
    for (let n = 0; n < 5; n++) await ask(visitor(test), "flood@example.org");
    const who = visitor(test);
    await who.get("/entrar");
    const refused = await who.post("/entrar", { email: "FLOOD@example.org" });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("Espera una hora");
    test.clock.advance(61 * MINUTE);
    expect(await ask(visitor(test), "flood@example.org")).toMatch(/^\d{6}$/);
  });

  it("the session is new: one that somebody fixed before is over", async () => {
    const who = visitor(test);
    await enterByMail(test, who, "fixed@example.org");
    const known = who.cookies.get("sesion") ?? "";
    const victim = visitor(test, known);
    const code = /es: (\d{6})/;
    const mails = (await test.mail()).length;
    await victim.get("/cuenta");
    await victim.post("/entrar", { email: "victim@example.org" });
    const sent = code.exec(await nextMail(test, "victim@example.org", mails))?.[1] ?? "";
    expect((await type(victim, sent)).status).toBe(303);
    expect(victim.cookies.get("sesion")).not.toBe(known);
    expect((await visitor(test, known).get("/cuenta")).status).toBe(303);

    const invented = visitor(test, "x".repeat(43));
    await enterByMail(test, invented, "invented@example.org");
    expect(invented.cookies.get("sesion")).not.toBe("x".repeat(43));
  });

  it("goes back only to our own pages", async () => {
    const back = async (volver: string) => enterByMail(test, visitor(test), `b${Math.random()}@example.org`, volver);
    expect(await back("/procesos?x=1")).toBe("/procesos?x=1");
    expect(await back("/en/cuenta")).toBe("/cuenta");
    for (const evil of [
      "//evil.org",
      "https://evil.org",
      "/\\evil.org",
      "/\t/evil.org",
      "javascript:alert(1)",
      "/en//evil.org",
    ])
      expect(await back(evil)).toBe("/cuenta");
  });

  it("signs out here, and everywhere", async () => {
    const one = visitor(test);
    const two = visitor(test);
    await enterByMail(test, one, "luis@example.org");
    await enterByMail(test, two, "luis@example.org");
    const token = one.cookies.get("sesion") ?? "";
    await one.get("/cuenta");
    expect((await one.post("/salir")).location).toBe("/");
    expect((await visitor(test, token).get("/cuenta")).status).toBe(303);
    expect((await two.get("/cuenta")).html).toContain("este navegador");
    await enterByMail(test, one, "luis@example.org");
    await two.get("/cuenta");
    await two.post("/cuenta/salir-de-todas");
    expect((await one.get("/cuenta")).status).toBe(303);
    expect((await two.get("/cuenta")).status).toBe(303);
  });

  it("a session ends by itself after 14 days", async () => {
    const who = visitor(test);
    await enterByMail(test, who, "old@example.org");
    test.clock.advance(14 * 24 * 60 * MINUTE);
    expect((await who.get("/cuenta")).status).toBe(303);
  });

  it("an account is renamed, and closed: the name and the address are erased, the number stays", async () => {
    const who = visitor(test);
    await enterByMail(test, who, "rosa@example.org");
    await who.get("/cuenta");
    expect((await who.post("/cuenta", { name: "", locale: "xx" })).status).toBe(400);
    expect((await who.post("/cuenta", { name: "👨‍👩‍👧".repeat(60), locale: "es" })).html).toContain("demasiado largo");
    await who.post("/cuenta", { name: "Rosa 🌱 <b>", locale: "en" });
    expect((await who.get("/cuenta")).html).toContain("Rosa 🌱 &lt;b>");
    await who.get("/cuenta/cerrar");
    expect((await who.post("/cuenta/cerrar")).html).toContain("Marca que sí");
    expect((await who.post("/cuenta/cerrar", { sure: "yes" })).location).toBe("/");
    const rows = await test.db.read.selectFrom("accounts").selectAll().where("closed_at", "is not", null).execute();
    expect(rows.map((row) => row.name)).toEqual(["—"]);
    const emails = await test.db.read.selectFrom("account_emails").select("email").execute();
    expect(emails.map((row) => row.email)).not.toContain("rosa@example.org");
    expect((await who.get("/cuenta")).status).toBe(303);
  });
});
