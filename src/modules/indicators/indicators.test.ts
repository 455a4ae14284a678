// Sara follows a number to the rows that make it; Gloria approves what came in, and takes back what came in wrong.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { importFile } from "#platform/tabular/import/import-file.ts";
import { Person } from "#test/support/person.ts";
import { sendForm } from "#test/support/send-form.ts";
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
    const other = new Person({ url: house.url, session: await house.signIn({ name: "Saúl", role: "facilitator" }) });
    expect((await other.open("/gestion/indicadores")).status).toBe(403);
    expect((await other.open("/gestion/indicadores/cargar")).status).toBe(403);
  });
});

describe("loading a file on screen", () => {
  const SEND = "/gestion/indicadores/cargar";
  const bad = "Código;Lugar;Año;Dato\nagua;@;2019;61,5\nagua;@;2018;40\nagua;@;2018;muchos\nnada;@;2019;1\n";
  let milena: Person;

  const send = (text: string | Uint8Array<ArrayBuffer>, more: Record<string, readonly Blob[]> = {}) =>
    sendForm(house.url, milena, SEND, {}, { file: [new Blob([text])], ...more });
  const findLoads = async () =>
    (await house.db.pool.query("select id from indicator_loads where loaded_by is not null")).rows.length;

  it("Milena sends it, says which column is which, and sees what would come of each row before anything is kept", async () => {
    milena = new Person({ url: house.url, session: await house.signIn({ name: "Milena", role: "analyst" }) });
    await milena.visit(SEND);
    const loads = await findLoads();
    const { status, location } = await send(bad.replaceAll("@", here));
    expect([status, await findLoads()]).toEqual([303, loads]);
    const page = await milena.visit(location);
    expect(page.text).toContain("Falta saber en qué columna está cada cosa");
    const refused = await milena.press("Leer así", { indicator_id: "Código", period: "Año", value: "Dato" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("Elige en qué columna está.");
    expect(refused.html).toMatch(/<option value="Dato" selected>/);
    const seen = await milena.send("Leer así", { territory_code: "Lugar" });
    expect(seen.text).toContain(
      "Se leyeron 4 filas: 2 se cargarían, ninguna se conocía ya y 2 se rechazan. Un valor se repara.",
    );
    expect(seen.text).toContain("El indicador no está en el catálogo.");
    expect(seen.text).toContain("Se reparó: tenía coma de decimales. Quedó 61.5.");
    expect((await milena.open(`${location}/informe.csv`)).html.trim().split("\n")).toEqual([
      "line,what,column,value,reason",
      expect.stringContaining('2,repaired,Dato,"61,5",'),
      expect.stringContaining("4,rejected,Dato,muchos,"),
      expect.stringContaining("5,rejected,Código,nada,"),
    ]);
    expect(await findLoads()).toBe(loads);
    const gloria = new Person({ url: house.url, session: await house.signIn({ name: "Gloria", role: "planner" }) });
    expect((await gloria.open(location)).status).toBe(404);

    await milena.visit(location);
    const form = milena.form("Cargar 2 filas");
    const loaded = await milena.send("Cargar 2 filas");
    expect(loaded.text).toContain("4 leídas: 2 cargadas, 0 ya conocidas, 2 rechazadas");
    // Who loads does not approve; and a second tap leads to what the first one made.
    expect(loaded.text).not.toContain("Aprobar y hacer pública");
    const again = await milena.throwAt(form.action, String(form.body));
    expect([again.status, again.path, await findLoads()]).toEqual([200, loaded.path, loads + 1]);
    expect((await sara.visit(`/indicadores/agua?lugar=${here}`)).text).not.toContain("61,5");
    await gloria.visit(loaded.path);
    await gloria.send("Aprobar y hacer pública");
    expect((await sara.visit(`/indicadores/agua/filas?lugar=${here}&anio=2019`)).text).toContain("61,5");
  });

  it("a file like one before is read as that one; of one indicator, in a workbook, with its catalogue", async () => {
    const known = await milena.visit((await send(bad.replaceAll("@", here))).location);
    expect(known.text).toContain("Se leyeron 4 filas: ninguna se cargaría, 2 ya se conocían y 2 se rechazan.");
    expect(known.text).not.toContain("Cargar 2 filas");
    const gone = known.path;
    await milena.send("Descartar el archivo");
    expect((await milena.open(gone)).status).toBe(404);

    const catalog = "indicator_id,name_es,unit,definition_es,source,better,sdg_target,caveat,rule\n";
    const luz = new Blob([`${catalog}luz,Hogares con luz,hogares,Hogares,Empresa,up,7.1,,sum\n`]);
    const book = new Uint8Array(
      await writeXlsxFile([
        ["lugar", "año", "hogares"],
        [here, 2020, 12],
        [there, 2020, 30],
      ]).toBuffer(),
    );
    await milena.visit(SEND);
    await milena.visit((await send(book, { catalog: [luz] })).location);
    const seen = await milena.send("Leer así", {
      indicator: "luz",
      territory_code: "lugar",
      period: "año",
      value: "hogares",
    });
    expect(seen.text).toContain("Se leyeron 2 filas: 2 se cargarían");
    await milena.send("Cargar 2 filas");
    const { rows } = await house.db.pool.query(
      "select rule from indicator_sheets s join indicators i on i.id = s.indicator_id where code = 'luz'",
    );
    expect(rows).toEqual([{ rule: "sum" }]);
  });

  it("what is not a table is refused in words, on its field, and nothing is kept", async () => {
    const kept = async () => (await house.db.pool.query("select id from indicator_uploads")).rows.length;
    const before = await kept();
    const refuse = async (given: Parameters<typeof send>, words: string) => {
      await milena.visit(SEND);
      const { status, html } = await send(...given);
      expect([status, html.includes(words)]).toEqual([400, true]);
      expect(html).toContain('href="#');
    };
    await refuse([""], "Elige el archivo con los datos.");
    await refuse(["a,a\n1,2\n"], "dos columnas se llaman");
    await refuse(["a,b\n"], "El archivo no tiene ninguna fila");
    await refuse(["PK\u0003\u0004nothing"], "El libro de Excel está dañado");
    await refuse(["a,b\n1,2\n", { catalog: [new Blob(["indicator_id\nMAL\n"])] }], "esto no puede ser: «MAL»");
    expect(await kept()).toBe(before);
  });
});
