// From which network somebody answered is kept a week, and no longer.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openConversation } from "#test/support/conversing.ts";
import { runJob } from "#test/support/letter-box.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const WEEK = 7 * 86_400_000;
let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test?.stop());

async function somebodyAnswers(): Promise<void> {
  const person = new Person({ url: test.url });
  await person.visit("/conversaciones/el-parque?afirmacion=0");
  await person.send("De acuerdo");
}

async function networks(): Promise<(number | null)[]> {
  const { rows } = await test.db.pool.query(
    "select octet_length(network) as bytes from conversation_voters order by joined_at",
  );
  return rows.map(({ bytes }) => bytes);
}

it("the digest of a network is erased a week after the first answer, and the answer stays", async () => {
  const now = test.clock.now();
  const process = await openProcess(test, { slug: "prueba", now });
  await openConversation(test.db, test.entity, { process, now });
  await somebodyAnswers();
  test.clock.advance(WEEK - 1000);
  await somebodyAnswers();
  await runJob(test, "conversations.forget-networks");
  expect(await networks()).toEqual([8, 8]);
  test.clock.advance(2000);
  await runJob(test, "conversations.forget-networks");
  expect(await networks()).toEqual([null, 8]);
  const { rows } = await test.db.pool.query("select count(*)::int as n from conversation_votes");
  expect(rows[0]?.n).toBe(2);
});
