import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { INVENTED_ENTITY, INVENTED_FILES, writeInventedEntity } from "#test/support/invented-entity.ts";
import type { Entity } from "./entity.ts";
import { readEntity } from "./entity-files.ts";

function entityOf(directory: string): Entity {
  const reading = readEntity(directory);
  if ("errors" in reading) throw new Error(JSON.stringify(reading.errors));
  return reading.entity;
}

/** Errors as "file:line field problem", the way they are told. */
function errorsOf(directory: string): string[] {
  const reading = readEntity(directory);
  return "errors" in reading
    ? reading.errors.map(({ file, line, field, problem }) => `${file}:${line ?? ""} ${field} ${problem}`)
    : [];
}

const territories = (lines: string) => ({ "territories.csv": `code,level,parent_code,name\n${lines}\n` });

describe("an entity as an official saves it", () => {
  test("the invented entity is read, without coordinates, kinds nor groupings", () => {
    const entity = entityOf(writeInventedEntity());
    expect(entity.participationTerritories().map(({ slug }) => slug)).toEqual([
      "aguaclara",
      "penas-blancas",
      "san-cosme-del-nandu",
    ]);
    expect(entity.tiles().size).toBe(3);
  });

  test("semicolons, BOM, decimal commas, CRLF and the Windows page give the same entity", () => {
    const csv =
      "\ufeffcode;level;parent_code;name;lat;lon\r\n90;province;;Ñandú;;\r\n90001;town;90;Peñón;3,5;-76,25\r\n";
    const windows = Uint8Array.from(csv.slice(1), (letter) => letter.charCodeAt(0));
    for (const bytes of [csv, windows]) {
      const entity = entityOf(writeInventedEntity({ "territories.csv": bytes }));
      expect(entity.territory("90001")).toMatchObject({ name: "Peñón", lat: 3.5, lon: -76.25, slug: "penon" });
      expect(entity.root.name).toBe("Ñandú");
    }
  });
});

describe("every error says its file, line and field", () => {
  test.each<[string, string, string[]]>([
    ["a code twice", "90,province,,A\n90001,town,90,B\n90001,town,90,C", ["territories.csv:4 code twice"]],
    ["an unknown parent", "90,province,,A\n90001,town,91,B", ["territories.csv:3 parent_code parent"]],
    [
      "a cycle",
      "90,province,,A\n90001,town,90,B\n90002,hamlet,90003,C\n90003,hamlet,90002,D",
      [
        "territories.csv:4 parent_code cycle",
        "territories.csv:5 parent_code cycle",
        "territories.csv:4 kind kind-unnamed",
        "territories.csv:5 kind kind-unnamed",
      ],
    ],
    [
      "a territory that is its own parent",
      "90,province,,A\n90001,town,90001,B",
      ["territories.csv:3 parent_code cycle"],
    ],
    ["a second root", "90,province,,A\n90001,town,,B", ["territories.csv:3 parent_code second-root"]],
    [
      "a voting place inside another",
      "90,province,,A\n90001,town,90,B\n90002,town,90001,C",
      ["territories.csv:4 level nested-level"],
    ],
    ["no name", "90,province,,A\n90001,town,90,", ["territories.csv:3 name required"]],
    ["a code with spaces", "90,province,,A\n90 001,town,90,B", ["territories.csv:3 code territory-code"]],
    ["a code with a slash", "90,province,,A\n90/1,town,90,B", ["territories.csv:3 code territory-code"]],
    ["a code with dots", "90,province,,A\n..,town,90,B", ["territories.csv:3 code territory-code"]],
    ["a code that is too long", `90,province,,A\n${"9".repeat(21)},town,90,B`, ["territories.csv:3 code too-long"]],
    ["too few cells", "90,province,,A\n90001,town", ["territories.csv:3  csv"]],
    ["a control character", "90,province,,A\n90001,town,90,\u0007B", ["territories.csv:3 name control"]],
  ])("%s", (_, lines, expected) => {
    expect(errorsOf(writeInventedEntity(territories(lines), { featuredTerritories: [] }))).toEqual(expected);
  });

  test("coordinates out of range, half of them, populations and tiles that cannot be", () => {
    const csv = `code,level,parent_code,name,lat,lon,population,grid_x,grid_y
90,province,,A,,,,,
90001,town,90,B,91,-76,,,
90002,town,90,C,3.5,,,,
90003,town,90,D,,,-4,,
`;
    expect(errorsOf(writeInventedEntity({ "territories.csv": csv }))).toEqual([
      "territories.csv:3 lat coordinate",
      "territories.csv:5 population whole",
    ]);
    const tiles = `code,level,parent_code,name,lat,lon,grid_x,grid_y
90,province,,A,,,,
90001,town,90,B,,,1,1
90002,town,90,C,3.5,,1,1
90003,town,90,D,,,2,
`;
    expect(errorsOf(writeInventedEntity({ "territories.csv": tiles }))).toEqual([
      "territories.csv:4 lon half-pair",
      "territories.csv:4 grid_x tile-taken",
      "territories.csv:5 grid_x tile",
    ]);
  });

  test("catalogues: a missing translation, a code of another shape, a repeated one, an unknown agency above", () => {
    const directory = writeInventedEntity({
      "sectors.csv": "code,name_es,name_en\ncaminos,Caminos,\nRíos,Ríos,Rivers\n",
      "rights.csv": "code,name_es,name_en\nagua,Agua,Water\nagua,Agua,Water\n",
      "agencies.csv": "code,name_es,name_en,parent_code\nobras,Obras,Works,nadie\n",
    });
    expect(errorsOf(directory)).toEqual(["sectors.csv:2 name_en required", "sectors.csv:3 code code"]);
    writeFileSync(join(directory, "sectors.csv"), INVENTED_FILES["sectors.csv"]);
    expect(errorsOf(directory)).toEqual(["rights.csv:3 code twice", "agencies.csv:2 parent_code parent"]);
  });

  test("groupings, groups and answers that point at nothing", () => {
    const directory = writeInventedEntity(
      {
        "groupings.csv": "code,kind,name_es,name_en,members\nnorte,zone,Norte,North,90001 90009 90001\n",
        "population_groups.csv": "code,kind,name_es,name_en,age_from,age_to\njoven,life-course,J,Y,28,14\n",
        "differential.csv": "dimension,code,name_es,name_en\nlengua,rio,R,R\n",
      },
      { groupingKinds: { zone: INVENTED_ENTITY.kinds.town } },
    );
    expect(errorsOf(directory)).toEqual([
      "groupings.csv:2 members twice",
      "groupings.csv:2 members unknown-territory",
      "population_groups.csv:2 age_to ages",
      "differential.csv:2 dimension kind-unnamed",
    ]);
  });

  test("headers: a column that is missing, unknown or written twice", () => {
    const directory = writeInventedEntity({ "sectors.csv": "code,name_es,nombre,code\ncaminos,Caminos,Paths,x\n" });
    expect(errorsOf(directory)).toEqual([
      "sectors.csv:1 name_en column",
      "sectors.csv:1 nombre unknown-column",
      "sectors.csv:1 code column-twice",
    ]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["a time zone that does not exist", { timeZone: "America/Aguaclara" }, "timeZone time-zone"],
    ["a currency that does not exist", { currency: "XQZ" }, "currency currency"],
    ["a language tag that is not one", { locale: "español" }, "locale locale"],
    ["a jurisdiction whose law is not written", { jurisdiction: "fr" }, "jurisdiction jurisdiction"],
    ["a name in one language", { names: { es: "Solo" } }, "names.en required"],
    ["a brand that white text cannot be read on", { brand: { primary: "#FFC94A" } }, "brand.primary contrast"],
    ["a brand that is not a colour, said once", { brand: { primary: "red" } }, "brand.primary color"],
    ["a logo that is not in the folder", { brand: { logo: "logo.svg" } }, "brand.logo missing-file"],
    [
      "a link that is not of the web",
      { links: [{ names: { es: "a", en: "a" }, url: "javascript:alert(1)" }] },
      "links.0.url url",
    ],
    ["a setting that nobody knows", { color: "#000000" }, "color unknown-key"],
    ["a root that is not a territory", { rootTerritory: "99" }, "rootTerritory unknown-territory"],
    ["a level where nobody lives", { participationLevel: "city" }, "participationLevel level"],
    ["a featured place of another level", { featuredTerritories: ["90"] }, "featuredTerritories.0 unknown-territory"],
  ])("%s", (_, change, expected) => {
    const errors = errorsOf(writeInventedEntity({}, change));
    expect(errors.map((error) => error.replace(/^entity\.json:\d+ /, ""))).toContain(expected);
  });

  test("a value that is wrong twice is told once", () => {
    expect(errorsOf(writeInventedEntity({}, { brand: { primary: "red" } }))).toHaveLength(1);
  });

  test("the line of entity.json is the one to open", () => {
    const [error] = errorsOf(writeInventedEntity({}, { currency: "XQZ" }));
    const line =
      JSON.stringify({ ...INVENTED_ENTITY, currency: "XQZ" }, null, 2)
        .split("\n")
        .findIndex((text) => text.includes("XQZ")) + 1;
    expect(error).toBe(`entity.json:${line} currency currency`);
  });

  test("files that are missing or are not what they say", () => {
    const directory = writeInventedEntity();
    rmSync(join(directory, "rights.csv"));
    writeFileSync(join(directory, "entity.json"), '{\n  "code": "x",\n}');
    expect(errorsOf(directory)).toEqual(["entity.json:3  json", "rights.csv:  missing-file"]);
    expect(errorsOf(join(directory, "nowhere"))[0]).toBe("entity.json:  missing-file");
    mkdirSync(join(directory, "rights.csv"));
    expect(errorsOf(directory)).toContain("rights.csv:  missing-file");
  });

  test("a copy to try may have any name", () => {
    expect(errorsOf(writeInventedEntity({}, { code: "dos-rios" }))).toEqual([]);
  });
});

test("whatever bytes a folder holds, reading it gives errors with a place, and never throws", () => {
  const directory = writeInventedEntity();
  const names = [...Object.keys(INVENTED_FILES), "entity.json"];
  const cell = fc.oneof(
    fc.constantFrom("code", "90", "90001", "town", '"', ";", ",", "\n", "es", "{", "}"),
    fc.string(),
  );
  const content = fc.oneof(
    fc.array(cell, { maxLength: 30 }).map((cells) => cells.join(",")),
    fc.uint8Array({ maxLength: 60 }),
    fc.json(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), content, (name, bytes) => {
      const kept = readFileSync(join(directory, name));
      writeFileSync(join(directory, name), bytes);
      const reading = readEntity(directory);
      writeFileSync(join(directory, name), kept);
      for (const error of "errors" in reading ? reading.errors : []) {
        expect(names).toContain(error.file);
        expect(error.line ?? 1).toBeGreaterThanOrEqual(1);
        expect(error.problem).toMatch(/^[a-z-]+$/);
      }
    }),
    { numRuns: 500 },
  );
});
