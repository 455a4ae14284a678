// Milena acts on all that her filters find, sees before how many and which, and takes it back.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { insertDemands, type NewDemand } from "../insert-demands.sql.ts";

let test: TestApp;
let milena: Person;
let slug = "";
let processId = 0;
let n = 0;
let here = "";
let there = "";

beforeAll(async () => {
  test = await startTestApp();
  [here = "", there = ""] = test.entity.participationTerritories().map(({ code }) => code);
  milena = new Person({ url: test.url, session: await test.signIn({ name: "Milena", role: "analyst" }) });
});
afterAll(() => test?.stop());

beforeEach(async () => {
  n += 1;
  slug = `todas-${n}`;
  processId = (await openProcess(test, { slug, now: test.clock.now() })).id;
  await say(here, 70);
  await say(there, 12);
});

async function say(territory: string, many: number): Promise<number[]> {
  const now = test.clock.now();
  const needs = Array.from(
    { length: many },
    (_, at): NewDemand => ({
      processId,
      territory,
      text: `Hace falta la obra ${at} de ${territory}`,
      channel: "web",
      groups: [],
      saidAt: now,
    }),
  );
  return test.db.write((tx) => insertDemands(tx, needs, now));
}

async function rows(territory: string): Promise<{ state: string; sector: string | null; reason: string | null }[]> {
  const { rows: found } = await test.db.pool.query(
    "select state, sector_code as sector, reason from demands where process_id = $1 and territory_code = $2 order by id",
    [processId, territory],
  );
  return found;
}

async function themes(): Promise<Record<string, number>> {
  const { rows: found } = await test.db.pool.query<{ name: string; n: number }>(
    `select t.name, count(*)::int as n from demand_theme_members m join demand_themes t on t.id = m.theme_id
     where t.process_id = $1 and m.taken_at is null group by t.name`,
    [processId],
  );
  return Object.fromEntries(found.map(({ name, n: many }) => [name, many]));
}

const all = (territory: string) => `/gestion/necesidades/${slug}/todas?lugar=${territory}`;
const sector = () => milena.page.choices("sector")[0]?.value ?? "";

describe("an act over a whole filter", () => {
  it("is offered by the list, shown before, done on all, and undone", async () => {
    await milena.visit(`/gestion/necesidades/${slug}?lugar=${here}`);
    await milena.follow("Actuar sobre las 70");
    expect(milena.page.text).toContain("70 necesidades tienen estos filtros");
    const code = sector();
    await milena.send("Ver antes de codificar", { sector: code });
    expect(milena.page.text).toContain("Vas a codificar 70 necesidades");
    expect((await rows(here)).every(({ state }) => state === "received")).toBe(true);
    await milena.send("Codificar las 70");
    expect((await rows(here)).every((row) => row.state === "read" && row.sector === code)).toBe(true);
    expect((await rows(there)).every((row) => row.state === "received" && row.sector === null)).toBe(true);
    await milena.send(/^Deshacer: Se codificaron 70/);
    expect((await rows(here)).every((row) => row.state === "received" && row.sector === null)).toBe(true);
    expect(milena.page.text).toContain("Deshecho");
    expect(() => milena.form(/^Deshacer/)).toThrow();
  });

  it("discards with a reason that is asked for; what changed since stays when it is undone", async () => {
    await milena.visit(all(there));
    expect((await milena.press("Ver antes de descartar", { reason: "no" })).status).toBe(400);
    expect(milena.page.problems).toEqual(["Escribe la razón, en al menos 10 letras"]);
    await milena.send("Ver antes de descartar", { reason: "Ya se hizo el año pasado." });
    await milena.send("Descartar las 12");
    expect((await rows(there)).every((row) => row.reason === "Ya se hizo el año pasado.")).toBe(true);
    // One is brought back and discarded again for another reason: that is no longer this act's.
    const { rows: found } = await test.db.pool.query<{ id: number }>(
      "select min(id) as id from demands where process_id = $1 and territory_code = $2",
      [processId, there],
    );
    test.clock.advance(60_000);
    await milena.visit(`/gestion/necesidades/${slug}/cambios`);
    const form = milena.form(/^Recuperar: Hace falta la obra 0 /);
    await milena.throwAt(form.action, form.body.toString());
    await milena.visit(`/gestion/necesidades/${slug}`);
    await milena.send(/Descartar con razón/, { d: [String(found[0]?.id)], reason: "Le toca a otra entidad." });
    await milena.visit(all(there));
    await milena.send(/^Deshacer: Se descartaron 12/);
    const after = await rows(there);
    expect(after.filter(({ state }) => state === "received")).toHaveLength(11);
    expect(after.filter(({ reason }) => reason === "Le toca a otra entidad.")).toHaveLength(1);
  });

  it("does nothing when what was seen is no longer what there is, and does not take what arrived meanwhile", async () => {
    await milena.visit(all(here));
    await milena.send("Ver antes de codificar", { sector: sector() });
    const seen = milena.form("Codificar las 70");
    await say(here, 3);
    await milena.throwAt(seen.action, seen.body.toString());
    expect((await rows(here)).filter(({ state }) => state === "read")).toHaveLength(70);
    // Sent twice, it finds nothing of what it saw.
    await milena.visit(all(there));
    await milena.send("Ver antes de descartar", { reason: "Ya se hizo el año pasado." });
    const twice = milena.form("Descartar las 12");
    await milena.throwAt(twice.action, twice.body.toString());
    expect((await milena.throwAt(twice.action, twice.body.toString())).status).toBe(409);
    const { rows: acts } = await test.db.pool.query("select id from demand_bulk_acts where process_id = $1", [
      processId,
    ]);
    expect(acts).toHaveLength(2);
  });

  it("has one way back for ten minutes, also for the chosen ones and for a theme; then it says so", async () => {
    await milena.visit(`/gestion/necesidades/${slug}?lugar=${there}`);
    const ids = milena.page.choices("d").map(({ value }) => value);
    await milena.send(/Codificar/, { d: ids, sector: sector() });
    expect(milena.page.text).toMatch(/Codificaste 12 necesidades\.\s+Deshacer hasta las \d/);
    test.clock.advance(9 * 60_000);
    await milena.send(/^Deshacer/);
    expect(milena.page.text).toContain("Deshecho: quedaron como estaban.");
    expect((await rows(there)).every((row) => row.state === "received" && row.sector === null)).toBe(true);

    await milena.send("Poner en el tema", { d: ids.slice(0, 2), theme: "Obras viejas" });
    await milena.visit(all(there));
    await milena.send("Ver antes de poner en el tema", { theme: "Obras nuevas" });
    expect(milena.page.text).toContain("Vas a poner 12 necesidades en un tema");
    await milena.send("Poner las 12 en el tema");
    expect(await themes()).toEqual({ "Obras nuevas": 12 });
    const late = milena.form(/^Deshacer: Se pusieron 12/);
    await milena.send(/^Deshacer: Se pusieron 12/);
    expect(await themes()).toEqual({ "Obras viejas": 2 });

    await milena.send("Ver antes de poner en el tema", { theme: "Obras nuevas" });
    await milena.send("Poner las 82 en el tema");
    const last = milena.form(/^Deshacer: Se pusieron 82/);
    test.clock.advance(10 * 60_000);
    const refused = await milena.throwAt(last.action, last.body.toString());
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("Pasaron más de 10 minutos");
    expect((await milena.throwAt(late.action, late.body.toString())).status).toBe(409);
    await milena.visit(all(there));
    expect(() => milena.form(/^Deshacer/)).toThrow();
    expect(await themes()).toEqual({ "Obras nuevas": 82 });
  });

  it("is refused to who may not, here and elsewhere", async () => {
    const planner = new Person({ url: test.url, session: await test.signIn({ name: "Gloria", role: "planner" }) });
    await planner.visit(all(here));
    const body = new URLSearchParams({
      csrf: planner.token || milena.token,
      f: "",
      act: "discard",
      reason: "Porque sí, y ya.",
    });
    expect((await planner.throwAt(`/gestion/necesidades/${slug}/todas`, body.toString())).status).not.toBe(303);
    const local = new Person({
      url: test.url,
      session: await test.signIn({ name: "Rosa", role: "analyst", territory: there }),
    });
    await local.visit(`/gestion/necesidades/${slug}/todas`);
    expect(local.page.text).toContain("12 necesidades");
    await local.send("Ver antes de descartar", { reason: "Ya se hizo el año pasado." });
    await local.send("Descartar las 12");
    expect((await rows(here)).every(({ state }) => state === "received")).toBe(true);
  });
});
