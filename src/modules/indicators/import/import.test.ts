// A statistics office sends its files: all of them come in, or it is told line by line why not, and nothing is lost on the way.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rollUpCell } from "#analysis/cube/roll-up.ts";
import { entityFolder, findSharedData, sharedData } from "#test/support/shared-data.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { undoLoad } from "../approve/approve-load.ts";
import { loadCube } from "../cube/load-cube.ts";
import { listFindings, listObservations, listRevisions } from "../indicators.sql.ts";
import { listSheets } from "../sheets.ts";
import { runImportIndicators, runImportPopulation } from "./import.command.ts";

const CATALOG = `indicator_id,name_es,unit,definition_es,source,better,sdg_target,caveat
agua,Cobertura de agua,%,Viviendas con agua / viviendas × 100,Acueducto,up,6.1,
casos,Casos,casos,Casos atendidos,Salud,down,3.2,
tasa,Tasa de casos,por 1.000 personas,Casos / personas × 1.000,Salud,down,3.2,
`;
const RULES = `indicator,rule,scale,age_from,age_to
casos,sum,1,,
tasa,ratio,1000,0,120
`;
const HEADER = "indicator_id,territory_code,period,sex,age_group,disaggregation,value,unit,source";

let world: TestApp;
let folder = "";
let [here, there] = ["", ""];
beforeAll(async () => {
  world = await startTestApp();
  [here = "", there = ""] = world.entity.participationTerritories().map((place) => place.code);
});
afterAll(() => world.stop());

/** A folder with its catalogue and files of rows. */
function folderOf(files: Record<string, string>): string {
  if (folder !== "") rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "indicators-"));
  writeFileSync(join(folder, "indicator-catalog.csv"), CATALOG);
  writeFileSync(join(folder, "rules.txt"), RULES);
  for (const [name, rows] of Object.entries(files)) writeFileSync(join(folder, name), `${HEADER}\n${rows}\n`);
  return folder;
}

type Asked = Partial<Parameters<typeof runImportIndicators>[0]>;

async function load(from: string, asked: Asked = {}) {
  const said = { out: "", err: "" };
  const io = {
    stdout: (text: string) => {
      said.out += text;
    },
    stderr: (text: string) => {
      said.err += text;
    },
  };
  const request = {
    folder: from,
    rules: join(from, "rules.txt"),
    approve: true,
    skipBad: false,
    dryRun: false,
    json: true,
    now: world.clock.now(),
    ...asked,
  };
  const code = await runImportIndicators(request, io, world);
  return { code, err: said.err, ...(said.out.startsWith("{") ? JSON.parse(said.out) : { text: said.out }) };
}

async function seriesOf(code: string) {
  const sheet = (await listSheets(world.db.read)).find((one) => one.code === code);
  const { series: all } = await loadCube(world.db.pool, []);
  const [series] = all.get(code) ?? [];
  return { sheet, series: series?.id ?? 0 };
}

const values = async (series: number, given = {}) =>
  (await listObservations(world.db.read, series, given)).map((one) => [one.territory, one.period, one.value]);

const row = (code: string, place: string, year: number | string, value: number | string, unit = "") =>
  `${code},${place},${year},,,,${value},${unit},`;

describe("a load", () => {
  test("comes in once, is public once approved, and a second run loads nothing", async () => {
    const files = { "agua.csv": [row("agua", here, 2020, 80), row("agua", there, 2020, 0)].join("\n") };
    const first = await load(folderOf(files), { approve: false });
    expect(first).toMatchObject({
      code: 0,
      read: 2,
      loaded: 2,
      repeated: 0,
      rejected: 0,
      notLoaded: 0,
      approved: false,
    });
    const { sheet, series } = await seriesOf("agua");
    expect(sheet).toMatchObject({ version: 1, name: "Cobertura de agua", better: "up", rule: "none" });
    expect(await values(series)).toEqual([]);
    expect(await load(folder)).toMatchObject({ code: 0, read: 2, loaded: 0, repeated: 2 });
  });

  test("a correction is another revision; one can ask what was public on a day; undoing takes it back", async () => {
    const before = world.clock.now();
    await load(folderOf({ "casos.csv": row("casos", here, 2021, 7) }));
    const { series } = await seriesOf("casos");
    expect(await values(series)).toEqual([[here, 2021, 7]]);
    world.clock.advance(86_400_000);
    await load(folderOf({ "casos.csv": row("casos", here, 2021, 9) }));
    expect(await values(series)).toEqual([[here, 2021, 9]]);
    expect(await values(series, { asOf: before })).toEqual([[here, 2021, 7]]);
    const revisions = await listRevisions(world.db.read, series, 10);
    expect(revisions.map(({ revision, value }) => [revision, value])).toEqual([
      [2, 9],
      [1, 7],
    ]);
    const wrong = revisions[0]?.loadId ?? 0;
    world.clock.advance(1000);
    const undo = { id: wrong, by: null, reason: "Venía de otro año.", now: world.clock.now() };
    await world.db.write((tx) => undoLoad(tx, undo));
    expect(await values(series)).toEqual([[here, 2021, 7]]);
    // What was undone can come in again, and what is still said is repeated.
    expect(await load(folder)).toMatchObject({ loaded: 1, repeated: 0 });
    expect(await values(series)).toEqual([[here, 2021, 9]]);
    expect(await load(folderOf({ "casos.csv": row("casos", here, 2021, 7) }))).toMatchObject({ loaded: 1 });
  });

  test("a dry run keeps nothing and tells the same", async () => {
    const files = { "casos.csv": row("casos", there, 2019, 3) };
    expect(await load(folderOf(files), { dryRun: true })).toMatchObject({ read: 1, loaded: 1, approved: false });
    const { series } = await seriesOf("casos");
    expect(await values(series, { territory: there })).toEqual([]);
  });
});

describe("bad rows", () => {
  const bad = [
    ["nada", "here", 2020, 1, "indicator_id", "El indicador no está en el catálogo."],
    ["agua", "999999", 2020, 1, "territory_code", "No hay ningún territorio con ese código."],
    ["agua", "here", "0205", 1, "period", "Ese periodo no existe"],
    ["agua", "here", 2099, 1, "period", "Ese periodo no existe"],
    ["agua", "here", "2020-13", 1, "period", "Ese periodo no existe"],
    ["agua", "here", 2018, "", "value", "Falta el valor."],
    ["casos", "here", 2018, "15 %", "value", "Eso no es un número"],
    ["agua", "here", 2018, '"1,234"', "value", "Eso no es un número"],
    ["agua", "here", 2018, "muchos", "value", "Eso no es un número"],
    ["casos", "here", 2018, "1e305", "value", "Eso no es un número"],
  ] as const;

  test("one alone stops its file, with its line, column, value and reason; the other files come in", async () => {
    const rows = [
      row("agua", here, 2017, 50),
      ...bad.map(([code, place, year, value]) => row(code, place === "here" ? here : place, year, value)),
    ];
    const files = { "agua.csv": rows.join("\n"), "casos.csv": row("casos", here, 2017, 1) };
    const report = join(tmpdir(), `indicators-${process.pid}.csv`);
    const result = await load(folderOf(files), { report });
    expect(result).toMatchObject({ code: 1, read: 12, loaded: 1, rejected: 10, notLoaded: 1 });
    const lines = readFileSync(report, "utf8").trim().split(/\r?\n/).slice(1);
    rmSync(report);
    expect(lines).toHaveLength(bad.length);
    for (const [at, [, , , , column, reason]] of bad.entries()) {
      expect(lines[at]).toMatch(new RegExp(`^agua.csv,${at + 3},${column},`));
      expect(lines[at]).toContain(reason);
    }
  });

  test("what can only mean one thing is put right, and told", async () => {
    const rows = [
      row("agua", here, 2010, "15.5 %"),
      row("casos", here, 2010, "1.234.567"),
      row("tasa", here, 2010, '"12,5"'),
    ];
    const report = join(tmpdir(), `indicators-${process.pid}.csv`);
    const result = await load(folderOf({ "a.csv": rows.join("\n") }), { report });
    expect(result).toMatchObject({ code: 0, loaded: 3, rejected: 0, repaired: 3 });
    for (const [code, value] of [
      ["agua", 15.5],
      ["casos", 1_234_567],
      ["tasa", 12.5],
    ] as const) {
      const { series } = await seriesOf(code);
      expect(await values(series, { period: 2010 })).toEqual([[here, 2010, value]]);
    }
    expect(readFileSync(report, "utf8")).toContain(
      'a.csv,4,value,"12,5",Se reparó: tenía coma de decimales. Quedó 12.5.',
    );
    rmSync(report);
  });

  test("left out on purpose, the good ones come in and the bad ones are kept with the load", async () => {
    const rows = [row("agua", here, 2016, 50), row("agua", here, 2015, "x"), row("agua", here, 2016, 51)];
    const result = await load(folderOf({ "agua.csv": rows.join("\n") }), { skipBad: true });
    expect(result).toMatchObject({ code: 2, read: 3, loaded: 1, repeated: 0, rejected: 2, notLoaded: 0 });
    const { rows: kept } = await sql<{ line: number; reason: string }>`
      select line, reason from indicator_rejections order by id desc limit 2`.execute(world.db.read);
    expect(kept).toEqual([
      { line: 4, reason: "duplicated" },
      { line: 3, reason: "notNumber" },
    ]);
  });

  test("a percentage of 1,400 comes in as it is, with a finding that somebody has to answer", async () => {
    await load(folderOf({ "agua.csv": [row("agua", here, 2014, 1400), row("agua", here, 2013, 100)].join("\n") }));
    const { sheet, series } = await seriesOf("agua");
    expect(await values(series, { period: 2014 })).toEqual([[here, 2014, 1400]]);
    expect(await listFindings(world.db.read, sheet?.indicatorId ?? 0)).toMatchObject([
      { territory: here, period: 2014, kind: "outside_percent", value: 1400, state: "open" },
    ]);
  });

  test("a folder that is none, without catalogue, or with a catalogue that cannot be", async () => {
    expect(await load(join(tmpdir(), "absent"))).toMatchObject({ code: 1, err: /No se puede leer la carpeta/ });
    const empty = mkdtempSync(join(tmpdir(), "indicators-"));
    expect((await load(empty)).err).toMatch(/falta el catálogo/);
    const long = "a".repeat(81);
    for (const [catalog, rules, said] of [
      [CATALOG.replace("up", "sideways"), RULES, "línea 2, esto no puede ser: «sideways»"],
      [CATALOG.replace("agua", long), RULES, `línea 2, esto no puede ser: «${long}»`],
      [CATALOG, RULES.replace("0,120", "9,5"), "línea 3, esto no puede ser: «9–5»"],
    ] as const) {
      writeFileSync(join(empty, "indicator-catalog.csv"), catalog);
      writeFileSync(join(empty, "rules.txt"), rules);
      expect((await load(empty)).err).toContain(said);
    }
    rmSync(empty, { recursive: true });
  });
});

test("the cube says what the database says, and rates roll up by their people", async () => {
  const people = join(tmpdir(), `people-${process.pid}.csv`);
  const rows = [here, there].flatMap((code, at) => [
    `${code},2022,F,0,${at === 0 ? 30_000 : 20}`,
    `${code},2022,M,0,${at === 0 ? 2000 : 10}`,
  ]);
  writeFileSync(people, `territory_code,year,sex,age,population\n${rows.join("\n")}\n`);
  const io = { stdout: () => undefined, stderr: () => undefined };
  const asked = { file: people, skipBad: false, dryRun: false, json: true, now: world.clock.now() };
  expect(await runImportPopulation(asked, io, world)).toBe(0);
  expect(await runImportPopulation(asked, io, world)).toBe(0);
  rmSync(people);
  await load(folderOf({ "tasa.csv": [row("tasa", here, 2022, 12.5), row("tasa", there, 2022, 100)].join("\n") }));
  const cube = await loadCube(world.db.pool, [here, there]);
  const period = cube.axes.periods.indexOf(2022);
  const plane = cube.planes.get("tasa");
  if (plane === undefined) throw new Error("no plane");
  expect([...plane.map(0, period).values]).toEqual([12.5, 100]);
  const rolled = rollUpCell(plane, { breakdown: 0, period }, Uint16Array.of(0, 1), { rule: "ratio", scale: 1000 });
  expect(rolled).toEqual({ value: (1000 * 403) / 32_030, counted: 2, missing: 0, notProgrammed: 0, hidden: 0 });
  for (const code of ["agua", "casos", "tasa"]) {
    const { series } = await seriesOf(code);
    for (const one of await listObservations(world.db.read, series)) {
      const at = cube.axes.territories.indexOf(one.territory);
      expect(cube.planes.get(code)?.series(0, at)[one.period - (cube.axes.periods[0] ?? 0)]?.value).toBe(one.value);
    }
  }
});

describe.skipIf(findSharedData("indicators/indicator-catalog.csv") === undefined)("the real series", () => {
  test("all 23 come in whole, every row of the catalogue, and a second run loads nothing", async () => {
    const real = sharedData("indicators");
    const rules = join(entityFolder(world.entity.code), "indicator-rules.csv");
    const first = await load(real, { rules });
    expect(first).toMatchObject({ code: 0, read: 10_308, loaded: 10_308, repeated: 0, rejected: 0 });
    expect(first.files).toHaveLength(23);
    expect(await load(real, { rules })).toMatchObject({ code: 0, read: 10_308, loaded: 0, repeated: 10_308 });
    const catalog = readFileSync(sharedData("indicators/indicator-catalog.csv"), "utf8");
    const { rows } = await sql<{ code: string; n: number; first: number; last: number; places: number }>`
      select i.code, count(*)::int as n, min(o.period)::int as first, max(o.period)::int as last,
        count(distinct o.territory_code)::int as places
      from observations o join indicator_series s on s.id = o.series_id join indicators i on i.id = s.indicator_id
      group by i.code`.execute(world.db.read);
    for (const { code, n, first: from, last, places } of rows)
      if (!["agua", "casos", "tasa"].includes(code)) expect(catalog).toContain(`,${n},${from},${last},${places},`);
    expect(await findingsOf("cobertura-neta-primaria")).toBeGreaterThan(0);
  });
});

async function findingsOf(code: string): Promise<number> {
  const { sheet } = await seriesOf(code);
  return (await listFindings(world.db.read, sheet?.indicatorId ?? 0)).length;
}
