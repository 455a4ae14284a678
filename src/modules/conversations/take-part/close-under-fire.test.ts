// Closing while people answer: every acknowledged answer is counted, and nothing lands after the close.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenConversation, openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { browserMaker, type VoterBrowser } from "#test/support/voting.ts";
import { computeResults } from "../results/compute-results.ts";
import { findResult } from "../results/results.sql.ts";

const WRITERS = 20;
const WELL_UNDER_WAY = 60;
let test: TestApp;
let made: OpenConversation;
let newBrowser: () => VoterBrowser;

beforeAll(async () => {
  test = await startTestApp();
  const now = test.clock.now();
  const process = await openProcess(test, { slug: "prueba", now });
  made = await openConversation(test.db, test.entity, { process, now });
  newBrowser = await browserMaker(test.db);
});
afterAll(() => test?.stop());

async function answer(): Promise<number> {
  const { cookie, csrf } = newBrowser();
  const response = await fetch(`${test.url}/conversaciones/el-parque/respuestas`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrf, cookie },
    body: JSON.stringify({ answers: [{ statement: made.statements[0], value: randomBytes(1).readUInt8() % 2 }] }),
  });
  await response.arrayBuffer();
  return response.status;
}

it("counts what was acknowledged, and refuses the rest", async () => {
  const milena = new Person({ url: test.url, session: await test.signIn({ name: "Milena", role: "analyst" }) });
  await milena.visit("/gestion/conversaciones/el-parque");
  const told: number[] = [];
  let closed = false;
  let tell: () => void = () => undefined;
  const wellUnderWay = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const person = async (): Promise<void> => {
    while (!closed) {
      const status = await answer();
      told.push(status);
      closed ||= status !== 200;
      if (told.length === WELL_UNDER_WAY) tell();
    }
  };
  const people = Promise.all(Array.from({ length: WRITERS }, person));
  await wellUnderWay;
  await milena.send("Cerrar la conversación");
  await people;
  expect([...new Set(told)].sort()).toEqual([200, 409]);
  const acknowledged = told.filter((status) => status === 200).length;
  const { id, slug, territories } = made.conversation;
  const { rows } = await test.db.pool.query(
    "select count(*)::int as n from conversation_votes where conversation_id = $1",
    [id],
  );
  expect(rows[0].n).toBe(acknowledged);
  const computing = { id, slug, closed: true, territories };
  await computeResults(test.db, computing, { now: test.clock.now(), timeZone: test.entity.timeZone });
  expect(await findResult(test.db.read, id)).toMatchObject({ answers: acknowledged, final: true });
});
