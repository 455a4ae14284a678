import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JobRunner } from "#platform/jobs/jobs.ts";
import { openProcess } from "../../support/open-process.ts";
import { enterByMail, startMail, visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

describe("what was done before having an account", () => {
  let test: TestApp;
  let jobs: JobRunner;
  let say = "";
  let place = "";

  beforeAll(async () => {
    test = await startTestApp();
    jobs = await startMail(test);
    await openProcess(test, { slug: "prueba", now: test.clock.now() });
    const [first] = test.entity.participationTerritories();
    place = first?.code ?? "";
    say = `/procesos/prueba/${first?.slug}/decir`;
  });
  afterAll(async () => {
    await jobs?.stop();
    await test?.stop();
  });

  it("is claimed with a button, never by itself, and seen from another phone; nobody else can claim it", async () => {
    const ana = visitor(test);
    await ana.get(say);
    expect((await ana.post(say, { text: "Hace falta un puente peatonal", seen: "1" })).status).toBe(303);
    await enterByMail(test, ana, "ana@example.org");
    const phone = visitor(test);
    await enterByMail(test, phone, "ana@example.org");
    expect((await phone.get("/mis-aportes")).html).not.toContain("puente peatonal");
    await ana.get("/cuenta");
    expect((await ana.post("/cuenta/reclamar")).location).toBe("/mis-aportes");
    expect((await phone.get("/mis-aportes")).html).toContain("puente peatonal");

    // The same browser, lent to somebody else.
    await ana.get("/cuenta");
    await ana.post("/salir");
    await enterByMail(test, ana, "luis@example.org");
    await ana.get("/cuenta");
    await ana.post("/cuenta/reclamar");
    const luis = visitor(test);
    await enterByMail(test, luis, "luis@example.org");
    expect((await luis.get("/mis-aportes")).html).not.toContain("puente peatonal");
    expect((await phone.get("/mis-aportes")).html).toContain("puente peatonal");
  });

  it("a need is said in the name of an organisation only by who represents it, once it is approved", async () => {
    const luz = visitor(test);
    await enterByMail(test, luz, "luz@example.org");
    await luz.get("/organizaciones/registrar");
    await luz.post("/organizaciones/registrar", { name: "Junta La Ceiba", kind: "community_board", territory: place });
    const { id } = await test.db.read.selectFrom("organisations").select("id").executeTakeFirstOrThrow();
    const need = (text: string) => ({ text, seen: "1", organisation: String(id) });
    expect((await luz.get(say)).html).not.toContain("Junta La Ceiba");
    expect((await luz.post(say, need("Hace falta luz en la cancha"))).status).toBe(400);

    const ines = visitor(test, await test.signIn({ name: "Inés", role: "administrator" }));
    await ines.get("/gestion/organizaciones");
    await ines.post(`/gestion/organizaciones/${id}/aprobar`);
    expect((await luz.get(say)).html).toContain("Junta La Ceiba");
    expect((await luz.post(say, need("Hace falta luz en la cancha"))).status).toBe(303);
    const somebody = visitor(test);
    await enterByMail(test, somebody, "somebody@example.org");
    expect((await somebody.get(say)).html).not.toContain("Junta La Ceiba");
    expect((await somebody.post(say, need("Hace falta una vía nueva"))).status).toBe(400);
    const rows = await test.db.read.selectFrom("demands").select("id").where("organisation_id", "=", id).execute();
    expect(rows).toHaveLength(1);
  });
});
