// Gloria makes an index out of indicators, sees what comes of it, and publishes an edition that nobody can change; Sara reads it and
// computes it again.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { computeCommands } from "../compute/compute.command.ts";
import { loadIndicators } from "../load.ts";

let house: TestApp;
let gloria: Person;
let sara: Person;
let places: { code: string; name: string }[] = [];
const series = new Map<string, number>();

beforeAll(async () => {
  house = await startTestApp();
  sara = new Person({ url: house.url });
  places = house.entity.participationTerritories().slice(0, 5);
  gloria = new Person({ url: house.url, session: await house.signIn({ name: "Gloria", role: "planner" }) });
  const { rows: accounts } = await house.db.pool.query<{ id: number }>("select id from accounts limit 1");
  const made = { by: Number(accounts[0]?.id), now: house.clock.now(), name: "a.csv" };
  const sheet = {
    definition: "d",
    unit: "%",
    source: "Acueducto",
    sdgTarget: null,
    caveat: null,
    rule: "none",
    scale: 1,
    ages: null,
    generated: false,
  } as const;
  const water = [90, 80, 70, 60, 50];
  // The last place has no figure of deaths.
  const deaths = [10, 5, 20, 40];
  await house.db.write(async (tx) => {
    const of = (values: number[]) =>
      values.map((value, at) => ({ territory: places[at]?.code ?? "", period: 2023, value }));
    await loadIndicators(tx, {
      ...made,
      sheet: { ...sheet, code: "agua", name: "Hogares con agua", better: "up" },
      rows: of(water),
    });
    await loadIndicators(tx, {
      ...made,
      sheet: { ...sheet, code: "muertes", name: "Muertes de bebés", better: "down" },
      rows: of(deaths),
    });
    await loadIndicators(tx, {
      ...made,
      sheet: { ...sheet, code: "igual", name: "Igual en todas partes", better: "up" },
      rows: of([3, 3, 3]),
    });
  });
  const { rows } = await house.db.pool.query<{ id: number; code: string }>(
    "select s.id, i.code from indicator_series s join indicators i on i.id = s.indicator_id",
  );
  for (const { id, code } of rows) series.set(code, Number(id));
});
afterAll(() => house?.stop());

const of = (code: string) => String(series.get(code));

describe("an index", () => {
  it("is begun with a name and a purpose; without them the form says so and keeps what was typed", async () => {
    await gloria.visit("/gestion/indices/nuevo");
    const refused = await gloria.press("Empezar", { name: "Vida de la niñez", purpose: "corto" });
    expect(refused.status).toBe(400);
    expect(refused.html).toMatch(/href="#purpose"[\s\S]*value="Vida de la niñez"/);
    await gloria.send("Empezar", { purpose: "Dónde es más difícil crecer." });
    expect(gloria.page.path).toBe("/gestion/indices/vida-de-la-ninez");
    await gloria.visit("/gestion/indices/nuevo");
    const twice = await gloria.press("Empezar", { name: "Vida de la niñez", purpose: "Dónde es más difícil crecer." });
    expect([twice.status, twice.problems]).toEqual([409, ["Ya hay un índice con ese nombre."]]);
  });

  it("takes its goalposts from what there is, worst and best by what is better, and shows the order before it is public", async () => {
    await gloria.visit("/gestion/indices/vida-de-la-ninez");
    await gloria.send("Guardar y ver el orden", { add: of("agua") });
    const page = await gloria.send("Guardar y ver el orden", { add: of("muertes") });
    expect(page.html).toMatch(new RegExp(`id="worst-${of("muertes")}"[^>]*value="40"`));
    expect(page.html).toMatch(new RegExp(`id="best-${of("muertes")}"[^>]*value="5"`));
    expect(page.text).toContain(`${house.entity.participationTerritories().length - 4} lugares sin índice`);
    expect(page.text).toContain(`${places[4]?.name}: falta Muertes de bebés`);
    const alike = await gloria.press("Guardar y ver el orden", { add: of("igual") });
    expect([alike.status, alike.text.includes("no distingue un lugar de otro")]).toEqual([400, true]);
    expect((await sara.open("/indices/vida-de-la-ninez")).status).toBe(404);
    expect((await sara.visit("/indices")).text).toContain("Todavía no hay índices");
  });

  it("refuses numbers that cannot be, each on its field, and keeps the rest", async () => {
    const [worst, best, weight] = ["worst", "best", "weight"].map((kind) => `${kind}-${of("agua")}`) as [
      string,
      string,
      string,
    ];
    await gloria.visit("/gestion/indices/vida-de-la-ninez");
    const refused = await gloria.press("Guardar y ver el orden", { [worst]: "cien", [best]: "100", [weight]: "0" });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(`href="#${worst}"`);
    expect(refused.html).toContain(`href="#${weight}"`);
    expect(refused.html).toMatch(new RegExp(`id="${worst}"[^>]*value="cien"`));
    const same = await gloria.press("Guardar y ver el orden", { [worst]: "100", [weight]: "1" });
    expect([same.status, same.html.includes(`href="#${best}"`)]).toEqual([400, true]);
  });

  it("is published once, frozen: what changes later is another edition", async () => {
    await gloria.visit("/gestion/indices/vida-de-la-ninez");
    const [worst, best, weight] = ["worst", "best", "weight"].map((kind) => `${kind}-${of("agua")}`) as [
      string,
      string,
      string,
    ];
    await gloria.send("Guardar y ver el orden", { [worst]: "0", [best]: "100", [weight]: "3" });
    expect((await gloria.press("Publicar la edición 1", { note: "" })).status).toBe(400);
    await gloria.visit("/gestion/indices/vida-de-la-ninez");
    const colleague = gloria.form("Publicar la edición 1", { note: "La misma, desde otra pantalla." });
    await gloria.visit("/gestion/indices/vida-de-la-ninez");
    const page = await gloria.send("Publicar la edición 1", { note: "Primera edición, con los datos de 2023." });
    expect(page.path).toBe("/indices/vida-de-la-ninez/1");
    // Three parts of water in a hundred, and one of deaths between 40 and 5: (3 × 90 + 85,7) ÷ 4.
    expect(page.text).toContain(`el primero es ${places[0]?.name} (88,9 de 100)`);
    expect((await gloria.throwAt(colleague.action, String(colleague.body))).status).toBe(409);
    const before = (await sara.visit("/indices/vida-de-la-ninez/1")).text;
    await gloria.visit("/gestion/indices/vida-de-la-ninez");
    const stale = gloria.form("Publicar la edición 2", { note: "Sin las muertes de bebés." });
    await gloria.send("Guardar y ver el orden", { [weight]: "1" });
    const late = await gloria.throwAt(stale.action, String(stale.body));
    expect([late.status, late.problems]).toEqual([
      409,
      ["Alguien cambió el índice mientras tanto: míralo otra vez antes de publicarlo."],
    ]);
    await gloria.visit("/gestion/indices/vida-de-la-ninez");
    await gloria.send("Publicar la edición 2", { note: "Todos los indicadores pesan lo mismo." });
    const strip = (text: string) => text.slice(text.indexOf("Qué tan firme"), text.indexOf("Esta edición"));
    expect(strip((await sara.visit("/indices/vida-de-la-ninez/1")).text)).toBe(strip(before));
    expect((await sara.visit("/indices/vida-de-la-ninez")).text).toContain("Edición 2 (2023)");
    await expect(house.db.pool.query("update composite_editions set year = 2020")).rejects.toThrow(/permission denied/);
  });

  it("is computed again by anyone from its file: the same numbers, places and ranges", async () => {
    const text = (await sara.visit("/indices/vida-de-la-ninez/1/datos.json")).html;
    const folder = mkdtempSync(join(tmpdir(), "composite-"));
    const file = join(folder, "edition.json");
    writeFileSync(file, text);
    let out = "";
    const io = {
      stdout: (said: string) => {
        out += said;
      },
      stderr: () => undefined,
      env: {},
    };
    const command = computeCommands.find(({ name }) => name === "index composite");
    expect(await command?.run([file, "--json"], io)).toBe(0);
    rmSync(folder, { recursive: true });
    const results: { id: string; value: number | null }[] = JSON.parse(out).results;
    const published: { id: string }[] = JSON.parse(text).published;
    expect(results.filter(({ value }) => value !== null)).toHaveLength(4);
    for (const one of published) expect(results).toContainEqual(one);
    const csv = (await sara.visit("/indices/vida-de-la-ninez/1/datos.csv")).html.trim().split("\n");
    expect(csv).toHaveLength(1 + house.entity.participationTerritories().length);
    expect(csv[1]?.startsWith(`${places[0]?.code},1,88.9`)).toBe(true);
  });

  it("who may not", async () => {
    const milena = new Person({ url: house.url, session: await house.signIn({ name: "Milena", role: "analyst" }) });
    for (const path of ["", "/nuevo", "/vida-de-la-ninez"]) {
      expect((await milena.open(`/gestion/indices${path}`)).status).toBe(403);
      expect((await sara.open(`/gestion/indices${path}`)).path).toMatch(/^\/entrar/);
    }
  });
});
