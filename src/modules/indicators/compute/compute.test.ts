import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goalFitsYears } from "#analysis/progress/progress.ts";
import { UsageError } from "#platform/config/read-words.ts";
import { findSharedData, sharedData } from "#test/support/shared-data.ts";
import { computeCommands } from "./compute.command.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "compute-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: unknown): string {
  const path = join(folder, "file.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function run(name: string, ...args: string[]) {
  const said = { out: "", err: "" };
  const command = computeCommands.find((one) => one.name === name);
  const code = await command?.run(args, {
    stdout: (text) => {
      said.out += text;
    },
    stderr: (text) => {
      said.err += text;
    },
    env: {},
  });
  return { code, ...said };
}

const json = async (name: string, path: string) => JSON.parse((await run(name, path, "--json")).out);
const sample = (path: string) => JSON.parse(readFileSync(sharedData(path), "utf8"));
const apart = (a: number, b: number) => Math.abs(a - b);

describe.skipIf(findSharedData("indices/plan-goals.json") === undefined)("the published samples", () => {
  test("human development, unrounded to 1e-6 and published to 0.0015", async () => {
    const path = "indices/hdi-2021-sample.json";
    const { rows } = sample(path);
    const { results } = await json("index hdi", sharedData(path));
    expect(results).toHaveLength(rows.length);
    for (const [at, row] of rows.entries()) {
      const { id, value, health, education, income } = results[at];
      expect(id).toBe(row.country);
      expect(apart(value, row.published_hdi)).toBeLessThanOrEqual(0.0015);
      const computed = [value, health, education, income];
      for (const [n, check] of [row.check_unrounded, ...row.check_indices].entries())
        expect(apart(computed[n], check)).toBeLessThanOrEqual(1e-6);
    }
  });

  test("social progress, to a hundredth", async () => {
    const path = "indices/spi-2022-sample.json";
    const { rows } = sample(path);
    const { results } = await json("index spi", sharedData(path));
    expect(results.map((one: { id: string }) => one.id)).toEqual(rows.map((row: { country: string }) => row.country));
    for (const [at, row] of rows.entries()) {
      const { value, basicHumanNeeds, foundationsOfWellbeing, opportunity } = results[at];
      // The published figures are rounded on both sides.
      const within = 0.01 + 1e-9;
      expect(apart(value, row.spi)).toBeLessThanOrEqual(within);
      expect(apart(basicHumanNeeds, row.basic_human_needs)).toBeLessThanOrEqual(within);
      expect(apart(foundationsOfWellbeing, row.foundations_of_wellbeing)).toBeLessThanOrEqual(within);
      expect(apart(opportunity, row.opportunity)).toBeLessThanOrEqual(within);
    }
  });

  test("Alkire and Foster, and Gini", async () => {
    const close = (value: unknown): unknown =>
      typeof value === "number" ? expect.closeTo(value, 12) : Array.isArray(value) ? value.map(close) : value;
    const poverty = await json("index mpi", sharedData("indices/alkire-foster-sample.json"));
    for (const [at, { expected }] of sample("indices/alkire-foster-sample.json").cases.entries()) {
      const { c, poor, H, A, M0, M1, M2, contribution } = expected;
      const all = { c, poor, H, A, M0, M1, M2, censoredHeadcount: expected.censored_headcount, contribution };
      expect(poverty.results[at]).toEqual(Object.fromEntries(Object.entries(all).map(([key, v]) => [key, close(v)])));
      expect(Object.keys(poverty.results[at])).toEqual(Object.keys(all));
    }
    const { results } = await json("index gini", sharedData("indices/gini-sample.json"));
    for (const [at, { x: _, ...expected }] of sample("indices/gini-sample.json").cases.entries())
      for (const [key, value] of Object.entries(expected)) expect(results[at][key]).toEqual(close(value));
  });

  test("goals of a plan, to four decimals, and what their years say", async () => {
    const given = sample("indices/plan-goals.json");
    const { progress, rollup } = await json("progress", sharedData("indices/plan-goals.json"));
    for (const [at, { behaviour: _, LB, pg, P, R, at: year, formula, note, ...expected }] of given.progress.entries())
      for (const [key, value] of Object.entries(expected))
        expect(progress[at][key], `${at} ${key}`).toEqual(typeof value === "number" ? expect.closeTo(value, 4) : value);
    expect(rollup.parent_pct).toBeCloseTo(given.rollup.case.parent_pct, 4);
    for (const { behaviour, pg, P, valid } of given.pg_vs_years)
      expect(goalFitsYears({ behaviour, goal: pg, programmed: P })).toBe(valid);
  });
});

const ROW = {
  country: "Aquí",
  life_expectancy: 85,
  expected_years_schooling: 18,
  mean_years_schooling: 15,
  gni_per_capita_ppp2021: 75_000,
};

describe("files", () => {
  test("nobody asks for the results that a file carries; its goalposts count", async () => {
    const [row, posts] = [{ ...ROW, id: 7, published_hdi: 0.1 }, { life_expectancy: [20, 150] }];
    const { results } = await json("index hdi", file({ rows: [row], formula: { goalposts: posts, health: "…" } }));
    expect(results).toEqual([{ id: 7, value: Math.cbrt(0.5), health: 0.5, education: 1, income: 1 }]);
  });

  test("gaps come out as gaps, and rows in their order", async () => {
    const rows = [
      { ...ROW, life_expectancy: null },
      { ...ROW, country: "Allí" },
    ];
    const { results } = await json("index hdi", file({ rows }));
    expect(results.map(({ id, value }: { id: string; value: number }) => [id, value])).toEqual([
      ["Aquí", null],
      ["Allí", 1],
    ]);
    expect(await json("index gini", file({ cases: [] }))).toEqual({ results: [] });
  });

  test("NP is not zero, in a goal and in a roll-up", async () => {
    const goal = { behaviour: "incremento_acumulado", pg: 6, P: ["NP", 2, 2, 2], R: [null, 2, null, null] };
    const content = {
      progress: [
        { ...goal, at: 2024 },
        { ...goal, at: 2025 },
      ],
      rollup: {
        case: {
          children: [
            { w: 50, a: "NP" },
            { w: 50, a: 0.5 },
          ],
        },
      },
    };
    const { progress, rollup } = await json("progress", file(content));
    expect(progress[0]).toMatchObject({ year_pct: null, rollup_value: null });
    expect(progress[1]).toMatchObject({ year_pct: 100, rollup_value: 1 });
    expect(rollup).toEqual({ parent_pct: 50 });
    expect(await json("progress", file({ progress: [] }))).toEqual({ progress: [], rollup: null });
  });

  test("without --json, a line a result", async () => {
    expect(await run("index hdi", file({ rows: [ROW] }))).toEqual({
      code: 0,
      out: "id Aquí · value 1 · health 1 · education 1 · income 1\n",
      err: "",
    });
    expect((await run("index gini", file({ cases: [{ x: [0, 0] }] }))).out).toBe("gini sin dato · unbiased sin dato\n");
  });
});

describe("a bad file is one sentence and nothing else", () => {
  const goal = { behaviour: "reduccion", LB: 2, pg: 1, P: [1], R: [1], at: 2024 };
  test.each<[string, string, unknown, RegExp]>([
    ["no JSON", "index hdi", "{", /no es JSON\.$/],
    ["a list", "index spi", [], /no tiene la forma/],
    ["no rows", "index hdi", {}, /falta «rows»\.$/],
    [
      "a row without a measure",
      "index hdi",
      { rows: [{ ...ROW, life_expectancy: undefined }] },
      /falta «rows\[0\]\.life/,
    ],
    [
      "text for a number",
      "index hdi",
      { rows: [{ ...ROW, life_expectancy: "80" }] },
      /«rows\[0\]\.life_expectancy» no/,
    ],
    ["no income", "index hdi", { rows: [{ ...ROW, gni_per_capita_ppp2021: 0 }] }, /el ingreso de «rows\[0\]\.gni/],
    ["eleven components", "index spi", { rows: [{ components: { shelter: 1 } }] }, /falta «rows\[0\]\.components\./],
    [
      "weights over 1",
      "index mpi",
      { cases: [{ achievements: [], z: [1], weights: [2], k: 1 }] },
      /«cases\[0\]\.weights»/,
    ],
    ["a negative amount", "index gini", { cases: [{ x: [1, -2] }] }, /«cases\[0\]\.x» hay un valor menor/],
    ["nobody", "index gini", { cases: [{ x: [] }] }, /«cases\[0\]\.x» no puede ser/],
    ["a behaviour that does not exist", "progress", { progress: [{ ...goal, behaviour: "x" }] }, /\.behaviour» no/],
    ["a year outside the plan", "progress", { progress: [{ ...goal, at: 2030 }] }, /«progress\[0\]\.at» no es uno/],
    ["years that are missing", "progress", { progress: [{ ...goal, R: [] }] }, /«progress\[0\]\.R» no tiene tantos/],
  ])("%s", async (_, name, content, sentence) => {
    const { code, out, err } = await run(name, file(content), "--json");
    expect([code, out]).toEqual([1, ""]);
    expect(err.trim()).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test("a file that is not there, and words that are not for it", async () => {
    expect((await run("progress", join(folder, "absent"))).err).toMatch(/^No se puede leer el archivo/);
    await expect(run("index hdi")).rejects.toThrow(UsageError);
  });
});
