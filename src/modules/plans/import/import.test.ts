// A planning office sends its plan: the tree, what stands below its goals, and its own form with all its defects.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTable } from "#platform/tabular/read-table.ts";
import { findSharedData, sharedData } from "#test/support/shared-data.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { readPlanWords, runImportPlan } from "./import.command.ts";

let house: TestApp;
let folder = "";
let files = 0;

beforeAll(async () => {
  house = await startTestApp();
  folder = mkdtempSync(join(tmpdir(), "sigesi-plans-"));
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
  const asked = readPlanWords([path, "--json", "--report", report, ...words], house.clock.now());
  const code = await runImportPlan(asked, io, house);
  const said = out.length === 0 ? {} : JSON.parse(out.join(""));
  return { code, ...said, err: err.join(""), report: out.length === 0 ? "" : readFileSync(report, "utf8") };
}

async function one<T>(text: string): Promise<T> {
  return (await sql.raw<T>(text).execute(house.db.read)).rows[0] as T;
}

const HEADER = "code,parent_code,depth,level,name,behaviour,unit,goal,programmed_2024,programmed_2025";
const NEW = ["--plan", "prueba", "--name", "Plan de prueba", "--years", "2024-2027"];

describe("a plan", () => {
  test("comes in whole, and a second run changes nothing", async () => {
    const tree = file(
      HEADER,
      "1,,1,línea,Agua,,,,,",
      "101,1,2,programa,Acueductos,,,,,",
      "10101,101,3,meta,Acueductos  mejorados,incremento_acumulado,acueductos,20,NP,0",
    );
    expect(await load(tree, "--plan", "prueba")).toMatchObject({
      code: 1,
      err: expect.stringContaining("No hay un plan"),
    });
    const first = await load(tree, ...NEW);
    expect(first).toMatchObject({ code: 0, read: 3, loaded: 3, rejected: 0, repaired: 1 });
    expect(first.report).toContain("4,name,Acueductos  mejorados,Se reparó: tenía espacios de más.");
    expect(await load(tree, "--plan", "prueba")).toMatchObject({ code: 0, loaded: 0, repeated: 3 });
    // Not programmed is not zero.
    const { rows } = await sql`select year, programmed from plan_years order by year`.execute(house.db.read);
    expect(rows).toEqual([
      { year: 2024, programmed: null },
      { year: 2025, programmed: 0 },
    ]);
  });

  test("reprogrammed, keeps what was programmed first", async () => {
    const row = "10101,101,3,meta,Acueductos mejorados,incremento_acumulado,acueductos,20,NP,8";
    expect(await load(file(HEADER, row), "--plan", "prueba")).toMatchObject({ code: 0, loaded: 1 });
    expect(await one("select original, programmed from plan_years where year = 2025")).toEqual({
      original: 0,
      programmed: 8,
    });
  });

  test("with a mistake does not come in at all, and each is told with its line", async () => {
    const bad = file(
      HEADER,
      "2,,1,línea,Vías,,,,,",
      "3,3,1,línea,Muerde su cola,,,,,",
      "201,9,2,programa,Sin nada arriba,,,,,",
      "202,2,3,programa,Salta un nivel,,,,,",
      "101,2,2,programa,Cambia de lugar,,,,,",
      "203,2,2,meta,Sin número,incremento_flujo,km,muchos,,",
      "204,2,2,meta,Otra medida,a ojo,km,1,,",
      "2,,1,línea,Otras vías,,,,,",
    );
    const { code, loaded, rejected, report } = await load(bad, "--plan", "prueba");
    expect({ code, loaded, rejected }).toEqual({ code: 1, loaded: 0, rejected: 7 });
    const lines = report.trim().split("\n").slice(1);
    expect(lines.map((line: string) => line.split(",").slice(0, 2).join(","))).toEqual([
      "3,parent_code",
      "4,parent_code",
      "5,depth",
      "6,parent_code",
      "7,goal",
      "8,behaviour",
      "9,code",
    ]);
    expect(await one("select count(*)::int as n from plan_nodes where code like '2%'")).toEqual({ n: 0 });
    expect(await load(bad, "--plan", "prueba", "--skip-bad")).toMatchObject({ code: 2, loaded: 1 });
  });

  test("is not taken from what is no plan, nor of other years", async () => {
    const other = file("a,b", "1,2");
    expect(await load(other, "--plan", "prueba")).toMatchObject({
      code: 1,
      err: expect.stringContaining("no son las de un plan"),
    });
    const late = file(
      "goal_code,mga_product,mga_product_name,bpin,product_target_2031",
      "10101,2102069,Luz,2024760010122,4",
    );
    expect(await load(late, "--plan", "prueba")).toMatchObject({ code: 1, err: expect.stringContaining("2031") });
    expect(await load(late, ...NEW.slice(0, 2), "--cut-off", "2026-02-31")).toMatchObject({ code: 1 });
    expect(await load(join(folder, "nada.csv"), "--plan", "prueba")).toMatchObject({ code: 1 });
    expect(await load(file(HEADER), "--plan", "prueba")).toMatchObject({
      code: 1,
      err: expect.stringContaining("no hay filas"),
    });
  });

  test("the database itself takes no cycle, no product without its zeros and no two plans in force", async () => {
    const { id } = await one<{ id: number }>("select id from plan_nodes where code = '1'");
    const run = (text: string) => house.db.pool.query(text);
    await expect(run(`update plan_nodes set parent_id = ${id} where id = ${id}`)).rejects.toThrow(
      /plan_nodes_(top|parent_fkey)/,
    );
    await expect(
      run(`insert into plan_products (node_id, year, code, name, project_code, row_key)
        values (${id}, 2025, '401104', 'x', '2024760010122', '')`),
    ).rejects.toThrow("plan_products_code_shape");
    await run("update plans set state = 'in_force'");
    const thing = "insert into things (kind, visibility, created_at) values ('plan', 'public', now()) returning id";
    await expect(
      run(
        `with t as (${thing}) insert into plans select id, 'otro', 'Otro', 2020, 2023, 'in_force', '2023-12-31', false, now() from t`,
      ),
    ).rejects.toThrow("plans_one_in_force");
  });
});

const REAL = "plan/co-cali-pdd-2024-2027-tree.csv";

describe.skipIf(findSharedData(REAL) === undefined)("the real plan", () => {
  const plan = ["--plan", "real"];

  test("its tree and what stands below its goals, with the sums of the source", async () => {
    const created = [...plan, "--name", "Plan real", "--years", "2024-2027", "--cut-off", "2025-06-30"];
    expect(await load(sharedData(REAL), ...created)).toMatchObject({ code: 0, read: 346, loaded: 346, rejected: 0 });
    const products = sharedData("plan/co-cali-pdd-2024-2027-goal-products.csv");
    expect(await load(products, ...plan)).toMatchObject({ code: 0, read: 665, loaded: 665, rejected: 0 });
    expect(await load(sharedData(REAL), ...plan)).toMatchObject({ loaded: 0, repeated: 346 });
    expect(await load(products, ...plan)).toMatchObject({ loaded: 0, repeated: 665 });
    const [header = "", ...lines] = readFileSync(products, "utf8").trim().split("\n");
    expect(header).toContain("product_target_2025");
    const here = await one<{ n: number; goals: number; np: number; target: number }>(`
      select count(*)::int as n, count(distinct node_id)::int as goals, sum(target) as target,
        (select count(*)::int from plan_years y join plan_nodes n on n.id = y.node_id join plans p on p.id = n.plan_id
          where p.code = 'real' and y.programmed is null) as np from plan_products`);
    let target = 0;
    for await (const { values } of readTable(products)) target += Number(values.product_target_2025);
    expect({ n: here.n, goals: here.goals }).toEqual({ n: lines.length, goals: 316 });
    expect(here.target).toBeCloseTo(target, 2);
    expect(here.np).toBe(
      new Set(lines.filter((line) => /,\d{7},NP,/.test(line)).map((line) => line.split(",")[1])).size,
    );
  });

  test("its activities: one that two funds pay stands twice in the file and comes in once", async () => {
    const path = sharedData("plan/co-cali-action-plan-2025-q2.csv");
    const { code, read, loaded, rejected, report } = await load(path, ...plan, "--skip-bad");
    expect({ code, read, loaded, rejected }).toEqual({ code: 2, read: 4346, loaded: 4345, rejected: 1 });
    expect(report).toContain("El archivo dice lo mismo en otra línea");
    expect(await load(path, ...plan, "--skip-bad")).toMatchObject({ loaded: 0, repeated: 4345 });
  });

  test("the form as the office sends it: what is certain is repaired and told, and nothing is lost", async () => {
    const path = sharedData("plan/samples/cali-cuadro-1s-raw-sample.csv");
    const { code, read, loaded, repeated, rejected, repaired, report } = await load(
      path,
      "--plan",
      "formato",
      ...NEW.slice(2),
    );
    expect({ code, read, rejected, sum: loaded + repeated }).toEqual({ code: 0, read: 39, rejected: 0, sum: 39 });
    expect(repaired).toBeGreaterThan(39);
    expect(report).toContain("2/2/0205,Se reparó: al año le faltaba una cifra. Quedó 2025-02-02.");
    expect(report).toContain("15.00%,Se reparó: era un porcentaje. Quedó 0.15.");
    expect(report).toContain("406003,Se reparó: le faltaba el cero del comienzo. Quedó 0406003.");
    expect(
      await one(
        "select count(*)::int as n from plan_activities a join plan_nodes n on n.id = a.node_id join plans p on p.id = n.plan_id where p.code = 'formato'",
      ),
    ).toEqual({ n: 38 });
    expect(await load(path, "--plan", "formato")).toMatchObject({ loaded: 0, repeated: 39 });
  });
});
