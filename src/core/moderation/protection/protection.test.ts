// Somebody in danger: gone from public at once, read by the protection role alone, each opening written down.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#platform/module.ts";
import { Person } from "#test/support/person.ts";
import { prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let paula: Person;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  paula = await as("protection", "Paula");
});
afterAll(() => house?.stop());

async function as(role: Role, name: string, territory?: string): Promise<Person> {
  return new Person({ url: house.url, session: await house.signIn({ name, role, territory }) });
}

async function reportRisk(need: number): Promise<Person> {
  const neighbour = new Person({ url: house.url });
  await neighbour.visit(`/reportar/demand/${need}`);
  await neighbour.send("Hay una niña, un niño o alguien en peligro", { note: "Es en la casa azul" });
  return neighbour;
}

/** Every place where words, numbers or counts of a need could show, as each kind of reader finds it. */
async function traces(need: number, words: RegExp): Promise<string[]> {
  const list = `/procesos/conversatorios/${village.place.slug}/necesidades`;
  const readers: [string, Person, string[]][] = [
    [
      "visitor",
      new Person({ url: house.url }),
      ["/", "/procesos/conversatorios", list, `${list}?q=golpes`, "/moderacion", "/buscar?q=golpes"],
    ],
    [
      "visitor",
      new Person({ url: house.url }),
      [`/necesidades/${need}`, `/hilo/${need}`, `/hilo/${need}/datos.json`, `/reportar/demand/${need}`],
    ],
  ];
  for (const role of ["administrator", "analyst", "planner", "facilitator", "moderator", "case_officer"] as const) {
    const paths = [
      "/gestion/moderacion",
      "/gestion/moderacion?estante=decided",
      "/gestion/proteccion",
      `/gestion/necesidades/moderar/${need}`,
      `/necesidades/${need}`,
      "/gestion/necesidades/conversatorios",
      "/gestion/necesidades/conversatorios?q=golpes",
      "/gestion/necesidades/conversatorios/cambios",
    ];
    readers.push([role, await as(role, role), paths]);
  }
  const found: string[] = [];
  for (const [name, reader, paths] of readers)
    for (const path of paths) {
      const page = await reader.open(path);
      const linked = !path.endsWith(`/${need}`) && page.html.includes(`/necesidades/${need}"`);
      if (words.test(page.html) || /casa azul/.test(page.html) || linked) found.push(`${name} ${path}`);
    }
  for (const file of ["necesidades", "historia", "hilos", "moderacion"]) {
    const csv = await (await fetch(`${house.url}/datos/procesos/conversatorios/${file}.csv`)).text();
    if (words.test(csv) || csv.split("\n").some((line) => line.split(",").includes(String(need)))) found.push(file);
  }
  return found;
}

describe("a report of danger", () => {
  it("takes the need from public at once, and shows nothing of it to anybody but the role", async () => {
    const { need } = await sayNeed(house, village, "En la casa de enseguida se oyen golpes y llora una niña");
    // Before, it is everywhere.
    expect((await traces(need, /llora una niña/)).length).toBeGreaterThan(10);
    const neighbour = await reportRisk(need);
    expect(neighbour.page.path).toBe("/reportado/urgente");
    for (const { phone } of house.entity.emergency) expect(neighbour.page.text).toContain(phone);
    expect(await traces(need, /llora una niña/)).toEqual([]);
    expect((await new Person({ url: house.url }).open(`/necesidades/${need}`)).status).toBe(404);
    const { rows } = await house.db.pool.query("select 1 from history where thing_id = $1 and public", [need]);
    expect(rows).toEqual([]);
  });

  it("is opened by the role, which leaves word of it, and by nobody else", async () => {
    const list = await paula.visit("/gestion/proteccion");
    expect(list.text).toMatch(/Caso reservado \d+/);
    expect(list.text).not.toContain("golpes");
    const id = /Caso reservado (\d+)/.exec(list.text)?.[1] ?? "";
    // Its address alone does not open it.
    expect((await paula.visit(`/gestion/proteccion/${id}`)).text).not.toContain("golpes");
    await paula.send("Abrir y dejar constancia");
    expect(paula.page.text).toContain("golpes");
    expect(paula.page.text).toContain("Es en la casa azul");
    expect(paula.page.text).toMatch(/Quién lo ha abierto\s+Paula/);
    for (const role of ["administrator", "moderator", "analyst"] as const) {
      const other = await as(role, `Otra ${role}`);
      expect((await other.open(`/gestion/proteccion/${id}`)).status).toBe(403);
    }
    const far = await as("protection", "Lejos", village.other.code);
    expect((await far.visit("/gestion/proteccion")).text).not.toContain(`Caso reservado ${id}`);
    expect((await far.open(`/gestion/proteccion/${id}`)).status).toBe(404);
    await expect(house.db.write((tx) => tx.deleteFrom("protection_openings").execute())).rejects.toThrow(
      /permission denied/,
    );
    // An opening of this morning does not let one read tonight.
    house.clock.advance(31 * 60_000);
    expect((await paula.visit(`/gestion/proteccion/${id}`)).text).not.toContain("golpes");
    house.clock.advance(-31 * 60_000);
  });

  it("gives it back when nobody was in danger, and a second report does not take it again", async () => {
    const { need } = await sayNeed(house, village, "El perro de la esquina ladra toda la noche");
    await reportRisk(need);
    await paula.visit("/gestion/proteccion");
    const id = Math.max(...[...paula.page.text.matchAll(/Caso reservado (\d+)/g)].map((match) => Number(match[1])));
    await paula.send(`Abrir y dejar constancia ${id}`);
    await paula.send("No hay peligro: volver a mostrarlo", { outcome: "Habla de un perro, no hay nadie en peligro." });
    expect((await new Person({ url: house.url }).visit(`/necesidades/${need}`)).text).toContain("perro");
    await reportRisk(need);
    expect((await new Person({ url: house.url }).visit(`/necesidades/${need}`)).status).toBe(200);
    const marta = await as("moderator", "Marta");
    expect((await marta.visit("/gestion/moderacion")).text).toContain("perro");
    await marta.send(/^Empezar con la primera/);
    await marta.send(/^Alguien está en peligro/);
    expect((await new Person({ url: house.url }).open(`/necesidades/${need}`)).status).toBe(404);
    expect((await marta.visit("/gestion/moderacion")).text).not.toContain("perro");
  });
});

it("who writes it can say so: it is never public, and no log keeps its words", async () => {
  const ana = new Person({ url: house.url });
  await ana.visit(`/procesos/conversatorios/${village.place.slug}/decir`);
  for (const { phone } of house.entity.emergency) expect(ana.page.text).toContain(phone);
  await ana.send("Enviar mi necesidad", {
    text: "A mi hermana le dan golpes en la finca, llamen al 3001234567",
    risk: "yes",
  });
  expect(ana.page.path).toBe("/comprobante");
  const row = await house.db.read
    .selectFrom("demands")
    .select("id")
    .where("text", "like", "A mi hermana%")
    .executeTakeFirstOrThrow();
  expect(await traces(row.id, /mi hermana/)).toEqual([]);
  const { rows } = await house.db.pool.query("select 1 from ledger_pending where content::text like '%hermana%'");
  expect(rows).toEqual([]);
  expect((await ana.visit("/mis-aportes")).html).not.toContain("hermana");
  // She takes it back: her words leave the database, and the role still knows that there was a case.
  await ana.follow("Retirarla");
  expect(ana.page.html).not.toContain("hermana");
  await ana.send("Retirarla y borrar lo que dice");
  expect(ana.page.text).toContain("La retiraste");
  const left = await house.db.pool.query("select 1 from demands d where d::text like '%hermana%'");
  expect(left.rows).toEqual([]);
  expect((await new Person({ url: house.url }).open(`/necesidades/${row.id}`)).status).toBe(404);
  const { id } = await house.db.read
    .selectFrom("protection_cases")
    .select("id")
    .where("thing_id", "=", row.id)
    .executeTakeFirstOrThrow();
  await paula.visit("/gestion/proteccion");
  await paula.send(`Abrir y dejar constancia ${id}`);
  expect(paula.page.text).toContain("Quien lo escribió lo retiró");
  expect(paula.page.text).not.toContain("volver a mostrarlo");
  await paula.send("Atendido: dejarlo reservado", { outcome: "Se había llamado a la línea de protección." });
});
