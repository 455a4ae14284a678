// A second person codes without seeing the first; the agreement is published, and the differences end with a name.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnalystsDesk, type Official, openDesk } from "#test/support/analysts.ts";
import { Person } from "#test/support/person.ts";
import { codeDemands } from "../join-needs/join-needs.ts";
import { codeSecond, drawSample, resolveDispute } from "./code-twice.ts";
import { findAgreement, findNextToCode, findSample } from "./coding.sql.ts";

let desk: AnalystsDesk;
let milena: Official;
let luz: Official;
let ids: number[];
let sectors: string[];

beforeAll(async () => {
  desk = await openDesk();
  milena = await desk.official({ name: "Milena", role: "analyst" });
  luz = await desk.official({ name: "Luz", role: "analyst" });
  sectors = desk.test.entity.sectors().map(({ code }) => code);
  ids = await desk.needs(["Agua limpia", "Luz en la calle", "Un médico", "Un parque"]);
  for (const [index, id] of ids.entries()) {
    await desk.test.db.write((tx) => codeDemands(tx, milena, [id], { sector: sectors[index % 2], groups: [] }));
  }
});
afterAll(() => desk?.test.stop());

it("who coded first does not code the second time, and who does sees no codes", async () => {
  const { test, process } = desk;
  expect(await test.db.write((tx) => drawSample(tx, milena, process))).toBe(4);
  await expect(test.db.write((tx) => drawSample(tx, milena, process))).rejects.toMatchObject({ status: 409 });
  const sample = await findSample(test.db.read, process.id);
  expect(await findNextToCode(test.db.read, sample?.id ?? 0, { accountId: milena.accountId })).toBeUndefined();
  await expect(test.db.write((tx) => codeSecond(tx, milena, ids[0] ?? 0, {}))).rejects.toMatchObject({ status: 403 });
  expect((await milena.person.visit("/gestion/necesidades/prueba/segunda")).text).toContain("le tocan a otra persona");
  const page = await luz.person.visit("/gestion/necesidades/prueba/segunda");
  expect(page.text).toContain("Agua limpia");
  expect(page.html).not.toMatch(/<option[^>]* selected/);
});

it("three alike and one not: kappa by hand, the difference in the list and on the public page", async () => {
  const { test, process } = desk;
  await luz.person.send(/Guardar y seguir/, { sector: sectors[0] ?? "" });
  expect(luz.person.page.text).toContain("Van 1 de 4");
  for (const [index, id] of ids.entries()) {
    if (index > 0)
      await test.db.write((tx) => codeSecond(tx, luz, id, { sector: sectors[index === 3 ? 0 : index % 2] }));
  }
  const again = test.db.write((tx) => codeSecond(tx, luz, ids[0] ?? 0, {}));
  await expect(again).rejects.toMatchObject({ status: 409, key: "demands.twice.already" });
  // p_o = 3/4; Milena 2 and 2, Luz 3 and 1: p_e = (2×3 + 2×1)/16 = 1/2; κ = 1/2.
  const { sector, disputed, resolved } = await findAgreement(test.db.read, process.id);
  expect(sector).toMatchObject({ n: 4, observed: 0.75, expected: 0.5, kappa: 0.5 });
  expect({ disputed, resolved }).toEqual({ disputed: 1, resolved: 0 });
  const page = await new Person({ url: test.url }).visit("/procesos/prueba/metodo");
  expect(page.text).toContain("0,50 ±");
  expect(page.text).toContain("Coinciden a medias");
  expect(page.text).toContain("Hubo 1 diferencia; está por resolver");
});

it("a third person resolves it, once, and the need takes the code", async () => {
  const { test, process } = desk;
  const [, , , last = 0] = ids;
  const page = await luz.person.visit("/gestion/necesidades/prueba/segunda");
  expect(page.text).toContain("Eres una de las dos personas");
  const third = await desk.official({ name: "Rocío", role: "analyst" });
  await test.db.write((tx) => resolveDispute(tx, third, last, { sector: sectors[1] }));
  const { rows } = await test.db.pool.query<{ how: string; sector: string }>(
    "select i.resolved_how as how, d.sector_code as sector from coding_items i join demands d on d.id = i.demand_id where d.id = $1",
    [last],
  );
  expect(rows[0]).toEqual({ how: "third", sector: sectors[1] });
  await expect(test.db.write((tx) => resolveDispute(tx, luz, last, {}))).rejects.toMatchObject({ status: 409 });
  expect(await findAgreement(test.db.read, process.id)).toMatchObject({ disputed: 1, resolved: 1 });
});

it("only who codes, and only in their places", async () => {
  const { test, process } = desk;
  const planner = await desk.official({ name: "Plan", role: "planner" });
  expect((await planner.person.open("/gestion/necesidades/prueba/segunda")).status).toBe(403);
  const elsewhere = test.entity.participationTerritories()[3]?.code ?? "";
  const local = await desk.official({ name: "Local", role: "analyst", territory: elsewhere });
  await expect(test.db.write((tx) => drawSample(tx, local, process))).rejects.toMatchObject({ status: 403 });
  await expect(test.db.write((tx) => codeSecond(tx, local, ids[0] ?? 0, {}))).rejects.toMatchObject({ status: 403 });
});
