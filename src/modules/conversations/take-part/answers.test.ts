// Answering: by the narrow door of the island and by the form, by people known and by newcomers, and what nobody may do.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Process } from "#modules/processes/index.ts";
import { csrfToken } from "#platform/http/csrf.ts";
import { sharedKey } from "#platform/secrets/secrets.ts";
import { type OpenConversation, openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const DAY = 86_400_000;
let test: TestApp;
let process: Process;
let open: OpenConversation;
let csrfKey: Buffer;

beforeAll(async () => {
  test = await startTestApp();
  process = await openProcess(test, { slug: "prueba", now: test.clock.now() });
  open = await openConversation(test.db, test.entity, {
    process,
    now: test.clock.now(),
    seeds: ["Uno dos tres", "Cuatro cinco seis", "Siete ocho nueve"],
  });
  csrfKey = await test.db.write((tx) => sharedKey(tx, "csrf"));
});
afterAll(() => test?.stop());

interface Sent {
  slug?: string;
  body: unknown;
  headers?: Record<string, string>;
}

async function send({ slug = "el-parque", body, headers }: Sent) {
  const answer = await fetch(`${test.url}/conversaciones/${slug}/respuestas`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    cookies: answer.headers.getSetCookie(),
    json: text.startsWith("{") ? JSON.parse(text) : {},
  };
}

function browser(bits = randomBytes(16)) {
  return { cookie: `navegador=${bits.toString("base64url")}`, "x-csrf-token": csrfToken(csrfKey, bits) };
}

const one = (statement: number | undefined, value: number) => ({ answers: [{ statement, value }] });

async function votes(): Promise<{ n: number; sum: number; ledger: number; people: number }> {
  const { rows } = await test.db.pool.query(
    `select (select count(*) from conversation_votes)::int as n, (select coalesce(sum(value), 0) from conversation_votes)::int as sum,
      (select count(*) from ledger_pending where kind = 'answer')::int as ledger,
      (select count(*) from conversation_voters)::int as people`,
  );
  return rows[0];
}

describe("an answer by the narrow door", () => {
  it("of a newcomer comes with a cookie, its token and a receipt, and is in the database when it is acknowledged", async () => {
    const answer = await send({ body: one(open.statements[0], 1) });
    expect(answer.status).toBe(200);
    expect(answer.json.saved).toBe(1);
    expect(await votes()).toEqual({ n: 1, sum: 1, ledger: 1, people: 1 });
    const [given = "", receipt = ""] = ["navegador", "comprobante"].map(
      (name) => answer.cookies.find((line) => line.startsWith(`${name}=`)) ?? "",
    );
    expect(given).toMatch(/^navegador=[\w-]{22}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(receipt).toMatch(/^comprobante=[2-9A-Z-]{14};/);
    // The second answer of the same browser, with what it was given.
    const known = { cookie: given.split(";")[0] ?? "", "x-csrf-token": answer.json.csrf };
    const again = await send({ body: one(open.statements[1], -1), headers: known });
    expect([again.status, again.cookies]).toEqual([200, []]);
    expect(await votes()).toEqual({ n: 2, sum: 0, ledger: 2, people: 1 });
    // And what it did is in its contributions.
    const me = new Person({ url: test.url });
    me.cookies.set("navegador", (known.cookie.split("=")[1] ?? "").toString());
    expect((await me.visit("/mis-aportes")).text).toContain("¿Cómo queremos el parque?");
  });

  it("the latest stands; sent twice it counts once and leaves one entry in the log", async () => {
    const who = browser();
    const before = await votes();
    await send({ body: one(open.statements[0], 1), headers: who });
    await send({ body: one(open.statements[0], 1), headers: who });
    expect(await votes()).toEqual({
      n: before.n + 1,
      sum: before.sum + 1,
      ledger: before.ledger + 1,
      people: before.people + 1,
    });
    await send({ body: one(open.statements[0], -1), headers: who });
    expect(await votes()).toEqual({
      n: before.n + 1,
      sum: before.sum - 1,
      ledger: before.ledger + 2,
      people: before.people + 1,
    });
  });

  it("many at once, of the same people and of others, are each saved once", async () => {
    const people = Array.from({ length: 30 }, () => browser());
    const before = await votes();
    const sent = Array.from({ length: 300 }, (_, n) =>
      send({ body: one(open.statements[n % 3], (n % 3) - 1), headers: people[Math.floor(n / 10) % 30] }),
    );
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(300).fill(200));
    expect((await votes()).n).toBe(before.n + 90);
    expect((await votes()).people).toBe(before.people + 30);
  });

  it("those that waited for a signal come together, and those that no longer can are named", async () => {
    const { statements } = open;
    const answer = await send({
      body: {
        answers: [...statements.map((statement) => ({ statement, value: 1 })), { statement: 999_999, value: 1 }],
      },
      headers: browser(),
    });
    expect(answer.json).toEqual({ saved: 3, refused: [999_999] });
  });

  it.each([
    [
      "a token of another browser",
      () => ({ headers: { ...browser(), "x-csrf-token": browser()["x-csrf-token"] } }),
      403,
    ],
    ["a cookie without its token", () => ({ headers: { cookie: browser().cookie } }), 403],
    ["a token without its cookie", () => ({ headers: { "x-csrf-token": "a" } }), 403],
    ["another site", () => ({ headers: { "sec-fetch-site": "cross-site" } }), 403],
    ["another origin of the same site", () => ({ headers: { ...browser(), "sec-fetch-site": "same-site" } }), 403],
    [
      "a form, which any site may send",
      () => ({ headers: { "content-type": "application/x-www-form-urlencoded" } }),
      415,
    ],
    ["plain text", () => ({ headers: { "content-type": "text/plain" } }), 415],
    ["no JSON", () => ({ body: "{" }), 400],
    ["no answers", () => ({ body: { answers: [] } }), 400],
    ["too many answers", () => ({ body: { answers: Array(201).fill({ statement: 1, value: 1 }) } }), 400],
    ["a value out of range", () => ({ body: one(open.statements[0], 2) }), 400],
    ["half a value", () => ({ body: one(open.statements[0], 0.5) }), 400],
    ["a value that is no number", () => ({ body: { answers: [{ statement: open.statements[0], value: "1" }] } }), 400],
    ["a statement that does not exist", () => ({ body: one(123_456, 1) }), 409],
    ["a statement beyond any", () => ({ body: one(2 ** 60, 1) }), 400],
    ["a conversation that does not exist", () => ({ slug: "otra" }), 404],
    ["a huge message", () => ({ body: JSON.stringify({ answers: "x".repeat(20_000) }) }), 413],
  ])("refuses %s and writes nothing", async (_what, change: () => Partial<Sent>, status) => {
    const before = await votes();
    const answer = await send({ body: one(open.statements[0], 1), ...change() });
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatch(/\S/);
    expect(await votes()).toEqual(before);
  });

  it("refuses a statement of another conversation, a hidden one, and one that waits to be read", async () => {
    const foreign = await openConversation(test.db, test.entity, {
      process,
      now: test.clock.now(),
      slug: "otro-parque",
      moderation: "pre",
    });
    expect((await send({ body: one(foreign.statements[0], 1), headers: browser() })).status).toBe(409);
    await test.db.pool.query(
      "update conversation_statements set moderated = -1, hidden_reason = 'Insulta a una persona' where id = $1",
      [foreign.statements[0]],
    );
    await test.db.pool.query("update conversation_statements set moderated = 0 where id = $1", [foreign.statements[1]]);
    for (const id of foreign.statements) {
      expect((await send({ slug: "otro-parque", body: one(id, 1), headers: browser() })).status).toBe(409);
    }
  });

  it("where there are several places asks for one, and remembers the first", async () => {
    const [here, there] = test.entity.participationTerritories();
    const both = await openConversation(test.db, test.entity, {
      process,
      now: test.clock.now(),
      slug: "dos-lugares",
      territories: [here?.code ?? "", there?.code ?? ""],
    });
    const who = browser();
    const body = one(both.statements[0], 1);
    expect((await send({ slug: "dos-lugares", body, headers: who })).status).toBe(400);
    expect((await send({ slug: "dos-lugares", body: { ...body, territory: "99999" }, headers: who })).status).toBe(400);
    const taken = await send({ slug: "dos-lugares", body: { ...body, territory: there?.code }, headers: who });
    expect(taken.status).toBe(200);
    expect((await send({ slug: "dos-lugares", body: one(both.statements[1], 0), headers: who })).status).toBe(200);
    const page = new Person({ url: test.url });
    expect((await page.visit("/conversaciones/dos-lugares")).text).toContain("¿Dónde vives?");
    await page.send("Empezar", { lugar: here?.slug ?? "" });
    await page.send("De acuerdo");
    const { rows } = await test.db.pool.query(
      "select territory_code as code, count(*)::int as n from conversation_voters where conversation_id = $1 group by 1 order by 1",
      [both.conversation.id],
    );
    expect(rows).toEqual([
      { code: here?.code, n: 1 },
      { code: there?.code, n: 1 },
    ]);
  });
});

describe("an answer by the form, without JavaScript", () => {
  it("goes from statement to statement, back and to the end", async () => {
    const ana = new Person({ url: test.url });
    let page = await ana.visit("/conversaciones/el-parque");
    expect(page.text).toContain("Afirmación 1 de 3");
    expect(page.links("Volver a la anterior")).toEqual([]);
    page = await ana.send("De acuerdo");
    expect(page.text).toContain("Afirmación 2 de 3");
    page = await ana.follow("Volver a la anterior");
    expect(page.text).toContain("Tu respuesta fue «De acuerdo»");
    page = await ana.send("En desacuerdo");
    await ana.send("No sé o prefiero pasar");
    page = await ana.send("No sé o prefiero pasar");
    expect(page.text).toContain("Respondiste las 3 afirmaciones");
    await ana.visit("/mis-aportes");
    expect(ana.page.text).toContain("¿Cómo queremos el parque?");
  });

  it("the page read again shows the same statement", async () => {
    const ana = new Person({ url: test.url });
    await ana.visit("/conversaciones/el-parque");
    const first = ana.page.choices("statement").toString() + ana.page.text;
    await ana.visit("/conversaciones/el-parque");
    expect(ana.page.choices("statement").toString() + ana.page.text).toBe(first);
  });

  it("an old form after the close says so, and saves nothing", async () => {
    const late = await openConversation(test.db, test.entity, {
      process,
      now: test.clock.now(),
      slug: "hasta-hoy",
      closesAt: new Date(test.clock.now().getTime() + DAY),
    });
    const ana = new Person({ url: test.url });
    await ana.visit("/conversaciones/hasta-hoy");
    const form = ana.form("De acuerdo");
    const before = await votes();
    test.clock.advance(2 * DAY);
    const page = await ana.throwAt(form.action, form.body.toString());
    expect(page.status).toBe(409);
    expect(page.text).toContain("Esta conversación no recibe respuestas ahora");
    expect((await send({ slug: "hasta-hoy", body: one(late.statements[0], 1) })).status).toBe(409);
    expect(await votes()).toEqual(before);
  });
});

describe("somebody who floods", () => {
  it("is told to wait, and others are not", async () => {
    const limited = await startTestApp({ rateLimits: true });
    const mine = await openProcess(limited, { slug: "prueba", now: limited.clock.now() });
    const talk = await openConversation(limited.db, limited.entity, { process: mine, now: limited.clock.now() });
    const key = await limited.db.write((tx) => sharedKey(tx, "csrf"));
    const bits = randomBytes(16);
    const sendAs = (headers: Record<string, string>) =>
      fetch(`${limited.url}/conversaciones/el-parque/respuestas`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(one(talk.statements[0], 1)),
      });
    const flood = { cookie: `navegador=${bits.toString("base64url")}`, "x-csrf-token": csrfToken(key, bits) };
    const answers = await Promise.all(Array.from({ length: 130 }, () => sendAs(flood)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.headers.get("retry-after")).toBe("5");
    expect(await refused[0]?.text()).toMatch(/espera|rápido|seguid/i);
    expect((await sendAs({})).status).toBe(200);
    await limited.stop();
  });
});
