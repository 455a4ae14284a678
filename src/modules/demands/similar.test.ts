// "Does somebody already ask for this?" must find the original behind typing mistakes, lost words and lost accents.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Random, seededRandom } from "#analysis/shuffle/random.ts";
import { shuffle } from "#analysis/shuffle/shuffle.ts";
import { type Database, openDatabase } from "#platform/db/db.ts";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { inventedNeeds } from "#test/support/invented-needs.ts";
import { findSharedData, sharedData } from "#test/support/shared-data.ts";
import { findSimilarDemands } from "./similar.sql.ts";

const PROCESS = 1;
const REAL = ["demands/votainteligente-chile-2017.jsonl.gz", "demands/decide-madrid-2019-proposals.jsonl.gz"];

let database: TestDatabase;
let db: Database;
let owner: pg.Client;
let lastId = 0;

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase(database.programUrl);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  // Only the search is under test here: rows come without the process, territory and people that they belong to.
  await owner.query("set session_replication_role = replica");
});

afterAll(async () => {
  await db?.close();
  await owner?.end();
  await database?.drop();
});

async function say(texts: string[], territory: string): Promise<number[]> {
  const ids = texts.map((_, index) => lastId + index + 1);
  lastId += texts.length;
  await owner.query(
    "insert into things (id, kind, created_at) overriding system value select id, 'demand', $2 from unnest($1::bigint[]) id",
    [ids, new Date(0)],
  );
  await owner.query(
    `insert into demands (id, process_id, territory_code, text, channel, said_at)
     select id, $3, $4, text, 'import', $5 from unnest($1::bigint[], $2::text[]) as said(id, text)`,
    [ids, texts, PROCESS, territory, new Date(0)],
  );
  return ids;
}

async function similar(territoryCode: string, text: string, limit = 5): Promise<number[]> {
  const found = await findSimilarDemands(db.read, { processId: PROCESS, territoryCode, text, limit });
  return found.map(({ id }) => id);
}

/** One wrong, missing, extra or exchanged letter. */
function mistype(word: string, random: Random): string {
  const at = random.below(word.length - 1);
  const other = "abcdefghijklmnopqrstuvwxyz".charAt(random.below(26));
  const [before, letter, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
  return [
    before + next + after,
    before + other + next + after,
    before + letter + other + next + after,
    before + next + letter + after,
  ][random.below(4)] as string;
}

const SYNONYMS: Record<string, string> = {
  necesitamos: "nos hace falta",
  pedimos: "solicitamos",
  arreglar: "reparar",
  colegio: "escuela",
  carretera: "vía",
  más: "mayor cantidad de",
};

/** The text as somebody else would type it: some of mistakes, lost words, changed order, synonyms, no accents, another case. */
function edited(text: string, random: Random): string {
  let words = text.split(/\s+/);
  const some = Math.max(1, Math.floor(words.length / 8));
  const chance = (): boolean => random.below(2) === 0;
  if (chance()) words = words.map((word) => SYNONYMS[word.toLowerCase()] ?? word);
  if (chance() && words.length > 4) for (let n = 0; n < some; n += 1) words.splice(random.below(words.length), 1);
  if (chance() && words.length > 3) words = [...words.slice(2), ...words.slice(0, 2)];
  if (chance()) {
    const wrong = new Set(shuffle(words.keys(), random).slice(0, some));
    words = words.map((word, at) => (wrong.has(at) && word.length > 3 ? mistype(word, random) : word));
  }
  const joined = words.join(" ");
  const plain = chance() ? joined.normalize("NFD").replaceAll(/\p{M}/gu, "") : joined;
  return chance() ? plain.toLowerCase() : plain.toUpperCase();
}

/** Share of 300 edited copies whose original is among the five. */
async function hitRate(territory: string, texts: string[]): Promise<number> {
  const ids = await say(texts, territory);
  await owner.query("analyze demands");
  const random = seededRandom(`edits of ${territory}`);
  const copied = shuffle(texts.keys(), random).slice(0, 300);
  let found = 0;
  for (const at of copied) {
    const original = ids[at];
    const near = await similar(territory, edited(texts[at] ?? "", random));
    if (original !== undefined && near.includes(original)) found += 1;
  }
  expect(copied.length).toBe(300);

  return found / copied.length;
}

describe("the original of an edited copy is among the five", () => {
  test("of 2,000 invented needs that share nearly all their words", async () => {
    expect(await hitRate("invented", inventedNeeds(2000))).toBeGreaterThanOrEqual(0.9);
  });

  test.skipIf(REAL.some((file) => findSharedData(file) === undefined))(
    "of the real demands of two cities",
    async () => {
      const texts = REAL.flatMap((file) =>
        gunzipSync(readFileSync(sharedData(file)))
          .toString("utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => {
            const { title, summary }: { title: string; summary?: string } = JSON.parse(line);
            return summary === undefined || summary === "" ? title : `${title}. ${summary}`;
          })
          .filter((text) => text.length >= 3),
      );
      expect(await hitRate("real", [...new Set(texts)])).toBeGreaterThanOrEqual(0.9);
    },
  );
});

describe("what is offered", () => {
  test("only needs of that place and process, and never one that only shares a word", async () => {
    const [road, water] = await say(
      ["Pavimentar la vía a la vereda El Salado", "Agua potable para la escuela de la vereda"],
      "here",
    );
    await say(["Pavimentar la vía a la vereda El Salado"], "there");
    expect(await similar("here", "que pavimenten la via de la vereda el salado")).toEqual([road]);
    expect(await similar("here", "agua potable")).toEqual([water]);
    expect(await similar("here", "un parque en la vereda")).toEqual([]);
    expect(await similar("elsewhere", "agua potable")).toEqual([]);
    const other = await findSimilarDemands(db.read, {
      processId: 2,
      territoryCode: "here",
      text: "agua potable",
      limit: 5,
    });
    expect(other).toEqual([]);
  });

  test("every word misspelt still finds it", async () => {
    const [id] = await say(["Construir un acueducto veredal"], "misspelt");
    expect(await similar("misspelt", "contruir acuedutto veredall")).toEqual([id]);
  });

  test("a merged need is answered by the one that speaks for it, once; discarded and hidden ones are not offered", async () => {
    const [first, second, third, gone, hidden] = await say(
      [
        "Alumbrado público en el parque central",
        "Luminarias nuevas en el parque central",
        "Lámparas para el parque central",
        "Bombillos en el parque central",
        "Faroles en el parque central",
      ],
      "merged",
    );
    await owner.query("update demands set state = 'merged', merged_into_id = $2 where id = $1", [third, second]);
    await owner.query("update demands set state = 'merged', merged_into_id = $2 where id = $1", [second, first]);
    await owner.query("update demands set state = 'discarded', reason = 'x' where id = $1", [gone]);
    await owner.query("update things set visibility = 'hidden' where id = $1", [hidden]);
    expect(await similar("merged", "lamparas para el parque central")).toEqual([first]);
  });

  test("stop words, signs, markup or nothing finds nothing and breaks nothing", async () => {
    for (const text of ["", "de la", "?!", "<b>'\\:*|&</b>", "\u202E", "😀"])
      expect(await similar("here", text)).toEqual([]);
  });
});
