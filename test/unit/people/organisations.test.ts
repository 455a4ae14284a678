import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JobRunner } from "#platform/jobs/jobs.ts";
import { enterByMail, startMail, visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

describe("organisations", () => {
  let test: TestApp;
  let jobs: JobRunner;
  let territory = "";

  beforeAll(async () => {
    test = await startTestApp();
    jobs = await startMail(test);
    territory = test.entity.participationTerritories()[0]?.code ?? "";
  });
  afterAll(async () => {
    await jobs?.stop();
    await test?.stop();
  });

  it("somebody registers one, it shows once approved, and the refused one says why and can be sent again", async () => {
    const luz = visitor(test);
    await enterByMail(test, luz, "luz@example.org");
    await luz.get("/organizaciones/registrar");
    const empty = await luz.post("/organizaciones/registrar", { name: "x", kind: "party", territory: "" });
    expect(empty.status).toBe(400);
    const foreign = await luz.post("/organizaciones/registrar", { name: "Junta", kind: "council", territory: "999" });
    expect(foreign.html).toContain("Elige una de las opciones");
    const junta = { name: "Junta La Ceiba", kind: "community_board", territory };
    expect((await luz.post("/organizaciones/registrar", junta)).status).toBe(303);
    expect((await luz.post("/organizaciones/registrar", { ...junta, name: "junta la ceiba" })).status).toBe(409);
    await luz.post("/organizaciones/registrar", { ...junta, name: "Consejo del Río" });
    expect((await luz.get("/organizaciones/registrar")).html).toContain("En revisión");
    expect((await visitor(test).get("/organizaciones")).html).not.toContain("La Ceiba");

    const ines = visitor(test, await test.signIn({ name: "Inés", role: "administrator" }));
    const ids = await test.db.read.selectFrom("organisations").select("id").orderBy("id").execute();
    await ines.get("/gestion/organizaciones");
    expect((await ines.post(`/gestion/organizaciones/${ids[0]?.id}/aprobar`)).status).toBe(303);
    expect((await ines.post(`/gestion/organizaciones/${ids[0]?.id}/aprobar`)).status).toBe(404);
    expect((await ines.post(`/gestion/organizaciones/${ids[1]?.id}/rechazar`, { reason: "" })).status).toBe(400);
    await ines.post(`/gestion/organizaciones/${ids[1]?.id}/rechazar`, { reason: "No la encontramos" });
    expect((await luz.get("/organizaciones/registrar")).html).toContain("No la encontramos");
    expect((await luz.post("/organizaciones/registrar", { ...junta, name: "Consejo del Río" })).status).toBe(303);
    test.clock.advance(61_000);
    const list = (await visitor(test).get("/organizaciones")).html;
    expect(list).toContain("Junta La Ceiba");
    expect(list).not.toContain("Consejo del Río");
    expect(list).not.toContain("luz");
  });

  it("five may wait, not six, also when they are sent at once", async () => {
    const rosa = visitor(test);
    await enterByMail(test, rosa, "rosa@example.org");
    await rosa.get("/organizaciones/registrar");
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        rosa.post("/organizaciones/registrar", { name: `Junta ${n}`, kind: "other", territory }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(3);
  });
});
