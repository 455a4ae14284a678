import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { type Database, openDatabase } from "./db.ts";
import { insertMany, insertManyForIds } from "./insert-many.ts";

let own: TestDatabase;
let db: Database;

beforeAll(async () => {
  own = await testDatabase();
  db = openDatabase(own.programUrl);
});
afterAll(async () => {
  await db.close();
  await own.drop();
});

const at = new Date("2026-10-14T15:20:00.123Z");

test("rows keep their order, their ids and every value, across statements", async () => {
  const names = Array.from({ length: 10_003 }, (_, n) => `Ñandú "${n}", {a}\\b`);
  const ids = await db.write((tx) =>
    insertManyForIds(
      tx,
      "accounts",
      names.map((name) => ({ name, locale: "es", created_at: at, closed_at: null })),
    ),
  );
  const rows = await db.read
    .selectFrom("accounts")
    .selectAll()
    .where("id", "in", ids.slice(-3))
    .orderBy("id")
    .execute();
  expect(rows).toEqual(
    ids.slice(-3).map((id, n) => ({ id, name: names[10_000 + n], locale: "es", created_at: at, closed_at: null })),
  );
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
});

test("bytes and documents arrive as they were", async () => {
  const content = { text: 'línea\n"dos" \\ {x}', n: [1, 2], none: null };
  const salt = Buffer.from("00112233445566778899aabbccddeeff", "hex");
  const minute = new Date("2026-10-14T15:20:00Z");
  await db.write((tx) => insertMany(tx, "ledger_pending", [{ kind: "need", process: null, minute, salt, content }]));
  const row = await db.read.selectFrom("ledger_pending").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ kind: "need", process: null, minute, salt, content });
});

test("nothing is nothing, and a column that is not there is refused by its name", async () => {
  await expect(db.write((tx) => insertManyForIds(tx, "accounts", []))).resolves.toEqual([]);
  const wrong = { name: "Ana", created_at: at, colour: "red" };
  await expect(db.write((tx) => insertMany(tx, "accounts", [wrong]))).rejects.toThrow("accounts has no column colour");
});
