import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { loadDemo } from "./load-demo.ts";

let one: TestApp;

beforeAll(async () => {
  one = await startTestApp({ demo: true });
  const t = Date.now();
  await one.db.write((tx) => loadDemo(tx, one.entity, { entitiesDir: one.config.entitiesDir, today: one.clock.now() }));
  console.log("load", Date.now() - t);
});
afterAll(() => one.stop());

test("counts", async () => {
  for (const table of ["demands", "demand_supports", "receipts", "participants", "votes", "ballot_counts", "commitments", "commitment_updates", "judgements", "history", "links", "ledger_pending"]) {
    const { rows } = await one.db.pool.query(`select count(*) as n from ${table}`);
    console.log(table, rows[0].n);
  }
  expect(1).toBe(1);
});
