// Gloria says what was achieved and of which goal a promise is part; Sara follows her need to the plan and recomputes what she reads.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, promise, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { loadPlan } from "./load.ts";

let house: TestApp;
let village: Village;
let gloria: Person;
let sara: Person;
let commitment = 0;
let need = 0;
let goal = 0;

const goalOf = (change: object) => ({
  behaviour: "incremento_acumulado" as const,
  unit: "plantas",
  baseline: 0,
  goal: 40,
  agency: village.agency,
  programmed: [2024, 2025, 2026, 2027].map((year) => ({ year, value: 10 as number | null })),
  reports: [],
  commitments: [],
  ...change,
});

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  gloria = village.gloria;
  sara = new Person({ url: house.url });
  const said = await sayNeed(house, village, "Hace falta una planta de agua que no se dañe");
  need = said.need;
  commitment = await answer(village, [need]);
  const level = (code: string, parent: string | null, depth: number) => ({ code, parent, depth, level: "línea" });
  const header = {
    code: "plan-2024",
    name: "Plan de prueba 2024–2027",
    yearFrom: 2024,
    yearTo: 2027,
    cutOff: "2026-09-30",
    inForce: true,
    generated: false,
  };
  const nodes = [
    { ...level("1", null, 1), name: "Agua para todos" },
    { ...level("2", null, 1), name: "Vías" },
    { ...level("101", "1", 2), level: "meta", name: "Plantas de agua", goal: goalOf({}) },
    {
      ...level("102", "1", 2),
      level: "meta",
      name: "Tanques",
      goal: goalOf({ agency: null, unit: "tanques", goal: 41 }),
    },
    {
      ...level("201", "2", 2),
      level: "meta",
      name: "Puentes",
      goal: goalOf({ programmed: [{ year: 2026, value: null }], unit: "puentes", agency: null }),
    },
  ];
  await house.db.write((tx) => loadPlan(tx, { header, nodes, now: house.clock.now() }));
  const { rows } = await house.db.pool.query<{ id: number }>("select id from plan_nodes where code = '101'");
  goal = Number(rows[0]?.id);
});
afterAll(() => house?.stop());

describe("reporting", () => {
  it("what was achieved is public at once, never clamped, and stays when it is corrected", async () => {
    const desk = await gloria.visit("/gestion/plan");
    expect(desk.text).toContain("Sin reporte");
    await gloria.visit(`/gestion/plan/${goal}`);
    const wrong = await gloria.press("Guardar el reporte", { value: "trece y media", asOf: "2026-09-30", note: "" });
    expect(wrong.status).toBe(400);
    expect(wrong.problems).toEqual([
      "Escribe un número, por ejemplo 1.250 o 12,5",
      "Escribe qué se hizo y dónde se puede ver",
    ]);
    expect(wrong.html).toContain("trece y media");
    const future = await gloria.press("Guardar el reporte", {
      value: "13",
      asOf: "2026-12-01",
      note: "Se entregaron.",
    });
    expect(future.problems).toEqual(["Ese día no ha llegado"]);
    await gloria.press("Guardar el reporte", { value: "5", asOf: "2026-06-30", note: "Cinco plantas." });
    await gloria.visit(`/gestion/plan/${goal}`);
    await gloria.send("Guardar el reporte", { value: "13,3", asOf: "2026-09-30", note: "Actas de entrega." });
    const page = await sara.visit("/plan/plan-2024/101");
    expect(page.text).toMatch(/avance de 2026\s*133\s%/);
    expect(page.text).toMatch(/avance de todo el plan\s*33,3\s%/);
    expect(page.text).toContain("Actas de entrega.");
    expect(page.text).toContain("Cinco plantas.");
    const { rows } = await house.db.pool.query("select value from plan_reports order by id");
    expect(rows).toEqual([{ value: 5 }, { value: 13.3 }]);
    await expect(house.db.write((tx) => tx.deleteFrom("plan_reports").execute())).rejects.toThrow(/permission/);
  });

  it("the plan rolls up what it knows, clamped, and says what it does not know and what does not fit", async () => {
    const page = await sara.visit("/plan");
    expect(page.text).toContain("Son 3 metas. 2 están programadas para 2026, y de una se sabe cuánto avanzó.");
    // One goal at 133 % counts for 100, and the one that nobody reported for nothing at all.
    expect(page.text).toMatch(/año 100\s%/);
    expect(page.text).toMatch(/Tanques: la meta del plan y lo programado año por año no dicen lo mismo/);
    expect(page.text).toContain("No son las oficiales de ninguna entidad");
    expect((await sara.visit("/en/plan")).text).toContain("How progress is computed");
    const csv = (await sara.visit("/plan/plan-2024/datos.csv")).html.trim().split("\n");
    expect(csv.find((line) => line.startsWith("plan-2024,101") && line.includes(",2026,"))).toContain(
      ",2026,10,10,13.3,2026-09-30,1.33,",
    );
    expect(csv.find((line) => line.startsWith("plan-2024,201") && line.includes(",2026,"))).toContain(",2026,NP,NP,,");
    expect((await sara.open("/plan/plan-2024/nada")).status).toBe(404);
    expect((await sara.open("/plan/nada")).status).toBe(404);
  });

  it("who may not", async () => {
    expect((await sara.open("/gestion/plan")).path).toMatch(/^\/entrar/);
    const other = house.entity.agencies()[1]?.code ?? "";
    const rosa = new Person({
      url: house.url,
      session: await house.signIn({ name: "Rosa", role: "planner", agency: other }),
    });
    expect((await rosa.open(`/gestion/plan/${goal}`)).status).toBe(403);
    expect((await rosa.visit("/gestion/plan")).text).toContain("No tienes metas que reportar");
    const { rows } = await house.db.pool.query<{ id: number }>("select id from plan_nodes where code = '1'");
    expect((await gloria.open(`/gestion/plan/${rows[0]?.id}`)).status).toBe(404);
  });
});

describe("joining", () => {
  it("from the need to the goal there is one thread, with its reason on both pages", async () => {
    await gloria.visit(`/gestion/plan/${goal}`);
    const unknown = await gloria.press("Unir el compromiso", { commitment: "999999", reason: "Es lo mismo" });
    expect(unknown.problems).toEqual(["No hay un compromiso público con ese número"]);
    const reason = "La planta prometida es una de las cuarenta.";
    await gloria.send("Unir el compromiso", { commitment: `${house.url}/compromisos/${commitment}`, reason });
    await gloria.visit(`/gestion/plan/${goal}`);
    expect((await gloria.press("Unir el compromiso", { commitment: String(commitment), reason })).status).toBe(409);
    const goalPage = await sara.visit("/plan/plan-2024/101");
    expect(goalPage.text).toContain(promise.title);
    expect(goalPage.text).toContain(reason);
    const promisePage = await sara.visit(`/compromisos/${commitment}`);
    expect(promisePage.text).toContain("Hace parte de una meta del plan");
    expect(promisePage.text).toContain(reason);
    expect(promisePage.links("Plantas de agua")).toEqual(["/plan/plan-2024/101"]);
    const thread = await sara.visit(`/hilo/${need}`);
    expect(thread.text).toContain("Quedó en una meta del plan");
    expect(thread.text).toContain("13,3 plantas en 2026");
    expect((await sara.visit(`/hilo/${goal}`)).text).toContain(promise.title);
  });

  it("taken out with a reason, it is gone from both, and the reason stays", async () => {
    await gloria.visit(`/gestion/plan/${goal}`);
    expect((await gloria.press("Quitar el compromiso", { why: "" })).status).toBe(400);
    await gloria.send("Quitar el compromiso", { out: String(commitment), why: "Se paga con otra meta." });
    expect((await sara.visit("/plan/plan-2024/101")).text).toContain("Ningún compromiso está unido todavía");
    expect((await sara.visit(`/compromisos/${commitment}`)).text).not.toContain("Hace parte de una meta del plan");
    const { rows } = await house.db.pool.query(
      "select data->>'reason' as reason from history where event = 'plans.unplanned'",
    );
    expect(rows).toEqual([{ reason: "Se paga con otra meta." }]);
  });
});
