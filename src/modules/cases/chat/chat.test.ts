// A chat from both ends: out of hours, waiting, taken by one, and the request that it becomes with its receipt.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { closeIdleChats, DAYS_KEPT, MOST_LIVE, startChat } from "./chat.ts";
import { chatHours } from "./chat-hours.ts";

/** A Friday at ten in the morning; the Monday after is a holiday. */
const IN_HOURS = new Date("2026-03-20T15:00:00Z");
const MINUTE = 60_000;
const WORDS = "No hay luz en la calle de la escuela";
const DESK = "/gestion/solicitudes/chats";
let test: TestApp;
let town = "";

beforeAll(async () => {
  test = await startTestApp({ now: IN_HOURS });
  town = test.entity.participationTerritories()[0]?.code ?? "";
});
afterAll(() => test?.stop());
beforeEach(() => test.clock.set(IN_HOURS));

const officer = async (name: string): Promise<Person> =>
  new Person({ url: test.url, session: await test.signIn({ name, role: "case_officer", agency: "salud" }) });

async function begin(name = ""): Promise<Person> {
  const ana = new Person({ url: test.url });
  await ana.visit("/solicitudes/chat");
  await ana.send("Empezar el chat", { name, text: WORDS });
  return ana;
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
    for (let n = 0; n < MOST_LIVE; n++) {
      const owner = Buffer.alloc(32, n + 1);
      await test.db.write((tx) => startChat(tx, at, { owner, text: "Hola", accountId: undefined }));
    }
    const ana = new Person({ url: test.url });
    await ana.visit("/solicitudes/chat");
    await ana.press("Empezar el chat", { text: WORDS });
    expect(ana.page.status).toBe(409);
    expect(ana.page.text).toContain(WORDS);
    expect(ana.page.text).toContain("Hay muchas personas esperando");
  });
});
