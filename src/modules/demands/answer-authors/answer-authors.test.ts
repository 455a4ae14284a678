// Each author is answered with what was decided and why, once, and finds it where they look.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnalystsDesk, type Official, openDesk } from "#test/support/analysts.ts";
import { Person } from "#test/support/person.ts";
import { kinds } from "../../../app.ts";
import { discardDemands, mergeDemands, recoverDemand } from "../join-needs/join-needs.ts";
import { fillTemplate, sendAnswers } from "./answer-authors.ts";
import { countUnanswered, listAnswers } from "./answers.sql.ts";

let desk: AnalystsDesk;
let milena: Official;
let ana: Person;
let hers = 0;

beforeAll(async () => {
  desk = await openDesk();
  milena = await desk.official({ name: "Milena", role: "analyst" });
  ana = new Person({ url: desk.test.url });
  const path = `/procesos/prueba/${desk.test.entity.participationTerritories()[0]?.slug}/decir`;
  await ana.visit(path);
  await ana.send(/Enviar mi necesidad/, { text: "Falta agua limpia en el caserío de arriba" });
  hers = (await desk.test.db.pool.query<{ id: number }>("select max(id) as id from demands")).rows[0]?.id ?? 0;
});
afterAll(() => desk?.test.stop());

const count = async () => Object.fromEntries(await countUnanswered(desk.test.db.read, { processId: desk.process.id }));

it("the page shows how the answers read, and sends them; their author finds the words in three places", async () => {
  const { test } = desk;
  await test.db.write((tx) => discardDemands(tx, milena, [hers], "El acueducto ya está contratado."));
  expect(await count()).toEqual({ discarded: 1 });
  const page = await milena.person.visit("/gestion/necesidades/prueba/respuestas");
  expect(page.text).toContain(
    "«Falta agua limpia en el caserío de arriba». No entró, por esta razón: El acueducto ya está",
  );
  const sent = await milena.person.send(/Enviar 1 respuesta/);
  expect(sent.text).toContain("Enviaste 1 respuesta");
  expect(sent.text).toContain("Nadie espera respuesta aquí");
  for (const where of ["/mis-aportes", `/hilo/${hers}`]) {
    expect((await ana.visit(where)).text).toContain("El acueducto ya está contratado. Si crees que nos equivocamos");
  }
  const { rows } = await test.db.pool.query<{ told: boolean }>(
    `select u.to_authors as told from history h join untold_history u on u.history_id = h.id
     where h.thing_id = $1 and h.event = 'demands.answered'`,
    [hers],
  );
  expect(rows).toEqual([{ told: true }]);
});

it("two who send at once: each author is answered once", async () => {
  const { test, process } = desk;
  const luz = await desk.official({ name: "Luz", role: "analyst" });
  const ids = await desk.needs(["Un puente", "Otro puente", "Un puente más"]);
  await test.db.write((tx) => mergeDemands(tx, milena, { ids, target: ids[0] }));
  const results = await Promise.allSettled(
    [milena, luz].map((who) => test.db.write((tx) => sendAnswers(tx, { ...who, kinds }, process, "merged"))),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const answers = await listAnswers(test.db.read, ids);
  expect([...answers.keys()].sort()).toEqual(ids.slice(1));
  expect(answers.get(ids[1] ?? 0)?.en).toContain("which now speaks for all: “Un puente”");
});

it("a decision that changes is answered again, and only then", async () => {
  const { test } = desk;
  expect(await count()).toEqual({});
  await test.db.write((tx) => recoverDemand(tx, milena, hers));
  expect(await count()).toEqual({});
  const [other = 0] = await desk.needs(["Agua limpia para el caserío"]);
  await test.db.write((tx) => mergeDemands(tx, milena, { ids: [hers, other], target: other }));
  expect(await count()).toEqual({ merged: 1 });
});

it("the template of the process, in both languages; without the place of the need it is refused and nothing is lost", async () => {
  await milena.person.visit("/gestion/necesidades/prueba/respuestas?que=merged");
  const bad = await milena.person.press(/Guardar la plantilla/, {
    es: "Hola. Lo tuyo se juntó con otra.",
    en: "{need} goes with {reason}",
  });
  expect(bad.status).toBe(400);
  expect(bad.problems.join()).toContain("{need}");
  expect(bad.html).toContain("Lo tuyo se juntó con otra");
  const saved = await milena.person.send(/Guardar la plantilla/, {
    es: "Hola. Lo tuyo («{need}») va con: {reason}.",
    en: "Hello. Yours (“{need}”) goes with: {reason}.",
  });
  expect(saved.text).toContain(
    "Hola. Lo tuyo («Falta agua limpia en el caserío de arriba») va con: Agua limpia para el caserío.",
  );
});

it("words of people are words: what looks like a place to fill stays as it was written", () => {
  const words = { need: "quiero {reason} y $& {place}", reason: "sí", place: "aquí" };
  expect(fillTemplate("{need} / {reason}", words)).toBe("quiero {reason} y $& {place} / sí");
  const whole = { need: "Falta agua.", reason: "Ya está.", place: "" };
  expect(fillTemplate("«{need}». No, porque: {reason}", whole)).toBe("«Falta agua». No, porque: Ya está.");
});

it("only who may answer, and only in their places", async () => {
  const { test, process } = desk;
  const moderator = await desk.official({ name: "Modera", role: "moderator" });
  expect((await moderator.person.open("/gestion/necesidades/prueba/respuestas")).status).toBe(403);
  const elsewhere = test.entity.participationTerritories()[3]?.code ?? "";
  const local = await desk.official({ name: "Local", role: "analyst", territory: elsewhere });
  const none = test.db.write((tx) => sendAnswers(tx, { ...local, kinds }, process, "merged"));
  await expect(none).rejects.toMatchObject({ status: 409, key: "demands.answer.nothing" });
});
