// Sara follows a number to the rows that make it; Gloria approves what came in, and takes back what came in wrong.
// Long: what is loaded on screen is tried on the same server as what people see of it.
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { importFile } from "#platform/tabular/import/import-file.ts";
import { Person } from "#test/support/person.ts";
import { sendForm } from "#test/support/send-form.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { observationsTarget } from "./import/import-observations.ts";
import { loadIndicators } from "./load.ts";
import { saveReading } from "./load-file/uploads.sql.ts";
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
  const catalog = "indicator_id,name_es,unit,definition_es,source,better,sdg_target,caveat,rule\n";
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

    const rowsOfLuz = [
      ["lugar", "año", "hogares"],
      [here, 2020, 12],
      [there, 2020, 30],
    ];
    const luz = new Blob([`${catalog}luz,Hogares con luz,hogares,Hogares,Empresa,up,7.1,,sum\n`]);
    const book = new Uint8Array(await writeXlsxFile([{ data: rowsOfLuz, sheet: "Datos" }]).toBuffer());
    await milena.visit(SEND);
    await milena.visit((await send(book, { catalog: [luz] })).location);
    const seen = await milena.send("Leer así", {
      indicator: "luz",
      territory_code: "lugar",
      period: "año",
      value: "hogares",
      sheet: "Datos",
    });
    expect(seen.text).toContain("Se leyeron 2 filas: 2 se cargarían");
    await milena.send("Cargar 2 filas");
    const { rows } = await house.db.pool.query(
      "select rule from indicator_sheets s join indicators i on i.id = s.indicator_id where code = 'luz'",
    );
    expect(rows).toEqual([{ rule: "sum" }]);
    // The sheet and the indicator were of that workbook: of the next one only the columns are known.
    const next = new Uint8Array(await writeXlsxFile([{ data: rowsOfLuz, sheet: "Otra" }]).toBuffer());
    const asked = await milena.visit((await send(next)).location);
    expect(asked.text).toContain("Falta saber en qué columna está cada cosa");
    expect(asked.html).toMatch(/<option value="hogares" selected>/);
  });

  it("a catalogue brings new indicators and changes none: their sheets are public before anybody approves", async () => {
    const agua = "Hogares con agua / hogares × 100.,Acueducto,up,6.1,,";
    const versions = async () => (await house.db.pool.query("select version from indicator_sheets")).rows.length;
    const row = `indicator_id,territory_code,period,value\nagua,${here},2010,5\n`;
    const before = await versions();
    await milena.visit(SEND);
    expect((await send(row, { catalog: [new Blob([`${catalog}agua,Hogares con agua,%,${agua}\n`])] })).status).toBe(
      303,
    );
    const changed = await send(row, { catalog: [new Blob([`${catalog}agua,Agua potable,%,${agua}\n`])] });
    expect([changed.status, changed.html.includes("El catálogo cambia la ficha de «agua», que ya existe.")]).toEqual([
      400,
      true,
    ]);
    expect(changed.html).toContain('href="#catalog"');
    // Also when the sheet changed between the look at it and the load.
    const sheets = new Map([["agua", sheet({ name: "Agua potable" })]]);
    const given = { name: "a.csv", entity: house.entity, sheets, by: null, now: house.clock.now(), thisYear: 2026 };
    const asked = { file: Buffer.from(row), map: new Map(), set: new Map(), skipBad: false, dryRun: false };
    const target = observationsTarget({ ...given, onlyNewSheets: true });
    expect(await importFile(house.db, asked, target)).toMatchObject({ loaded: 1 });
    expect(await versions()).toBe(before);
  });

  it("a column that somebody says is absent is not read, though it bears the name of a field", async () => {
    await milena.visit(SEND);
    const text = `indicator_id,territory_code,period,value,status\nagua,${here},2011,5,raro\n`;
    const page = await milena.visit((await send(text)).location);
    expect(page.text).toContain("Ese estado no existe");
    expect((await milena.send("Leer así", { status: "" })).text).toContain("Se leyó una fila: una se cargaría");
  });

  it("two taps: the second leads to the load of the first, whatever it stumbles on, and does not touch it", async () => {
    const { pool } = house.db;
    await milena.visit(SEND);
    const { location } = await send(`indicator_id,territory_code,period,value\nagua,${here},2012,5\n`);
    const id = Number(location.split("/").at(-1));
    await milena.visit(location);
    const { action, body } = milena.form("Cargar una fila");
    const map = '{"map":{"indicator_id":"otra","territory_code":"b","period":"c","value":"d"}}';
    await pool.query("update indicator_uploads set sources = $1 where id = $2", [map, id]);
    const stuck = await milena.throwAt(action, String(body));
    expect([stuck.status, stuck.text.includes("otra")]).toEqual([400, true]);

    const lock = "hashtextextended('import indicators', 0)";
    const holder = await pool.connect();
    await holder.query(`select pg_advisory_lock(${lock})`);
    const tap = milena.throwAt(action, String(body));
    await vi.waitFor(async () => {
      const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      expect((await pool.query(waiting)).rows).toHaveLength(1);
    }, 10_000);
    await pool.query("update indicator_uploads set load_id = (select max(id) from indicator_loads) where id = $1", [
      id,
    ]);
    await holder.query(`select pg_advisory_unlock(${lock})`);
    holder.release();
    expect((await tap).path).toMatch(/cargas\/\d+$/);
    await house.db.write((tx) => saveReading(tx, id, { columns: ["x"], sources: { map: {} }, preview: undefined }));
    const { rows } = await pool.query("select columns from indicator_uploads where id = $1", [id]);
    expect(rows).toEqual([{ columns: ["indicator_id", "territory_code", "period", "value"] }]);
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
    const header = "indicator_id,territory_code,period,value\n";
    const tooMuch = "El archivo trae demasiado para leerlo de una vez";
    const bomb = new Uint8Array(zipSync({ "xl/workbook.xml": new Uint8Array(65 * 2 ** 20) }, { level: 1 }));
    await refuse([bomb], tooMuch);
    await refuse(["a,b\n1,2\n", { catalog: [new Blob([bomb])] }], tooMuch);
    await refuse([new Uint8Array(gzipSync(`${header}${"x,x,x,x\n".repeat(100_001)}`))], tooMuch);
    await refuse(["PK\u0003\u0004nothing"], "El libro de Excel está dañado");
    await refuse(["a,b\n1,2\n", { catalog: [new Blob(["indicator_id\nMAL\n"])] }], "esto no puede ser: «MAL»");
    expect(await kept()).toBe(before);
  });
});
