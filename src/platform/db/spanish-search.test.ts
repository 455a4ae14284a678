// The two SQL functions of Spanish search: which words meet, which do not, and that no input breaks them.
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";

/** Pairs that a person holds to be the same search, one typed in haste and one as it is written. */
const MEET: [string, string][] = [
  ["participacion", "participaciones"],
  ["ninas", "niñas"],
  ["via", "vías"],
  ["jovenes", "joven"],
  ["acueducto", "acueductos"],
  ["educacion", "educación"],
  ["musica", "músicas"],
  ["camion", "camiones"],
  ["bebe", "bebé"],
  ["energia", "energías"],
  ["arbol", "árboles"],
  ["SALUD", "salud"],
  ["quebradas", "quebrada"],
  ["mercado campesino", "mercados campesinos"],
  ["mujeres", "mujer"],
  ["hogar", "hogares"],
  ["ciudades", "ciudad"],
  ["luz", "luces"],
  ["rios", "río"],
  ["año", "años"],
  ["linea", "líneas"],
  ["alcaldia", "alcaldías"],
  ["poblacion", "poblaciones"],
  ["imagenes", "imagen"],
  ["comunitario", "comunitaria"],
  ["pais", "países"],
  ["red", "redes"],
  ["últimos", "ultimo"],
  ["biologia", "biológica"],
  ["inviernos", "invierno"],
  ["cafe\u0301", "café"],
  ["PARTICIPACIÓN", "participación"],
];

/** Pairs that look alike and are about different things. */
const APART: [string, string][] = [
  ["mayor", "mayo"],
  ["puesto", "puerto"],
  ["camino", "camión"],
  ["policía", "política"],
  ["mina", "minería"],
  ["comunidad", "comuna"],
  ["comunidad", "comunicación"],
  ["barrio", "barro"],
  ["agua", "aguacate"],
  ["parque", "parqueadero"],
  ["vereda", "verdad"],
  ["luz", "lucha"],
  ["puente", "punto"],
  ["ciudad", "ciudadano"],
];

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.programUrl });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

async function finds(text: string, query: string, wholeWords = true): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    "select sigesi_search_vector($1) @@ sigesi_search_query($2, $3) as found",
    [text, query, wholeWords],
  );
  return rows[0]?.found ?? false;
}

async function one(sql: string, ...values: unknown[]): Promise<unknown> {
  const { rows } = await client.query<{ value: unknown }>(`select ${sql} as value`, values);
  return rows[0]?.value;
}

describe("words", () => {
  test.each(MEET)("%s and %s find each other", async (a, b) => {
    expect(await finds(`Pedimos: ${b}.`, a)).toBe(true);
    expect(await finds(`Pedimos: ${a}.`, b)).toBe(true);
  });

  test.each(APART)("%s and %s do not", async (a, b) => {
    expect(await finds(b, a)).toBe(false);
    expect(await finds(a, b)).toBe(false);
  });

  test("a text finds itself without its accents, and the other way round", async () => {
    const text = "También habrá más niños y ñapas: ¡la vía, el acueducto y la educación están dañados!";
    const plain = text.normalize("NFD").replaceAll(/\p{M}/gu, "");
    expect(await one("sigesi_search_vector($1)::text", text)).toBe(await one("sigesi_search_vector($1)::text", plain));
  });

  test("stop words are left out with and without accent", async () => {
    expect(await one("sigesi_search_vector('también tambien más mas están estan había habia si sí el él')::text")).toBe(
      "",
    );
  });

  test("signs part words", async () => {
    expect(await finds("agua/luz,salud.educación (vías)", "agua luz salud educacion vias")).toBe(true);
  });
});

describe("queries", () => {
  const text = "Arreglar el acueducto de la vereda y abrir un mercado campesino los sábados";
  test.each([
    ["acueducto mercado", true],
    ["acueducto hospital", false],
    ["hospital o acueducto", true],
    ["hospital O acueducto", true],
    ['"mercado campesino"', true],
    ['"campesino mercado"', false],
    ["acueducto -hospital", true],
    ["acueducto -mercado", false],
    ["acueducto-mercado", true],
    ["- acueducto", true],
    ["acueducto o", true],
  ])("%s → %s", async (query, found) => {
    expect(await finds(text, query)).toBe(found);
  });

  test.each([
    ["acue", true],
    ["vereda merc", true],
    ["hospital o merc", true],
    ["vereda hosp", false],
    ["acue vereda", false],
  ])("half typed: %s → %s", async (query, found) => {
    expect(await finds(text, query, false)).toBe(found);
  });

  test("a word half way to its ending still finds it", async () => {
    for (const typed of ["partici", "participaci", "participacio", "participacion"]) {
      expect(await finds("La participación de todos", typed, false), typed).toBe(true);
    }
  });

  test("only stop words, signs or nothing is an empty query that matches nothing", async () => {
    for (const typed of ["", " ", "de la", "-", '"', "¿?", ":* & | ! <->"]) {
      expect(await one("numnode(sigesi_search_query($1))", typed), typed).toBe(0);
      expect(await finds(text, typed), typed).toBe(false);
    }
  });

  test("any input is safe", async () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(fc.constantFrom('"', "-", " ", "o", "or", "agua", "ñ", "'", "\\", ":*", "&", "(", "|", "!", "<->"), {
          maxLength: 12,
        })
        .map((parts) => parts.join("")),
    );
    await fc.assert(
      fc.asyncProperty(odd, fc.boolean(), async (typed, wholeWords) => {
        const clean = typed.toWellFormed().replaceAll("\0", "");
        expect(await finds(text, clean, wholeWords)).toBeTypeOf("boolean");
      }),
      { numRuns: 300 },
    );
  });
});

describe("sigesi_fold", () => {
  test.each([
    ["  La  VÍA\n\tdel  Niño ", "la via del nino"],
    ["cafe\u0301", "cafe"],
    ["", ""],
    ["Ünïcode Çedilla", "unicode cedilla"],
  ])("%j → %j", async (input, folded) => {
    expect(await one("sigesi_fold($1)", input)).toBe(folded);
  });

  test("does not depend on search_path", async () => {
    await client.query("set search_path = pg_catalog");
    expect(await one("public.sigesi_search_vector('La participación')::text")).toBe("'particip':2");
    await client.query("reset search_path");
  });
});
