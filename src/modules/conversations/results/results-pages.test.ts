// The pages of a result as people and other sites get them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccount } from "#core/people/index.ts";
import { loadParticipants, participantKey } from "#core/trace/index.ts";
import { loadAnswers, loadTranslations, loadVoters } from "#modules/conversations/index.ts";
import { type OpenConversation, openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { Visitor } from "#test/support/visitor.ts";
import type { Answer } from "../conversation.ts";
import { computeResults } from "./compute-results.ts";

let app: TestApp;
let made: OpenConversation;
let base = "";

beforeAll(async () => {
  app = await startTestApp();
  const now = app.clock.now();
  const process = await openProcess(app, { slug: "charlas", now });
  const seeds = Array.from({ length: 10 }, (_, n) => `Afirmación número ${n}`);
  made = await openConversation(app.db, app.entity, { process, now, seeds });
  base = `/conversaciones/${made.conversation.slug}`;
  await people(45);
  await compute();
});
afterAll(() => app?.stop());

/** Two of each three agree with the even ones alone; the others with everything. */
async function people(count: number): Promise<void> {
  const { conversation, process, statements } = made;
  const now = app.clock.now();
  await app.db.write(async (tx) => {
    const ids = await loadParticipants(
      tx,
      Array.from({ length: count }, (_, n) => ({
        processId: process.id,
        key: participantKey(process.participantKey, Buffer.from(`persona ${n}`)),
        now,
      })),
    );
    const [territory = ""] = conversation.territories;
    await loadVoters(
      tx,
      conversation.id,
      ids.map((participantId) => ({ participantId, territory, at: now })),
    );
    const value = (n: number, s: number): Answer => (s % 2 === 0 || n % 3 === 0 ? 1 : -1);
    const answers = ids.flatMap((participantId, n) =>
      statements.map((statementId, s) => ({ participantId, statementId, value: value(n, s), at: now })),
    );
    await loadAnswers(tx, conversation.id, answers);
  });
}

function compute(): Promise<boolean> {
  const { id, slug, territories } = made.conversation;
  return computeResults(
    app.db,
    { id, slug, closed: false, territories },
    { now: app.clock.now(), timeZone: app.entity.timeZone },
  );
}

const read = async (path: string): Promise<string> => (await fetch(`${app.url}${path}`)).text();

describe("results of a conversation", () => {
  test("say the same in a drawing and in words, without a script, a form or a name", async () => {
    const page = await read(`${base}/resultados`);
    expect(page).toContain("Dos maneras de pensar y cinco cosas en común");
    expect(page).toContain("45 personas dieron 450 respuestas a 10 afirmaciones.");
    expect(page).toContain('role="img"');
    expect(page).toContain("30 personas, 67\u00a0%");
    expect(page).toContain("15 personas, 33\u00a0%");
    expect(page).not.toContain("<form");
    expect(await read(`/en${base}/resultados`)).toContain("Two ways of thinking and five things in common");
  });

  test("every statement has its counts", async () => {
    const page = await read(`${base}/resultados/afirmaciones`);
    expect(page).toContain("En total: 45 de acuerdo, 0 en desacuerdo, 0 pasan");
    expect(page).toContain("Grupo A: 0 de acuerdo, 30 en desacuerdo, 0 pasan");
    expect((await fetch(`${app.url}${base}/resultados/afirmaciones?pagina=9`)).status).toBe(404);
  });

  test("statements are read in another language wherever they are shown, and links keep it", async () => {
    const [first = 0] = made.statements;
    const by = await app.db.write((tx) => createAccount(tx, { name: "Revisora", locale: "es", now: app.clock.now() }));
    const at = app.clock.now();
    await app.db.write((tx) =>
      loadTranslations(tx, [
        { statementId: first, language: "en", text: "Statement number zero", at, reviewedBy: by },
        { statementId: made.statements[1] ?? 0, language: "en", text: "Nobody reviewed this", at },
      ]),
    );
    for (const path of [
      `${base}/resultados`,
      `${base}/resultados/mi-lugar`,
      `${base}/resultados/afirmaciones`,
      `${base}/marco`,
    ]) {
      const page = await read(`${path}?idioma=en`);
      expect([path, page.includes("Statement number zero"), page.includes("Nobody reviewed this")]).toEqual([
        path,
        true,
        false,
      ]);
      expect(page).toMatch(/lang="en"[^>]*>\s*Statement number zero/);
      expect(page).toContain(`${base}/afirmaciones/0?idioma=en`);
    }
    const page = await read(`${base}/resultados?idioma=en`);
    expect(page).toContain("45 personas dieron");
    expect(page).toContain(`href="${base}/resultados/afirmaciones?idioma=en"`);
    expect(await read(`${base}/resultados?idioma=xx`)).not.toContain("Statement number zero");
    expect(await read(`/en${base}/resultados?idioma=xx`)).toContain("Statement number zero");
  });

  test("where I am is told to me alone, and is not stored", async () => {
    const somebody = await fetch(`${app.url}${base}/resultados/mi-lugar`);
    expect(somebody.headers.get("cache-control")).toContain("no-store");
    expect(await somebody.text()).toContain("Todavía no has respondido en este teléfono.");
    const ana = new Visitor(app.url);
    const form = await ana.get(base);
    const statement = /name="statement" value="(\d+)"/.exec(form.html)?.[1] ?? "";
    expect((await ana.post(base, { statement, value: "1" })).status).toBe(303);
    const mine = await ana.get(`${base}/resultados/mi-lugar`);
    expect(mine.html).toContain("Estás más cerca del grupo");
    expect(mine.html).toContain("Solo tú ves esto.");
    expect(await read(`${base}/resultados`)).not.toContain("Estás más cerca");
  });

  test("the frame is the only address that another site may show, and has no script", async () => {
    const frame = await fetch(`${app.url}${base}/marco`);
    expect(frame.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors \*$/);
    const text = await frame.text();
    expect(text).not.toContain("<script");
    expect(text).toContain('<base target="_blank"');
    expect(text).toContain("Lo mismo, con palabras");
    const page = await fetch(`${app.url}${base}/resultados`);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("while it is open its votes are not published, and the page says why", async () => {
    expect((await fetch(`${app.url}${base}/datos/votes.csv`)).status).toBe(404);
    expect((await fetch(`${app.url}${base}/datos/otra.csv`)).status).toBe(404);
    expect(await read(`${base}/datos`)).toContain("Los votos se publican cuando la conversación termina.");
  });

  test("of a day with a small group, how many people there were is not told: it could be subtracted", async () => {
    const { id } = made.conversation;
    await app.db.pool.query(
      `insert into conversation_result_days (conversation_id, day, people, answers, sizes)
       values ($1, '2020-01-01', 40017, 50000, '{40000,17}'), ($1, '2020-01-02', 41003, 51000, '{41000,3}')`,
      [id],
    );
    const page = await read(`${base}/resultados/mi-lugar`);
    expect(page).toContain("40.017");
    expect(page.replace(/<[^>]*>/g, " ")).toMatch(/No se dice\s+51\.000\s+41\.000 · menos de 5/);
    expect(page).not.toMatch(/41\.?003/);
    await app.db.pool.query("delete from conversation_result_days where conversation_id = $1 and day < '2020-01-03'", [
      id,
    ]);
  });

  test("nothing of a draft or of what does not exist", async () => {
    for (const path of ["resultados", "resultados/mi-lugar", "resultados/afirmaciones", "datos", "marco"])
      expect((await fetch(`${app.url}/conversaciones/ninguna/${path}`)).status).toBe(404);
    expect((await fetch(`${app.url}${base}/resultados?lugar=marte`)).status).toBe(404);
  });
});
