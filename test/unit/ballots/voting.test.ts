// Voting as a person does it, without JavaScript and only with what the pages offer.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeTerritory } from "#modules/ballots/index.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { prepareVote, type VoteSet } from "#test/support/voting.ts";

const HOUR = 3_600_000;
let app: TestApp;
let set: VoteSet;
let here: { code: string; slug: string; name: string };
let there: { code: string; slug: string; name: string };

beforeAll(async () => {
  app = await startTestApp();
  const [first, second] = app.entity.participationTerritories();
  if (first === undefined || second === undefined) throw new Error("The entity has no two places");
  [here, there] = [first, second];
  set = await prepareVote(app.db, app.entity, {
    places: { [here.code]: HOUR, [there.code]: 10 * HOUR },
    now: app.clock.now(),
  });
});
afterAll(() => app?.stop());

const person = () => new Person({ url: app.url });
const idsOf = (code: string) => (set.initiatives.get(code) ?? []).map(String);
const votar = (place: { slug: string }) => `/procesos/conversatorios/${place.slug}/votar`;

describe("choosing where", () => {
  test("lists where voting is open, finds by name without accents, and says when nothing is found", async () => {
    const ana = person();
    await ana.visit("/procesos/conversatorios/votar");
    expect(ana.page.text).toContain("En 2 lugares se vota");
    await ana.visit(`/procesos/conversatorios/votar?q=${encodeURIComponent(here.name.toUpperCase())}`);
    expect(ana.page.text).toContain("En 1 lugar se vota");
    await ana.follow(here.name);
    expect(ana.page.heading).toBe(`Elige hasta 3 para ${here.name}`);
    await ana.visit("/procesos/conversatorios/votar?q=zzz");
    expect(ana.page.text).toContain("No se vota en «zzz»");
    expect((await ana.open("/procesos/conversatorios/ninguna-parte/votar")).status).toBe(404);
  });
});

describe("the ballot", () => {
  test("filters are buttons that lose nothing, the review shows it whole, and the receipt comes once", async () => {
    const ana = person();
    const [one = "", two = ""] = idsOf(here.code);
    await ana.visit(votar(here));
    const order = ana.page.choices("choices").map(({ value }) => value);
    await ana.send(/^Zona rural/, { choices: [two] });
    const rural = ana.page.choices("choices").map(({ value }) => value);
    expect(rural).toHaveLength(3);
    expect(rural).not.toContain(two);
    expect(ana.page.html).toContain("Elegiste 1 de 3");
    await ana.send(/^Elegidas/, { choices: [one, two] });
    expect(
      ana.page
        .choices("choices")
        .map(({ value }) => value)
        .sort(),
    ).toEqual([one, two].sort());
    await ana.send("Revisar mi voto");
    expect(ana.page.heading).toBe("Revisa tu voto");
    expect(ana.page.text).toContain("Elegiste estas 2 iniciativas");
    expect(ana.page.text).toContain("han votado menos de 5 personas");
    await ana.send("Cambiar lo que elegí");
    expect(ana.page.choices("choices").map(({ value }) => value)).toEqual(order);
    await ana.send("Revisar mi voto");
    await ana.send("Enviar mi voto");
    expect(ana.page.heading).toBe("Tu voto está guardado");
    expect(ana.page.text).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);

    await ana.visit(votar(here));
    expect(ana.page.text).toContain("Tu voto está guardado");
    await ana.send("Revisar mi voto", { choices: [one] });
    await ana.send("Enviar mi voto");
    expect(ana.page.path).toBe(votar(here));
    const stored = await app.db.read
      .selectFrom("votes")
      .select("choices")
      .where("ballot_id", "=", set.ballotId)
      .execute();
    expect(stored).toEqual([{ choices: [Number(one)] }]);
  });

  test("the order is another one for another person, and the page is in English too", async () => {
    const orders = new Set<string>();
    for (let n = 0; n < 6; n += 1) {
      const someone = person();
      await someone.visit(votar(here));
      orders.add(
        someone.page
          .choices("choices")
          .map(({ value }) => value)
          .join(),
      );
    }
    expect(orders.size).toBeGreaterThan(1);
    const amy = person();
    await amy.visit(`/en${votar(here)}`);
    expect(amy.page.heading).toBe(`Choose up to 3 for ${here.name}`);
  });

  test("voting elsewhere replaces and says so", async () => {
    const beto = person();
    await beto.visit(votar(here));
    await beto.send("Revisar mi voto", { choices: idsOf(here.code).slice(0, 1) });
    await beto.send("Enviar mi voto");
    await beto.visit(votar(there));
    expect(beto.page.text).toContain(`Ya votaste en ${here.name}`);
    await beto.send("Revisar mi voto", { choices: idsOf(there.code).slice(0, 1) });
    expect(beto.page.text).toContain(`Ya votaste en ${here.name}`);
    await beto.send("Enviar mi voto");
    await beto.visit(votar(here));
    expect(beto.page.text).toContain(`Ya votaste en ${there.name}`);
  });

  test("none, too many, foreign and malformed choices come back with what was chosen, and nothing is written", async () => {
    const carla = person();
    await carla.visit(votar(here));
    const nothing = await carla.press("Revisar mi voto");
    expect([nothing.status, nothing.problems]).toEqual([400, ["Elige al menos una iniciativa"]]);
    const four = idsOf(here.code).slice(0, 4);
    const many = await carla.press("Revisar mi voto", { choices: four });
    expect([many.status, many.problems]).toEqual([400, ["Elegiste 4 y se pueden 3: quita alguna"]]);
    const kept = carla.form("Revisar mi voto").body.getAll("choices");
    expect(kept.sort()).toEqual(four.sort());
    const token = carla.token;
    for (const [choices, status] of [
      [idsOf(there.code)[0] ?? "", 409],
      ["999999999", 409],
      ["1; drop table votes", 400],
      ["-1", 400],
      ["1.5", 400],
      ["9".repeat(300), 400],
      ["99999999999999999999", 400],
    ] as const) {
      const answer = await carla.throwAt(votar(here), new URLSearchParams({ csrf: token, choices }).toString());
      expect([choices, answer.status]).toEqual([choices, status]);
      expect(answer.problems).not.toEqual([]);
    }
    const crowd = new URLSearchParams([
      ["csrf", token],
      ...Array.from({ length: 500 }, (_, n) => ["choices", String(n + 1)]),
    ]);
    expect((await carla.throwAt(votar(here), crowd.toString())).status).toBe(400);
    expect((await carla.throwAt(votar(here), `choices=${four[0]}`)).status).toBe(403);
    await carla.visit(votar(here));
    expect(carla.page.text).not.toContain("Tu voto está guardado");
  });

  test("an initiative withdrawn meanwhile is said, not counted", async () => {
    const dora = person();
    const ids = idsOf(there.code);
    await dora.visit(votar(there));
    await dora.send("Revisar mi voto", { choices: [ids[4] ?? ""] });
    await app.db.write((tx) =>
      tx
        .updateTable("initiatives")
        .set({ state: "withdrawn", reason: "Se repite" })
        .where("id", "=", Number(ids[4]))
        .execute(),
    );
    const answer = await dora.press("Enviar mi voto");
    expect([answer.status, answer.problems[0]]).toEqual([409, expect.stringContaining("ya no está en la votación")]);
  });

  test("after the close: 409 with what was chosen, and a counted vote moves nowhere", async () => {
    const [efrain, fabio] = [person(), person()];
    const [one = ""] = idsOf(here.code);
    await fabio.visit(votar(here));
    await fabio.send("Revisar mi voto", { choices: [one] });
    await fabio.send("Enviar mi voto");
    await efrain.visit(votar(here));
    await efrain.send("Revisar mi voto", { choices: [one] });
    app.clock.advance(HOUR);
    const late = await efrain.press("Enviar mi voto");
    expect([late.status, late.problems]).toEqual([409, [expect.stringContaining("La votación no está abierta aquí")]]);
    expect(late.heading).toContain("ya cerró");
    expect(late.text.split("la que elegiste")).toHaveLength(2);
    const closed = await efrain.visit(votar(here));
    expect(closed.text).toMatch(/Cerró el .*Ya no se puede votar/);
    expect(closed.text).toContain("Lo que se votó aquí");
    expect(closed.links("Ver los resultados")).toEqual([votar(here).replace(/votar$/, "resultados")]);
    expect(closed.all("input").filter((input) => input.attributes.get("type") === "checkbox")).toEqual([]);
    const elsewhere = await fabio.visit(votar(here));
    expect(elsewhere.text).toContain("tu voto está guardado");
    expect(elsewhere.text).not.toContain("Si votas aquí");
    expect(late.html).toContain("<title>Error:");
    await app.db.write((tx) => closeTerritory(tx, set.process, here.code, app.clock.now()));
    await efrain.visit(votar(there));
    expect(
      (await efrain.throwAt(votar(here), new URLSearchParams({ csrf: efrain.token, choices: one }).toString())).status,
    ).toBe(409);

    await fabio.visit(votar(there));
    await fabio.send("Revisar mi voto", { choices: idsOf(there.code).slice(0, 1) });
    const moved = await fabio.press("Enviar mi voto");
    expect([moved.status, moved.problems]).toEqual([409, [expect.stringContaining("ya se contó en otro lugar")]]);
    await efrain.visit(votar(there));
    await efrain.send("Revisar mi voto", { choices: idsOf(there.code).slice(0, 1) });
    await efrain.send("Enviar mi voto");
    expect(efrain.page.heading).toBe("Tu voto está guardado");
  });
});
