import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeThrowawayFolder, removeServerFolder } from "#platform/db/server.ts";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { writeInventedEntity } from "#test/support/invented-entity.ts";
import { projectPath } from "#test/support/shared-data.ts";
import { type EntityDatabase, openEntityDatabase } from "../open-entity-database.ts";
import { findOutlines } from "./outlines.sql.ts";
import { runImportBoundaries } from "./run-import-boundaries.ts";

const now = new Date("2026-11-23T13:00:00Z");
const log = { debug: () => undefined, info: () => undefined };
const folder = mkdtempSync(join(tmpdir(), "boundaries-"));
let server: TestDatabase;
let house: EntityDatabase;

function settingsFor(directory: string) {
  return {
    entitiesDir: dirname(directory),
    entity: basename(directory),
    varDir: join(tmpdir(), "never-used"),
    migrations: projectPath("migrations"),
  };
}

beforeAll(async () => {
  server = await testDatabase();
  const settings = { ...settingsFor(writeInventedEntity()), databaseUrl: server.ownerUrl };
  house = await openEntityDatabase(settings, { now, log });
});
afterAll(async () => {
  await house.close();
  await server.drop();
  rmSync(folder, { recursive: true });
});

async function run(text: string, json = false) {
  const file = join(folder, "file.geojson");
  writeFileSync(file, text);
  const out = { stdout: "", stderr: "" };
  const output = {
    stdout: (said: string) => {
      out.stdout += said;
    },
    stderr: (said: string) => {
      out.stderr += said;
    },
  };
  return { code: await runImportBoundaries({ file, json, now }, output, house), ...out };
}

function collection(...codes: string[]): string {
  const features = codes.map((code, x) => ({
    type: "Feature",
    properties: { MPIO: code },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [x, 3],
          [x + 1, 3],
          [x + 1, 4],
          [x, 4],
          [x, 3],
        ],
      ],
    },
  }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

test("says what matched and what did not, both ways, and keeps the drawing", async () => {
  const { code, stdout, stderr } = await run(collection("90001", "90002", "77777"));
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(stdout).toMatch(/^2 territorios dibujados en Tres Ríos, por la propiedad «MPIO»\. El dibujo pesa 0,\d KB/);
  expect(stdout).toContain("En el archivo hay un código que la entidad no tiene: 77777.");
  expect(stdout).toContain("queda un territorio sin dibujo: San Cosme del Ñandú (90003).");
  expect([...((await findOutlines(house.db.read, "90"))?.paths.keys() ?? [])]).toEqual(["90001", "90002"]);
});

test("a second file replaces the first, and with --json the answer is one object", async () => {
  const { code, stdout } = await run(collection("90001", "90002", "90003"), true);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ scope: "90", property: "MPIO", drawn: 3, unknown: [], undrawn: [] });
  expect((await findOutlines(house.db.read, "90"))?.paths.size).toBe(3);
});

test.each([
  ["not JSON", "a,b\n", "El archivo no es JSON.\n"],
  [
    "codes of nobody",
    collection("1"),
    "Ninguna propiedad del archivo tiene códigos de los territorios de la entidad.\n",
  ],
  [
    "points",
    JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", geometry: { type: "Point" } }] }),
    "El elemento 1 no es un polígono cerrado y con área.\n",
  ],
])("%s: one sentence, exit 1, and the drawing that was there stays", async (_, text, sentence) => {
  expect(await run(text)).toEqual({ code: 1, stdout: "", stderr: sentence });
  expect((await findOutlines(house.db.read, "90"))?.paths.size).toBe(3);
});

test("without an address of a database, its own server is started, and stopped at the end", async () => {
  const varDir = await makeThrowawayFolder("sigesi-house-");
  const settings = { ...settingsFor(writeInventedEntity()), varDir };
  const first = await openEntityDatabase(settings, { now, log });
  expect(first.loaded.added).toBeGreaterThan(0);
  const beside = await openEntityDatabase(settings, { now, log });
  expect(beside.loaded).toEqual({ added: 0, changed: 0, retired: 0 });
  await beside.close();
  expect((await first.db.read.selectFrom("entity").select("code").execute()).map(({ code }) => code)).toEqual([
    "tres-rios",
  ]);
  await first.close();
  const again = await openEntityDatabase(settings, { now, log });
  expect(again.loaded.added).toBe(0);
  await again.close();
  await removeServerFolder(varDir);
});
