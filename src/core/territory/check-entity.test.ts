import { expect, test } from "vitest";
import { catalogs } from "#platform/i18n/catalog.generated.ts";
import { writeInventedEntity } from "#test/support/invented-entity.ts";
import { checkEntity } from "./check-entity.ts";
import { entityFile, rowSchemas } from "./entity-schema.ts";

function run(directory: string) {
  const out = { stdout: "", stderr: "" };
  const code = checkEntity(directory, {
    stdout: (text) => {
      out.stdout += text;
    },
    stderr: (text) => {
      out.stderr += text;
    },
  });
  return { code, ...out };
}

test("a folder in order is told what it holds", () => {
  const { code, stdout, stderr } = run(writeInventedEntity());
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(
    "Gobierno de Tres Ríos: todo en orden. 4 territorios, 3 donde se participa; 2 dependencias, 2 sectores.\n",
  );
});

test("each error is one line with its file, its line, its field and what to do", () => {
  const directory = writeInventedEntity({
    "territories.csv": "code,level,parent_code,name,lat,lon\n90,province,,A,,\n90001,town,91,B,95,-76\n",
  });
  const { code, stdout, stderr } = run(directory);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.split("\n")[0]).toBe(
    "territories.csv, línea 3, lat: «95» no es una coordenada en grados (latitud de -90 a 90, longitud de -180 a 180)",
  );
  expect(stderr).toContain(`Hay un error en ${directory}.`);
});

test("a longitude without its minus is told by those of the other places; an island is not", () => {
  const places = (lon: string) =>
    `code,level,parent_code,name,lat,lon\n90,province,,A,,\n90001,town,90,B,3.4,-76.5\n90002,town,90,C,3.9,-76.2\n90003,town,90,D,3.5,${lon}\n`;
  expect(run(writeInventedEntity({ "territories.csv": places("76.52") })).stderr).toContain(
    "territories.csv, línea 5, lon: «76.52» está lejos de todos los demás",
  );
  expect(run(writeInventedEntity({ "territories.csv": places("-81.7") })).stderr).not.toContain("línea 5, lon");
});

test("every problem that a schema can raise has a sentence", () => {
  const wrong = [undefined, 7, "", "\u0000", "X y", "-1,5", "x".repeat(5000)];
  const raised = new Set<string>();
  for (const schema of Object.values(rowSchemas)) {
    for (const value of wrong) {
      const row = Object.fromEntries(Object.keys(schema.shape).map((column) => [column, value]));
      for (const issue of schema.safeParse(row).error?.issues ?? []) raised.add(issue.message);
    }
  }
  for (const value of wrong) {
    const file = Object.fromEntries(Object.keys(entityFile.shape).map((key) => [key, value]));
    for (const issue of entityFile.safeParse(file).error?.issues ?? []) raised.add(issue.message);
  }
  const known = new Set(Object.keys(catalogs.es));
  expect([...raised].filter((name) => !known.has(`territory.problem.${name}`))).toEqual([]);
});
