// The program proposes two needs that may say the same; a person answers with one key, and what was answered is remembered.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnalystsDesk, type Official, openDesk } from "#test/support/analysts.ts";
import { claimNeeds, releaseNeeds } from "../claim-needs/claim-needs.ts";
import { findNextPair, type PairFilter } from "./pairs.sql.ts";

let desk: AnalystsDesk;
let milena: Official;
let road: number[];

const filter = (more: Partial<PairFilter> = {}): PairFilter => ({
  processId: desk.process.id,
  after: 0,
  accountId: milena.accountId,
  now: desk.test.clock.now(),
  ...more,
});
const pair = async (more: Partial<PairFilter> = {}) => (await findNextPair(desk.test.db.read, filter(more))).pair;

beforeAll(async () => {
  desk = await openDesk();
  milena = await desk.official({ name: "Milena", role: "analyst" });
  road = await desk.needs([
    "Pavimentar la vía a la vereda El Salado",
    "Que pavimenten la via de la vereda El Salado",
    "La vía a El Salado está sin pavimentar",
    "Un médico para el puesto de salud",
  ]);
});
afterAll(() => desk?.test.stop());

it("those that say the same come up, and not the others", async () => {
  const found = await pair();
  expect(found?.need).toBe(road[0]);
  expect(found?.candidates.map(({ id }) => id).sort()).toEqual(road.slice(1, 3));
});

it("of two alike, the one of the same sector comes first", async () => {
  const { entity } = desk.test;
  const [one, two] = entity.sectors();
  const text = "Mejorar el acueducto del corregimiento";
  await desk.needs([`${text} Sur`], { sector: one?.code });
  const [other = 0] = await desk.needs([`${text} sur`], { sector: two?.code });
  const [same = 0] = await desk.needs([`${text} sur ya`], { sector: one?.code });
  const found = await pair({ sector: one?.code });
  expect(found?.candidates.map(({ id }) => id)).toEqual([same, other]);
  expect(found?.candidates.map(({ sameSector }) => sameSector)).toEqual([true, false]);
});

it("not the same is remembered, taken back and said only once; the same merges, and is undone", async () => {
  const { person } = milena;
  const [a, b, c] = road;
  await person.visit("/gestion/necesidades/prueba/parejas");
  const first = person.form(/No es lo mismo/);
  const different = await person.send(/No es lo mismo/);
  expect(different.text).toContain("No las volveremos a proponer");
  const left = [b, c].filter((id) => String(id) !== first.body.get("other"));
  expect((await pair())?.candidates.map(({ id }) => id)).toEqual(left);
  const again = await person.throwAt("/gestion/necesidades/prueba/parejas", `${first.body}`);
  expect(again.status).toBe(409);
  expect(again.problems.join()).toContain("ya había dicho");
  await person.visit(different.path);
  expect((await person.send(/Deshacer/)).text).toContain("Deshecho");
  expect((await pair())?.candidates).toHaveLength(2);
  await person.visit("/gestion/necesidades/prueba/parejas");
  const merged = await person.send(/Dicen lo mismo: juntarlas/);
  expect(merged.text).toContain("Ahora hablan con una sola voz");
  const { rows } = await desk.test.db.pool.query<{ id: number }>("select id from demands where state = 'merged'");
  expect(rows).toHaveLength(1);
  expect([a, b, c]).toContain(rows[0]?.id);
  expect((await person.send(/Deshacer/)).text).toContain("Deshecho");
});

it("what another has in hands is not proposed", async () => {
  const luz = await desk.official({ name: "Luz", role: "analyst" });
  await desk.test.db.write((tx) => claimNeeds(tx, luz, road));
  expect((await pair())?.need).not.toBe(road[0]);
  await desk.test.db.write((tx) => releaseNeeds(tx, luz, desk.process.id));
  expect((await pair())?.need).toBe(road[0]);
});

it("whoever may not merge, or not there, gets no pairs", async () => {
  const { test } = desk;
  const elsewhere = test.entity.participationTerritories()[3]?.code ?? "";
  const planner = await desk.official({ name: "Plan", role: "planner" });
  expect((await planner.person.open("/gestion/necesidades/prueba/parejas")).status).toBe(403);
  const local = await desk.official({ name: "Local", role: "analyst", territory: elsewhere });
  expect((await local.person.visit("/gestion/necesidades/prueba/parejas")).text).toContain("No quedan parecidas");
  await milena.person.visit("/gestion/necesidades/prueba/parejas");
  const { body } = milena.person.form(/No es lo mismo/);
  body.set("csrf", local.person.token);
  await local.person.visit("/gestion/necesidades/prueba");
  body.set("csrf", local.person.token);
  expect((await local.person.throwAt("/gestion/necesidades/prueba/parejas", body.toString())).status).toBe(403);
});

it("no pair is not an error: numbers, words or nothing", async () => {
  await milena.person.visit("/gestion/necesidades/prueba/parejas?desde=hola&lugar=nada");
  expect(milena.person.page.text).toContain("No quedan parecidas");
  const bad = await milena.person.throwAt(
    "/gestion/necesidades/prueba/parejas",
    `csrf=${milena.person.token}&act=same&need=x&other=2`,
  );
  expect(bad.status).toBeGreaterThanOrEqual(400);
});
