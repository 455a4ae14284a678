// A promise as its people live it: proposed, agreed, corrected in sight, moved with a reason, late by the clock alone.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lineOf } from "#test/support/html.ts";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, promise, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let need: number;
let id: number;
let visitor: Person;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  visitor = new Person({ url: house.url });
  need = (await sayNeed(house, village, "El agua llega turbia cuando llueve")).need;
});
afterAll(() => house.stop());

const stateOf = async () =>
  (await house.db.read.selectFrom("commitments").select("state").where("id", "=", id).executeTakeFirstOrThrow()).state;

describe("a promise", () => {
  it("answers needs without a vote, first as a proposal", async () => {
    id = await answer(village, [need], "Guardar como propuesta");
    expect(await stateOf()).toBe("proposed");
    const page = await visitor.visit(`/compromisos/${id}`);
    expect(page.text).toContain("Propuesto");
    expect(page.text).toContain("El agua llega turbia");
    const demand = await house.db.read.selectFrom("demands").select("state").where("id", "=", need).executeTakeFirst();
    expect(demand?.state).toBe("taken");
    const thread = await visitor.visit(`/hilo/${need}`);
    expect(thread.text).toContain(promise.title);
  });

  it("is offered no more the need that it answers", async () => {
    const { gloria, place } = village;
    await gloria.visit(`/gestion/compromisos/directo/conversatorios/${place.slug}`);
    expect(gloria.page.choices("needs")).toEqual([]);
  });

  it("becomes agreed, and a step that does not exist is refused without writing", async () => {
    const { gloria } = village;
    await gloria.visit(`/gestion/compromisos/${id}`);
    await gloria.send("Publicar la novedad", { state: "agreed", text: "Lo acordamos en la mesa." });
    expect(await stateOf()).toBe("agreed");
    await gloria.visit(`/gestion/compromisos/${id}`);
    const { body, action } = gloria.form("Publicar la novedad", { text: "Volvamos a empezar." });
    body.set("state", "proposed");
    const refused = await gloria.throwAt(action, String(body));
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("Volvamos a empezar.");
    const updates = await house.db.read.selectFrom("commitment_updates").select("id").execute();
    expect(updates).toHaveLength(1);
  });

  it("is corrected in sight: what it said before and why stay public", async () => {
    const { gloria, other } = village;
    await gloria.visit(`/gestion/compromisos/${id}/corregir`);
    const [, second] = house.entity.agencies();
    await gloria.send("Guardar la corrección", {
      title: "Dos plantas de agua",
      territories: [other.code],
      coAgencies: [second?.code ?? ""],
      actors: "Junta de la vereda",
      money: "1.240.000.000",
      reason: "Se sumó otra vereda",
    });
    const page = await visitor.visit(`/compromisos/${id}`);
    expect(page.heading).toBe("Dos plantas de agua");
    for (const word of [promise.title, "Se sumó otra vereda", "Junta de la vereda", other.name, "1.240"]) {
      expect(page.text).toContain(word);
    }
    expect((await visitor.visit(`/compromisos?lugar=${other.slug}`)).text).toContain("Dos plantas de agua");
    await gloria.visit(`/gestion/compromisos/${id}/corregir`);
    const nothing = await gloria.press("Guardar la corrección", { reason: "Porque sí" });
    expect(nothing.status).toBe(409);
  });

  it("moves its date with a reason, and the old one stays", async () => {
    const { gloria } = village;
    await gloria.visit(`/gestion/compromisos/${id}`);
    const past = await gloria.press("Cambiar la fecha", { dueDate: "2026-10-14", reason: "Ayer" });
    expect([past.status, past.problems.length]).toEqual([400, 1]);
    await gloria.visit(`/gestion/compromisos/${id}`);
    await gloria.send("Cambiar la fecha", { dueDate: "2027-01-29", reason: "Creció el río" });
    const page = await visitor.visit(`/compromisos/${id}`);
    expect(page.html).toMatch(/<s>18.de.diciembre.de.2026<\/s>/);
    expect(page.text).toContain("Creció el río");
    expect((await visitor.visit("/compromisos")).html).toMatch(/<s>18.de.diciembre.de.2026<\/s>/);
  });

  it("is late by the clock alone, in every process, with no job", async () => {
    const second = await house.second();
    const elsewhere = new Person({ url: second.url });
    expect((await visitor.visit("/compromisos")).text).not.toContain("Va tarde");
    expect((await elsewhere.visit("/compromisos")).text).not.toContain("Va tarde");
    const before = house.clock.now();
    house.clock.set(new Date("2027-01-31T15:00:00Z"));
    expect((await visitor.visit("/compromisos")).text).toContain("Va tarde 2 días");
    expect((await elsewhere.visit(`/compromisos/${id}`)).text).toContain("Va tarde 2 días");
    expect((await visitor.visit("/compromisos?estado=late")).text).toContain("Dos plantas de agua");
    // Late is not a state: it is still what was last told of it.
    expect((await visitor.visit("/compromisos?tarde=si&estado=agreed")).text).toContain("Dos plantas de agua");
    await visitor.visit("/compromisos");
    const numbers = visitor.page
      .all("a")
      .filter((link) => /^\/compromisos\?(estado|tarde)=/.test(link.attributes.get("href") ?? ""))
      .map((link) => ({ href: link.attributes.get("href") ?? "", n: Number(/\d+$/.exec(lineOf(link))?.[0]) }));
    expect(numbers.map(({ href }) => href)).toContain("/compromisos?tarde=si");
    for (const { href, n } of numbers) {
      const rows: unknown = await (await fetch(house.url + href.replace("?", ".json?"))).json();
      expect([href, rows]).toEqual([href, expect.objectContaining({ length: n })]);
    }
    house.clock.set(before);
  });

  it("keeps its whole history, in order, and its entries in the log", async () => {
    const events = await house.db.read
      .selectFrom("history")
      .select("event")
      .where("thing_id", "=", id)
      .orderBy("id")
      .execute();
    expect(events.map(({ event }) => event)).toEqual([
      "commitments.proposed",
      "commitments.updated",
      "commitments.edited",
      "commitments.date-changed",
    ]);
    const kinds = await house.db.read.selectFrom("ledger_pending").select("kind").orderBy("id").execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["commitment", "update", "commitment-edit", "date-change"]),
    );
  });
});

describe("a winner", () => {
  it("waits on the desk by place until somebody answers", async () => {
    const { gloria, set, place } = village;
    const [initiative = 0] = set.initiatives.get(place.code) ?? [];
    await house.db.write(async (tx) => {
      await tx
        .insertInto("ballot_counts")
        .values({
          ballot_id: set.ballotId,
          territory_code: place.code,
          initiative_id: initiative,
          position: 1,
          votes: 9,
          won: true,
        })
        .execute();
    });
    expect((await gloria.visit("/gestion/compromisos")).text).toContain(place.name);
    await gloria.follow(/Comprometerse: Iniciativa 1/);
    await gloria.send("Guardar el compromiso", { responsible: "Directora de Obras", dueDate: "2027-03-01" });
    expect((await gloria.visit("/gestion/compromisos")).links(/Comprometerse/)).toEqual([]);
  });
});

describe("bad input", () => {
  const wrong: [string, Record<string, string>][] = [
    ["title", { title: "ab" }],
    ["title", { title: "a".repeat(161) }],
    ["text", { text: "" }],
    ["responsible", { responsible: "\u0007\u202e" }],
    ["dueDate", { dueDate: "2026-02-30" }],
    ["dueDate", { dueDate: "2026-10-14" }],
    ["dueDate", { dueDate: "9999-12-31" }],
    ["dueDate", { dueDate: "mañana" }],
    ["money", { money: "mucha" }],
    ["money", { money: "-5" }],
    ["agency", { agency: "la-otra" }],
    ["sector", { sector: "<script>" }],
    ["coAgencies", { coAgencies: "nadie" }],
    ["territories", { territories: "00000" }],
    ["actors", { actors: Array.from({ length: 11 }, (_, n) => `Actor ${n}`).join("\n") }],
    ["actors", { actors: "x".repeat(121) }],
    ["needs", { needs: "" }],
    ["needs", { needs: "99999999" }],
  ];

  let unanswered: number;
  beforeAll(async () => {
    unanswered = (await sayNeed(house, village, "Falta luz en la cancha de arriba")).need;
  });

  it.each(wrong)("comes back at %s with what was typed: %o", async (field, change) => {
    const { gloria, place, agency } = village;
    await gloria.visit(`/gestion/compromisos/directo/conversatorios/${place.slug}`);
    const { action, body } = gloria.form("Guardar el compromiso", {
      ...promise,
      title: "Una cosa 🌳 <b>dicha</b>",
      agency,
    });
    body.append("needs", String(unanswered));
    for (const [name, value] of Object.entries(change)) body.set(name, value);
    const before = await house.db.read.selectFrom("things").select("id").where("kind", "=", "commitment").execute();
    const page = await gloria.throwAt(action, String(body));
    expect([400, 409]).toContain(page.status);
    expect(page.problems).toHaveLength(1);
    expect(page.html.includes(`href="#${field}"`)).toBe(true);
    if (change.title === undefined) {
      expect(page.html.includes("Una cosa 🌳 &lt;b>dicha&lt;/b>")).toBe(true);
    }
    const after = await house.db.read.selectFrom("things").select("id").where("kind", "=", "commitment").execute();
    expect(after).toHaveLength(before.length);
  });

  it.each([
    ["figureDone", { figureOf: "5" }],
    ["figureUnit", { figureDone: "3" }],
    ["figureDone", { figureDone: "tres", figureUnit: "casas" }],
    ["link", { link: "javascript:alert(1)" }],
    ["link", { link: "ftp://x.co/a" }],
    ["text", { text: "" }],
  ])("an update comes back at %s: %o", async (field, change: Record<string, string>) => {
    const { gloria } = village;
    await gloria.visit(`/gestion/compromisos/${id}`);
    const page = await gloria.press("Publicar la novedad", { state: "in_progress", text: "Va bien", ...change });
    expect([page.status, page.problems.length]).toEqual([400, 1]);
    expect(page.html.includes(`href="#${field}"`)).toBe(true);
  });

  it("an update sent twice is one, also at the same time, and both lead to the commitment", async () => {
    const { gloria } = village;
    const listed = () => house.db.read.selectFrom("commitment_updates").select("text").execute();
    const before = (await listed()).length;
    await gloria.visit(`/gestion/compromisos/${id}`);
    const { action, body } = gloria.form("Publicar la novedad", { state: "in_progress", text: "Llegaron los tubos." });
    const sent = await Promise.all([1, 2, 3].map(() => gloria.throwAt(action, String(body))));
    expect(sent.map(({ status, path }) => [status, path])).toEqual(Array(3).fill([200, `/compromisos/${id}`]));
    expect(await listed()).toHaveLength(before + 1);
    // Corrected and sent again from the old page, it says something else: its author reads first what is already told.
    body.set("text", "Llegaron los tubos y la bomba.");
    expect((await gloria.throwAt(action, String(body))).status).toBe(409);
    expect(await listed()).toHaveLength(before + 1);
  });

  it("does not take what never was: other numbers, other words, no token", async () => {
    const { gloria } = village;
    for (const path of [
      "/compromisos/999999",
      "/compromisos/abc",
      "/compromisos/1e99",
      "/gestion/compromisos/999999",
    ]) {
      expect((await gloria.open(path)).status).toBe(404);
    }
    const page = await gloria.throwAt(`/gestion/compromisos/${id}/fecha`, "dueDate=2027-05-05&reason=nada");
    expect(page.status).toBe(403);
  });
});
