// Where people are served and what is done elsewhere: written by officials, version by version; found and suggested by words.
import { afterAll, beforeAll, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let town = "";
let vera: Person;
let jairo: Person;

beforeAll(async () => {
  test = await startTestApp({ now: new Date("2026-03-20T15:00:00Z") });
  town = test.entity.participationTerritories()[0]?.code ?? "";
  vera = new Person({ url: test.url, session: await test.signIn({ name: "Vera", role: "administrator" }) });
  const session = await test.signIn({ name: "Jairo", role: "case_officer", agency: "educacion" });
  jairo = new Person({ url: test.url, session });
});
afterAll(() => test?.stop());

const SCHOOL = {
  name: "Pedir cupo escolar",
  about: "Para entrar a estudiar a un colegio oficial",
  who: "La familia",
  cost: "Gratis",
  takes: "15 días",
  link: "https://example.org/cupos",
  agency: "educacion",
  sector: "educacion",
};

it("a procedure is written, found by its words, suggested to who asks for it, and kept when it is retired", async () => {
  await jairo.visit("/gestion/tramites");
  await jairo.press("Publicarlo", { ...SCHOOL, link: "javascript:alert(1)", who: "" });
  expect(jairo.page.status).toBe(400);
  expect(jairo.page.problems).toEqual([
    "Escribe quién puede pedirlo",
    "Escribe la dirección completa de la página, que empieza por https://",
  ]);
  await jairo.press("Publicarlo", { ...SCHOOL, agency: "salud" });
  expect(jairo.page.status).toBe(403);
  await jairo.visit("/gestion/tramites");
  await jairo.send("Publicarlo", SCHOOL);

  const ana = new Person({ url: test.url });
  await ana.visit("/tramites?q=cupos");
  expect(ana.page.links(/Ir a hacerlo/)).toEqual([SCHOOL.link]);
  await ana.visit("/tramites?q=carretera");
  expect(ana.page.text).not.toContain(SCHOOL.name);
  await ana.visit("/solicitudes/nueva");
  await ana.send("Seguir", { text: "Mi hija no tiene cupo en el colegio" });
  expect(ana.page.text).toContain("Quizá esto es lo que necesitas");
  await ana.send("Seguir", { form: "petition" });
  expect(ana.page.heading).toBe("¿De qué lugar hablas?");

  await jairo.follow(SCHOOL.name);
  const late = jairo.form("Guardar los cambios", { cost: "Mil pesos" });
  await jairo.send("Guardar los cambios", { cost: "Gratis siempre" });
  const second = await jairo.throwAt(late.action, String(late.body));
  expect([second.status, second.text.includes("lo cambió mientras escribías")]).toEqual([409, true]);
  await vera.visit("/gestion/tramites");
  await vera.follow(SCHOOL.name);
  await vera.send("Guardar los cambios", { retired: "yes" });
  expect(vera.page.text).toContain("Versión 3");
  await ana.visit("/tramites?q=cupo");
  expect(ana.page.text).not.toContain(SCHOOL.name);
  await expect(test.db.write((tx) => tx.deleteFrom("guide_versions").execute())).rejects.toThrow(/permission denied/);
});

it("a service point is shown with its hours and its pin, and is open data", async () => {
  await vera.visit("/gestion/puntos-de-atencion");
  const point = {
    name: "Casa de la gente",
    territory: town,
    address: "Calle 5 # 4-32",
    hours: "Lunes a viernes, 8 a 12",
    about: "Solicitudes y consultas",
    access: "Rampa y baño accesible",
    phone: "602 555 0100",
  };
  await vera.press("Publicarlo", { ...point, point: "por la plaza" });
  expect(vera.page.problems.join()).toContain("3.4516");
  await vera.send("Publicarlo", { ...point, point: "3.4516, -76.532" });
  const ana = new Person({ url: test.url });
  await ana.visit("/puntos-de-atencion");
  expect(ana.page.text).toContain("Abierto: Lunes a viernes, 8 a 12");
  expect(ana.page.links(/602.555.0100/)).toEqual(["tel:6025550100"]);
  expect(ana.page.links(/Abrir en un mapa/)[0]).toContain("mlat=3.4516&mlon=-76.532");
  const csv = await (await fetch(`${test.url}/datos/puntos-de-atencion.csv`)).text();
  expect(csv).toContain("Casa de la gente");
  expect((await ana.open("/gestion/puntos-de-atencion")).path).toMatch(/^\/entrar/);
});

it("what is of no agency, or of the whole entity, is not written from one agency nor from one place", async () => {
  await jairo.visit("/gestion/puntos-de-atencion");
  await jairo.follow("Casa de la gente");
  await jairo.press("Guardar los cambios", { hours: "Cerrado" });
  expect(jairo.page.status).toBe(403);
  const clerk = { name: "Nidia", role: "case_officer", agency: "educacion", territory: town } as const;
  const nidia = new Person({ url: test.url, session: await test.signIn(clerk) });
  await nidia.visit("/gestion/tramites");
  await nidia.press("Publicarlo", SCHOOL);
  expect(nidia.page.status).toBe(403);
  const ana = new Person({ url: test.url });
  await ana.visit("/puntos-de-atencion");
  expect(ana.page.text).not.toContain("Cerrado");
});
