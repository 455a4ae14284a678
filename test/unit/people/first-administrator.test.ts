import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newFirstAdministratorLink } from "#core/people/index.ts";
import type { JobRunner } from "#platform/jobs/jobs.ts";
import { appOf, enterByMail, startMail, visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

const HOUR = 3_600_000;

describe("the first administrator", () => {
  let test: TestApp;
  let jobs: JobRunner;
  const link = () => test.db.write((tx) => newFirstAdministratorLink(tx, test.clock.now()));

  beforeAll(async () => {
    test = await startTestApp();
    jobs = await startMail(test);
  });
  afterAll(async () => {
    await jobs?.stop();
    await test?.stop();
  });

  it("a link of the last start works; one of before, one older than 24 hours and an invented one do not", async () => {
    const before = await link();
    const now = await link();
    const anybody = visitor(test);
    expect((await anybody.get(before ?? "")).status).toBe(410);
    expect((await anybody.get(now ?? "")).status).toBe(200);
    expect((await anybody.get(`/primera-vez/${"a".repeat(43)}`)).status).toBe(404);
    test.clock.advance(25 * HOUR);
    expect((await anybody.get(now ?? "")).status).toBe(410);
  });

  it("says what is missing and keeps what was typed", async () => {
    const path = (await link()) ?? "";
    const ines = visitor(test);
    await ines.get(path);
    const page = await ines.post(path, { name: "", email: "ines@" });
    expect(page.status).toBe(400);
    expect(page.html).toContain("Escribe tu nombre");
    expect(page.html).toContain("Escribe un correo completo");
    expect(page.html).toContain('value="ines@"');
  });

  it("names herself, confirms the app, administers; the link is over and the app lets her in again", async () => {
    const path = (await link()) ?? "";
    const ines = visitor(test);
    await ines.get(path);
    expect((await ines.post(path, { name: "Inés", email: "ines@example.org" })).location).toBe(`${path}/codigo`);
    const setUp = await ines.get(`${path}/codigo`);
    const app = appOf(setUp.html);
    const wrong = await ines.post(`${path}/codigo`, { code: "000000" });
    expect(wrong.status).toBe(400);
    expect(await test.db.read.selectFrom("accounts").select("id").execute()).toHaveLength(0);

    const done = await ines.post(`${path}/codigo`, { code: app(test.clock.now()) });
    expect(done.status).toBe(200);
    expect(done.html.match(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/g)).toHaveLength(8);
    expect((await ines.get("/gestion")).html).toContain("Hola, Inés");
    expect((await visitor(test).get(path)).status).toBe(410);
    expect(await link()).toBeUndefined();

    const later = visitor(test);
    test.clock.advance(60_000);
    expect(await enterByMail(test, later, "ines@example.org")).toBe("/entrar/segundo");
    expect((await later.get("/gestion")).status).toBe(403);
    await later.get("/entrar/segundo");
    const code = app(test.clock.now());
    expect((await later.post("/entrar/segundo", { code })).location).toBe("/gestion");
    expect((await later.get("/gestion")).status).toBe(200);
  });

  it("two people with the link at once make one administrator", async () => {
    const other = await startTestApp();
    try {
      const path = (await other.db.write((tx) => newFirstAdministratorLink(tx, other.clock.now()))) ?? "";
      const [one, two] = [visitor(other), visitor(other)];
      await one.get(path);
      await two.get(path);
      await one.post(path, { name: "Una", email: "una@example.org" });
      const app = appOf((await one.get(`${path}/codigo`)).html);
      await two.get(`${path}/codigo`);
      const code = app(other.clock.now());
      const answers = await Promise.all([one, two].map((who) => who.post(`${path}/codigo`, { code })));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410]);
      expect(await other.db.read.selectFrom("role_grants").select("id").execute()).toHaveLength(1);
    } finally {
      await other.stop();
    }
  });
});
