// Somebody who needs protection: the telephones at once, the route that a person or an official opens, and who reads it from then on.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#platform/module.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { proposeRoutes } from "./route-signs.ts";

const RECEIVED = new Date("2026-03-20T15:00:00Z");
const HOUR = 3_600_000;
const WORDS = "Al niño de la casa de al lado lo golpean todas las noches. Vayan a verlo.";
let test: TestApp;
let town = "";

beforeAll(async () => {
  test = await startTestApp({ now: RECEIVED });
  town = test.entity.participationTerritories()[0]?.code ?? "";
});
afterAll(() => test?.stop());

const as = async (role: Role, name: string, where: { agency?: string; territory?: string } = {}): Promise<Person> =>
  new Person({ url: test.url, session: await test.signIn({ name, role, ...where }) });

/** A request told as far as the page before sending. */
async function tell(text: string): Promise<Person> {
  const person = new Person({ url: test.url });
  await person.visit("/solicitudes/nueva");
  await person.send("Seguir", { text });
  await person.send("Seguir", { form: "petition" });
  await person.send("Seguir", { territory: town });
  await person.send("Seguir", { sector: "salud" });
  await person.send("Seguir", { identity: "anonymous" });
  return person;
}

async function lastCase(): Promise<string> {
  const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
  return `/gestion/solicitudes/${rows[0]?.id}`;
}

describe("the words propose a route, and no other words do", () => {
  it.each([
    [WORDS, "ninez"],
    ["Dejaron abandonada a una niña en el parque", "ninez"],
    ["A mi abuelita la encierran y le roban la plata", "persona-mayor"],
    ["Mi esposo me pega y tengo miedo", "violencia-genero"],
    ["Pido un parque para los niños del barrio", undefined],
    ["El semáforo de la esquina está dañado", undefined],
  ])("%s", (text, code) => {
    expect(proposeRoutes(test.entity, text).map((route) => route.code)).toEqual(code === undefined ? [] : [code]);
  });
});

describe("who asks about somebody in danger", () => {
  it("sees the telephones, chooses, and only the protection role reads it, leaving word of it", async () => {
    const ana = await tell(WORDS);
    expect(ana.page.text).toContain("estas líneas ayudan ahora");
    for (const { phone } of test.entity.cases.routes[0]?.lines ?? []) expect(ana.page.links(phone)).toHaveLength(1);
    const { action, body } = ana.form("Enviar mi solicitud", { route: "ninez" });
    body.set("route", "inventada");
    expect((await ana.throwAt(action, String(body))).status).toBe(400);
    await ana.send("Enviar mi solicitud", { route: "ninez" });
    expect(ana.page.text).toContain("141");
    const path = await lastCase();

    const jairo = await as("case_officer", "Jairo", { agency: "salud" });
    await jairo.visit("/gestion/solicitudes");
    expect(jairo.page.html).not.toContain("golpean");
    for (const address of [path, `${path}?ver=late`]) expect((await jairo.open(address)).status).toBe(404);
    expect((await jairo.open("/gestion/solicitudes/rutas")).status).toBe(403);
    const far = await as("protection", "Lejos", { territory: test.entity.participationTerritories()[1]?.code });
    expect((await far.open(path)).status).toBe(404);

    const paula = await as("protection", "Paula");
    await paula.visit("/gestion/solicitudes/rutas");
    expect(paula.page.html).not.toContain("golpean");
    expect(paula.page.links(/^GVC-/)).toContain(path);
    await paula.visit(path);
    expect(paula.page.html).not.toContain("golpean");
    await paula.send("Abrir y dejar constancia");
    expect(paula.page.text).toContain("golpean");
    expect(paula.page.text).toContain("Al día");

    await paula.press("Anotar el paso", { step: "urgencia", mark: "done", day: "2026-03-19", how: "Fue la patrulla" });
    expect(paula.page.problems.join()).toContain("anterior a la ruta");
    expect(paula.page.text).toContain("Fue la patrulla");
    await paula.send("Anotar el paso", { step: "urgencia", mark: "done", day: "2026-03-20", how: "Fue la patrulla" });
    await paula.press("Anotar el paso", { step: "urgencia", mark: "done", day: "2026-03-20", how: "Otra vez" });
    expect(paula.page.status).toBe(409);
    await paula.send("Anotar el paso", { step: "urgencia", mark: "undone", day: "", how: "Era otra casa" });
    await expect(test.db.write((tx) => tx.deleteFrom("case_route_events").execute())).rejects.toThrow(
      /permission denied/,
    );
    test.clock.set(new Date(RECEIVED.getTime() + 25 * HOUR));
    await paula.visit("/gestion/solicitudes/rutas");
    expect(paula.page.text).toContain("3 pasos vencidos");
    // What was opened yesterday does not let one read today.
    expect((await paula.visit(path)).html).not.toContain("golpean");
    await paula.send("Abrir y dejar constancia");
    await paula.send("Guardar para revisión", { text: "Se atendió.", outcome: "granted" });
    await paula.send("Terminar la ruta", { end: "closed", ending: "El niño está a salvo" });
    expect(paula.page.text).toContain("Terminada");
    expect((await jairo.open(path)).status).toBe(404);
    test.clock.set(RECEIVED);
  });

  it("and does not choose: an official is told, opens the route and sees it no more; of no route, it comes back", async () => {
    const rosa = await tell("Mi esposo me pega y tengo miedo");
    await rosa.send("Enviar mi solicitud", { publish: "yes" });
    const path = await lastCase();
    const jairo = await as("case_officer", "Jairo", { agency: "salud" });
    await jairo.visit(path);
    expect(jairo.page.text).toContain("Por sus palabras parece: Violencia de género");
    await jairo.press("Abrir la ruta", { route: "" });
    expect(jairo.page.problems).toEqual(["Escoge la ruta"]);
    await jairo.send("Abrir la ruta", { route: "violencia-genero" });
    expect(jairo.page.path).toBe("/gestion/solicitudes");
    expect((await jairo.open(path)).status).toBe(404);
    const paula = await as("protection", "Paula");
    await paula.visit(path);
    await paula.send("Abrir y dejar constancia");
    await paula.send("Terminar la ruta", { end: "returned", ending: "Preguntaba por un trámite" });
    expect((await jairo.visit(path)).text).toContain("me pega");
    expect((await paula.open(path)).status).toBe(404);
  });
});
