import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "#core/people/index.ts";
import { addHistory, link, setVisibility } from "#core/trace/index.ts";
import { type Letter, lettersTo, pathOf, runJob } from "../../../test/support/letter-box.ts";
import { Person } from "../../../test/support/person.ts";
import { answer, prepareVillage, sayNeed, type Village } from "../../../test/support/promising.ts";
import { startTestApp, type TestApp } from "../../../test/support/test-app.ts";

const ANA = "ana@example.org";
const HOUR = 3_600_000;

let house: TestApp;
let village: Village;

beforeEach(async () => {
  house = await startTestApp({ now: new Date("2026-10-14T15:20:00Z") });
  village = await prepareVillage(house);
});
afterEach(() => house?.stop());

async function ask(path: string, email = ANA, how = "each"): Promise<Person> {
  const person = new Person({ url: house.url });
  await person.visit(path);
  await person.send(/^(Seguir|Follow)$/, { email, how });
  return person;
}

/** Asks, reads the mail and presses its button. */
async function follow(path: string, email = ANA, how = "each"): Promise<Person> {
  const person = await ask(path, email, how);
  const letters = await lettersTo(house, email);
  await person.visit(pathOf(letters.at(-1), "/seguir/confirmar/"));
  const page = await person.send(/^(Sí, seguir|Yes, follow)$/);
  expect(page.heading).toMatch(/ya lo sigues|you follow it/);
  house.clock.advance(1000);
  return person;
}

async function change(thingId: number, event = "demands.recovered", data = {}): Promise<void> {
  await house.db.write((tx) => addHistory(tx, { thingId, event, data, public: true, now: house.clock.now() }));
}

const later = (letters: readonly Letter[], known: number): Letter[] => letters.slice(known);

describe("following by mail", () => {
  it("asks first, tells each change once, says why, and stops in one click", async () => {
    const { need } = await sayNeed(house, village, "Falta agua potable en la vereda de arriba");
    const ana = await follow(`/seguir/${need}`);
    await change(need, "demands.discarded", { reason: "Ya está en otro programa" });
    const letters = await lettersTo(house, ANA);
    expect(letters).toHaveLength(2);
    const [, told] = letters;
    expect(told?.subject).toBe("Falta agua potable en la vereda de arriba: No entró. Razón: Ya está en otro programa");
    expect(told?.text).toContain("Te escribimos porque sigues «Falta agua potable en la vereda de arriba»");
    expect(pathOf(told, `/necesidades/${need}`)).toBeTruthy();
    // Telling and sending again sends nothing.
    expect(await lettersTo(house, ANA)).toHaveLength(2);

    const why = await ana.visit(pathOf(told, "/seguir/aviso/"));
    expect(why.heading).toBe("Por qué te llega esto");
    expect(why.text).toMatch(/14\sde\soctubre\sde\s2026/);
    // What the mail program does by itself: another machine, no cookie, no token, no redirect.
    const url = /<(.*)>/.exec(told?.headers.get("List-Unsubscribe") ?? "")?.[1] ?? "";
    expect(told?.headers.get("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    const answered = await fetch(url.replace(house.config.publicUrl, house.url), {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      redirect: "manual",
    });
    expect(answered.status).toBe(200);
    await change(need);
    expect(await lettersTo(house, ANA)).toHaveLength(2);
    expect((await ana.visit(pathOf(told, "/seguir/aviso/"))).heading).toBe("Ya no sigues esto");
    await ana.send("Seguirlo otra vez");
    house.clock.advance(1000);
    await change(need);
    expect(await lettersTo(house, ANA)).toHaveLength(3);
  });

  it("every message names its list, is automatic, and keeps its Message-ID", async () => {
    const { need } = await sayNeed(house, village, "Hace falta un puente nuevo en el río");
    await follow(`/seguir/${need}`);
    await change(need);
    const [asked, told] = await lettersTo(house, ANA);
    for (const letter of [asked, told]) {
      expect(letter?.headers.get("List-Id")).toBe("<avisos.localhost>");
      expect(letter?.headers.get("Auto-Submitted")).toBe("auto-generated");
      expect(letter?.headers.get("Message-ID")).toMatch(/^<aviso-\d+@/);
    }
    expect(asked?.headers.has("List-Unsubscribe")).toBe(false);
    expect(asked?.text).toContain("Si tú no lo pediste");
  });

  it("without the yes nothing is sent, and the question is the same for everybody", async () => {
    const { need } = await sayNeed(house, village, "No hay luz en el parque por la noche");
    const first = await ask(`/seguir/${need}`);
    await change(need);
    expect(await lettersTo(house, ANA)).toHaveLength(1);
    await follow(`/seguir/${need}`);
    const again = await ask(`/seguir/${need}`);
    expect(again.page.text).toBe(first.page.text);
    expect((await lettersTo(house, ANA)).at(-1)?.subject).toMatch(/^Ya sigues esto/);
    // Programs that look into mails open links: opening is not saying yes.
    const beto = await ask(`/seguir/${need}`, "beto@example.org");
    const [question] = await lettersTo(house, "beto@example.org");
    await beto.visit(pathOf(question, "/seguir/confirmar/"));
    await change(need);
    expect(await lettersTo(house, "beto@example.org")).toHaveLength(1);
    house.clock.advance(4 * 24 * HOUR);
    await beto.visit(pathOf(question, "/seguir/confirmar/"));
    expect((await beto.send("Sí, seguir")).heading).toBe("Este botón ya no sirve");
  });

  it("nobody can fill a mailbox, nor learn that they tried", async () => {
    const { need } = await sayNeed(house, village, "La escuela no tiene baños que sirvan");
    for (let at = 0; at < 5; at++) {
      const person = await ask(`/seguir/${need}`);
      expect(person.page.heading).toBe("Revisa tu correo");
      house.clock.advance(1000);
    }
    expect(await lettersTo(house, ANA)).toHaveLength(3);
    const owner = new Person({ url: house.url });
    await owner.visit(pathOf((await lettersTo(house, ANA))[0], "/seguir/mis-avisos/"));
    await owner.send("No me escriban nunca más");
    expect(owner.page.heading).toBe("No te escribiremos más");
    house.clock.advance(2 * HOUR);
    await ask(`/seguir/${need}`);
    expect(await lettersTo(house, ANA)).toHaveLength(3);
    const crowd = new Person({ url: house.url });
    for (let at = 0; at < 60; at++) {
      await crowd.visit(`/seguir/${need}`);
      await crowd.press("Seguir", { email: `otra${at}@example.org`, how: "each" });
    }
    await crowd.visit(`/seguir/${need}`);
    expect((await crowd.press("Seguir", { email: "una@example.org", how: "each" })).status).toBe(409);
    expect(crowd.page.problems[0]).toMatch(/Espera una hora/);
  });

  it.each([
    ["", "Escribe tu correo"],
    ["no es un correo", /correo/i],
    [`${"a".repeat(260)}@example.org`, /correo/i],
  ])("refuses the address %j and keeps what was typed", async (email, words) => {
    const { need } = await sayNeed(house, village, "Hay basura en la quebrada desde hace un mes");
    const person = new Person({ url: house.url });
    await person.visit(`/seguir/${need}`);
    const page = await person.press("Seguir", { email, how: "weekly" });
    expect(page.status).toBe(400);
    expect(page.problems[0]).toMatch(words);
    expect((await person.open("/seguir/999999999")).status).toBe(404);
    expect((await person.open("/seguir/aviso/no-es-un-codigo")).status).toBe(404);
    expect((await person.open("/seguir/lugar/no-existe")).status).toBe(404);
  });
});

describe("what a follower hears", () => {
  it("of a need, also where it went: what it was merged into, and what that became", async () => {
    const one = await sayNeed(house, village, "Queremos agua potable en el sector de arriba");
    const other = await sayNeed(house, village, "El acueducto del pueblo no llega a todas las casas");
    await follow(`/seguir/${one.need}`);
    const now = house.clock.now();
    await house.db.write((tx) => link(tx, { from: one.need, to: other.need, relation: "joined_into", now }));
    const id = await answer(village, [other.need]);
    const letters = later(await lettersTo(house, ANA), 1);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.subject).toMatch(/^Planta de agua para la vereda:/);
    expect(pathOf(letters[0], `/compromisos/${id}`)).toBeTruthy();
    expect(letters[0]?.text).toContain("sigues «Queremos agua potable en el sector de arriba»");
  });

  it("of a place and of a process, what is promised there and not every need; each change once", async () => {
    const { need } = await sayNeed(house, village, "Falta transporte para los estudiantes de la vereda");
    await follow(`/seguir/lugar/${village.place.code}`);
    await follow(`/seguir/${village.set.process.id}`);
    await follow(`/seguir/lugar/${village.other.slug}`, "beto@example.org");
    await follow(`/seguir/lugar/${house.entity.root.code}`, "root@example.org");
    await change(need);
    expect(later(await lettersTo(house, ANA), 2)).toHaveLength(0);
    await answer(village, [need]);
    expect(later(await lettersTo(house, ANA), 2)).toHaveLength(1);
    expect(later(await lettersTo(house, "root@example.org"), 1)).toHaveLength(1);
    expect(later(await lettersTo(house, "beto@example.org"), 1)).toHaveLength(0);
    // A process is of no place: whoever follows any of them hears of it.
    await change(village.set.process.id, "processes.closed");
    expect(later(await lettersTo(house, "beto@example.org"), 1)).toHaveLength(1);
  });

  it("of what is hidden, nothing: not a page to follow it, not a message, not by way of it", async () => {
    const one = await sayNeed(house, village, "Esto lo va a ocultar la moderación, ya verán");
    const other = await sayNeed(house, village, "El puesto de salud abre solamente los lunes");
    await follow(`/seguir/${one.need}`);
    const now = house.clock.now();
    await house.db.write(async (tx) => {
      await link(tx, { from: one.need, to: other.need, relation: "joined_into", now });
      await addHistory(tx, { thingId: one.need, event: "demands.merged", data: {}, public: true, now });
      await setVisibility(tx, one.need, "hidden");
    });
    await change(one.need, "demands.hidden", { reason: "Insultos" });
    await change(other.need);
    expect(later(await lettersTo(house, ANA), 1)).toEqual([]);
    expect((await new Person({ url: house.url }).open(`/seguir/${one.need}`)).status).toBe(404);
    const [question] = await lettersTo(house, ANA);
    const all = await new Person({ url: house.url }).visit(pathOf(question, "/seguir/mis-avisos/"));
    expect(all.text).not.toContain("ocultar");
  });

  it("too much in a day waits for the summary", async () => {
    const { need } = await sayNeed(house, village, "La carretera se daña cada invierno en la curva");
    await follow(`/seguir/${need}`);
    for (let at = 0; at < 14; at++) await change(need);
    expect(later(await lettersTo(house, ANA), 1)).toHaveLength(10);
    house.clock.set(new Date("2026-10-19T13:00:00Z"));
    await runJob(house, "follows.digest");
    const summary = (await lettersTo(house, ANA)).find(({ subject }) => /4 novedades/.test(subject));
    expect(summary?.text.match(/Se volvió a tener en cuenta/g)).toHaveLength(4);
  });

  it("the weekly summary comes on Monday morning, once, in the reader's language", async () => {
    const one = await sayNeed(house, village, "Que arreglen la cancha del barrio de abajo");
    const other = await sayNeed(house, village, "No hay médico en el puesto de salud del pueblo");
    await follow(`/en/seguir/${one.need}`, ANA, "weekly");
    await follow(`/en/seguir/${other.need}`, ANA, "weekly");
    await change(one.need);
    await change(other.need, "demands.discarded", { reason: "No es de la entidad" });
    await setHiddenLater();
    await runJob(house, "follows.digest");
    expect(later(await lettersTo(house, ANA), 2)).toHaveLength(0);
    house.clock.set(new Date("2026-10-19T11:00:00Z")); // six in the morning there
    await runJob(house, "follows.digest");
    expect(later(await lettersTo(house, ANA), 2)).toHaveLength(0);
    house.clock.set(new Date("2026-10-19T12:05:00Z"));
    await runJob(house, "follows.digest");
    await runJob(house, "follows.digest");
    const [summary, ...more] = later(await lettersTo(house, ANA), 2);
    expect(more).toEqual([]);
    expect(summary?.subject).toBe("2 pieces of news about what you follow");
    expect(summary?.text).toContain("Que arreglen la cancha");
    expect(pathOf(summary, "/necesidades/")).toMatch(/^\/en\//);
    // One click stops the summary whole.
    const url = /<(.*)>/.exec(summary?.headers.get("List-Unsubscribe") ?? "")?.[1] ?? "";
    await fetch(url.replace(house.config.publicUrl, house.url), {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
    await change(one.need);
    house.clock.set(new Date("2026-10-26T12:05:00Z"));
    await runJob(house, "follows.tell");
    await runJob(house, "follows.digest");
    expect(later(await lettersTo(house, ANA), 3)).toEqual([]);
  });

  async function setHiddenLater(): Promise<void> {
    await runJob(house, "follows.tell");
  }
});

describe("what an author hears", () => {
  it("the answers to what they said with their account, also if it was hidden; once, and not after stopping", async () => {
    const { need } = await sayNeed(house, village, "Mi calle no tiene alcantarillado desde siempre");
    await house.db.write(async (tx) => {
      const accountId = await createAccount(tx, { name: "Ana", email: ANA, locale: "es", now: house.clock.now() });
      await tx.updateTable("participants").set({ account_id: accountId }).execute();
    });
    const tell = (event: string, open: boolean) =>
      house.db.write((tx) =>
        addHistory(tx, {
          thingId: need,
          event,
          data: { reason: "Así quedó" },
          public: open,
          toAuthors: true,
          now: house.clock.now(),
        }),
      );
    await tell("demands.discarded", true);
    const [first, ...more] = await lettersTo(house, ANA);
    expect(more).toEqual([]);
    expect(first?.text).toContain("Tú dijiste esto. Esto es lo que pasó:");
    expect(first?.text).toContain("No entró. Razón: Así quedó");
    await house.db.write((tx) => setVisibility(tx, need, "hidden"));
    await tell("demands.hidden", false);
    const second = (await lettersTo(house, ANA))[1];
    expect(pathOf(second, "/mis-aportes")).toBeTruthy();
    const ana = new Person({ url: house.url });
    await ana.visit(pathOf(second, "/seguir/aviso/"));
    await ana.send("Dejar de seguir");
    await tell("demands.restored", true);
    expect(await lettersTo(house, ANA)).toHaveLength(2);
  });
});
