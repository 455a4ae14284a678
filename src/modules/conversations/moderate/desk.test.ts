// Long: every act of the staff is asked of one server, from the preparation of a conversation to what came of it.
// The staff's side: who may do what, where and when; and a conversation from its preparation to what came of it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Process } from "#modules/processes/index.ts";
import type { Role } from "#platform/module.ts";
import { type OpenConversation, openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let process: Process;
let [here, there] = ["", ""];

beforeAll(async () => {
  test = await startTestApp();
  process = await openProcess(test, { slug: "prueba", now: test.clock.now() });
  [here = "", there = ""] = test.entity.participationTerritories().map(({ code }) => code);
});
afterAll(() => test?.stop());

async function staff(role: Role, territory?: string): Promise<Person> {
  const session = await test.signIn({ name: `${role} ${territory ?? ""}`, role, territory });
  const person = new Person({ url: test.url, session });
  await person.visit("/mis-aportes");
  return person;
}

function talk(slug: string, more: Parameters<typeof openConversation>[2] | object = {}): Promise<OpenConversation> {
  return openConversation(test.db, test.entity, { process, now: test.clock.now(), slug, territories: [here], ...more });
}

async function moderatedOf(
  id: number | undefined,
): Promise<{ moderated: number; reason: string | null; meta: boolean }> {
  const { rows } = await test.db.pool.query(
    "select moderated, hidden_reason as reason, is_meta as meta from conversation_statements where id = $1",
    [id],
  );
  return rows[0];
}

const ACTS = {
  accept: ["afirmaciones/0", "act=accept"],
  hide: ["afirmaciones/0", "act=hide&reason=Nombra+a+una+persona+con+insultos"],
  meta: ["afirmaciones/0", "act=meta"],
  seeds: ["semillas", "seeds=Hace+falta+una+fuente+en+el+parque"],
  close: ["cerrar", ""],
  carry: ["afirmaciones/0/llevar", "to=need&territory=HERE"],
} as const;

/** Who may: everybody else is refused, also with the role in another place. */
const MAY: Record<keyof typeof ACTS, readonly Role[]> = {
  accept: ["administrator", "analyst", "moderator"],
  hide: ["administrator", "analyst", "moderator"],
  meta: ["administrator", "analyst", "moderator"],
  seeds: ["administrator", "analyst", "facilitator"],
  close: ["administrator", "analyst", "facilitator"],
  carry: ["analyst", "planner"],
};
const ROLES: readonly Role[] = ["administrator", "analyst", "facilitator", "moderator", "planner", "case_officer"];
/** What is left once the result stands: to hide what must not be read, and to carry on. */
const AFTER_CLOSE: readonly (keyof typeof ACTS)[] = ["hide", "carry"];

describe("who may do what", () => {
  const people = new Map<string, Person>();
  let n = 0;

  async function status(act: keyof typeof ACTS, role: Role, place: string | undefined, state: "open" | "closed") {
    n += 1;
    const now = test.clock.now();
    const { conversation, statements } = await talk(`caso-${n}`, { state, closedAt: state === "closed" ? now : null });
    if (act === "accept") {
      await test.db.pool.query("update conversation_statements set moderated = 0 where id = $1", [statements[0]]);
    }
    const id = `${role} ${place}`;
    const person = people.get(id) ?? (await staff(role, place));
    people.set(id, person);
    await person.visit("/mis-aportes");
    const [path, body] = ACTS[act];
    const sent = `csrf=${encodeURIComponent(person.token)}&${body.replace("HERE", here)}`;
    return (await person.throwAt(`/gestion/conversaciones/${conversation.slug}/${path}`, sent)).status;
  }

  it.each(Object.keys(ACTS) as (keyof typeof ACTS)[])("%s, by role, place and state", async (act) => {
    for (const role of ROLES) {
      const may = MAY[act].includes(role);
      const found = {
        hereOpen: await status(act, role, here, "open"),
        there: await status(act, role, there, "open"),
        hereClosed: await status(act, role, here, "closed"),
      };
      const closed = AFTER_CLOSE.includes(act) ? 200 : 409;
      const expected = may
        ? { hereOpen: 200, there: 403, hereClosed: closed }
        : { hereOpen: 403, there: 403, hereClosed: 403 };
      expect([act, role, found]).toEqual([act, role, expected]);
    }
  });

  it("one of several places is run only by who may in all of them", async () => {
    await talk("varios-lugares", { territories: [here, there] });
    const local = await staff("analyst", here);
    expect((await local.open("/gestion/conversaciones/varios-lugares")).status).toBe(403);
    expect((await local.visit("/gestion/conversaciones")).html).not.toContain("varios-lugares");
    const whole = await staff("analyst");
    expect((await whole.open("/gestion/conversaciones/varios-lugares")).status).toBe(200);
  });
});

describe("a conversation", () => {
  it("is prepared, seeded many at once, published, moderated, translated and closed", async () => {
    const milena = await staff("analyst", here);
    await milena.visit("/gestion/conversaciones/nueva");
    const wrong = await milena.press("Guardar", { process: "prueba", title: "¿Qué hacemos con la plaza?" });
    expect(wrong.problems.join()).toContain("Elige al menos un lugar");
    await milena.send("Guardar", {
      process: "prueba",
      title: "¿Qué hacemos con la plaza?",
      opens: "2026-10-14T00:00",
      closes: "2026-11-14T00:00",
      moderation: "pre",
      territories: [here],
    });
    const desk = milena.page.path;
    expect(desk).toBe("/gestion/conversaciones/que-hacemos-con-la-plaza");
    const visitor = new Person({ url: test.url });
    expect((await visitor.open("/conversaciones/que-hacemos-con-la-plaza")).status).toBe(404);
    await milena.send("Añadirlas", {
      seeds: "La plaza necesita sombra\n\n  La plaza necesita   SOMBRA \nLos carros no deben entrar a la plaza\n",
    });
    expect(milena.page.text).toContain("Se añadieron 2 afirmaciones");
    const { rows: hidden } = await test.db.pool.query(
      "select id from things where kind = 'statement' and visibility = 'staff' order by id desc limit 1",
    );
    expect((await visitor.open(`/hilo/${hidden[0]?.id}`)).status).toBe(404);
    await milena.send("Publicarla");
    expect((await visitor.visit("/conversaciones/que-hacemos-con-la-plaza")).text).toContain("Afirmación 1 de 2");
    await visitor.visit("/conversaciones/que-hacemos-con-la-plaza/proponer");
    await visitor.send("Proponer mi afirmación", { text: "En la plaza hace falta mucha sombra" });
    if (visitor.page.path !== "/comprobante") await visitor.send(/La mía dice otra cosa/);
    await milena.visit(desk);
    expect(milena.page.text).toContain("En la plaza hace falta mucha sombra");
    expect(milena.page.text).toContain("Dicen algo parecido");
    await milena.send(/^Dice lo mismo/);
    const number = 3;
    const gone = await visitor.open(`/conversaciones/que-hacemos-con-la-plaza/afirmaciones/${number}`);
    expect(gone.status).toBe(410);
    expect(gone.text).toContain("Dice lo mismo que otra");
    expect(gone.html).not.toContain("mucha sombra");
    await milena.visit(`${desk}?cola=accepted&n=1`);
    await milena.send("Añadir la traducción", { language: "en", translation: "The square needs shade" });
    expect(milena.page.text).toContain("La tiene que revisar otra persona");
    const english = new Person({ url: test.url });
    expect((await english.visit("/en/conversaciones/que-hacemos-con-la-plaza?afirmacion=1")).text).toContain("sombra");
    const other = await staff("analyst", here);
    await other.visit(`${desk}?cola=accepted&n=1`);
    await other.send(/^Está bien: mostrarla/);
    expect((await english.visit("/en/conversaciones/que-hacemos-con-la-plaza?afirmacion=1")).text).toContain(
      "The square needs shade",
    );
    const page = await english.visit("/en/conversaciones/que-hacemos-con-la-plaza/afirmaciones/1");
    expect(page.text).toContain("The square needs shade");
    await speaksOthers(milena, other, visitor, desk);
    await milena.visit(desk);
    await milena.send("Cerrar la conversación");
    expect(milena.page.text).toContain("quedó cerrada");
    const { rows } = await test.db.pool.query(
      "select kind from ledger_pending where content->>'slug' = 'que-hacemos-con-la-plaza' order by id",
    );
    expect(rows.map(({ kind }) => kind)).toEqual(["conversation", "conversation-closed"]);
  });

  /** Into a language of no list, by its code; what changed after it was read is read again; and who takes part chooses it. */
  async function speaksOthers(milena: Person, other: Person, visitor: Person, desk: string): Promise<void> {
    const statement = `${desk}?cola=accepted&n=1`;
    const slug = desk.replace("/gestion", "");
    await milena.visit(statement);
    for (const code of ["nasa yuwe", "../pbb", "q"]) {
      const refused = await milena.press("Añadir la traducción", { code, translation: "Le falta sombra, en quiché" });
      expect([refused.status, refused.problems.join()]).toEqual([400, "Escribe el código del idioma, por ejemplo quc"]);
      expect(refused.html).toContain("Le falta sombra, en quiché");
    }
    await milena.send("Añadir la traducción", { code: "QUC", translation: "Le falta sombra, en quiché" });
    await other.visit(statement);
    await milena.send(/^Guardar la traducción: quiché/, { translation: "Otra cosa, en quiché" });
    const stale = await other.press(/^Está bien: mostrarla: quiché/);
    expect([stale.status, stale.problems.join()]).toEqual([
      409,
      "No son las palabras que estaban guardadas: léelas otra vez",
    ]);
    await visitor.visit(slug);
    expect(visitor.page.links("quiché")).toEqual([]);
    await other.visit(statement);
    await other.send(/^Está bien: mostrarla: quiché/);
    await visitor.visit(`${slug}?afirmacion=1`);
    await visitor.follow("quiché");
    await visitor.visit(`${visitor.page.path}&afirmacion=1`);
    expect(visitor.page.html).toMatch(/lang="quc"[^>]*>\s*Otra cosa, en quiché/);
    await visitor.send("De acuerdo");
    expect(visitor.page.path).toBe(`${slug}?idioma=quc`);
    const told = await visitor.visit(`${slug}/afirmaciones/1?idioma=quc`);
    expect(told.html).toMatch(/<h1><span lang="quc">Otra cosa, en quiché/);
    expect(told.links("español")).toEqual([`${slug}/afirmaciones/1`]);
    expect((await visitor.visit(`${slug}?afirmacion=1&idioma=constructor`)).text).toContain("La plaza necesita sombra");
    const thread = await visitor.visit(`/hilo/${await idOf(slug, 1)}`);
    const [data = ""] = thread.links("Descargar este hilo (JSON)");
    expect((await visitor.visit(data)).html).toContain("conversations.translated");
  }

  async function idOf(slug: string, number: number): Promise<number> {
    const { rows } = await test.db.pool.query(
      `select s.id from conversation_statements s join conversations c on c.id = s.conversation_id
       where c.slug = $1 and s.number = $2`,
      [slug.split("/").at(-1), number],
    );
    return rows[0]?.id;
  }

  it("hides with a public reason and shows again, and a decision taken twice is told", async () => {
    const { statements } = await talk("ocultar");
    const luz = await staff("moderator");
    await luz.visit("/gestion/conversaciones/ocultar?cola=accepted&n=0");
    expect((await luz.press(/^Ocultar/, { reason: "no" })).problems.join()).toContain("Escribe por qué");
    await luz.send(/^Ocultar/, { reason: "Trae el teléfono de una persona" });
    expect(await moderatedOf(statements[0])).toMatchObject({
      moderated: -1,
      reason: "Trae el teléfono de una persona",
    });
    await luz.visit("/gestion/conversaciones/ocultar?cola=hidden&n=0");
    const form = luz.form(/^Aceptar/);
    await luz.send(/^Aceptar/);
    expect(await moderatedOf(statements[0])).toMatchObject({ moderated: 1, reason: null });
    expect((await luz.throwAt(form.action, form.body.toString())).status).toBe(409);
  });

  it("closes by itself when its time is over, once", async () => {
    const { conversation } = await talk("por-vencer", { closesAt: new Date(test.clock.now().getTime() + 60_000) });
    const { conversations } = await import("../module.ts");
    const run = async () => conversations.jobs?.find((job) => job.name.endsWith("close-due"))?.run(test.services, {});
    await run();
    const state = async () =>
      (await test.db.pool.query("select state from conversations where id = $1", [conversation.id])).rows[0]?.state;
    expect(await state()).toBe("open");
    test.clock.advance(60_000);
    await Promise.all([run(), run()]);
    expect(await state()).toBe("closed");
    const { rows } = await test.db.pool.query(
      "select count(*)::int as n from ledger_pending where kind = 'conversation-closed' and content->>'slug' = 'por-vencer'",
    );
    expect(rows[0]?.n).toBe(1);
  });
});

describe("what is shared goes on", () => {
  it("as a need, which its author and those who answered find in their contributions", async () => {
    const { statements } = await talk("con-fruto");
    const ana = new Person({ url: test.url });
    await ana.visit("/conversaciones/con-fruto?afirmacion=0");
    await ana.send("De acuerdo");
    const milena = await staff("analyst", here);
    await milena.visit("/gestion/conversaciones/con-fruto/afirmaciones/0/llevar");
    await milena.send("Llevarla adelante", { to: "need" });
    expect(milena.page.path).toMatch(/^\/hilo\/\d+$/);
    expect(milena.page.text).toContain("Se dijo en una conversación");
    expect((await milena.visit(`/hilo/${statements[0]}`)).text).toContain("Hacen falta más árboles en el parque");
    expect((await ana.visit("/mis-aportes")).text).toMatch(/se volvió una necesidad/i);
    await milena.visit("/gestion/conversaciones/con-fruto/afirmaciones/0/llevar");
    expect(milena.page.text).toContain("Ya es una necesidad");
  });

  it("as several needs: each person reads what became of each that they answered, and of no other", async () => {
    await talk("con-frutos");
    const [ana, luis] = [new Person({ url: test.url }), new Person({ url: test.url })];
    for (const [person, number] of [
      [ana, 0],
      [luis, 0],
      [luis, 1],
    ] as const) {
      await person.visit(`/conversaciones/con-frutos?afirmacion=${number}`);
      await person.send("De acuerdo");
    }
    const milena = await staff("analyst", here);
    for (const number of [0, 1]) {
      await milena.visit(`/gestion/conversaciones/con-frutos/afirmaciones/${number}/llevar`);
      await milena.send("Llevarla adelante", { to: "need" });
    }
    const told = async (person: Person) =>
      (await person.visit("/mis-aportes")).text.match(/(Hacen falta|La feria).{0,60}se volvió una necesidad/gi)?.length;
    expect([await told(ana), await told(luis)]).toEqual([1, 2]);
    expect(ana.page.text).not.toContain("La feria");
  });

  it("also when nobody reviewed it, where it was shown at once; not where it never was", async () => {
    const closed = { state: "closed" as const, closedAt: test.clock.now() };
    for (const moderation of ["post", "pre"] as const) {
      const { statements } = await talk(`sin-revisar-${moderation}`, { ...closed, moderation });
      await test.db.pool.query("update conversation_statements set moderated = 0 where id = $1", [statements[0]]);
    }
    const milena = await staff("analyst", here);
    const carry = async (moderation: string) => {
      await milena.visit(`/gestion/conversaciones/sin-revisar-${moderation}/afirmaciones/0/llevar`);
      return milena.press("Llevarla adelante", { to: "need" });
    };
    expect((await carry("post")).text).toContain("Se dijo en una conversación");
    expect((await carry("pre")).status).toBe(409);
  });

  it("as the draft of an initiative, with what it needs", async () => {
    await talk("con-iniciativa");
    const milena = await staff("analyst", here);
    await milena.visit("/gestion/conversaciones/con-iniciativa/afirmaciones/1/llevar");
    const missing = await milena.press("Llevarla adelante", { to: "initiative" });
    expect(missing.status).toBe(400);
    const sector = test.entity.sectors()[0]?.code ?? "";
    const agency = test.entity.agencies()[0]?.code ?? "";
    await milena.send("Llevarla adelante", { to: "initiative", sector, agency });
    expect(milena.page.path).toMatch(/^\/gestion\/iniciativas\/\d+\/editar$/);
    expect(milena.page.html).toContain("La feria debe ser cada domingo");
  });
});
