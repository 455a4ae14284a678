// A hidden need leaves every page at once, also those that another process keeps, and its author reads why.
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Process } from "#modules/processes/index.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { insertDemands } from "../insert-demands.sql.ts";

/** News comes in a moment; a machine with other work is no failure. */
const SOON = { timeout: 20_000, interval: 20 };
let test: TestApp;
let process: Process;
let other: { url: string };
let moderator: Person;
let place = "";
let listPath = "";
const SECRET = "Llamen a doña Pepita al 3001234567";

beforeAll(async () => {
  test = await startTestApp();
  process = await openProcess(test, { slug: "prueba", now: test.clock.now() });
  other = await test.second();
  const [territory] = test.entity.participationTerritories();
  place = territory?.code ?? "";
  listPath = `/procesos/prueba/${territory?.slug}/necesidades`;
  moderator = new Person({ url: test.url, session: await test.signIn({ name: "Marta", role: "moderator" }) });
});
afterAll(() => test?.stop());

async function say(text: string): Promise<number> {
  const [id = 0] = await test.db.write((tx) =>
    insertDemands(
      tx,
      [{ processId: process.id, territory: place, text, channel: "web", groups: [], saidAt: test.clock.now() }],
      test.clock.now(),
    ),
  );
  return id;
}

async function hide(id: number): Promise<void> {
  await moderator.visit(`/gestion/necesidades/moderar/${id}`);
  await moderator.send("Ocultarla", { reason: "Tenía el teléfono de una persona." });
}

it("is gone from another process within two seconds, and nowhere else either", async () => {
  const id = await say(`${SECRET} uno`);
  const visitor = new Person({ url: other.url });
  expect((await visitor.visit(listPath)).text).toContain("Pepita");
  expect((await visitor.visit(`/hilo/${id}`)).text).toContain("Pepita");
  await hide(id);
  await vi.waitFor(async () => expect((await visitor.visit(listPath)).text).not.toContain("Pepita"), SOON);
  expect((await visitor.open(`/hilo/${id}`)).status).toBe(404);
  const page = await visitor.open(`/necesidades/${id}`);
  expect(page.status).toBe(410);
  expect(page.text).toContain("Tenía el teléfono de una persona.");
  expect(page.html).not.toContain("Pepita");
  for (const path of [
    `/procesos/prueba/${test.entity.slugOf(place)}`,
    `${listPath}?q=pepita`,
    `${listPath}?estado=received`,
    "/procesos/prueba",
    "/",
  ]) {
    expect([path, (await visitor.visit(path)).html.includes("Pepita")]).toEqual([path, false]);
  }
  const { rows } = await test.db.pool.query<{ content: string }>(
    "select content::text from ledger_pending where kind = 'moderation'",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.content).not.toContain("Pepita");
  await moderator.visit(`/gestion/necesidades/moderar/${id}`);
  await moderator.send("Volver a mostrarla");
  expect((await visitor.visit(`/necesidades/${id}`)).text).toContain("Pepita");
});

it("is gone from another process that heard no news of it within 60 seconds", async () => {
  const id = await say(`${SECRET} dos`);
  const visitor = new Person({ url: other.url });
  expect((await visitor.visit(listPath)).text).toContain("Pepita al 3001234567 dos");
  // Behind the back of the program: nobody sends news.
  await test.db.pool.query("update demands set hidden_reason = 'Tenía un teléfono' where id = $1", [id]);
  await test.db.pool.query("update things set visibility = 'hidden' where id = $1", [id]);
  expect((await visitor.visit(listPath)).text).toContain("dos");
  test.clock.advance(60_000);
  expect((await visitor.visit(listPath)).text).not.toContain("Pepita al 3001234567 dos");
  expect((await visitor.open(`/hilo/${id}`)).status).toBe(404);
});

it("is gone from another process whose listener was cut while the news was sent, and the listener comes back", async () => {
  const first = await say(`${SECRET} tres`);
  const second = await say(`${SECRET} cuatro`);
  test.clock.advance(60_000);
  const visitor = new Person({ url: other.url });
  const shows = async (word: string): Promise<boolean> => (await visitor.visit(listPath)).text.includes(word);
  // What follows asks for no connection that is not open by now: nobody else will get in.
  expect(await shows("tres")).toBe(true);
  await moderator.visit(`/gestion/necesidades/moderar/${first}`);
  const cut = await cutNews();
  try {
    expect(await shows("tres")).toBe(true);
    await moderator.send("Ocultarla", { reason: "Tenía el teléfono de una persona." });
    expect(await cut.listeners()).toHaveLength(1);
    await vi.waitFor(async () => expect(await shows("tres")).toBe(false), SOON);
    expect((await visitor.open(`/hilo/${first}`)).status).toBe(404);
  } finally {
    await cut.mend();
  }
  await vi.waitFor(async () => expect(await cut.listeners()).toHaveLength(2), SOON);
  await cut.end();
  expect(await shows("cuatro")).toBe(true);
  await hide(second);
  await vi.waitFor(async () => expect(await shows("cuatro")).toBe(false), SOON);
});

/** Ends the session in which the other process listens, and lets no new one in until it is mended: its news is lost. */
async function cutNews() {
  const elsewhere = new URL(test.ownerUrl);
  const name = elsewhere.pathname.slice(1);
  // Nobody can close the door of the database where they are.
  elsewhere.pathname = "/postgres";
  const owner = new pg.Client({ connectionString: elsewhere.toString() });
  await owner.connect();
  const listeners = async (): Promise<number[]> => {
    const { rows } = await owner.query<{ pid: number }>(
      "select pid from pg_stat_activity where query = 'listen touch' and datname = $1 order by backend_start",
      [name],
    );
    return rows.map(({ pid }) => pid);
  };
  const open = (yes: boolean) => owner.query(`alter database ${name} with allow_connections ${yes}`);
  // In the order in which the processes started.
  const [, theirs] = await listeners();
  await open(false);
  await owner.query("select pg_terminate_backend($1)", [theirs]);
  await vi.waitFor(async () => expect(await listeners()).toHaveLength(1), SOON);
  return { listeners, mend: () => open(true), end: () => owner.end() };
}

it("is not counted where it was, and cannot be merged, coded or supported", async () => {
  const id = await say("Una que se va a ocultar pronto");
  const keep = await say("Otra que se queda a la vista");
  const before = (await moderator.visit("/gestion/necesidades/prueba?q=ocultar")).text;
  expect(before).toContain("Una que se va a ocultar");
  await hide(id);
  expect((await moderator.visit("/gestion/necesidades/prueba?q=ocultar")).text).not.toContain("Una que se va");
  const milena = new Person({ url: test.url, session: await test.signIn({ name: "Milena", role: "analyst" }) });
  await milena.visit("/gestion/necesidades/prueba");
  const { token } = milena;
  const body = (act: string) =>
    new URLSearchParams([
      ["csrf", token],
      ["act", act],
      ["d", String(id)],
      ["d", String(keep)],
    ]).toString();
  expect((await milena.throwAt("/gestion/necesidades/prueba", body("merge"))).status).toBe(404);
  expect((await milena.throwAt("/gestion/necesidades/prueba", body("code"))).status).toBe(404);
  expect((await milena.throwAt(`/necesidades/${id}/tambien`, body("x"))).status).toBe(404);
  expect((await milena.open(`/gestion/necesidades/moderar/${id}`)).status).toBe(403);
});

it("asks for a reason, and is hidden once", async () => {
  const id = await say("Otra más para moderar");
  await moderator.visit(`/gestion/necesidades/moderar/${id}`);
  const form = moderator.form("Ocultarla", { reason: "Tenía un insulto contra alguien." });
  expect((await moderator.press("Ocultarla", { reason: "no" })).status).toBe(400);
  expect((await moderator.throwAt(form.action, form.body.toString())).status).toBe(200);
  expect((await moderator.throwAt(form.action, form.body.toString())).status).toBe(409);
});
