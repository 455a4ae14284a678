// A form that is sent twice, where the first one let go of what it held before the disk had its commit.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { type Database, openDatabase, releaseBeforeDisk, type WriteTx } from "../db/db.ts";
import { once } from "./once.ts";
import { type Answer, redirect } from "./route.ts";

const SENT = { sent: Buffer.alloc(32, 7), now: new Date("2026-10-14T15:20:00Z") };
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

/** Connections that a form takes: its own, and the one that brings the log to the disk if it waits for that. */
async function send(work: (tx: WriteTx) => Promise<void>): Promise<{ answer: Answer; connections: number }> {
  let connections = 0;
  const count = (): void => {
    connections += 1;
  };
  db.pool.on("acquire", count);
  const answer = await db.write((tx) =>
    once(tx, SENT, async () => {
      await work(tx);
      return redirect("/made");
    }),
  );
  db.pool.off("acquire", count);
  return { answer, connections };
}

test("the second one does nothing, leads to what the first one made, and waits for the disk as it did", async () => {
  expect(await send(releaseBeforeDisk)).toEqual({ answer: redirect("/made"), connections: 2 });
  const again = await send(() => Promise.reject(new Error("done twice")));
  expect(again).toEqual({ answer: redirect("/made"), connections: 2 });
});
