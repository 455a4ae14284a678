import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JobRunner } from "#platform/jobs/jobs.ts";
import { appOf, enterByMail, nextMail, startMail, visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";
import type { Visitor } from "../../support/visitor.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

describe("people who work here", () => {
  let test: TestApp;
  let jobs: JobRunner;
  let ines: Visitor;
  let place = "";

  beforeAll(async () => {
    test = await startTestApp();
    jobs = await startMail(test);
    ines = visitor(test, await test.signIn({ name: "Inés", role: "administrator" }));
    place = test.entity.participationTerritories()[0]?.code ?? "";
  });
  afterAll(async () => {
    await jobs?.stop();
    await test?.stop();
  });

  async function invite(email: string, fields: Record<string, string> = {}): Promise<string> {
    const known = (await test.mail()).length;
    await ines.get("/gestion/personas/invitar");
    const sent = await ines.post("/gestion/personas/invitar", {
      name: "Milena",
      email,
      role: "analyst",
      ...fields,
    });
    expect(sent.location).toBe("/gestion/personas");
    return /\/invitacion\/[\w-]{43}/.exec(await nextMail(test, email, known))?.[0] ?? "";
  }

  /** Milena accepts and prepares her app. */
  async function accept(link: string): Promise<{ who: Visitor; app: (now: Date) => string }> {
    const who = visitor(test);
    await who.get(link);
    expect((await who.post(link, { name: "Milena Ruiz" })).location).toBe("/cuenta/aplicacion");
    const app = appOf((await who.get("/cuenta/aplicacion")).html);
    expect((await who.get("/gestion/necesidades")).status).toBe(403);
    const done = await who.post("/cuenta/aplicacion", { code: app(test.clock.now()) });
    expect(done.html).toContain("Guarda estos códigos");
    return { who, app };
  }

  it("an invitation names person, role and place, or says what is missing", async () => {
    await ines.get("/gestion/personas/invitar");
    const empty = await ines.post("/gestion/personas/invitar", { name: "", email: "no", role: "king" });
    expect(empty.status).toBe(400);
    for (const words of ["Escribe el nombre", "Escribe un correo completo", "Elige qué podrá hacer"])
      expect(empty.html).toContain(words);
    const foreign = await ines.post("/gestion/personas/invitar", {
      name: "Milena",
      email: "milena@example.org",
      role: "analyst",
      territory: "99999",
    });
    expect(foreign.status).toBe(400);
    const partly = await ines.post("/gestion/personas/invitar", {
      name: "Milena",
      email: "milena@example.org",
      role: "administrator",
      territory: place,
    });
    expect(partly.status).toBe(400);
    expect(await test.db.read.selectFrom("one_time_links").select("id").execute()).toHaveLength(0);
  });

  it("Milena accepts, prepares her second step and works in her municipality; then the role is taken back", async () => {
    const link = await invite("milena@example.org", { territory: place });
    const { who, app } = await accept(link);
    expect((await who.get("/gestion/necesidades")).status).toBe(200);
    expect((await who.get("/gestion/personas")).status).toBe(403);
    expect((await visitor(test).get(link)).status).toBe(410);

    const list = await ines.get("/gestion/personas");
    const path = /\/gestion\/personas\/\d+(?=">Milena Ruiz)/.exec(list.html)?.[0] ?? "";
    const person = await ines.get(path);
    expect(person.html).toContain(test.entity.territory(place).name);
    const revoke = /\/permisos\/\d+\/quitar/.exec(person.html)?.[0] ?? "";
    expect((await ines.post(path + revoke)).status).toBe(303);
    expect((await who.get("/gestion/necesidades")).location).toContain("/entrar?volver=");
    expect((await ines.get(path)).html).toContain("Se le quitó un permiso");
    const rows = await test.db.read.selectFrom("role_grants").selectAll().where("role", "=", "analyst").execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.revoked_by).not.toBeNull();

    test.clock.advance(60_000);
    const later = visitor(test);
    expect(await enterByMail(test, later, "milena@example.org")).toBe("/cuenta");
    expect((await later.get("/gestion")).status).toBe(403);
    expect(app(test.clock.now())).toMatch(/^\d{6}$/);
  });

  it("a withdrawn, an old and a replaced invitation do not work", async () => {
    const first = await invite("gloria@example.org");
    const second = await invite("gloria@example.org");
    expect((await visitor(test).get(first)).status).toBe(410);
    const list = await ines.get("/gestion/personas");
    const withdraw = /\/gestion\/personas\/invitaciones\/\d+\/retirar/.exec(list.html)?.[0] ?? "";
    await ines.post(withdraw);
    expect((await visitor(test).get(second)).status).toBe(410);
    const third = await invite("gloria@example.org");
    test.clock.advance(8 * DAY);
    const late = visitor(test);
    await late.takeToken();
    expect((await late.get(third)).status).toBe(410);
    expect((await late.post(third, { name: "Gloria" })).status).toBe(410);
  });

  it("an invitation accepted twice at once makes one account and one role", async () => {
    const link = await invite("rosa@example.org", { role: "planner" });
    const both = [visitor(test), visitor(test)];
    for (const who of both) await who.get(link);
    const answers = await Promise.all(both.map((who) => who.post(link, { name: "Rosa" })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 410]);
    const rows = await test.db.read.selectFrom("role_grants").select("id").where("role", "=", "planner").execute();
    expect(rows).toHaveLength(1);
  });

  it("a code of the app works once, and five wrong ones close it for 15 minutes", async () => {
    const { app } = await accept(await invite("efrain@example.org"));
    test.clock.advance(60_000);
    const code = app(test.clock.now());
    const first = visitor(test);
    await enterByMail(test, first, "efrain@example.org");
    await first.get("/entrar/segundo");
    expect((await first.post("/entrar/segundo", { code })).status).toBe(303);
    const copy = visitor(test);
    await enterByMail(test, copy, "efrain@example.org");
    await copy.get("/entrar/segundo");
    expect((await copy.post("/entrar/segundo", { code })).status).toBe(400);
    for (let n = 0; n < 4; n++) await copy.post("/entrar/segundo", { code: "000000" });
    test.clock.advance(30_000);
    const locked = await copy.post("/entrar/segundo", { code: app(test.clock.now()) });
    expect(locked.html).toContain("Espera 15 minutos");
    test.clock.advance(16 * 60_000);
    expect((await copy.post("/entrar/segundo", { code: app(test.clock.now()) })).status).toBe(303);
  });

  it("a strong session weakens after two hours without use or twelve of work, and the second step makes it strong again", async () => {
    const { who, app } = await accept(await invite("delia@example.org"));
    const work = async () => (await who.get("/gestion/necesidades")).status;
    const confirm = async () => {
      await who.get("/entrar/segundo?volver=%2Fgestion%2Fnecesidades");
      return who.post("/entrar/segundo", { code: app(test.clock.now()), volver: "/gestion/necesidades" });
    };
    test.clock.advance(119 * MINUTE);
    expect(await work()).toBe(200);
    test.clock.advance(119 * MINUTE);
    expect(await work()).toBe(200);
    test.clock.advance(121 * MINUTE);
    const asked = await who.get("/gestion/necesidades");
    expect(asked.status).toBe(403);
    expect(asked.html).toContain("Confirma que eres tú");
    expect((await who.get("/cuenta")).status).toBe(200);
    expect((await confirm()).location).toBe("/gestion/necesidades");
    for (let hours = 1; hours < 12; hours += 1) {
      test.clock.advance(60 * MINUTE);
      expect(await work()).toBe(200);
    }
    test.clock.advance(61 * MINUTE);
    expect(await work()).toBe(403);
    expect((await confirm()).location).toBe("/gestion/necesidades");
    expect(await work()).toBe(200);
  });

  it("a recovery code lets in once; staff cannot remove their only second step; the desk can make it be forgotten", async () => {
    const { who } = await accept(await invite("luz@example.org"));
    const codes = (await who.post("/cuenta/codigos")).html.match(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/g) ?? [];
    expect(codes).toHaveLength(8);
    const later = visitor(test);
    await enterByMail(test, later, "luz@example.org");
    await later.get("/entrar/segundo");
    expect((await later.post("/entrar/recuperacion", { recovery: "AAAA-AAAA-AAAA" })).status).toBe(400);
    expect((await later.post("/entrar/recuperacion", { recovery: codes[0]?.toLowerCase() ?? "" })).status).toBe(303);
    expect((await later.post("/entrar/recuperacion", { recovery: codes[0] ?? "" })).status).toBe(400);
    const refused = await later.post("/cuenta/aplicacion/quitar");
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("Es tu único segundo paso");

    const luz = await test.db.read
      .selectFrom("account_emails")
      .select("account_id")
      .where("email", "=", "luz@example.org")
      .executeTakeFirstOrThrow();
    const path = `/gestion/personas/${luz.account_id}`;
    expect((await ines.post(`${path}/olvidar-segundo-paso`)).status).toBe(303);
    expect((await later.get("/cuenta")).status).toBe(303);
    const again = visitor(test);
    await enterByMail(test, again, "luz@example.org");
    expect((await again.get("/entrar/segundo")).location).toBe("/cuenta/aplicacion");
  });

  it("whoever has a second factor cannot change it with the code of the mail alone", async () => {
    await accept(await invite("nora@example.org"));
    const thief = visitor(test);
    await enterByMail(test, thief, "nora@example.org");
    await thief.takeToken();
    for (const path of ["/cuenta/aplicacion/empezar", "/cuenta/aplicacion/quitar", "/cuenta/codigos"])
      expect((await thief.post(path, { code: "123456" })).status).toBe(403);
    expect((await thief.get("/cuenta/aplicacion")).status).toBe(403);
    expect((await thief.post("/cuenta/cerrar", { sure: "yes" })).status).toBe(403);
  });

  it("the last administrator can neither lose the role nor close the account, also when two leave at once", async () => {
    const other = await startTestApp();
    try {
      const tokens = [];
      for (const name of ["Una", "Dos"]) tokens.push(await other.signIn({ name, role: "administrator" }));
      const [one, two] = tokens.map((token) => visitor(other, token));
      if (one === undefined || two === undefined) throw new Error("Two people were expected");
      await one.takeToken();
      await two.takeToken();
      const answers = await Promise.all([one, two].map((who) => who.post("/cuenta/cerrar", { sure: "yes" })));
      expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
      const left = answers[0]?.status === 409 ? one : two;
      const list = await left.get("/gestion/personas");
      const path = /\/gestion\/personas\/\d+/.exec(list.html)?.[0] ?? "";
      const revoke = /\/permisos\/\d+\/quitar/.exec((await left.get(path)).html)?.[0] ?? "";
      const refused = await left.post(path + revoke);
      expect(refused.status).toBe(409);
      expect(refused.html).toContain("Nadie más administra");
      expect((await left.get("/gestion/personas")).status).toBe(200);
    } finally {
      await other.stop();
    }
  });
});
