// A budget office sends what it spends: projects, contracts and works, with their defects and with the sums of the source.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTable } from "#platform/tabular/read-table.ts";
import { findSharedData, sharedData } from "#test/support/shared-data.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { readProjectWords, runImportProjects } from "./import.command.ts";

let house: TestApp;
let folder = "";
let files = 0;

beforeAll(async () => {
  house = await startTestApp();
  folder = mkdtempSync(join(tmpdir(), "sigesi-projects-"));
});
afterAll(() => house?.stop());

function file(...lines: string[]): string {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

async function load(path: string, ...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { stdout: (text: string) => void out.push(text), stderr: (text: string) => void err.push(text) };
  const report = join(folder, "report.csv");
  const asked = readProjectWords([path, "--json", "--report", report, ...words], house.clock.now());
  const code = await runImportProjects(asked, io, house);
  const said = out.length === 0 ? {} : JSON.parse(out.join(""));
  return { code, ...said, err: err.join(""), report: out.length === 0 ? "" : readFileSync(report, "utf8") };
}

async function one<T>(text: string): Promise<T> {
  return (await sql.raw<T>(text).execute(house.db.read)).rows[0] as T;
}

const PROJECTS =
  "bpin,name,sub_territories,responsible_body,mga_sector,source,year,cut_date,currency,initial,definitive,committed,obligated,paid";
const good = (code: number, money: string, place = "76001") =>
  `${2_020_000_000_000 + code},Proyecto de agua ${code},${place},Secretaría de Cultura,33,Propios,2026,2026-06-30,COP,${money}`;
const CONTRACTS = "contract_code,bpin,project_name,object,supplier_nit,supplier_name,value,updated";

describe("the money", () => {
  test("of a project comes in whole; a later cut-off counts, and the one before stays", async () => {
    const sectors = file("code,sector", "33,cultura");
    const path = file(PROJECTS, good(1, "100,120,90,60,50", "76001|76020"), good(2, "0,1.234.567,0,0,0"));
    const tried = await load(path, "--sectors", sectors, "--dry-run");
    expect(tried).toMatchObject({ code: 0, read: 2, loaded: 2, dryRun: true });
    expect(await one("select count(*)::int as n from projects")).toEqual({ n: 0 });
    const first = await load(path, "--sectors", sectors);
    expect(first).toMatchObject({ code: 0, loaded: 2, rejected: 0, repaired: 1 });
    expect(first.totals).toContainEqual({ name: "definitive", said: 1_234_687, kept: 1_234_687 });
    expect(await load(path, "--sectors", sectors)).toMatchObject({ code: 0, loaded: 0, repeated: 2 });
    expect(await one("select sector_code, agency_code, executor from projects order by code limit 1")).toEqual({
      sector_code: "cultura",
      agency_code: "cultura",
      executor: "agency",
    });
    expect(await one("select count(*)::int as n from project_places")).toEqual({ n: 3 });
    const later = good(1, "100,120,90,90,90").replace("2026-06-30", "2026-09-30");
    expect(await load(file(PROJECTS, later), "--sectors", sectors)).toMatchObject({ loaded: 1 });
    expect(
      await one("select array_agg(paid order by as_of) as paid from project_amounts where definitive = 120"),
    ).toEqual({
      paid: [50, 90],
    });
  });

  test("that does not fit is not loaded, and each mistake is told with its line", async () => {
    const bad = file(
      PROJECTS,
      good(11, "0,100,120,0,0"),
      good(12, "0,100,50,60,0"),
      good(13, "0,100,50,50,60"),
      good(14, "-1,100,0,0,0"),
      good(15, "0,1.234,0,0,0"),
      good(16, "0,mucho,0,0,0"),
      good(17, "0,1,0,0,0", "99999"),
      good(18, "0,1,0,0,0").replace("COP", "USD"),
      good(19, "0,1,0,0,0").replace("2026-06-30", "2026-02-31"),
      good(20, "0,1,0,0,0").replace("2020000000020", "20200000"),
      good(21, "0,1,0,0,0"),
      good(21, "0,2,0,0,0"),
    );
    const { code, loaded, rejected, report, totals } = await load(bad);
    expect({ code, loaded, rejected }).toEqual({ code: 1, loaded: 0, rejected: 11 });
    const lines = report.trim().split("\n").slice(1);
    expect(lines.map((line: string) => line.split(",").slice(0, 2).join(","))).toEqual([
      "2,committed",
      "3,obligated",
      "4,paid",
      "5,initial",
      "6,definitive",
      "7,definitive",
      "8,sub_territories",
      "9,currency",
      "10,cut_date",
      "11,bpin",
      "13,bpin",
    ]);
    // What the file says and what is good are told apart: the difference is what was rejected.
    const definitive = totals.find(({ name }: { name: string }) => name === "definitive");
    expect(definitive.kept).toBe(1);
    expect(definitive.said).toBeGreaterThan(300);
    expect(await load(bad, "--skip-bad")).toMatchObject({ code: 2, loaded: 1 });
    expect(await load(file("a,b", "1,2"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("no son las de proyectos"),
    });
    expect(await load(join(folder, "nada.csv"))).toMatchObject({ code: 1 });
  });

  test("of a contract is kept only when its supplier is a legal person: of anybody else nothing is stored nor written", async () => {
    const path = file(
      CONTRACTS,
      "C-1,2020000000001,Proyecto de agua 1,Bombas,900.123.456-7,Bombas del Sur SAS,1000,2026-01-31",
      "C-1,2020000000099,Proyecto que nadie presupuestó,Bombas,900.123.456-7,Bombas del Sur SAS,1000,2026-01-31",
      "C-2,2020000000001,Proyecto de agua 1,Dar talleres,31999888,Persona Natural Inventada,500,2026-01-31",
    );
    const { code, loaded, rejected, report, totals } = await load(path, "--skip-bad");
    expect({ code, loaded, rejected }).toEqual({ code: 2, loaded: 2, rejected: 1 });
    expect(report).toContain("4,supplier_nit,,");
    expect(report).not.toMatch(/31999888|Natural Inventada/);
    expect(totals).toEqual([{ name: "value", said: 1500, kept: 1000 }]);
    expect(await one("select count(*)::int as n, sum(value)::int as value from project_contracts")).toEqual({
      n: 1,
      value: 1000,
    });
    expect(await one("select executor from projects where code = '2020000000099'")).toEqual({ executor: "unknown" });
    const person = house.db.pool.query(
      "insert into project_contracts (code, object, supplier_id, supplier_name, value) values ('x', 'x', '31999888', 'x', 1)",
    );
    await expect(person).rejects.toThrow("project_contracts_legal_person");
  });

  test("of a work comes in with its place, also when it says no project; a progress of 1,400 does not", async () => {
    const header = "work_id,bpin,class,territory_code,lat,lon,budget,paid,physical_progress";
    const path = file(
      header,
      "E1,2020000000001,Escuela,76001,3.45,-76.5,100.4,10,0.5",
      "V1,0,Vía,,,,200,0,35%",
      "V2,202400000006271,Vía,,,,300,0,0",
    );
    const first = await load(path);
    expect(first).toMatchObject({ code: 0, loaded: 3, rejected: 0 });
    expect(first.report).toContain("2,budget,100.4,");
    expect(first.report).toContain("3,bpin,0,No dice de qué proyecto es");
    expect(first.report).toContain("4,bpin,202400000006271,No es un código");
    expect(first.totals).toContainEqual({ name: "budget", said: 600.4, kept: 600 });
    const bad = file(header, "E9,,Escuela,,,,1,0,1400", "E8,,Escuela,,91,0,1,0,1", "E7,,Escuela,,,,1,2,1");
    expect(await load(bad)).toMatchObject({ code: 1, loaded: 0, rejected: 3 });
  });
});

const REAL = "investment/co-cali-projects-2025.csv";
const MONEY = ["initial", "definitive", "certified", "committed", "obligated", "paid"];
const COLUMNS = ["budget_initial", "budget_current", "certified_cdp", "committed_rpc", "obligated", "paid"];

async function sums(path: string, columns: readonly string[], once?: string): Promise<number[]> {
  const totals = columns.map(() => 0);
  const seen = new Set<string>();
  for await (const { values } of readTable(path)) {
    const key = once === undefined ? "" : (values[once] ?? "");
    if (once !== undefined && seen.has(key)) continue;
    seen.add(key);
    for (const [at, column] of columns.entries()) totals[at] = (totals[at] ?? 0) + Number(values[column]);
  }
  return totals;
}

describe.skipIf(findSharedData(REAL) === undefined)("the real money", () => {
  test("603 projects, with the six sums of the source", async () => {
    const path = sharedData(REAL);
    const { code, read, loaded, rejected, totals } = await load(path);
    expect({ code, read, loaded, rejected }).toEqual({ code: 0, read: 603, loaded: 603, rejected: 0 });
    const source = await sums(path, COLUMNS);
    expect(source[1]).toBe(5_179_286_381_727);
    expect(totals).toEqual(COLUMNS.map((name, at) => ({ name, said: source[at], kept: source[at] })));
    const kept = await one<Record<string, number>>(
      `select ${MONEY.map((stage) => `sum(${stage})::bigint as ${stage}`).join(", ")} from project_amounts where year = 2025`,
    );
    expect(MONEY.map((stage) => kept[stage])).toEqual(source);
    expect(await load(path)).toMatchObject({ code: 0, loaded: 0, repeated: 603 });
  });

  test("204 contract links are 117 contracts, each counted once", async () => {
    const path = sharedData("investment/co-cali-contracts-legal-persons.csv");
    const { code, read, loaded, rejected } = await load(path);
    expect({ code, read, loaded, rejected }).toEqual({ code: 0, read: 204, loaded: 204, rejected: 0 });
    const [value] = await sums(path, ["value"], "contract_code");
    expect(
      await one("select count(*)::int as n, sum(value)::bigint as value from project_contracts where code <> 'C-1'"),
    ).toEqual({ n: 117, value });
    expect(await load(path)).toMatchObject({ code: 0, loaded: 0, repeated: 204 });
  });

  test("428 works come in; 91 say no project that can be one, and 18 amounts had cents", async () => {
    const path = sharedData("investment/co-cali-public-works.csv");
    const { code, read, loaded, rejected, report, totals } = await load(path);
    expect({ code, read, loaded, rejected }).toEqual({ code: 0, read: 428, loaded: 428, rejected: 0 });
    expect(report.match(/la obra entró sin él/g)).toHaveLength(91);
    expect(report.match(/quedó en pesos enteros/g)).toHaveLength(18);
    const budget = totals.find(({ name }: { name: string }) => name === "budget");
    expect(Math.abs(budget.said - budget.kept)).toBeLessThan(9);
    expect(
      await one(
        "select count(*)::int as n, sum(budget)::bigint as budget, count(lat)::int as points from project_works where code !~ '^[EV][12]$'",
      ),
    ).toEqual({ n: 428, budget: budget.kept, points: 424 });
    expect(await load(path)).toMatchObject({ code: 0, loaded: 0, repeated: 428 });
  });
});
