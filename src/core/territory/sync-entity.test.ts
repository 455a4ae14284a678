import { rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "#platform/db/db.ts";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { INVENTED_FILES, writeInventedEntity } from "#test/support/invented-entity.ts";
import { Entity } from "./entity.ts";
import { readEntity } from "./entity-files.ts";
import { EntityFolderError, getEntity, loadEntity } from "./load-entity.ts";
import { recallRetired } from "./recall-retired.sql.ts";
import { OtherEntityError, syncEntity } from "./sync-entity.ts";

const monday = new Date("2026-11-23T13:00:00Z");
const tuesday = new Date("2026-11-24T13:00:00Z");

function entityOf(directory: string): Entity {
  const reading = readEntity(directory);
  if ("errors" in reading) throw new Error(JSON.stringify(reading.errors));
  return reading.entity;
}

const invented = (files: Parameters<typeof writeInventedEntity>[0] = {}) => entityOf(writeInventedEntity(files));

/** Runs `work` on a database of its own. */
function withDatabase(): { db: () => Database } {
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
  return { db: () => db };
}

test("a database of another entity is refused in one sentence", () => {
  expect(new OtherEntityError("tres-rios", "dos-rios").message).toBe(
    "Esta base de datos es de la entidad «tres-rios», no de «dos-rios»: usa ENTITY=tres-rios o una base de datos nueva.",
  );
});

describe("loading the folder of an entity", () => {
  const { db } = withDatabase();
  const load = (entity: Entity, now: Date) => db().write((tx) => syncEntity(tx, entity, now));

  test("twice changes nothing, and what leaves is retired until it comes back", async () => {
    expect(await load(invented(), monday)).toEqual({ added: 11, changed: 0, retired: 0 });
    expect(await load(invented(), tuesday)).toEqual({ added: 0, changed: 0, retired: 0 });

    const territories = INVENTED_FILES["territories.csv"].replace("90002,town,90,Peñas Blancas,3000\n", "");
    const without = invented({
      "territories.csv": territories,
      "sectors.csv": "code,name_es,name_en\nrios,Ríos,Streams\n",
    });
    expect(await load(without, tuesday)).toEqual({ added: 0, changed: 1, retired: 2 });
    expect(await load(without, tuesday)).toEqual({ added: 0, changed: 0, retired: 0 });
    const row = await db().read.selectFrom("territories").selectAll().where("code", "=", "90002").executeTakeFirst();
    expect(row).toMatchObject({ name: "Peñas Blancas", population: 3000, retired_at: tuesday });

    const entity = await recallRetired(db().read, without);
    expect(entity.participationTerritories().map(({ code }) => code)).toEqual(["90001", "90003"]);
    expect(entity.territory("90002")).toMatchObject({ name: "Peñas Blancas", retired: true, parentCode: "90" });
    expect(entity.sector("caminos")).toMatchObject({ names: { es: "Caminos", en: "Paths" }, retired: true });
    expect(entity.sectors().map(({ names }) => names.en)).toEqual(["Streams"]);

    expect(await load(invented(), tuesday)).toEqual({ added: 0, changed: 3, retired: 0 });
    const back = await recallRetired(db().read, invented());
    expect(back.territory("90002").retired).toBe(false);
    expect(back.allTerritories()).toHaveLength(4);
  });

  test("lines in another order are not a change, and keep the new order", async () => {
    await load(invented(), monday);
    const reordered = invented({ "sectors.csv": "code,name_es,name_en\nrios,Ríos,Rivers\ncaminos,Caminos,Paths\n" });
    expect(await load(reordered, monday)).toEqual({ added: 0, changed: 0, retired: 0 });
    const rows = await db().read.selectFrom("sectors").select("code").orderBy("position").execute();
    expect(rows.map(({ code }) => code)).toEqual(["rios", "caminos"]);
  });

  test("a child written before its parent, and a whole level that moves under another", async () => {
    const entity = invented({
      "territories.csv": `code,level,parent_code,name
90001,town,80,Aguaclara
80,province,90,Sierra Alta
90,province,,Tres Ríos
90002,town,80,Peñas Blancas
90003,town,80,San Cosme del Ñandú
`,
    });
    expect(await load(entity, monday)).toMatchObject({ added: 1, retired: 0 });
    expect(entity.path("90001").map(({ code }) => code)).toEqual(["90", "80", "90001"]);
  });

  test("another entity is refused and nothing of it is written", async () => {
    await load(invented(), monday);
    const { file, ...rows } = invented().definition;
    const other = new Entity({ ...rows, file: { ...file, code: "dos-rios" }, sectors: [] });
    await expect(load(other, monday)).rejects.toThrow(OtherEntityError);
    expect(await load(invented(), monday)).toEqual({ added: 0, changed: 0, retired: 0 });
  });
});

test("two programs that start at once take turns, and the second finds everything done", async () => {
  const server = await testDatabase();
  const databases = [openDatabase(server.programUrl), openDatabase(server.programUrl), openDatabase(server.programUrl)];
  const results = await Promise.all(databases.map((db) => db.write((tx) => syncEntity(tx, invented(), monday))));
  expect(results.map(({ added }) => added).toSorted((a, b) => a - b)).toEqual([0, 0, 11]);
  await Promise.all(databases.map((db) => db.close()));
  await server.drop();
});

test("the program starts from a folder without errors, or says the first of them", async () => {
  const server = await testDatabase();
  const db = openDatabase(server.programUrl);
  const directory = writeInventedEntity();
  const place = { entitiesDir: dirname(directory), entity: basename(directory) };
  await db.write((tx) => syncEntity(tx, getEntity(place), monday));
  rmSync(join(directory, "rights.csv"));
  writeFileSync(join(directory, "sectors.csv"), "code,name_es,name_en\nrios,,Rivers\n");
  await expect(loadEntity(db.read, place)).rejects.toThrow(EntityFolderError);
  expect(() => getEntity(place)).toThrow(
    `La entidad de ${directory} tiene 2 errores; el primero: sectors.csv, línea 2, name_es: falta: escríbelo.`,
  );
  writeFileSync(join(directory, "rights.csv"), "code,name_es,name_en\n");
  const misnamed = writeInventedEntity({}, { code: "dos-rios" });
  expect(() => getEntity({ entitiesDir: dirname(misnamed), entity: basename(misnamed) })).toThrow(
    "el código «dos-rios» tiene que ser el nombre de la carpeta",
  );
  writeFileSync(join(directory, "sectors.csv"), "code,name_es,name_en\nrios,Ríos,Rivers\n");
  await db.write((tx) => syncEntity(tx, getEntity(place), monday));
  expect((await loadEntity(db.read, place)).catalogs.rights.get("agua").retired).toBe(true);
  await db.close();
  await server.drop();
});
