import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Process } from "#modules/processes/index.ts";
import { openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let process: Process;

beforeAll(async () => {
  test = await startTestApp();
  process = await openProcess(test, { slug: "prueba", now: test.clock.now() });
  await openConversation(test.db, test.entity, { process, now: test.clock.now(), statementsEach: 2 });
  await openConversation(test.db, test.entity, { process, now: test.clock.now(), slug: "leida", moderation: "pre" });
});
afterAll(() => test?.stop());

const PATH = "/conversaciones/el-parque/proponer";

async function count(): Promise<{ statements: number; agreed: number }> {
  const { rows } = await test.db.pool.query(
    `select (select count(*) from conversation_statements where not seed)::int as statements,
      (select count(*) from conversation_votes v join conversation_statements s on s.id = v.statement_id and not s.seed)::int as agreed`,
  );
  return rows[0];
}

it("shows what says the same first, then takes it, and its author agrees with it", async () => {
  const ana = new Person({ url: test.url });
  await ana.visit(PATH);
  let page = await ana.send("Proponer mi afirmación", { text: "Hacen falta muchos más árboles en el parque" });
  expect(page.text).toContain("¿Alguna dice lo mismo?");
  expect(page.text).toContain("Hacen falta más árboles en el parque");
  expect(await count()).toEqual({ statements: 0, agreed: 0 });
  page = await ana.send(/La mía dice otra cosa/);
  expect(page.path).toBe("/comprobante");
  expect(await count()).toEqual({ statements: 1, agreed: 1 });
  expect((await ana.visit("/mis-aportes")).text).toContain("Hacen falta muchos más árboles en el parque");
});

it("says it once, however often the form is sent, and as many as each may", async () => {
  const ana = new Person({ url: test.url });
  await ana.visit(PATH);
  const form = ana.form("Proponer mi afirmación", { text: "El quiosco debe volver a abrir" });
  const before = await count();
  await Promise.all([1, 2, 3].map(() => ana.throwAt(form.action, form.body.toString())));
  expect((await count()).statements).toBe(before.statements + 1);
  await ana.visit(PATH);
  await ana.send("Proponer mi afirmación", { text: "Falta una cancha de tejo cubierta" });
  await ana.visit(PATH);
  const third = await ana.press("Proponer mi afirmación", { text: "Los sábados debe haber cine al aire libre" });
  expect(third.status).toBe(409);
  expect(third.problems.join()).toContain("Ya escribiste 2 afirmaciones");
  expect((await count()).statements).toBe(before.statements + 2);
});

it("leaves in the log a digest of its words, which its salt opens", async () => {
  const { rows } = await test.db.pool.query<{ words: string; text: string; salt: Buffer; content: string }>(
    `select l.content->>'words' as words, l.content::text as content, s.text, w.salt from ledger_pending l
     join conversation_statements s on s.id = (l.content->>'id')::bigint join word_seals w on w.thing_id = s.id
     where l.kind = 'statement'`,
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { words, text, salt, content } of rows) {
    expect(createHash("sha256").update(salt).update(text).digest("hex")).toBe(words);
    expect(content).not.toContain(text);
  }
});

it("asks whether to cover what says who somebody is, and what is left so somebody looks at", async () => {
  const text = "Para cuidar el parque llamen al 300 123 4567";
  const ana = new Person({ url: test.url });
  await ana.visit(PATH);
  const asked = await ana.send("Proponer mi afirmación", { text });
  expect(asked.text).toContain("llamen al [teléfono]");
  await ana.send(/Proponer mi afirmación|La mía dice otra cosa/, { cover: "yes" });
  expect((await ana.visit("/mis-aportes")).text).toContain("llamen al [teléfono]");
  const beto = new Person({ url: test.url });
  await beto.visit(PATH);
  await beto.send("Proponer mi afirmación", { text: text.replace("cuidar", "regar") });
  await beto.send(/Proponer mi afirmación|La mía dice otra cosa/, { cover: "no" });
  const marta = new Person({ url: test.url, session: await test.signIn({ name: "Marta", role: "moderator" }) });
  const queue = await marta.visit("/gestion/moderacion");
  expect(queue.text).toContain("Para regar el parque llamen al 300 123 4567");
  expect(queue.text).not.toContain("cuidar");
});

it("can be withdrawn by its author alone, and nothing of its words is left", async () => {
  const text = "Cosa muy privada que no debí escribir aquí";
  const ana = new Person({ url: test.url });
  await ana.visit(PATH);
  await ana.send("Proponer mi afirmación", { text });
  const { id, number } = await test.db.read
    .selectFrom("conversation_statements")
    .select(["id", "number"])
    .where("text", "=", text)
    .executeTakeFirstOrThrow();
  const address = `/conversaciones/el-parque/afirmaciones/${number}`;
  expect((await new Person({ url: test.url }).open(`${address}/retirar`)).status).toBe(404);
  await ana.visit("/mis-aportes");
  await ana.follow(/^Retirarla/);
  await ana.send("Retirarla y borrar lo que dice");
  expect(ana.page.text).toContain("La retiraste y se borró lo que decía");
  const gone = await new Person({ url: test.url }).open(address);
  expect([gone.status, gone.heading]).toEqual([410, "Su autor la retiró"]);
  expect((await test.db.pool.query("select 1 from word_seals where thing_id = $1", [id])).rows).toEqual([]);
  for (const table of ["conversation_statements", "ledger_pending", "history", "links"]) {
    const { rows } = await test.db.pool.query(`select 1 from ${table} t where t::text like '%muy privada%'`);
    expect([table, rows.length]).toEqual([table, 0]);
  }
  // Neither twice, nor shown again by a moderator.
  expect((await ana.open(`${address}/retirar`)).status).toBe(404);
  const marta = new Person({ url: test.url, session: await test.signIn({ name: "Marta", role: "moderator" }) });
  expect((await marta.visit("/gestion/conversaciones/el-parque?cola=hidden")).html).not.toContain(`n=${number}`);
});

it.each([
  ["nothing", "", "Escribe tu afirmación"],
  ["a word", "Sí", "Escribe un poco más"],
  ["more letters than fit", "a".repeat(141), "aquí caben 140 letras"],
  ["what is there already, in capitals", "LA FERIA DEBE SER CADA DOMINGO", "ya está en la conversación"],
])("refuses %s", async (_what, text, why) => {
  const ana = new Person({ url: test.url });
  await ana.visit(PATH);
  let page = await ana.press("Proponer mi afirmación", { text });
  if (page.status === 200) page = await ana.press(/La mía dice otra cosa/);
  expect(page.status).toBe(400);
  expect(page.problems.join()).toContain(why);
});

it("waits to be read where the conversation says so", async () => {
  const ana = new Person({ url: test.url });
  await ana.visit("/conversaciones/leida/proponer");
  await ana.send("Proponer mi afirmación", { text: "La fuente debe prenderse todas las noches" });
  const { rows } = await test.db.pool.query(
    "select s.number, t.visibility from conversation_statements s join things t on t.id = s.id where text like 'La fuente%'",
  );
  expect(rows[0].visibility).toBe("staff");
  const beto = new Person({ url: test.url });
  expect((await beto.open(`/conversaciones/leida/afirmaciones/${rows[0].number}`)).status).toBe(404);
  expect((await beto.visit("/conversaciones/leida")).text).toContain("de 2");
});
