// Open data as Sara downloads it: every file parses, says as many rows as the pages, and tells nothing of anybody.
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setVisibility } from "#core/trace/index.ts";
import type { Dataset } from "#platform/module.ts";
import { type Page, Person } from "#test/support/person.ts";
import { answer, prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { modules } from "../../modules.ts";

const datasets = modules.flatMap((module): readonly Dataset[] => module.datasets ?? []);
const FORMULA = '=HYPERLINK("http://x.co";"gratis") y "comillas", comas\ny renglones';

let house: TestApp;
let village: Village;
let hidden: number;
let formula: number;
let landing: Page;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  const first = await sayNeed(house, village, "El agua llega turbia cuando llueve");
  formula = (await sayNeed(house, village, FORMULA)).need;
  hidden = (await sayNeed(house, village, "Mi vecino Perico Secreto vive en la casa azul")).need;
  await house.db.write((tx) => setVisibility(tx, hidden, "hidden"));
  const id = await answer(village, [first.need, formula]);
  const { gloria } = village;
  await gloria.visit(`/gestion/compromisos/${id}`);
  await gloria.send("Cambiar la fecha", { dueDate: "2027-01-29", reason: "Creció el río" });
  await gloria.visit(`/gestion/compromisos/${id}`);
  await gloria.send("Publicar la novedad", { state: "met", text: "Listo", link: "https://example.org/acta" });
  await first.person.visit(`/compromisos/${id}/juzgar`);
  await first.person.send("Enviar mi respuesta", { answer: "yes", comment: "Perico Secreto la abrió" });
  // What was kept before the last of this is let go.
  house.clock.advance(61_000);
  landing = await new Person({ url: house.url }).visit(base);
});
afterAll(() => house.stop());

const base = "/datos/procesos/conversatorios";
const get = (path: string, headers: Record<string, string> = {}) => fetch(house.url + path, { headers });
const csvOf = async (name: string): Promise<Record<string, string>[]> =>
  parse(await (await get(`${base}/${name}.csv`)).text(), { columns: true });

describe.each(datasets.map((dataset) => [dataset.name, dataset] as const))("%s", (name, dataset) => {
  it("says the same in CSV and in JSON, in the order of its dictionary, with a key that tells rows apart", async () => {
    const response = await get(`${base}/${name}.csv`);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const text = await response.text();
    expect(text.split("\n")[0]).toBe(dataset.columns.map((column) => column.name).join(","));
    const rows: Record<string, string>[] = parse(text, { columns: true });
    const json = (await (await get(`${base}/${name}.json`)).json()) as Record<string, unknown>[];
    const plain = json.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? "" : String(value)])),
    );
    const bare = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value.replace(/^'(?=[=+\-@])/, "")])),
    );
    expect(bare).toEqual(plain);
    expect(new Set(rows.map((row) => dataset.key.map((column) => row[column]).join("|"))).size).toBe(rows.length);
  });

  it("holds in each column what its dictionary says", async () => {
    for (const row of await csvOf(name)) {
      for (const { name: column, type, required, values } of dataset.columns) {
        const value = row[column] ?? "";
        if (required) expect(value, column).not.toBe("");
        if (value === "") continue;
        if (type === "integer") expect(value, column).toMatch(/^-?\d+$/);
        if (type === "date") expect(value, column).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (type === "boolean") expect(["true", "false"], column).toContain(value);
        if (values !== undefined) expect(values, column).toContain(value);
      }
    }
  });

  it("gives away neither a person, nor a key, nor what was hidden", async () => {
    const text = await (await get(`${base}/${name}.csv`)).text();
    for (const secret of ["Perico", "Secreto", "Gloria"]) expect(text.includes(secret), secret).toBe(false);
    const names = dataset.columns.map((column) => column.name).join(" ");
    expect(names).not.toMatch(/participant|account|author|email|made_by|key/);
    // Groups only in the files that count them and hide the small counts.
    if (!name.endsWith("-por-grupo")) expect(names).not.toMatch(/group/);
    const rows = await csvOf(name);
    const numbers = rows.flatMap((row) => [row.need, row.thing, row.from, row.to, row.merged_into]);
    expect(numbers).not.toContain(String(hidden));
  });

  it("has as many rows as the page says", async () => {
    const item = landing.all("li").find((one) => one.attributes.get("id") === name);
    expect(item).toBeDefined();
    const section = landing.html.slice(landing.html.indexOf(`id="${name}"`));
    expect(/(\d+) filas?\b/.exec(section)?.[1]).toBe(String((await csvOf(name)).length));
  });
});

it("counts the same as the pages that people read", async () => {
  const visitor = new Person({ url: house.url });
  expect(await csvOf("necesidades")).toHaveLength(2);
  const board = await visitor.visit("/compromisos?proceso=conversatorios");
  const commitments = await csvOf("compromisos");
  expect(board.text).toContain(`${commitments.length} compromiso`);
  expect(await csvOf("juicios")).toMatchObject([{ yes: "1", partly: "0", no: "0" }]);
  expect(await csvOf("novedades")).toHaveLength(1);
  expect(await csvOf("cambios-de-fecha")).toHaveLength(1);
  expect(await csvOf("hilos")).toHaveLength(2);
});

it("cannot be run by a spreadsheet, and comes back as it was said", async () => {
  const row = (await csvOf("necesidades")).find((one) => one.need === String(formula));
  expect(row?.text).toBe(`'${FORMULA}`);
  const json = (await (await get(`${base}/necesidades.json`)).json()) as { need: number; text: string }[];
  expect(json.find((one) => one.need === formula)?.text).toBe(FORMULA);
});

it("is not sent again to whoever has it, until it changes", async () => {
  const first = await get(`${base}/necesidades.csv`);
  const etag = first.headers.get("etag") ?? "";
  const digest = createHash("sha256")
    .update(await first.text())
    .digest("base64url")
    .slice(0, 27);
  expect(etag).toBe(`W/"${digest}"`);
  const again = await get(`${base}/necesidades.csv`, { "if-none-match": etag });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  await sayNeed(house, village, "Falta un salón comunal");
  house.clock.advance(61_000);
  expect((await get(`${base}/necesidades.csv`, { "if-none-match": etag })).status).toBe(200);
});

it("is the board's list, filtered as the board is", async () => {
  const all: unknown[] = parse(await (await get("/compromisos.csv")).text(), { columns: true });
  expect(all).toHaveLength(1);
  const met: unknown[] = parse(await (await get(`/compromisos.csv?estado=met&lugar=${village.place.slug}`)).text(), {
    columns: true,
  });
  expect(met).toEqual(all);
  for (const filter of [
    "estado=late",
    `lugar=${village.other.slug}`,
    "dependencia=nadie",
    "plata=si",
    "proceso=otro",
  ]) {
    expect(await (await get(`/compromisos.json?${filter}`)).json()).toEqual([]);
  }
});

it("does not exist for a draft, nor for a file that nobody publishes", async () => {
  for (const path of ["/datos/procesos/otro", `${base}/nada.csv`, `${base}/necesidades.xml`, `${base}/..%2fx.csv`]) {
    expect((await get(path)).status).toBe(404);
  }
  await house.db.write((tx) => tx.updateTable("processes").set({ state: "draft", published_at: null }).execute());
  for (const path of [base, `${base}/necesidades.csv`, `${base}/datapackage.json`, `${base}/dictionary.json`]) {
    expect((await get(path)).status).toBe(404);
  }
  expect(await (await get("/datos/catalogo.json")).text()).not.toContain("conversatorios");
  const now = house.clock.now();
  await house.db.write((tx) => tx.updateTable("processes").set({ state: "published", published_at: now }).execute());
});
