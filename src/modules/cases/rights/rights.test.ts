// Somebody who needs protection: the telephones at once, the route that a person or an official opens, and who reads it from then on.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#platform/module.ts";
import { newCode } from "#platform/secrets/secrets.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { type CaseToFile, type FiledCase, fileCase } from "../file-case/file-case.ts";
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

/** Requests that somebody wrote down, all at once. */
async function file(n: number, asked: Partial<CaseToFile> = {}): Promise<FiledCase[]> {
  const base = { form: "petition", text: "Piden agua", territory: town, sector: "salud", priority: false } as const;
  return test.db.write(async (tx) => {
    const filed: FiledCase[] = [];
    for (let k = 0; k < n; k++) {
      const at = { entity: test.entity, now: test.clock.now() };
      filed.push(await fileCase(tx, at, { ...base, channel: "telephone", files: [], ...asked }, newCode(12)));
    }
    return filed;
  });
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
    // An hour ends where it begins; a day when it is over.
    expect(paula.page.text).toMatch(/antes del [^·]*21\sde\smarzo/);
    expect(paula.page.text).toMatch(/a más tardar el [^·]*de\sabril/);

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
    // A route that ended is no answer.
    await paula.visit("/gestion/solicitudes/rutas");
    expect(paula.page.links(/^GVC-/)).toContain(path);
    expect(paula.page.text).not.toContain("Rutas terminadas");
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

describe("the list of routes", () => {
  it("holds those of the places of its reader, counted all and a page at a time, the oldest first", async () => {
    const [, , mine, other] = test.entity.participationTerritories().map(({ code }) => code);
    const filed = await file(51, { territory: mine, route: "ninez" });
    await file(2, { territory: other, route: "ninez" });
    const near = await as("protection", "Cerca", { territory: mine });
    await near.visit("/gestion/solicitudes/rutas");
    expect(near.page.text).toContain("51 rutas abiertas");
    const paths = filed.map(({ id }) => `/gestion/solicitudes/${id}`);
    expect(near.page.links(/^GVC-/)).toEqual(paths.slice(0, 50));
    await near.visit("/gestion/solicitudes/rutas?pagina=2");
    expect(near.page.links(/^GVC-/)).toEqual(paths.slice(50));
  });
});

describe("what everybody may read", () => {
  it("shows a reserved request like every other one, without its words or its route", async () => {
    const [plain] = await file(1, { form: "information" });
    const [reserved] = await file(1, { form: "information", route: "ninez" });
    test.clock.set(new Date("2026-06-01T15:00:00Z"));
    for (const path of [
      "/solicitudes/vencidas",
      "/solicitudes",
      "/solicitudes/informes?trimestre=2026-1",
      "/datos/solicitudes.csv",
      "/datos/solicitudes-de-informacion.csv",
    ]) {
      const text = await (await fetch(`${test.url}${path}`)).text();
      const rows = [plain, reserved].map((one) => text.split("\n").find((row) => row.includes(one?.number ?? "?")));
      expect([path, ...rows.map((row) => row === undefined)]).toEqual([path, false, false]);
      expect(text).not.toContain("ninez");
    }
    const months = await (await fetch(`${test.url}/datos/solicitudes-por-mes.csv`)).text();
    expect(months).toContain("2026-03,information,telephone,salud,2,0,0,2");
    test.clock.set(RECEIVED);
  });
});

describe("an answer for many", () => {
  const send = (n: number): string => `Guardar para revisión la respuesta de las ${n}`;
  const words = { question: "Que llegue agua", text: "La tubería se cambia el 6 de abril.", outcome: "granted" };

  it("is given up, or leaves for the others, when one of them went to another agency or to a route", async () => {
    const ids = (await file(14, { channel: "paper" })).map(({ id }) => id);
    const jairo = await as("case_officer", "Jairo", { agency: "salud" });
    const marta = await as("case_officer", "Marta", { agency: "salud" });
    const write = async (chosen: readonly number[]): Promise<string> => {
      await jairo.visit("/gestion/solicitudes?puerta=paper");
      await jairo.send("Asignar o responder las elegidas", { case: chosen.map(String) });
      await jairo.send(send(chosen.length), words);
      return jairo.page.path;
    };
    const transfer = async (id: number | undefined): Promise<void> => {
      await jairo.visit(`/gestion/solicitudes/${id}`);
      await jairo.send("Enviarla", { agency: "educacion", reason: "Es de escuelas" });
    };
    const left = async () => {
      const { rows } = await test.db.pool.query<{ id: number; reviewed: boolean }>(
        `select case_id as id, reviewed_at is not null as reviewed from case_answers where case_id = any ($1) order by 1`,
        [ids],
      );
      return rows;
    };
    const first = await write(ids);
    await transfer(ids[13]);
    await jairo.visit(first);
    await jairo.send("Descartarla");
    expect(await left()).toEqual([]);

    const second = await write(ids.slice(0, 13));
    await jairo.visit(`/gestion/solicitudes/${ids[0]}`);
    await jairo.send("Abrir la ruta", { route: "ninez" });
    await transfer(ids[1]);
    await marta.visit(second);
    await marta.send("Está bien: enviarla a las 11");
    expect(await left()).toEqual(ids.slice(2, 13).map((id) => ({ id, reviewed: true })));
    const { rows } = await test.db.pool.query(
      "select thing_id as id, count(*)::int as n from history where event = 'cases.unwritten' and thing_id = any ($1) group by 1 order by 1",
      [[ids[0], ids[1], ids[2]]],
    );
    expect(rows).toEqual([
      { id: ids[0], n: 2 },
      { id: ids[1], n: 2 },
      { id: ids[2], n: 1 },
    ]);
  });
});
