// Counts by population group as anybody reads them: the page of the process, and the files.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProcess, type Process } from "#modules/processes/index.ts";
import { openProcess } from "#test/support/open-process.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { insertDemands, type NewDemand } from "../insert-demands.sql.ts";
import { countGroups } from "./count-groups.ts";

const DAY = 86_400_000;
let test: TestApp;
let process: Process;
let places: string[];
let groups: string[];

beforeAll(async () => {
  test = await startTestApp();
  places = test.entity
    .participationTerritories()
    .slice(0, 4)
    .map(({ code }) => code);
  groups = test.entity
    .populationGroups()
    .slice(0, 4)
    .map(({ code }) => code);
  await openProcess(test, { slug: "grupos", now: test.clock.now() });
  const found = await findProcess(test.db.read, "grupos");
  if (found === undefined) throw new Error("no process");
  process = found;
  const [many = "", few = "", nearlyAll = ""] = groups;
  // Place → needs of each group: the first group is large in one place and small in three; the second is of four people; the
  // third, of nearly everybody.
  await say(0, [many], 9);
  for (const [at, n] of [
    [1, 2],
    [2, 3],
    [3, 1],
  ] as const)
    await say(at, [many], n);
  await say(0, [few], 4);
  for (const at of [0, 1, 2, 3]) await say(at, [nearlyAll], 20);
});
afterAll(() => test?.stop());

async function say(at: number, codes: string[], times: number): Promise<void> {
  const now = test.clock.now();
  await test.db.write(async (tx) => {
    const needs = Array.from(
      { length: times },
      (_, n): NewDemand => ({
        processId: process.id,
        territory: places[at] ?? "",
        text: `Hace falta algo ${at} ${codes} ${n}`,
        channel: "web",
        groups: codes,
        saidAt: now,
      }),
    );
    await insertDemands(tx, needs, now);
  });
}

const count = () => test.db.write((tx) => countGroups(tx, test.clock.now()));
const file = async () =>
  (await (await fetch(`${test.url}/datos/procesos/grupos/necesidades-por-grupo.csv`)).text()).trim();
const page = async () => (await fetch(`${test.url}/procesos/grupos`)).text();

describe("counts by population group", () => {
  it("are of nobody while needs are still said or read", async () => {
    await count();
    expect((await file()).split("\n")).toHaveLength(1);
    expect(await page()).not.toContain("A quién ayudan");
  });

  it("are counted once, and never tell fewer than five", async () => {
    test.clock.advance(21 * DAY);
    await count();
    const rows = (await file())
      .split("\n")
      .slice(1)
      .map((line) => line.split(",").slice(0, 3));
    const [many = "", few = "", nearlyAll = ""] = groups;
    expect(rows.filter(([group]) => group === many)).toEqual([
      [many, "all", "15"],
      [many, places[0], "9"],
    ]);
    expect(rows.filter(([group]) => group === few)).toEqual([]);
    expect(rows.find(([group, place]) => group === nearlyAll && place === "all")?.[2]).toBe("80");
    const html = await page();
    expect(html).toContain("A quién ayudan");
    expect(html).toContain(">15<");
    // On the page of a place, its own counts and none that could be found by subtraction.
    const own = (at: number) =>
      fetch(`${test.url}/procesos/grupos/${test.entity.slugOf(places[at] ?? "")}`).then((answer) => answer.text());
    expect(await own(0)).toMatch(/A quién ayudan[\s\S]*>9</);
    expect(await own(1)).not.toContain(test.entity.name(test.entity.catalogs.populationGroups.get(many), "es"));
    // What is said or coded later moves no count: who looks before and after would know of whom it is.
    const before = await file();
    await say(0, [few], 1);
    await count();
    expect(await file()).toBe(before);
  });

  it("nothing else that is published says the groups of a need", async () => {
    const names = test.entity
      .populationGroups()
      .slice(0, 4)
      .map((group) => test.entity.name(group, "es"));
    for (const name of ["necesidades", "historia", "hilos"]) {
      const text = await (await fetch(`${test.url}/datos/procesos/grupos/${name}.csv`)).text();
      for (const code of groups) expect(text.split(/[,\n]/)).not.toContain(code);
    }
    const { rows } = await test.db.pool.query<{ id: number }>("select id from demands order by id limit 1");
    const html = await (await fetch(`${test.url}/necesidades/${rows[0]?.id}`)).text();
    for (const name of names) expect(html).not.toContain(name);
  });
});
