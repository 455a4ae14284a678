// Personal data found afterwards: covered by a moderator, who writes nothing in the name of people.
import { afterAll, beforeAll, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let marta: Person;
let milena: Person;
const SAID = "Doña Rosa, la de la casa azul de La Loma, no tiene agua desde marzo";
const COVERED = "[nombre], la de la casa azul de La Loma, no tiene agua desde marzo";

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  marta = new Person({ url: house.url, session: await house.signIn({ name: "Marta", role: "moderator" }) });
  milena = new Person({ url: house.url, session: await house.signIn({ name: "Milena", role: "analyst" }) });
});
afterAll(() => house?.stop());

it("starts from the report, hides only what it must, and is kept for moderators and in sight for everybody", async () => {
  const { need, person } = await sayNeed(house, village, SAID);
  const neighbour = new Person({ url: house.url });
  await neighbour.visit(`/reportar/demand/${need}`);
  await neighbour.send("Tiene datos de una persona");
  await marta.visit("/gestion/moderacion");
  await marta.send(/^Empezar con la primera/);
  const at = marta.page.path;
  await marta.follow("Tapar datos de alguien");
  const rewritten = await marta.press("Taparlo", { text: "[nombre] ya tiene agua" });
  expect([rewritten.status, rewritten.problems]).toEqual([
    400,
    ["Solo se puede tapar con palabras entre corchetes: lo demás debe quedar como lo dijo su autor"],
  ]);
  expect((await marta.press("Taparlo", { text: SAID })).status).toBe(409);
  await marta.send("Taparlo", { text: COVERED });
  expect(marta.page.path).toBe(at);
  await marta.send(/^Dejarla/);
  const visitor = await new Person({ url: house.url }).visit(`/necesidades/${need}`);
  expect(visitor.text).toContain(COVERED);
  expect(visitor.html).not.toContain("Rosa");
  expect(visitor.text).toContain("Se taparon datos de alguien");
  expect((await marta.visit(`/necesidades/${need}`)).text).toContain(SAID);
  expect((await milena.visit(`/necesidades/${need}`)).html).not.toContain("Rosa");
  const ledger = await house.db.pool.query("select content::text as c from ledger_pending where kind = 'need-covered'");
  expect(ledger.rows).toHaveLength(1);
  expect(ledger.rows[0].c).not.toContain("loma");
  await person.visit(`/necesidades/${need}/retirar`);
  await person.send("Retirarla y borrar lo que dice");
  const versions = await house.db.read.selectFrom("demand_versions").select("version").execute();
  expect(versions).toEqual([]);
});

it("is for moderators of the place, and not for what its author withdrew", async () => {
  const { need, person } = await sayNeed(house, village, "Falta una cancha para la gente joven");
  const path = `/gestion/necesidades/tapar/${need}`;
  expect((await milena.open(path)).status).toBe(403);
  expect((await new Person({ url: house.url }).open(path)).path).toContain("/entrar");
  const territory = village.other.code;
  const session = await house.signIn({ name: "Lejos", role: "moderator", territory });
  expect((await new Person({ url: house.url, session }).open(path)).status).toBe(403);
  await person.visit(`/necesidades/${need}/retirar`);
  await person.send("Retirarla y borrar lo que dice");
  expect((await marta.open(path)).status).toBe(404);
});
