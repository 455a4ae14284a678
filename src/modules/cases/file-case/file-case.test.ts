// Asking for something as a person does, page by page, and following it; and the numbers, which have no gap whatever dies.
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase, type WriteTx } from "#platform/db/db.ts";
import { ASKED, fillRequest } from "#test/support/asking.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { lockDraft } from "./draft.ts";
import { fileCase, findBySecret } from "./file-case.ts";

let test: TestApp;
let town = "";

beforeAll(async () => {
  // A Friday at ten in the morning, as the example of the guide.
  test = await startTestApp({ now: new Date("2026-03-20T15:00:00Z") });
  town = test.entity.participationTerritories()[0]?.code ?? "";
});
afterAll(() => test?.stop());
beforeEach(() => test.clock.set(new Date("2026-03-20T15:00:00Z")));

async function ask(person: Person, who?: Record<string, string>): Promise<void> {
  await fillRequest(person, town, who);
  expect(person.page.heading).toBe("Revisa antes de enviar");
}

/** Number and code of the receipt in front of a person. */
function receiptOf(person: Person): { number: string; code: string } {
  const text = person.page.text;
  return {
    number: /GVC-\d{4}-\d{6,}-\d/.exec(text)?.[0] ?? "",
    code: /Código: ([2-9A-Z-]+)/.exec(text)?.[1] ?? "",
  };
}

describe("asking without an account", () => {
  it("ends with a number, a code, a date and who answers; the code opens it and nothing else does", async () => {
    const ana = new Person({ url: test.url });
    await ask(ana);
    expect(ana.page.text).toContain("Secretaría de Salud");
    expect(ana.page.text).toMatch(/miércoles\s15\sde\sabril\sde\s2026/);
    await ana.send("Enviar mi solicitud");
    expect(ana.page.path).toBe("/solicitudes/recibida");
    const { number, code } = receiptOf(ana);
    expect(number).not.toBe("");
    expect(code.replaceAll("-", "")).toHaveLength(28);

    const other = new Person({ url: test.url });
    await other.visit("/solicitudes/mia");
    expect(other.page.path).toBe("/solicitudes/seguir");
    await other.press("Ver mi solicitud", { number, code: "2222-2222-2222" });
    expect(other.page.status).toBe(400);
    expect(other.page.problems.join()).toContain("No hay una solicitud con ese número y ese código");
    await other.send("Ver mi solicitud", {
      number: number.toLowerCase(),
      code: code.toLowerCase().replaceAll("-", " "),
    });
    expect(other.page.path).toBe("/solicitudes/mia");
    expect(other.page.text).toContain("no llega agua");
    expect(JSON.stringify(other.page.path)).not.toContain(code);
  });

  it("sent twice is one, and what was written is gone from the draft", async () => {
    const ana = new Person({ url: test.url });
    await ask(ana);
    const { action, body } = ana.form("Enviar mi solicitud");
    await Promise.all([ana.throwAt(action, String(body)), ana.throwAt(action, String(body))]);
    const { rows } = await test.db.pool.query("select answers from case_drafts where case_id is not null");
    expect(rows.every(({ answers }) => answers === "{}")).toBe(true);
    const cases = await test.db.pool.query(
      "select count(*)::int as n, count(distinct secret_hash)::int as secrets from cases",
    );
    expect(cases.rows[0]?.n).toBe(cases.rows[0]?.secrets);
  });

  it("each page says what it lacks and keeps what was typed", async () => {
    const ana = new Person({ url: test.url });
    await ana.visit("/solicitudes/nueva/quien");
    expect(ana.page.path).toBe("/solicitudes/nueva");
    await ana.press("Seguir", { text: " " });
    expect(ana.page.status).toBe(400);
    expect(ana.page.problems).toEqual(["Escribe qué necesitas, o grábalo con tu voz"]);
    await ask(ana, { identity: "name", name: "Ana Ruiz", email: "ana@example.org", electronic: "yes" });
    expect(ana.page.text).toContain("Ana Ruiz");
    await ana.visit("/solicitudes/nueva/quien");
    await ana.press("Seguir", { identity: "name", name: "", email: "ana@example.org" });
    expect(ana.page.problems).toEqual(["Escribe tu nombre, o escoge «Sin nombre»"]);
  });

  it("the program proposes a type from the words, and the person decides", async () => {
    const ana = new Person({ url: test.url });
    await ana.visit("/solicitudes/nueva");
    await ana.send("Seguir", { text: "Pido copia de los contratos del puente" });
    expect(ana.page.text).toContain("Información o copias (lo que parece)");
    expect(ana.page.text).toContain("10 días hábiles");
  });

  it("the person adds and withdraws", async () => {
    const ana = new Person({ url: test.url });
    await ask(ana);
    await ana.send("Enviar mi solicitud");
    await ana.visit("/solicitudes/mia");
    await ana.send("Agregarlo", { text: "También falta luz" });
    expect(ana.page.text).toContain("También falta luz");
    await ana.press("Retirarla", {});
    expect(ana.page.problems).toEqual(["Marca que sí para retirarla"]);
    await ana.send("Retirarla", { sure: "yes" });
    expect(ana.page.text).toContain("Retirada");
  });
});

describe("numbers", () => {
  it("have no gap under 50 at once, with failures after the number and connections killed", async () => {
    const now = new Date("2030-03-20T15:00:00Z");
    const killer = new pg.Client(test.ownerUrl);
    await killer.connect();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        test.db.write(async (tx) => {
          const { number } = await fileCase(
            tx,
            { entity: test.entity, now },
            { form: "petition", text: ASKED, territory: town, priority: false, channel: "web", files: [] },
            `CODE-${index}`,
          );
          if (index % 5 === 0) throw new Error("after the number");
          if (index % 7 === 0) {
            const { pid } = await tx
              .selectNoFrom((eb) => eb.fn<number>("pg_backend_pid", []).as("pid"))
              .executeTakeFirstOrThrow();
            await killer.query("select pg_terminate_backend($1)", [pid]);
          }
          return number;
        }),
      ),
    );
    await killer.end();
    const given = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(given.length).toBeGreaterThan(20);
    expect(given.length).toBeLessThan(40);
    const sequences = given.map((number) => Number(number.split("-")[2])).sort((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: given.length }, (_, index) => index + 1));
    const { rows } = await test.db.pool.query("select count(*)::int as n from cases where number like 'GVC-2030-%'");
    expect(rows[0]?.n).toBe(given.length);
  });
});

describe("whoever sends it again", () => {
  it("is told when the disk has the first one, as who sent that was", async () => {
    const db = openDatabase(test.ownerUrl);
    let connections = 0;
    db.pool.on("acquire", () => {
      connections += 1;
    });
    /** One is of the transaction; the other brings the log to the disk. */
    const taken = async (work: (tx: WriteTx) => Promise<unknown>): Promise<number> => {
      connections = 0;
      await db.write(work);
      return connections;
    };
    const asked = {
      form: "petition",
      text: ASKED,
      territory: town,
      priority: false,
      channel: "web",
      files: [],
    } as const;
    expect(await taken((tx) => fileCase(tx, { entity: test.entity, now: test.clock.now() }, asked, "CODE-AGAIN"))).toBe(
      2,
    );
    expect(await taken((tx) => findBySecret(tx, "CODE-AGAIN"))).toBe(2);
    expect(await taken((tx) => lockDraft(tx, Buffer.alloc(16)))).toBe(2);
    await db.close();
  });
});
