// A sign of odd answers, from the votes to what is published: it is looked at by a person, nothing is taken out, and the result is told
// with and without.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadParticipants, participantKey } from "#core/trace/index.ts";
import { loadAnswers, loadVoters } from "#modules/conversations/index.ts";
import { type OpenConversation, openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import type { Answer } from "../conversation.ts";
import { groupsCommand } from "../groups/groups.command.ts";
import { computeResults } from "../results/compute-results.ts";
import { findPublished, findResult, listToCompute } from "../results/results.sql.ts";
import { listCases } from "./signals.sql.ts";

const STATEMENTS = 14;
const CROWD = 40;
const COPIES = 6;
const MINUTE = 60_000;
let test: TestApp;
let made: OpenConversation;
let desk = "";

beforeAll(async () => {
  test = await startTestApp();
  const now = test.clock.now();
  const process = await openProcess(test, { slug: "prueba", now });
  const seeds = Array.from({ length: STATEMENTS }, (_, n) => `Afirmación número ${n}`);
  made = await openConversation(test.db, test.entity, { process, now, seeds });
  desk = `/gestion/conversaciones/${made.conversation.slug}`;
  await people(0, CROWD, (n, s) => (Math.imul(n + 3, 2654435761 + s * 97) >>> 9) % 2 === 0);
});
afterAll(() => test?.stop());

/** People who come one after another, a quarter of an hour apart; those after the crowd, a minute apart. */
async function people(first: number, count: number, agrees: (n: number, s: number) => boolean): Promise<void> {
  const { conversation, process, statements } = made;
  const opened = test.clock.now().getTime() - 20 * 60 * MINUTE;
  const at = (n: number) => new Date(opened + (first === 0 ? n * 15 : CROWD * 15 + n) * MINUTE);
  const numbers = Array.from({ length: count }, (_, n) => first + n);
  await test.db.write(async (tx) => {
    const key = (n: number) => participantKey(process.participantKey, Buffer.from(`persona ${n}`));
    const ids = await loadParticipants(
      tx,
      numbers.map((n) => ({ processId: process.id, key: key(n), now: at(n) })),
    );
    const [territory = ""] = conversation.territories;
    await loadVoters(
      tx,
      conversation.id,
      ids.map((participantId, index) => ({ participantId, territory, at: at(first + index) })),
    );
    const answers = ids.flatMap((participantId, index) =>
      statements.map((statementId, s) => {
        const value: Answer = agrees(first + index, s) ? 1 : -1;
        return { participantId, statementId, value, at: new Date(at(first + index).getTime() + s * 5000) };
      }),
    );
    await loadAnswers(tx, conversation.id, answers);
  });
}

async function compute(): Promise<void> {
  test.clock.advance(1000);
  for (const one of await listToCompute(test.db.read)) {
    await computeResults(test.db, one, { now: test.clock.now(), timeZone: test.entity.timeZone, look: true });
  }
}

const cases = () => listCases(test.db.read, made.conversation.id);
const peopleOf = async (variant: "all" | "unsigned" | "undoubted") =>
  (await findResult(test.db.read, made.conversation.id, { variant }))?.people;

async function staff(role: "moderator" | "facilitator"): Promise<Person> {
  const person = new Person({ url: test.url, session: await test.signIn({ name: role, role }) });
  await person.visit("/mis-aportes");
  return person;
}

it("people who answer each in their way raise none; six with the same answers raise one, once, and grow it", async () => {
  await compute();
  expect(await cases()).toEqual([]);
  await people(CROWD, COPIES - 1, (_, s) => s % 3 === 0);
  await compute();
  await compute();
  expect(await cases()).toMatchObject([{ number: 1, rule: "copies", people: COPIES - 1, decision: null }]);
  await people(CROWD + COPIES - 1, 1, (_, s) => s % 3 === 0);
  await compute();
  expect(await cases()).toMatchObject([{ number: 1, people: COPIES, figures: { answers: STATEMENTS } }]);
  await compute();
  expect([await peopleOf("all"), await peopleOf("unsigned")]).toEqual([CROWD + COPIES, CROWD]);
  expect(await peopleOf("undoubted")).toBeUndefined();
  expect((await new Person({ url: test.url }).visit("/conversaciones/el-parque/resultados")).text).not.toMatch(
    /en duda/,
  );
});

it("is decided with a reason by who may, and then told to everybody with and without; the result stays", async () => {
  const paco = await staff("facilitator");
  expect((await paco.open(`${desk}/senales`)).status).toBe(403);
  const body = `csrf=${encodeURIComponent(paco.token)}&decision=doubt&reason=Porque+me+parece+raro`;
  expect((await paco.throwAt(`${desk}/senales/1`, body)).status).toBe(403);
  const luz = await staff("moderator");
  await luz.visit(desk);
  expect(luz.page.text).toContain("Una señal por revisar");
  await luz.visit(`${desk}/senales`);
  expect(luz.page.text).toContain("6 personas dieron las mismas respuestas");
  // Whose answers they are, by a pseudonym that stays.
  const pseudonyms = [...luz.page.text.matchAll(/^[0-9a-f]{8}$/gm)].map(([name]) => name);
  expect(new Set(pseudonyms).size).toBe(COPIES);
  const refused = await luz.press("Guardar la decisión", { decision: "doubt", reason: "raro" });
  expect([refused.status, refused.problems.join()]).toEqual([400, "Escribe por qué, en una frase"]);
  await luz.send("Guardar la decisión", { decision: "doubt", reason: "Llegaron una tras otra y dicen lo mismo" });
  await compute();
  const ana = new Person({ url: test.url });
  const page = await ana.visit("/conversaciones/el-parque/resultados");
  expect(page.text).toContain("Respuestas en duda");
  expect(page.text).toContain("Llegaron una tras otra y dicen lo mismo");
  expect(page.text).toContain(`${CROWD + COPIES} personas dieron`);
  expect([await peopleOf("all"), await peopleOf("undoubted")]).toEqual([CROWD + COPIES, CROWD]);
  const { rows } = await test.db.pool.query("select content from ledger_pending where kind = 'conversation-case'");
  expect(rows.map(({ content }) => [content.number, content.decision])).toEqual([[1, "doubt"]]);
});

it("after the close the frozen bytes stay, and a decision still changes what stands beside them", async () => {
  const { id } = made.conversation;
  await test.db.pool.query("update conversations set state = 'closed', closed_at = $2 where id = $1", [
    id,
    test.clock.now(),
  ]);
  await compute();
  await compute();
  const frozen = await findPublished(test.db.read, id);
  expect(frozen).toBeDefined();
  const ana = new Person({ url: test.url });
  const file = async (name: string) => (await ana.open(`/conversaciones/el-parque/datos/${name}`)).html;
  const doubts = (await file("en-duda.csv")).trim().split(/\r?\n/);
  expect(doubts[0]).toBe("case,rule,voter-id,reason");
  const doubted = new Set(doubts.slice(1).map((row) => row.split(",")[2]));
  expect([doubts.length - 1, doubted.size]).toEqual([COPIES, COPIES]);
  const [votes, kept] = [rowsOf(await file("votes.csv")), rowsOf(await file("votes-sin-dudas.csv"))];
  expect(kept).toEqual(votes.filter((row) => !doubted.has(row[3])));
  expect(kept.length).toBe(votes.length - COPIES * STATEMENTS);
  // Anybody repeats it with the same command.
  expect(await recomputed(await file("votes-sin-dudas.csv"), await file("comments.csv"))).toBe(
    await file("resultado-sin-dudas.json"),
  );
  expect((await ana.open("/conversaciones/el-parque/datos/en-duda.csv?lugar=nada")).status).toBe(404);
  expect((await ana.visit("/conversaciones/el-parque/datos")).links("en-duda.csv")).toHaveLength(1);
  const luz = await staff("moderator");
  await luz.visit(`${desk}/senales`);
  expect(luz.page.text).toContain("Número en los archivos");
  await luz.send("Guardar la decisión", { decision: "keep", reason: "Era el salón de una escuela" });
  await compute();
  expect(await peopleOf("undoubted")).toBeUndefined();
  expect(await findPublished(test.db.read, id)).toEqual(frozen);
  expect(await listToCompute(test.db.read)).toEqual([]);
  const page = await new Person({ url: test.url }).visit("/conversaciones/el-parque/resultados");
  expect(page.text).not.toContain("Respuestas en duda");
  expect((await ana.open("/conversaciones/el-parque/datos/votes-sin-dudas.csv")).status).toBe(404);
  expect((await ana.visit("/conversaciones/el-parque/datos")).links("en-duda.csv")).toEqual([]);
});

const rowsOf = (csv: string): string[][] =>
  csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => row.split(","));

/** What `sigesi groups` gives of two files. */
async function recomputed(votes: string, comments: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "signals-"));
  let out = "";
  writeFileSync(join(folder, "votes.csv"), votes);
  writeFileSync(join(folder, "comments.csv"), comments);
  const args = ["--votes", join(folder, "votes.csv"), "--comments", join(folder, "comments.csv"), "--json"];
  await groupsCommand.run(args, { stdout: (text) => (out += text), stderr: () => undefined, env: {} });
  rmSync(folder, { recursive: true });
  return out;
}
