import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { type Database, openDatabase } from "../db/db.ts";
import { hearingOurselves, type Listener, listen, RETRY_MS, touch } from "./broadcast.ts";

/** News comes in a moment; a machine with other work is no failure. */
const SOON = { timeout: 20_000 };
let database: TestDatabase;
let db: Database;
let listener: Listener;
const heard: string[] = [];
let gaps = 0;

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase(database.programUrl);
  listener = await listen(database.programUrl, {
    touch: (tags) => heard.push(...tags),
    gap: () => {
      gaps += 1;
    },
  });
});

afterAll(async () => {
  await listener.stop();
  await db.close();
  await database.drop();
});

it("is heard when the transaction commits, each tag once", async () => {
  await db.write((tx) => touch(tx, ["a", "b", "a"]));
  await vi.waitFor(() => expect(heard).toEqual(["a", "b"]), SOON);
});

it("is not heard when the transaction is undone", async () => {
  heard.length = 0;
  const undone = db.write(async (tx) => {
    await touch(tx, ["lost"]);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  await db.write((tx) => touch(tx, ["after"]));
  await vi.waitFor(() => expect(heard).toEqual(["after"]), SOON);
});

it("is heard by the process that commits before its answer leaves, and not when it is undone", async () => {
  const own: string[] = [];
  const ours = hearingOurselves(db, (tags) => own.push(...tags));
  await ours.write((tx) => touch(tx, ["mine", "mine"]));
  expect(own).toEqual(["mine"]);
  const undone = ours.write(async (tx) => {
    await touch(tx, ["undone"]);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(own).toEqual(["mine"]);
});

it("says that it may have missed something when its connection is cut, and hears again", async () => {
  heard.length = 0;
  const before = gaps;
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen touch' and datname = current_database()",
  );
  await owner.end();
  // Once when it is lost, once when it is back: what is rendered in between is not kept either.
  await vi.waitFor(() => expect(gaps).toBeGreaterThanOrEqual(before + 2), SOON);
  await db.write((tx) => touch(tx, ["again"]));
  await vi.waitFor(() => expect(heard).toContain("again"), SOON);
});

it("while the database is away it asks again at a steady pace, and hears when it is back", async () => {
  heard.length = 0;
  // From another database: nobody can close the door of the one where they are.
  const elsewhere = new URL(database.ownerUrl);
  const name = elsewhere.pathname.slice(1);
  elsewhere.pathname = "/postgres";
  const owner = new pg.Client({ connectionString: elsewhere.toString() });
  await owner.connect();
  await owner.query(`alter database ${name} with allow_connections false`);
  const before = gaps;
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen touch' and datname = $1",
    [name],
  );
  // Were each failure heard twice, the attempts would double each time.
  const cut = performance.now();
  await vi.waitFor(() => expect(gaps).toBeGreaterThanOrEqual(before + 8), { timeout: 20_000 });
  expect(gaps - before).toBeLessThanOrEqual((performance.now() - cut) / RETRY_MS + 3);
  await owner.query(`alter database ${name} with allow_connections true`);
  await owner.end();
  await vi.waitFor(
    async () => {
      await db.write((tx) => touch(tx, ["back"]));
      expect(heard).toContain("back");
    },
    { timeout: 10_000, interval: 300 },
  );
});
