// The form that everybody uses, with everything that can arrive at it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const SEND = /^Enviar mi necesidad$|^La mía es distinta: enviarla$/;
const WORDS = "Hace falta un puente sobre la quebrada honda";
let test: TestApp;
let place = "";
let path = "";

beforeAll(async () => {
  test = await startTestApp();
  place = test.entity.participationTerritories()[0]?.slug ?? "";
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  path = `/procesos/prueba/${place}/decir`;
});
afterAll(() => test?.stop());

async function counts(): Promise<Record<string, number>> {
  const { rows } = await test.db.pool.query<Record<string, number>>(
    `select (select count(*) from demands) as demands, (select count(*) from things where kind = 'demand') as things,
      (select count(*) from receipts) as receipts, (select count(*) from ledger_pending where kind = 'need') as ledger,
      (select count(*) from participants) as participants`,
  );
  return rows[0] ?? {};
}

let ana: Person;
beforeEach(async () => {
  ana = new Person({ url: test.url });
  await ana.visit(path);
});

describe("what cannot be received comes back with what was typed, and nothing is written", () => {
  it.each([
    ["nothing", { text: "" }, "text", 400],
    ["only spaces and invisible marks", { text: " \u200b\u2060 \u00a0" }, "text", 400],
    ["too little", { text: "agua" }, "text", 400],
    ["too much", { text: "a".repeat(601) }, "text", 400],
    ["one visible letter made of thousands of marks", { text: `${WORDS} a${"\u0301".repeat(4000)}` }, "text", 400],
    ["a place that is too long", { text: WORDS, place: "x".repeat(121) }, "place", 400],
    ["a part of another place", { text: WORDS, sub: "99999" }, "sub", 400],
    ["an unknown group", { text: WORDS, groups: "marcianos" }, "groups", 400],
    ["an organisation that is not theirs", { text: WORDS, organisation: "1" }, "organisation", 400],
  ])("%s", async (_, values, field, status) => {
    const before = await counts();
    const body = new URLSearchParams({ csrf: ana.token, key: "una", ...values });
    const page = await ana.throwAt(path, body.toString());
    expect(page.status).toBe(status);
    expect(page.problems).toHaveLength(1);
    expect(page.html).toContain(`href="#${field}"`);
    expect(page.html).toMatch(/<title>Error: /);
    expect(await counts()).toEqual(before);
    // What was typed is there to be corrected.
    if (values.text.trim() !== "" && field !== "text") expect(page.html).toContain(WORDS);
  });

  it("bytes that are not text are refused where they are, and accents typed well are not", async () => {
    const before = await counts();
    const page = await ana.throwAt(path, `csrf=${encodeURIComponent(ana.token)}&text=Falta+agua+en+la+regi%F3n`);
    expect(page.status).toBe(400);
    expect(page.problems).toEqual(["Hay letras que no llegaron bien: escríbelas de nuevo"]);
    expect(await counts()).toEqual(before);
  });

  it("a form without the token is 403", async () => {
    const before = await counts();
    expect((await ana.throwAt(path, new URLSearchParams({ text: WORDS }).toString())).status).toBe(403);
    expect(await counts()).toEqual(before);
  });

  it("an old form after the phase closed is 409 with the words kept", async () => {
    const token = ana.token;
    const now = test.clock.now();
    test.clock.advance(11 * 86_400_000);
    const before = await counts();
    const page = await ana.throwAt(path, new URLSearchParams({ csrf: token, text: WORDS, seen: "1" }).toString());
    expect(page.status).toBe(409);
    expect(page.html).toContain(WORDS);
    expect(page.problems).toHaveLength(1);
    expect(await counts()).toEqual(before);
    expect((await ana.visit(path)).heading).toContain("no se están recibiendo");
    test.clock.set(now);
  });

  it("a place where the process does not reach is 404", async () => {
    expect((await ana.open("/procesos/prueba/ninguna-parte/decir")).status).toBe(404);
    expect((await ana.open("/procesos/otro/decir")).status).toBe(404);
  });
});

describe("what is received is kept as it was said, without what nobody sees", () => {
  const received = async (text: string): Promise<string> => {
    await ana.visit(path);
    const page = await ana.throwAt(path, new URLSearchParams({ csrf: ana.token, text, seen: "1" }).toString());
    expect(page.status).toBe(200);
    expect(page.heading).toBe("Recibimos tu necesidad");
    const { rows } = await test.db.pool.query<{ text: string }>("select text from demands order by id desc limit 1");
    return rows[0]?.text ?? "";
  };
  it.each([
    ["emoji", "Más árboles 🌳👩‍👩‍👧 en el parque", "Más árboles 🌳👩‍👩‍👧 en el parque"],
    ["markup", "<script>alert(1)</script> & <b>agua</b>", "<script>alert(1)</script> & <b>agua</b>"],
    ["a right-to-left override", "Falta \u202Eagua\u202C en la vereda", "Falta agua en la vereda"],
    ["control characters", "Falta\u0000 agua\u0007 en\u001b la vereda", "Falta agua en la vereda"],
  ])("%s", async (_, typed, kept) => {
    expect(await received(typed)).toBe(kept);
    const list = await ana.visit(`/procesos/prueba/${place}/necesidades?orden=newest&x=${encodeURIComponent(kept)}`);
    expect(list.html).not.toContain("<script>alert");
    expect(list.html).not.toContain("\u202E");
    expect(list.html).not.toContain("\u0007");
  });

  it("sent twice, also at the same time, it counts once and gives the same receipt", async () => {
    const form = ana.form(SEND, { text: "Falta luz en la cancha del barrio nuevo" });
    form.body.append("seen", "1");
    const before = await counts();
    const again = new Person({ url: test.url });
    for (const [name, value] of ana.cookies) again.cookies.set(name, value);
    const [one, two] = await Promise.all([
      ana.throwAt(form.action, form.body.toString()),
      again.throwAt(form.action, form.body.toString()),
    ]);
    const third = await ana.throwAt(form.action, form.body.toString());
    const codes = [one, two, third].map((page) => /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(page.text)?.[0]);
    expect(codes[0]).toBeDefined();
    expect(new Set(codes).size).toBe(1);
    expect((await counts()).demands).toBe((before.demands ?? 0) + 1);
    expect((await counts()).receipts).toBe((before.receipts ?? 0) + 1);
    // Corrected and sent again it says something else.
    form.body.set("text", "Falta luz en la cancha del barrio viejo");
    await ana.throwAt(form.action, form.body.toString());
    expect((await counts()).demands).toBe((before.demands ?? 0) + 2);
  });

  it("two web processes that receive the same form at once keep one need", async () => {
    const other = await test.second();
    const form = ana.form(SEND, { text: "Falta una rampa en el puesto de salud" });
    form.body.append("seen", "1");
    const again = new Person({ url: other.url });
    for (const [name, value] of ana.cookies) again.cookies.set(name, value);
    const before = await counts();
    const pages = await Promise.all([
      ana.throwAt(form.action, form.body.toString()),
      again.throwAt(form.action, form.body.toString()),
    ]);
    expect(pages.map((page) => page.status)).toEqual([200, 200]);
    expect((await counts()).demands).toBe((before.demands ?? 0) + 1);
  });

  it("fifty people at once are all received", async () => {
    const before = await counts();
    const people = Array.from({ length: 50 }, () => new Person({ url: test.url }));
    await Promise.all(people.map((person) => person.visit(path)));
    const pages = await Promise.all(
      people.map((person, index) =>
        person.throwAt(
          path,
          new URLSearchParams({
            csrf: person.token,
            text: `Necesidad número ${index} de la tarde`,
            seen: "1",
          }).toString(),
        ),
      ),
    );
    expect(pages.every((page) => page.heading === "Recibimos tu necesidad")).toBe(true);
    const after = await counts();
    for (const table of ["demands", "things", "receipts", "ledger", "participants"]) {
      expect([table, after[table]]).toEqual([table, (before[table] ?? 0) + 50]);
    }
  });
});

describe("me too", () => {
  it("shows up to five similar ones, and one tap counts once", async () => {
    for (const text of ["El agua del acueducto llega turbia", "El agua del acueducto llega turbia siempre"]) {
      await ana.visit(path);
      await ana.throwAt(path, new URLSearchParams({ csrf: ana.token, text, seen: "1" }).toString());
    }
    const efrain = new Person({ url: test.url });
    await efrain.visit(path);
    const similar = await efrain.send(SEND, { text: "Llega turbia el agua del acueducto" });
    expect(similar.text).toContain("¿Alguna dice lo mismo?");
    expect(similar.html).toContain("Llega turbia el agua del acueducto");
    const page = await efrain.press(/A mí también: El agua del acueducto llega turbia$/);
    expect(page.heading).toBe("Te sumaste");
    const { rows } = await test.db.pool.query<{ id: number; supports: number }>(
      "select id, supports from demands where text = 'El agua del acueducto llega turbia'",
    );
    expect(rows[0]?.supports).toBe(1);
    const need = await efrain.visit(`/necesidades/${rows[0]?.id}`);
    expect(need.text).toContain("2 personas");
    await efrain.press("A mí también");
    const again = await efrain.visit(`/necesidades/${rows[0]?.id}`);
    expect(again.text).toContain("2 personas");
  });

  it("people choose their place by its name without accents, or the whole entity", async () => {
    const name = test.entity.participationTerritories()[0]?.name ?? "";
    const page = await ana.visit(
      `/procesos/prueba/decir?q=${encodeURIComponent(`${name.toUpperCase().normalize("NFD")}`)}`,
    );
    expect(page.links(name)).toContain(path);
    expect((await ana.visit("/procesos/prueba/decir?q=atlantida")).text).toContain("No encontramos");
    const all = await ana.visit("/procesos/prueba/decir");
    expect(all.links(/^Es para todos/)).toEqual([`/procesos/prueba/${test.entity.root.slug}/decir`]);
    expect((await ana.visit(`/procesos/prueba/${test.entity.root.slug}/decir`)).status).toBe(200);
  });
});

describe("who already said it", () => {
  it("sends it again after a lost answer and finds their receipt, not their own need among the similar ones", async () => {
    const { action, body } = ana.form(SEND, { text: "Las lámparas del parque viejo llevan meses apagadas" });
    const first = await ana.throwAt(action, body.toString());
    expect(first.path).toBe("/comprobante");
    const said = await counts();
    expect((await ana.throwAt(action, body.toString())).path).toBe("/comprobante");
    expect(await counts()).toEqual(said);
  });

  it("cannot join their own need, and is told so", async () => {
    const text = "El puente de tablas junto al molino está podrido";
    await ana.send(SEND, { text });
    const { id } = await test.db.read
      .selectFrom("demands")
      .select("id")
      .where("text", "=", text)
      .executeTakeFirstOrThrow();
    const own = await ana.visit(`/necesidades/${id}`);
    expect(own.html).not.toContain(`/necesidades/${id}/tambien`);
    await ana.visit(path);
    const csrf = ana.token;
    const page = await ana.throwAt(`/necesidades/${id}/tambien`, new URLSearchParams({ csrf }).toString());
    expect(page.status).toBe(409);
    expect(page.text).toContain("Esta necesidad la dijiste tú");
    const other = new Person({ url: test.url });
    // In a page in English, what she said is still Spanish.
    expect((await other.visit(`/en/necesidades/${id}`)).html).toContain(`lang="es-CO">${text}`);
    expect((await other.visit(`/necesidades/${id}`)).html).toContain(`/necesidades/${id}/tambien`);
  });
});
