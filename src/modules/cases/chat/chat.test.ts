// A chat from both ends: out of hours, waiting, taken by one, and the request that it becomes with its receipt.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { grantRole } from "#core/people/index.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { competentAgency } from "../competence.ts";
import { closeIdleChats, DAYS_KEPT, fileChat, MOST_NEAR, MOST_WAITING, startChat } from "./chat.ts";
import { chatHours } from "./chat-hours.ts";

/** A Friday at ten in the morning; the Monday after is a holiday. */
const IN_HOURS = new Date("2026-03-20T15:00:00Z");
const MINUTE = 60_000;
const WORDS = "No hay luz en la calle de la escuela";
const CHAT = "/solicitudes/chat";
const DESK = "/gestion/solicitudes/chats";
let test: TestApp;
let town = "";

beforeAll(async () => {
  test = await startTestApp({ now: IN_HOURS });
  town = test.entity.participationTerritories()[0]?.code ?? "";
});
afterAll(() => test?.stop());
beforeEach(() => test.clock.set(IN_HOURS));
/** No chat of a test goes on in the next. */
afterEach(async () => {
  test.clock.set(new Date(IN_HOURS.getTime() + 21 * MINUTE));
  await runJob();
});

const officer = async (name: string): Promise<Person> =>
  new Person({ url: test.url, session: await test.signIn({ name, role: "case_officer", agency: "salud" }) });

async function begin(name = "", session?: string): Promise<Person> {
  const ana = new Person({ url: test.url, session });
  await ana.visit("/solicitudes/chat");
  await ana.send("Empezar el chat", { name, text: WORDS });
  return ana;
}

/** Takes the one that waits; gives the address of the chat. */
async function take(by: Person): Promise<string> {
  await by.visit(DESK);
  return (await by.send(/^Atender/)).path;
}

/** Statements that wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await test.db.pool.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows[0]?.n ?? 0;
}

async function lastCase() {
  const { rows } = await test.db.pool.query<{ id: number; route: string | null; [column: string]: unknown }>(
    "select id, number, route_code as route, priority, anonymous, account_id from cases order by id desc limit 1",
  );
  return rows[0] ?? { id: 0, route: null };
}

const runJob = () =>
  closeIdleChats.run(
    { write: test.db.write, now: () => test.clock.now() } as Parameters<typeof closeIdleChats.run>[0],
    {},
  );

it.each([
  ["2026-03-20T15:00:00Z", true, "2026-03-20"],
  ["2026-03-20T11:00:00Z", false, "2026-03-20"],
  ["2026-03-20T21:00:00Z", false, "2026-03-24"],
  ["2026-03-23T15:00:00Z", false, "2026-03-24"],
])("the hours at %s", (at, open, day) => {
  expect(chatHours(test.entity, new Date(at))).toMatchObject({ open, day });
});

describe("a chat", () => {
  it("out of hours says when, and offers the form", async () => {
    test.clock.set(new Date("2026-03-21T15:00:00Z"));
    const ana = new Person({ url: test.url });
    await ana.visit("/solicitudes/chat");
    expect(ana.page.text).toMatch(/Vuelve el martes\s24\sde\smarzo\sde\s2026, de 08:00 a 16:00/);
    expect(ana.page.links("Pedir algo")).toEqual(["/solicitudes/nueva"]);
  });

  it("is taken by one, answered, and becomes a request with its words, its number and its receipt", async () => {
    const ana = await begin("Ana Ruiz");
    expect(ana.page.text).toContain("Estamos buscando quién te atienda");
    await ana.press("Enviar", { text: " " });
    expect(ana.page.problems).toEqual(["Escribe tu mensaje"]);
    // The page that says so renews itself from the address of the chat, and not from its own.
    expect(ana.page.html).toContain(`data-from="${CHAT}"`);
    const jairo = await officer("Jairo");
    const vera = await officer("Vera");
    await vera.visit(DESK);
    const late = vera.form(/^Atender/);
    await jairo.visit(DESK);
    await jairo.send(/^Atender/);
    const path = jairo.page.path;
    expect((await vera.throwAt(late.action, String(late.body))).status).toBe(409);
    expect((await vera.open(path)).status).toBe(404);
    expect((await ana.open(path)).path).toMatch(/^\/entrar/);
    await jairo.send("Enviar", { text: "¿Toda la cuadra?" });
    await ana.visit("/solicitudes/chat");
    expect(ana.page.text).toContain("Te atiende Jairo");
    expect(ana.page.text).toContain("¿Toda la cuadra?");
    await ana.send("Enviar", { text: "Sí, toda" });
    await jairo.visit(path);
    await jairo.press("Hacer la solicitud con este chat", {});
    expect(jairo.page.problems).toEqual(["Escoge el lugar"]);
    await jairo.send("Hacer la solicitud con este chat", { territory: town, sector: "salud" });
    const number = /GVC-\d{4}-\d{6}-\d/.exec(jairo.page.text)?.[0] ?? "none";
    await ana.visit("/solicitudes/chat");
    await ana.send("Ver mi comprobante");
    expect(ana.page.path).toBe("/solicitudes/recibida");
    expect(ana.page.text).toContain(number);
    await ana.visit("/solicitudes/mia");
    expect(ana.page.text).toContain("¿Toda la cuadra?");
    const { rows } = await test.db.pool.query("select id, channel, text from cases where number = $1", [number]);
    expect(rows[0]).toMatchObject({ channel: "chat", text: `${WORDS}\nSí, toda` });
    await jairo.visit(`/gestion/solicitudes/${rows[0]?.id}`);
    expect(jairo.page.text).toContain("¿Toda la cuadra?");
  });

  it("closes with a sentence when nobody writes; the person may still make a request of it, or it is forgotten", async () => {
    const ana = await begin();
    const rosa = await begin();
    test.clock.set(new Date(IN_HOURS.getTime() + 21 * MINUTE));
    await runJob();
    await ana.visit("/solicitudes/chat");
    expect(ana.page.text).toContain("nadie escribió en veinte minutos");
    expect(ana.page.html).not.toContain("data-from");
    await ana.send("Enviarla como solicitud", { territory: town });
    expect(ana.page.path).toBe("/solicitudes/recibida");
    test.clock.set(new Date(IN_HOURS.getTime() + (DAYS_KEPT + 1) * 24 * 60 * MINUTE));
    await runJob();
    const { rows } = await test.db.pool.query("select count(*)::int as n from case_chats where case_id is null");
    expect(rows[0]?.n).toBe(0);
    await rosa.visit("/solicitudes/chat");
    expect(rosa.page.text).not.toContain(WORDS);
  });

  it("does not begin when too many wait", async () => {
    const at = { entity: test.entity, now: IN_HOURS };
    for (let n = 0; n < MOST_WAITING; n++) {
      const owner = Buffer.alloc(32, n + 1);
      await test.db.write((tx) => startChat(tx, at, { owner, text: "Hola", accountId: undefined, ip: `10.0.${n}.1` }));
    }
    const ana = new Person({ url: test.url });
    await ana.visit("/solicitudes/chat");
    await ana.press("Empezar el chat", { text: WORDS });
    expect(ana.page.status).toBe(409);
    expect(ana.page.text).toContain(WORDS);
    expect(ana.page.text).toContain("Hay muchas personas esperando");
    // What an official attends waits no more.
    await take(await officer("Jairo"));
    await ana.send("Empezar el chat", { text: WORDS });
    expect(ana.page.text).toContain("Estamos buscando quién te atienda");
  });

  it("does not begin with too many of its network, whose digest is erased with each that ends", async () => {
    const near: Person[] = [];
    for (let n = 0; n < MOST_NEAR; n++) near.push(await begin());
    const ana = new Person({ url: test.url });
    await ana.visit(CHAT);
    await ana.press("Empezar el chat", { text: WORDS });
    expect(ana.page.status).toBe(409);
    expect(ana.page.text).toContain("Desde tu red ya hay 3 chats abiertos");
    await near[0]?.send("Terminar el chat");
    await ana.send("Empezar el chat", { text: WORDS });
    await near[1]?.send("Enviarla como solicitud", { territory: town });
    await near[2]?.send("Olvidar en este aparato");
    const { rows } = await test.db.pool.query(
      "select count(*)::int as live, count(network)::int as networks from case_chats where ended_at is null",
    );
    expect(rows).toEqual([{ live: 1, networks: 1 }]);
  });

  it("is shown by its device for half an hour after it ended, or until it forgets it", async () => {
    const ana = await begin();
    await ana.send("Terminar el chat");
    expect(ana.page.text).toContain(WORDS);
    test.clock.set(new Date(IN_HOURS.getTime() + 31 * MINUTE));
    expect((await ana.visit(CHAT)).text).not.toContain(WORDS);
    test.clock.set(IN_HOURS);
    const rosa = await begin();
    await rosa.send("Enviarla como solicitud", { territory: town });
    await rosa.visit(CHAT);
    const receipt = rosa.form("Ver mi comprobante");
    await rosa.send("Olvidar en este aparato");
    expect((await rosa.throwAt(receipt.action, String(receipt.body))).status).toBe(409);
    expect((await rosa.visit(CHAT)).text).not.toContain(WORDS);
    expect((await rosa.visit("/solicitudes/mia")).path).toBe("/solicitudes/seguir");
  });

  it("of somebody in danger becomes a reserved request, which its device shows no more", async () => {
    const ana = await begin();
    const { action, body } = ana.form("Enviarla como solicitud", { territory: town, route: "ninez", priority: "yes" });
    body.set("route", "inventada");
    expect((await ana.throwAt(action, String(body))).status).toBe(400);
    await ana.send("Enviarla como solicitud", { route: "ninez" });
    expect(ana.page.path).toBe("/solicitudes/recibida");
    expect(await lastCase()).toMatchObject({ route: "ninez", priority: true });
    expect((await ana.visit(CHAT)).text).not.toContain(WORDS);
  });

  it("is read no more by who attended it once its request is reserved or of another agency", async () => {
    const jairo = await officer("Jairo");
    const choices = { territory: town, sector: "salud" };
    await begin("Ana Ruiz");
    const reserved = await take(jairo);
    await jairo.send("Hacer la solicitud con este chat", { ...choices, route: "ninez", priority: "yes" });
    expect(jairo.page.path).toBe(DESK);
    const { id, ...rest } = await lastCase();
    expect(rest).toMatchObject({ route: "ninez", priority: true });
    for (const path of [reserved, `/gestion/solicitudes/${id}/comprobante`])
      expect((await jairo.open(path)).status).toBe(404);

    await begin("Eva Paz");
    const moved = await take(jairo);
    const sector = test.entity
      .sectors()
      .find(({ code }) => competentAgency(test.entity, { territory: town, sector: code }) !== "salud")?.code;
    await jairo.send("Hacer la solicitud con este chat", { territory: town, sector: sector ?? "" });
    expect(jairo.page.text).toContain(String((await lastCase()).number));
    expect((await jairo.open(moved)).status).toBe(404);

    // With the protection role too, in the page of the request alone, leaving word of it.
    const { rows } = await test.db.pool.query("select officer from case_chats where id = $1", [
      reserved.split("/").pop(),
    ]);
    const role = { accountId: rows[0]?.officer, role: "protection", agency: undefined, territory: undefined } as const;
    await test.db.write((tx) => grantRole(tx, { ...role, by: undefined, now: IN_HOURS }));
    expect((await jairo.visit(reserved)).text).not.toContain(WORDS);
    await jairo.send("Abrir y dejar constancia");
    expect(jairo.page.path).toBe(`/gestion/solicitudes/${id}`);
    expect(jairo.page.text).toContain(WORDS);
  });

  it("without a name keeps no account, also of somebody signed in", async () => {
    const session = await test.signIn({ name: "Luz", role: "case_officer", agency: "salud" });
    const luz = await begin("", session);
    await luz.send("Enviarla como solicitud", { territory: town });
    expect(await lastCase()).toMatchObject({ anonymous: true, account_id: null });
    const { rows } = await test.db.pool.query("select account_id from case_chats order by id desc limit 1");
    expect(rows).toEqual([{ account_id: null }]);
  });

  it("that becomes a request while it is forgotten keeps its words", async () => {
    const ana = await begin();
    await ana.send("Terminar el chat");
    const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from case_chats");
    const id = rows[0]?.id ?? 0;
    test.clock.set(new Date(IN_HOURS.getTime() + (DAYS_KEPT + 1) * 24 * 60 * MINUTE));
    const at = { entity: test.entity, now: test.clock.now() };
    let purge: Promise<unknown> = Promise.resolve();
    await test.db.write(async (tx) => {
      await fileChat(tx, at, id, { form: "petition", territory: town, priority: false });
      purge = runJob();
      await expect.poll(waiting).toBeGreaterThan(0);
    });
    await purge;
    const said = await test.db.pool.query("select text from case_chat_lines where chat_id = $1", [id]);
    expect(said.rows).toEqual([{ text: WORDS }]);
  });

  it("that renews itself is no sign of life of the official who left it open", async () => {
    const session = await test.signIn({ name: "Sol", role: "case_officer", agency: "salud" });
    await test.db.pool.query(
      "update sessions set seen_at = $1 where account_id = (select id from accounts where name = 'Sol')",
      [IN_HOURS],
    );
    const seenAfter = async (headers: Record<string, string>): Promise<number> => {
      const { status } = await fetch(`${test.url}${DESK}`, { headers: { cookie: `sesion=${session}`, ...headers } });
      expect(status).toBe(200);
      const { rows } = await test.db.pool.query(
        "select s.seen_at from sessions s join accounts a on a.id = s.account_id where a.name = 'Sol'",
      );
      return rows[0]?.seen_at.getTime();
    };
    test.clock.set(new Date(IN_HOURS.getTime() + 10 * MINUTE));
    expect(await seenAfter({ "x-renew": "1" })).toBe(IN_HOURS.getTime());
    expect(await seenAfter({})).toBe(IN_HOURS.getTime() + 10 * MINUTE);
  });
});
