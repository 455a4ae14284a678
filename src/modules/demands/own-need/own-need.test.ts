// The author of a need corrects it within an hour and withdraws it at any time; nobody else can.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let milena: Person;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  milena = new Person({ url: house.url, session: await house.signIn({ name: "Milena", role: "analyst" }) });
});
afterAll(() => house?.stop());

const need = (id: number) =>
  house.db.read.selectFrom("demands").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

async function decide(act: string, ids: readonly number[], more: Record<string, string> = {}): Promise<number> {
  await milena.visit("/gestion/necesidades/conversatorios");
  const body = new URLSearchParams([
    ["csrf", milena.token],
    ["act", act],
    ...ids.map((id) => ["d", String(id)] as [string, string]),
    ...Object.entries(more),
  ]);
  return (await milena.throwAt("/gestion/necesidades/conversatorios", body.toString())).status;
}

describe("correcting", () => {
  it("changes the words, keeps what it said for the team, and says so to everybody", async () => {
    const { need: id, person } = await sayNeed(house, village, "Falta un pueste de salud en la vereda");
    await person.visit(`/necesidades/${id}`);
    await person.follow("Corregirla");
    await person.send("Guardar el cambio", { text: "Falta un puesto de salud en la vereda", place: "El Guayabo" });
    expect(person.page.text).toContain("Falta un puesto de salud");
    expect(person.page.text).toContain("Corregida por su autor");
    const visitor = await new Person({ url: house.url }).visit(`/necesidades/${id}`);
    expect(visitor.text).not.toContain("pueste");
    expect(visitor.links("Corregirla")).toEqual([]);
    expect((await milena.visit(`/necesidades/${id}`)).text).toContain("Falta un pueste de salud");
    const { rows } = await house.db.pool.query("select 1 from ledger_pending where kind = 'need-edit'");
    expect(rows).toHaveLength(1);
  });

  it("is for its author: by receipt from another phone too, and for nobody else", async () => {
    const { need: id, code } = await sayNeed(house, village, "Que pavimenten la bajada del cementerio");
    const stranger = new Person({ url: house.url });
    expect((await stranger.open(`/necesidades/${id}/corregir`)).status).toBe(404);
    expect((await stranger.open(`/necesidades/${id}/retirar`)).status).toBe(404);
    await stranger.visit(`/necesidades/${id}`);
    const body = new URLSearchParams({ csrf: stranger.token, text: "Palabras de otra persona aquí" });
    expect((await stranger.throwAt(`/necesidades/${id}/corregir`, body.toString())).status).toBe(404);
    expect((await stranger.throwAt(`/necesidades/${id}/retirar`, body.toString())).status).toBe(404);
    const borrowed = new Person({ url: house.url });
    await borrowed.visit("/mis-aportes");
    await borrowed.send("Ver qué pasó", { code });
    await borrowed.visit(`/necesidades/${id}/corregir`);
    await borrowed.send("Guardar el cambio", { text: "Que pavimenten toda la bajada del cementerio" });
    expect((await need(id)).text).toContain("toda la bajada");
  });

  it("ends after an hour, when somebody joined it, and when the team has worked with it", async () => {
    const joined = await sayNeed(house, village, "Que arreglen el techo de la caseta comunal");
    const neighbour = new Person({ url: house.url });
    await neighbour.visit(`/necesidades/${joined.need}`);
    await neighbour.send("A mí también");
    expect((await joined.person.visit(`/necesidades/${joined.need}/corregir`)).text).toContain(
      "Otras personas ya se sumaron",
    );
    const coded = await sayNeed(house, village, "Más buses para llegar al colegio temprano");
    expect(await decide("code", [coded.need], { sector: house.entity.sectors()[0]?.code ?? "" })).toBe(200);
    expect((await coded.person.visit(`/necesidades/${coded.need}/corregir`)).text).toContain(
      "El equipo ya trabajó con ella",
    );
    const old = await sayNeed(house, village, "Una biblioteca abierta los sábados por favor");
    await old.person.visit(`/necesidades/${old.need}/corregir`);
    const form = old.person.form("Guardar el cambio", { text: "Demasiado tarde para decir esto ya" });
    house.clock.advance(61 * 60_000);
    const late = await old.person.throwAt(form.action, form.body.toString());
    expect([late.status, late.text.includes("Pasó más de una hora")]).toEqual([409, true]);
    expect((await need(old.need)).text).toContain("biblioteca");
    house.clock.advance(-61 * 60_000);
  });
});

describe("correcting with a telephone in it", () => {
  it("asks as the first time: covered if its author says so, or looked at by the team", async () => {
    const { need: id, person } = await sayNeed(house, village, "Que arreglen la bomba de la vereda alta");
    await person.visit(`/necesidades/${id}/corregir`);
    await person.send("Guardar el cambio", { text: "Que arreglen la bomba, llámenme al 3001234567" });
    expect(person.page.text).toContain("Que arreglen la bomba, llámenme al [teléfono]");
    expect((await need(id)).text).toContain("vereda alta");
    await person.send("Guardar el cambio", { cover: "yes" });
    expect((await need(id)).text).toBe("Que arreglen la bomba, llámenme al [teléfono]");
    const cases = () =>
      house.db.read.selectFrom("moderation_cases").select("source").where("subject_id", "=", id).execute();
    expect(await cases()).toEqual([]);
    await person.visit(`/necesidades/${id}/corregir`);
    await person.send("Guardar el cambio", { text: "Que arreglen la bomba: mi número es 300 123 45 67" });
    await person.send("Guardar el cambio", { cover: "no" });
    expect((await need(id)).text).toContain("300 123 45 67");
    expect(await cases()).toEqual([{ source: "personal_data" }]);
  });
});

describe("withdrawing", () => {
  it("erases the words everywhere and leaves the mark", async () => {
    const { need: id, person } = await sayNeed(house, village, "Cosa muy privada que no debí contar aquí");
    await person.visit(`/necesidades/${id}/corregir`);
    await person.send("Guardar el cambio", { text: "Cosa muy privada que no debí contar jamás" });
    await person.follow("Retirarla");
    await person.send("Retirarla y borrar lo que dice");
    expect(person.page.path).toBe("/mis-aportes");
    const gone = await new Person({ url: house.url }).open(`/necesidades/${id}`);
    expect([gone.status, gone.heading]).toEqual([410, "Su autor la retiró"]);
    expect((await new Person({ url: house.url }).open(`/hilo/${id}`)).status).toBe(404);
    const seals = await house.db.read.selectFrom("word_seals").select("id").where("thing_id", "=", id).execute();
    expect(seals).toEqual([]);
    for (const table of ["demands", "demand_versions", "demand_sheets", "ledger_pending", "history"]) {
      const { rows } = await house.db.pool.query(`select 1 from ${table} t where t::text like '%muy privada%'`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    const csv = await (await fetch(`${house.url}/datos/procesos/conversatorios/necesidades.csv`)).text();
    expect(csv).not.toContain("muy privada");
    expect((await person.open(`/necesidades/${id}/retirar`)).status).toBe(404);
    const marta = new Person({ url: house.url, session: await house.signIn({ name: "Marta", role: "moderator" }) });
    await marta.visit("/gestion/moderacion");
    const show = new URLSearchParams({ csrf: marta.token });
    await marta.visit(`/necesidades/${village.place.code}`).catch(() => undefined);
    expect((await marta.throwAt(`/gestion/necesidades/moderar/${id}/mostrar`, show.toString())).status).not.toBe(200);
  });

  it("is possible for what a moderator hid, and then nobody looks at it again", async () => {
    const { need: id, person } = await sayNeed(house, village, "Palabras escondidas que su autora retira");
    const marta = new Person({ url: house.url, session: await house.signIn({ name: "Marta", role: "moderator" }) });
    const luis = new Person({ url: house.url, session: await house.signIn({ name: "Luis", role: "moderator" }) });
    await marta.visit(`/gestion/necesidades/moderar/${id}`);
    await marta.send("Ocultarla", { reason: "Nombra a una persona de la vereda." });
    await person.visit("/mis-aportes");
    await person.follow(/^Pedir que lo mire otra persona/);
    await person.send("Pedir la segunda mirada", { why: "Lo que digo es verdad y hace falta." });
    expect((await luis.visit("/gestion/moderacion?estante=appeals")).text).toContain("escondidas");
    await person.visit("/mis-aportes");
    await person.follow("Retirarla");
    await person.send("Retirarla y borrar lo que dice");
    expect(person.page.text).toContain("La retiraste y se borró lo que decía.");
    expect((await luis.visit("/gestion/moderacion?estante=appeals")).html).not.toContain("escondidas");
    expect((await luis.visit("/gestion/moderacion")).text).toMatch(/Segunda mirada\s*0/);
  });

  it("of one that spoke for others gives its voice to the most supported, which can still be undone", async () => {
    const speaker = await sayNeed(house, village, "Agua potable para toda la vereda de arriba");
    const first = await sayNeed(house, village, "No hay agua buena en la parte alta");
    const second = await sayNeed(house, village, "El agua de arriba llega con barro");
    const neighbour = new Person({ url: house.url });
    await neighbour.visit(`/necesidades/${second.need}`);
    await neighbour.send("A mí también");
    expect(await decide("merge", [speaker.need, first.need, second.need], { target: String(speaker.need) })).toBe(200);
    const target = (await need(first.need)).merged_into_id ?? (await need(speaker.need)).merged_into_id ?? second.need;
    const author = [speaker, first, second].find((one) => one.need === target);
    await author?.person.visit(`/necesidades/${target}/retirar`);
    await author?.person.send("Retirarla y borrar lo que dice");
    const rest = [speaker, first, second].filter((one) => one.need !== target).map((one) => one.need);
    const states = await Promise.all(rest.map((id) => need(id)));
    const heir = states.find((one) => one.merged_into_id === null);
    expect(states.map((one) => one.state).sort()).toEqual(["merged", "received"]);
    expect(states.find((one) => one.state === "merged")?.merged_into_id).toBe(heir?.id);
    expect((await new Person({ url: house.url }).visit(`/hilo/${heir?.id}`)).status).toBe(200);
    await milena.visit("/gestion/necesidades/conversatorios/cambios");
    // Of the merge, not of another act over several.
    await milena.send(/^Deshacer: (?!Se )/);
    expect((await Promise.all(rest.map((id) => need(id)))).map((one) => one.state)).toEqual(["received", "received"]);
  });
});
