// Milena and Luz over one list: what one has in hands the other sees, and who comes second is told with nothing lost.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnalystsDesk, type Official, openDesk } from "#test/support/analysts.ts";
import { codeDemands } from "../join-needs/join-needs.ts";
import { claimNeeds, listClaims, releaseNeeds } from "./claim-needs.ts";

let desk: AnalystsDesk;
let milena: Official;
let luz: Official;

beforeAll(async () => {
  desk = await openDesk();
  milena = await desk.official({ name: "Milena", role: "analyst" });
  luz = await desk.official({ name: "Luz", role: "analyst" });
});
afterAll(() => desk?.test.stop());

it("a batch is one person's for an hour; the second reads who has it, and gets it when it expires", async () => {
  const { test, process } = desk;
  const [a = 0, b = 0] = await desk.needs(["Un puente para la vereda", "Un muro en la ladera"]);
  await test.db.write((tx) => claimNeeds(tx, milena, [a, b]));
  const refused = test.db.write((tx) => claimNeeds(tx, luz, [b]));
  await expect(refused).rejects.toMatchObject({
    status: 409,
    key: "demands.claim.other",
    parameters: { name: "Milena" },
  });
  const coding = test.db.write((tx) => codeDemands(tx, luz, [a], { sector: undefined, groups: [] }));
  await expect(coding).rejects.toMatchObject({ status: 409 });
  await test.db.write((tx) => codeDemands(tx, milena, [a], { groups: [] }));
  const later = { ...luz, now: new Date(luz.now.getTime() + 60 * 60_000) };
  await test.db.write((tx) => claimNeeds(tx, later, [b]));
  expect((await listClaims(test.db.read, [a, b], later.now)).get(b)?.name).toBe("Luz");
  expect(await test.db.write((tx) => releaseNeeds(tx, later, process.id))).toBe(1);
  expect((await listClaims(test.db.read, [a, b], later.now)).size).toBe(0);
});

it("two who take the same at once: one has them, the other is told, and none is in two pairs of hands", async () => {
  const { test, process } = desk;
  await test.db.write((tx) => releaseNeeds(tx, milena, process.id));
  const ids = await desk.needs(["Agua limpia", "Luz en la cancha", "Un médico"]);
  const results = await Promise.allSettled([milena, luz].map((who) => test.db.write((tx) => claimNeeds(tx, who, ids))));
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const holders = [...(await listClaims(test.db.read, ids, milena.now)).values()].map(({ name }) => name);
  expect(holders).toHaveLength(3);
  expect(new Set(holders).size).toBe(1);
  for (const who of [milena, luz]) await test.db.write((tx) => releaseNeeds(tx, who, process.id));
});

it("from the list: one takes the next free ones, the other sees the tag, filters the free ones and keeps what she chose", async () => {
  const ids = await desk.needs(["Cancha de microfútbol", "Cancha de baloncesto"]);
  const [first = 0] = ids;
  await milena.person.visit("/gestion/necesidades/prueba?q=cancha");
  const taken = await milena.person.send(/Tomar las que elegí/, { d: [String(first)] });
  expect(taken.text).toContain("Tomaste 1 necesidad");
  expect(taken.text).toContain("La tienes tú hasta las");
  expect((await luz.person.visit("/gestion/necesidades/prueba?q=cancha")).text).toContain("La tiene Milena hasta las");
  const refused = await luz.person.press(/Descartar con razón/, {
    d: ids.map(String),
    reason: "Ya hay canchas en el barrio.",
  });
  expect(refused.status).toBe(409);
  expect(refused.problems.join()).toContain("Milena tiene en sus manos una de las elegidas");
  expect(refused.html).toContain("Ya hay canchas en el barrio.");
  const free = await luz.person.visit("/gestion/necesidades/prueba?q=cancha&manos=libres");
  expect(free.text).not.toContain("microfútbol");
  expect(free.text).toContain("Cancha de baloncesto");
  expect((await milena.person.visit("/gestion/necesidades/prueba?manos=mias")).text).toContain("microfútbol");
  expect((await milena.person.send(/Soltar las mías/)).text).toContain("Soltaste 1 necesidad");
});

it("only who may code takes needs, and only of their places", async () => {
  const { test } = desk;
  const elsewhere = test.entity.participationTerritories()[3]?.code ?? "";
  const local = await desk.official({ name: "Local", role: "analyst", territory: elsewhere });
  const planner = await desk.official({ name: "Plan", role: "planner" });
  const ids = await desk.needs(["Un parque"]);
  for (const who of [local, planner]) {
    await expect(test.db.write((tx) => claimNeeds(tx, who, ids))).rejects.toMatchObject({ status: 403 });
  }
  const page = await planner.person.visit("/gestion/necesidades/prueba");
  expect(page.text).not.toContain("Tomar las que elegí");
});
