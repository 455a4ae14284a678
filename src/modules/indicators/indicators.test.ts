// Sara follows a number to the rows that make it; Gloria approves what came in, and takes back what came in wrong.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFile } from "#platform/tabular/import/import-file.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { observationsTarget } from "./import/import-observations.ts";
import { loadIndicators } from "./load.ts";
import type { Sheet } from "./sheets.ts";

let house: TestApp;
let sara: Person;
let [here, there] = ["", ""];

const sheet = (change: Partial<Sheet>): Sheet => ({
  code: "agua",
  name: "Hogares con agua",
  definition: "Hogares con agua / hogares × 100.",
  unit: "%",
  better: "up",
  source: "Acueducto",
  sdgTarget: "6.1",
  caveat: null,
  rule: "none",
  scale: 1,
  ages: null,
  generated: false,
  ...change,
});

beforeAll(async () => {
  house = await startTestApp();
  sara = new Person({ url: house.url });
  const places = house.entity.participationTerritories().map(({ code }) => code);
  [here = "", there = ""] = places;
  const account = await house.signIn({ name: "Ada", role: "administrator" }).then(async () => {
    const { rows } = await house.db.pool.query<{ id: number }>("select id from accounts limit 1");
    return Number(rows[0]?.id);
  });
  const given = { name: "a.csv", by: account, now: house.clock.now() };
  const years = [2020, 2021, 2022, 2023];
  await house.db.write(async (tx) => {
    const rows = places.slice(0, 6).flatMap((territory, at) =>
      years.map((period) => ({
        territory,
        period,
        value: at === 1 && period === 2023 ? 0 : 50.25 + at + period - 2020,
      })),
    );
    await loadIndicators(tx, { ...given, sheet: sheet({}), rows });
    const counted = sheet({ code: "casos", name: "Casos atendidos", unit: "casos", rule: "sum", sdgTarget: "3.2" });
    await loadIndicators(tx, {
      ...given,
      sheet: counted,
      rows: rows.map((row) => ({ ...row, value: Math.floor(row.value) })),
    });
  });
});
afterAll(() => house?.stop());

/** Reads a file of one row in, as a statistics office would send it: nobody has approved it. */
async function send(value: number): Promise<number> {
  let load = 0;
  const target = observationsTarget({
    name: "corrección.csv",
    entity: house.entity,
    sheets: new Map([["agua", sheet({})]]),
    by: null,
    now: house.clock.now(),
    thisYear: 2026,
    onLoad: async (_tx, id) => {
      load = id;
    },
  });
  const file = Buffer.from(`indicator_id,territory_code,period,value\nagua,${here},2023,${value}\n`);
  const asked = { file, map: new Map(), set: new Map(), skipBad: false, dryRun: false };
  expect(await importFile(house.db, asked, target)).toMatchObject({ loaded: 1 });
  return load;
}

describe("what anybody sees", () => {
  it("a number opens the rows whose sum it is, and the file says the same", async () => {
    const page = await sara.visit("/indicadores?anio=2023");
    expect(page.text).toContain("no se puede juntar");
    const [rows = ""] = page.links(/: filas de Casos atendidos, 2023$/);
    const table = await sara.visit(rows);
    const sum = 53 + 0 + 55 + 56 + 57 + 58;
    expect(table.text).toContain(`${sum} (casos), de 6 lugares`);
    expect(page.text).toContain(String(sum));
    const csv = (await sara.visit("/indicadores/casos/datos.csv")).html;
    const values = csv
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    expect(values.filter((line) => line[2] === "2023").reduce((total, line) => total + Number(line[6]), 0)).toBe(sum);
    expect((await sara.visit("/indicadores/datos.csv")).html.trim().split("\n")).toHaveLength(1 + 48);
  });

  it("the page of an indicator: what it is, where, when; a zero is a value", async () => {
    const page = await sara.visit("/indicadores/agua");
    expect(page.text).toContain("el valor más alto es el de");
    expect(page.text).toMatch(new RegExp(`el más bajo el de ${house.entity.territory(there).name} \\(0\\s%\\)`));
    expect(page.text).toContain("Hogares con agua / hogares × 100.");
    const place = await sara.visit(`/indicadores/agua?lugar=${here}`);
    expect(place.text).toMatch(/53,3\s% en 2023; eran 50,3\s% en 2020\. Mejoró\./);
    expect((await sara.visit("/en/indicadores/agua")).text).toContain("Through the years");
    expect((await sara.open("/indicadores/nada")).status).toBe(404);
    expect((await sara.open("/indicadores/agua?serie=99999")).status).toBe(404);
    expect((await sara.open("/indicadores/agua?anio=xx&lugar=../..")).status).toBe(200);
  });

  it("the page of a place says how life is there", async () => {
    const page = await sara.visit(`/territorios/${here}`);
    expect(page.text).toContain("Cómo está la vida");
    expect(page.text).toContain("Hogares con agua");
  });
});

describe("approving", () => {
  it("nobody sees a load until it is approved; undone with a reason, it is gone", async () => {
    const load = await send(91);
    expect((await sara.visit(`/indicadores/agua?lugar=${here}`)).text).not.toContain("91");
    const gloria = new Person({ url: house.url, session: await house.signIn({ name: "Gloria", role: "planner" }) });
    expect((await gloria.visit("/gestion/indicadores")).text).toContain("Una carga espera que la aprueben");
    const page = await gloria.visit(`/gestion/indicadores/cargas/${load}`);
    expect(page.text).toMatch(/53,3\s*91/);
    await gloria.send("Aprobar y hacer pública");
    expect((await sara.visit(`/indicadores/agua?lugar=${here}`)).text).toMatch(/91\s% en 2023/);
    expect((await sara.visit("/indicadores/agua")).text).toContain("2 valores publicados más de una vez");
    const refused = await gloria.press("Deshacer esta carga", { reason: "" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("Escribe por qué se deshace");
    await gloria.send("Deshacer esta carga", { reason: "El archivo era de otro año." });
    expect((await sara.visit(`/indicadores/agua?lugar=${here}`)).text).toMatch(/53,3\s% en 2023/);
    expect((await gloria.visit(`/gestion/indicadores/cargas/${load}`)).text).toContain("El archivo era de otro año.");
  });

  it("who may not", async () => {
    expect((await sara.open("/gestion/indicadores")).path).toMatch(/^\/entrar/);
    const analyst = new Person({ url: house.url, session: await house.signIn({ name: "Milena", role: "analyst" }) });
    expect((await analyst.open("/gestion/indicadores")).status).toBe(403);
  });
});
