// The entities that this repository carries, on the real data beside the checkout: what the tests of the code, which
// know only invented places, cannot say.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareBoundaries, storeBoundaries } from "#core/territory/boundaries/import-boundaries.ts";
import { matchBoundaries } from "#core/territory/boundaries/match-codes.ts";
import { OUTLINE_BUDGET, outlineOf } from "#core/territory/boundaries/outline.ts";
import { findOutlines } from "#core/territory/boundaries/outlines.sql.ts";
import { readBoundaryFile } from "#core/territory/boundaries/read-geojson.ts";
import { Entity } from "#core/territory/entity.ts";
import { readEntity } from "#core/territory/entity-files.ts";
import { recallRetired } from "#core/territory/recall-retired.sql.ts";
import { syncEntity } from "#core/territory/sync-entity.ts";
import { type Database, openDatabase } from "#platform/db/db.ts";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { edgesOf } from "#test/support/outline-edges.ts";
import { entityFolder, findSharedData, sharedData } from "#test/support/shared-data.ts";

const now = new Date("2026-11-23T13:00:00Z");

function entityOf(directory: string): Entity {
  const reading = readEntity(directory);
  if ("errors" in reading) throw new Error(JSON.stringify(reading.errors));
  return reading.entity;
}

describe("the entities of this repository", () => {
  test("the default one holds 42 municipalities, and the localities of its capital", () => {
    const entity = entityOf(entityFolder("valle-del-cauca"));
    expect(entity.participationTerritories()).toHaveLength(42);
    expect(entity.children("76001")).toHaveLength(37);
    expect(entity.groupings()).toHaveLength(5);
    expect(new Set(entity.groupings().flatMap(({ members }) => members)).size).toBe(42);
    expect(entity.sectors().length).toBeGreaterThanOrEqual(14);
    expect(entity.populationGroups().map(({ code }) => code)).toContain("cuidadoras");
    expect(entity.bySlug("buga")?.code).toBe("76111");
  });

  test("the second one votes by commune, with its provinces as groupings", () => {
    const entity = entityOf(entityFolder("santiago-metropolitana"));
    expect(entity.participationTerritories()).toHaveLength(52);
    expect(entity.groupings()).toHaveLength(6);
    expect(entity.groupingsOf("13201").map(({ names }) => names.es)).toEqual(["Provincia de Cordillera"]);
    expect(entity.kindName(entity.participationKind, "es", true)).toBe("comunas");
  });

  test.each(["valle-del-cauca", "santiago-metropolitana"])("%s places its tiles without overlap", (code) => {
    const tiles = [...entityOf(entityFolder(code)).tiles().values()];
    expect(new Set(tiles.map(({ x, y }) => `${x},${y}`)).size).toBe(tiles.length);
  });
});

test("north stays above south and west left of east, for what is clearly apart", () => {
  const entity = entityOf(entityFolder("santiago-metropolitana"));
  const communes = entity.participationTerritories();
  const tiles = entity.tiles();
  let kept = 0;
  let pairs = 0;
  for (const a of communes) {
    for (const b of communes) {
      const [tileA, tileB] = [tiles.get(a.code), tiles.get(b.code)];
      if (tileA === undefined || tileB === undefined) continue;
      if ((a.lat ?? 0) - (b.lat ?? 0) > 0.1) {
        pairs++;
        if (tileA.y <= tileB.y) kept++;
      }
      if ((b.lon ?? 0) - (a.lon ?? 0) > 0.1) {
        pairs++;
        if (tileA.x <= tileB.x) kept++;
      }
    }
  }
  expect(pairs).toBeGreaterThan(500);
  expect(kept / pairs).toBeGreaterThan(0.97);
});

describe.each([
  { file: "territory/co-valle.geojson", entity: "valle-del-cauca", scope: "76", count: 42 },
  { file: "territory/cl-metropolitana.geojson", entity: "santiago-metropolitana", scope: "13", count: 52 },
  { file: "territory/co-cali-comunas.geojson", entity: "valle-del-cauca", scope: "76001", count: 22 },
])("on the real file $file", ({ file, entity, scope, count }) => {
  test.skipIf(findSharedData(file) === undefined)("every code matches, and the drawing fits its budget", () => {
    const features = readBoundaryFile(readFileSync(sharedData(file), "utf8"));
    if ("problem" in features) throw new Error(features.problem);
    const match = matchBoundaries(features, entityOf(entityFolder(entity)));
    if ("problem" in match) throw new Error(match.problem);
    expect(match).toMatchObject({ property: "code", unknown: [], undrawn: [] });
    expect(match.scope.code).toBe(scope);
    for (const budget of [OUTLINE_BUDGET, 3000]) {
      const outline = outlineOf(match.shapes, budget);
      expect(outline.paths.size).toBe(count);
      expect(outline.bytes).toBeLessThanOrEqual(budget);
      expect(gzipSync([...outline.paths.values()].join("")).length).toBeLessThanOrEqual(budget);
      for (const path of outline.paths.values()) expect(path).toMatch(/^(M\d+ \d+l[-\d ]+z)+$/);
      const edges = [...edgesOf(outline).values()];
      expect(edges.filter((times) => times === 2).length).toBeGreaterThan(edges.length / 3);
      expect(edges.filter((times) => times > 2)).toEqual([]);
    }
  });
});

const files = ["territory/co-valle.geojson", "territory/co-cali-comunas.geojson"];

test.skipIf(files.some((file) => findSharedData(file) === undefined))(
  "a region and the localities of its capital are two maps, and each import replaces its own",
  async () => {
    const server = await testDatabase();
    const db = openDatabase(server.programUrl);
    const entity = entityOf(entityFolder("valle-del-cauca"));
    await db.write((tx) => syncEntity(tx, entity, now));
    expect(await findOutlines(db.read, "76")).toBeUndefined();
    for (const file of [...files, ...files]) {
      const boundaries = prepareBoundaries(readFileSync(sharedData(file), "utf8"), entity);
      if ("problem" in boundaries) throw new Error(boundaries.problem);
      await db.write((tx) => storeBoundaries(tx, boundaries, now));
    }
    const region = await findOutlines(db.read, "76");
    const capital = await findOutlines(db.read, "76001");
    expect(region?.paths.size).toBe(42);
    expect(region?.viewBox).toMatch(/^0 0 \d+ 2000$/);
    expect([...(capital?.paths.keys() ?? [])].every((code) => entity.isWithin(code, "76001"))).toBe(true);
    await db.close();
    await server.drop();
  },
);

describe.each(["valle-del-cauca", "santiago-metropolitana"])("the entity %s", (code) => {
  let server: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    server = await testDatabase();
    db = openDatabase(server.programUrl);
  });
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  test("loads whole, groupings included, and a second time changes nothing", async () => {
    const entity = entityOf(entityFolder(code));
    const load = () => db.write((tx) => syncEntity(tx, entity, now));
    expect((await load()).added).toBeGreaterThan(200);
    expect(await load()).toEqual({ added: 0, changed: 0, retired: 0 });
    const rows = await db.read.selectFrom("grouping_members").select("territory_code").execute();
    expect(rows).toHaveLength(entity.participationTerritories().length);
  });

  test("a grouping that leaves remembers its members", async () => {
    const entity = entityOf(entityFolder(code));
    const [first] = entity.groupings();
    const definition = { ...entity.definition, groupings: entity.definition.groupings.slice(1) };
    const smaller = new Entity(definition);
    const counts = await db.write((tx) => syncEntity(tx, smaller, now));
    expect(counts.retired).toBe(1 + (first?.members.length ?? 0));
    const recalled = await recallRetired(db.read, smaller);
    expect(recalled.catalogs.groupings.get(first?.code ?? "")).toEqual({ ...first, retired: true });
  });
});
