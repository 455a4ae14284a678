// The test of the frontier: a government that exists nowhere in the repository, written in a temporary folder, lives the
// whole cycle with no code of its own. Over HTTP, with the forms that people use.
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeInventedEntity } from "../support/invented-entity.ts";
import { Person } from "../support/person.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const DAY = 86_400_000;
const PROCESS = "cabildo-de-los-rios";
const PLACE = `/procesos/${PROCESS}/san-cosme-del-nandu`;
const PHASES = ["gather", "analyse", "vote", "commit", "follow"] as const;

describe("an invented government of three towns", () => {
  let test: TestApp;
  let milena: Person;
  let gloria: Person;
  let ana: Person;
  let efrain: Person;
  let need = "";
  const read: string[] = [];
  const visit = async (person: Person, path: string) => {
    const page = await person.visit(path);
    read.push(page.text);
    return page;
  };

  beforeAll(async () => {
    test = await startTestApp({ entity: "tres-rios", entitiesDir: dirname(writeInventedEntity()) });
    const { url } = test;
    milena = new Person({ url, session: await test.signIn({ name: "Milena", role: "analyst" }) });
    gloria = new Person({ url, session: await test.signIn({ name: "Gloria", role: "planner" }) });
    ana = new Person({ url });
    efrain = new Person({ url });
  });

  afterAll(() => test?.stop());

  it("prepares and publishes a process in two of its towns", async () => {
    await visit(ana, "/");
    await visit(gloria, "/gestion/procesos/nuevo");
    const days = [-1, 5, 6, 8, 10, 400];
    const local = (n = 0): string => new Date(test.clock.now().getTime() + n * DAY).toISOString().slice(0, 16);
    const dates = PHASES.flatMap((phase, index) => [
      [`${phase}-opens`, local(days[index])],
      [`${phase}-closes`, local(days[index + 1])],
    ]);
    await gloria.send("Guardar el borrador", {
      title: "Cabildo de los ríos",
      purpose: "Para decidir entre las villas qué se hace.",
      territories: ["90002", "90003"],
      ...Object.fromEntries(dates),
    });
    await gloria.send("Publicar el proceso y sus reglas");
    expect((await visit(ana, `/procesos/${PROCESS}`)).text).toContain("San Cosme del Ñandú");
    expect((await ana.open(`/procesos/${PROCESS}/aguaclara`)).status).toBe(404);
  });

  it("receives a need and a neighbour who joins it", async () => {
    await visit(ana, PLACE);
    await ana.follow("Decir qué hace falta");
    expect(ana.page.choices("groups")).toEqual([{ value: "pescadores", words: "Gente de pesca" }]);
    await ana.send("Enviar mi necesidad", { text: "El muelle de San Cosme se cae a pedazos", groups: ["pescadores"] });
    expect(ana.page.heading).toBe("Recibimos tu necesidad");
    need = ana.page.links("Ver el hilo")[0] ?? "";
    await visit(efrain, `${PLACE}/decir`);
    await efrain.send("Enviar mi necesidad", { text: "se cae el muelle de san cosme" });
    await efrain.send(/^A mí también/);
    expect(efrain.page.heading).toBe("Te sumaste");
  });

  it("writes an initiative with its own sectors and agencies, and votes it", async () => {
    await visit(milena, `/gestion/necesidades/${PROCESS}`);
    const [first] = milena.page.choices("d");
    await milena.send(/^Escribir una iniciativa/, { d: [first?.value ?? ""] });
    expect(milena.page.choices("sector").map(({ words }) => words)).toEqual(["Caminos", "Ríos"]);
    await milena.send("Guardar la iniciativa", {
      title: "Un muelle nuevo para San Cosme",
      text: "Un muelle de madera en el puerto viejo.",
      sector: "rios",
      agency: "obras",
      cost: "90.000.000",
    });
    await milena.send(/^Poner en la votación/);
    test.clock.advance(7 * DAY);
    await visit(ana, `${PLACE}/votar`);
    await ana.send("Revisar mi voto", { choices: ana.page.choices("choices").map(({ value }) => value) });
    await ana.send("Enviar mi voto");
    test.clock.advance(2 * DAY);
    await visit(gloria, `/gestion/procesos/${PROCESS}/votacion`);
    await gloria.send("Contar los votos");
    expect((await visit(ana, `${PLACE}/resultados`)).text).toMatch(/Votaron 1 persona[\s\S]*Ganó/);
  });

  it("promises, tells, is judged, and the thread says it all", async () => {
    await visit(gloria, "/gestion/compromisos");
    await gloria.follow(/^Comprometerse/);
    await gloria.send("Guardar el compromiso", { responsible: "Jefe de obras", dueDate: "2026-12-18" });
    const commitment = gloria.page.path;
    await visit(gloria, `/gestion${commitment}`);
    await gloria.send("Publicar la novedad", { state: "in_progress", text: "Llegó la madera." });
    test.clock.set(new Date("2026-12-21T15:00:00Z"));
    await visit(efrain, commitment);
    await efrain.follow("Decir si se cumplió");
    await efrain.send("Enviar mi respuesta", { answer: "partly" });
    expect((await visit(ana, commitment)).text).toMatch(/Quienes lo pidieron dicen\s+En parte/);
    const thread = await visit(ana, need);
    for (const words of ["El muelle de San Cosme", "Un muelle nuevo", "Ganó en la votación", "Llegó la madera."])
      expect(thread.text).toContain(words);
  });

  it("speaks with its own words in both languages, and with nobody else's", async () => {
    expect((await visit(ana, "/")).text).toMatch(/villa/);
    for (const path of ["/", "/procesos", PLACE, `${PLACE}/resultados`, "/compromisos", "/mis-aportes"]) {
      const page = await visit(ana, `/en${path}`);
      expect(page.html).toContain('<html lang="en"');
      expect(page.text).not.toMatch(/municipalit|commune/i);
    }
    expect(read.join("\n")).not.toMatch(/\bmunicipios?\b|\bcomunas?\b|\bveredas?\b|\bcorregimientos?\b/i);
  });
});
