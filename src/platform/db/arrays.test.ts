import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#test/support/database.ts";
import { bigints, byteas, instants, smallints, texts } from "./arrays.ts";
import { type Database, openDatabase } from "./db.ts";

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

test("every value arrives as it was", async () => {
  const row = fc.record({
    big: fc.option(fc.maxSafeInteger()),
    small: fc.integer({ min: -32_768, max: 32_767 }),
    at: fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }),
    bytes: fc.uint8Array({ maxLength: 40 }),
    text: fc.option(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", ""))),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
      const { rows: read } = await sql`
        select big, small, at, bytes, txt as text from unnest(${bigints(rows.map(({ big }) => big))}::bigint[],
          ${smallints(rows.map(({ small }) => small))}::smallint[], ${instants(rows.map(({ at }) => at.getTime()))}::timestamptz[],
          ${byteas(rows.map(({ bytes }) => Buffer.from(bytes)))}::bytea[], ${texts(rows.map(({ text }) => text))}::text[]
        ) with ordinality as u (big, small, at, bytes, txt, n) order by n`.execute(db.read);
      expect(read).toEqual(rows.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) })));
    }),
  );
});
