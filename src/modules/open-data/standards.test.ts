// What other portals read of us, against the standards themselves where they are at hand.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "#platform/config/root.ts";
import { prepareVillage } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const PROFILES = join(ROOT, "../shared/standards/frictionless/profiles");
let house: TestApp;

beforeAll(async () => {
  house = await startTestApp();
  await prepareVillage(house);
});
afterAll(() => house.stop());

const json = async (path: string): Promise<unknown> => (await fetch(house.url + path)).json();
const base = "/datos/procesos/conversatorios";

interface Field {
  name: string;
  type: string;
  description: string;
}
interface Package {
  name: string;
  licenses: { name: string; path: string }[];
  resources: { name: string; path: string; schema: { fields: Field[]; primaryKey: string[] } }[];
}

it("packages every file with its dictionary and its licence", async () => {
  const data = (await json(`${base}/datapackage.json`)) as Package;
  expect(data.name).toMatch(/^[a-z0-9-]+$/);
  expect(data.licenses).toEqual([
    expect.objectContaining({ name: "CC-BY-4.0", path: "https://creativecommons.org/licenses/by/4.0/" }),
  ]);
  expect(new Set(data.resources.map((one) => one.name)).size).toBe(data.resources.length);
  for (const { name, path, schema } of data.resources) {
    const columns = schema.fields.map((field) => field.name);
    expect(new Set(columns).size, name).toBe(columns.length);
    for (const key of schema.primaryKey) expect(columns, name).toContain(key);
    for (const field of schema.fields) {
      expect(field.description.length, field.name).toBeGreaterThan(3);
      expect(["string", "integer", "boolean", "date", "datetime"]).toContain(field.type);
    }
    // The address in the package is where the file is, with these columns.
    const address = new URL(path, `${house.url}${base}/`);
    const response = await fetch(new URL(address.pathname, house.url));
    expect(response.status, path).toBe(200);
    expect((await response.text()).split("\n")[0], path).toBe(columns.join(","));
  }
});

it.skipIf(!existsSync(PROFILES))("is valid for Frictionless 1 and 2", async () => {
  const data = (await json(`${base}/datapackage.json`)) as Package;
  for (const version of ["1.0", "2.0"]) {
    for (const [file, values] of [
      ["datapackage.json", [data]],
      ["tableschema.json", data.resources.map((one) => one.schema)],
    ] as const) {
      const schema: unknown = JSON.parse(readFileSync(join(PROFILES, version, file), "utf8"));
      const ajv = new Ajv({ strict: false, allErrors: true });
      formats.default(ajv);
      ajv.addFormat("textarea", true);
      const check = ajv.compile(schema as object);
      for (const value of values)
        expect([version, file, check(value), check.errors]).toEqual([version, file, true, null]);
    }
  }
});

type Node = Record<string, unknown>;

it("lists every dataset in a catalogue that has what DCAT-AP requires", async () => {
  const catalogue = (await json("/datos/catalogo.json")) as { "@context": Record<string, string>; "@graph": Node[] };
  const nodes = catalogue["@graph"];
  const ids = new Map(nodes.map((node) => [node["@id"], node]));
  const ofType = (type: string): Node[] => nodes.filter((node) => node["@type"] === type);
  const [root] = ofType("dcat:Catalog");
  if (root === undefined) throw new Error("There is no catalogue");
  for (const needed of ["dct:title", "dct:description", "dct:publisher", "dcat:dataset"])
    expect(root).toHaveProperty([needed]);
  const publisher = ids.get((root["dct:publisher"] as Node)["@id"]);
  expect(publisher).toMatchObject({ "@type": "foaf:Agent", "foaf:name": expect.anything() });
  const listed = (root["dcat:dataset"] as Node[]).map((one) => one["@id"]);
  expect(listed).toEqual(ofType("dcat:Dataset").map((one) => one["@id"]));
  expect(new Set(listed).size).toBe(listed.length);
  for (const dataset of ofType("dcat:Dataset")) {
    for (const needed of ["dct:title", "dct:description"]) expect(dataset).toHaveProperty([needed]);
    for (const one of dataset["dcat:distribution"] as Node[]) {
      const address = new URL(String((one["dcat:accessURL"] as Node)["@id"]));
      expect((await fetch(new URL(address.pathname, house.url), { method: "HEAD" })).status).toBe(200);
      expect(one).toHaveProperty(["dct:license"]);
    }
  }
  const prefixes = Object.keys(catalogue["@context"]);
  const used = [...JSON.stringify(nodes).matchAll(/"([a-z]+):[a-zA-Z]+":/g)].map(([, prefix]) => prefix);
  for (const prefix of used) expect(prefixes).toContain(prefix);
});
