// Those who asked judge: once each, from the phone with which they asked or from another with their code, and may change.
import { afterAll, beforeAll, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let id: number;
let ana: Person;
let code: string;
let efrain: Person;
const stranger = () => new Person({ url: house.url });

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  const said = await sayNeed(house, village, "El agua llega turbia cuando llueve");
  ({ person: ana, code } = said);
  efrain = stranger();
  await efrain.visit(`/procesos/conversatorios/${village.place.slug}/decir`);
  await efrain.send("Enviar mi necesidad", { text: "El agua llega turbia cuando llueve mucho" });
  await efrain.send(/A mí también/);
  id = await answer(village, [said.need]);
});
afterAll(() => house.stop());

const judge = async (who: Person, given: string, comment = "") => {
  await who.visit(`/compromisos/${id}/juzgar`);
  return who.press("Enviar mi respuesta", { answer: given, comment });
};
const counts = async () =>
  (await house.db.read.selectFrom("judgements").select("answer").orderBy("id").execute()).map((row) => row.answer);

it("waits until it is settled or its first date passes, even if the date was moved", async () => {
  expect((await ana.visit(`/compromisos/${id}/juzgar`)).text).toContain("Todavía no");
  const early = await ana.throwAt(`/compromisos/${id}/juzgar`, `csrf=${encodeURIComponent(ana.token)}&answer=no`);
  expect([403, 409]).toContain(early.status);
  const { gloria } = village;
  await gloria.visit(`/gestion/compromisos/${id}`);
  await gloria.send("Cambiar la fecha", { dueDate: "2028-12-18", reason: "Nos demoramos" });
  house.clock.set(new Date("2026-12-19T15:00:00Z"));
  expect((await ana.visit(`/compromisos/${id}/juzgar`)).all("form").length).toBeGreaterThan(0);
  expect(await counts()).toEqual([]);
});

it("takes one answer of each who asked, and lets them change it", async () => {
  expect((await judge(ana, "no", "Sigue turbia. Lo sabe Pepe.")).status).toBe(200);
  expect((await judge(efrain, "partly")).status).toBe(200);
  await judge(ana, "partly", "Sigue turbia. Lo sabe Pepe.");
  expect(await counts()).toEqual(["partly", "partly"]);
  const page = await stranger().visit(`/compromisos/${id}`);
  expect(page.text).toContain("En parte: 2");
  expect(page.text).toContain("2 respuestas de quienes lo pidieron");
});

it("knows who asked on another phone by their code, as the same person", async () => {
  const phone = stranger();
  expect((await phone.visit(`/compromisos/${id}/juzgar`)).text).toContain("para quienes lo pidieron");
  await phone.visit("/mis-aportes");
  await phone.send(/Buscar|Ver|Encontrar/, { code });
  await judge(phone, "yes", "Sigue turbia. Lo sabe Pepe.");
  expect((await counts()).toSorted()).toEqual(["partly", "yes"]);
});

it("does not ask whoever did not ask for it, also when they send the form by hand", async () => {
  const curious = stranger();
  await curious.visit("/mis-aportes");
  const page = await curious.throwAt(
    `/compromisos/${id}/juzgar`,
    `csrf=${encodeURIComponent(curious.token)}&answer=yes`,
  );
  expect(page.status).toBe(409);
  expect(await counts()).toHaveLength(2);
});

it("counts once somebody who answers twice at the same time", async () => {
  await efrain.visit(`/compromisos/${id}/juzgar`);
  const { action, body } = efrain.form("Enviar mi respuesta", { answer: "no" });
  const cookie = [...efrain.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      fetch(house.url + action, { method: "POST", body, headers: { cookie }, redirect: "manual" }),
    ),
  );
  expect(answers.map((one) => one.status)).toEqual(Array<number>(8).fill(303));
  expect((await counts()).toSorted()).toEqual(["no", "yes"]);
});

it("comes back without an answer or with a comment that is too long", async () => {
  await efrain.visit(`/compromisos/${id}/juzgar`);
  const { action, body } = efrain.form("Enviar mi respuesta", { comment: "x".repeat(501), answer: "no" });
  expect((await efrain.throwAt(action, String(body))).problems).toHaveLength(1);
  body.set("answer", "quizás");
  body.set("comment", "vale");
  const page = await efrain.throwAt(action, String(body));
  expect([page.status, page.html.includes('href="#answer"')]).toEqual([400, true]);
});

it("shows a comment only after a moderator of the place read it, and hides it with a reason", async () => {
  expect((await stranger().visit(`/compromisos/${id}`)).text).not.toContain("Pepe");
  const elsewhere = new Person({
    url: house.url,
    session: await house.signIn({ name: "Tulio", role: "moderator", territory: village.other.code }),
  });
  expect((await elsewhere.visit("/gestion/comentarios")).text).toContain("No hay comentarios por leer");
  const planner = new Person({ url: house.url, session: await house.signIn({ name: "Gloria", role: "planner" }) });
  expect((await planner.open("/gestion/comentarios")).status).toBe(403);
  const luz = new Person({
    url: house.url,
    session: await house.signIn({ name: "Luz", role: "moderator", territory: village.place.code }),
  });
  expect((await luz.visit("/gestion/comentarios")).text).toContain("Lo sabe Pepe");
  const refused = await luz.press(/^No mostrar/);
  expect([refused.status, refused.problems.length]).toEqual([400, 1]);
  await luz.send(/^No mostrar/, { reason: "Nombra a un vecino" });
  const hidden = (await stranger().visit(`/compromisos/${id}`)).text;
  expect(hidden).not.toContain("Pepe");
  expect(hidden).toContain("1 comentario no se muestra: Nombra a un vecino");
  // Written again, it is read again.
  await judge(ana, "yes", "Ya llega limpia");
  expect((await stranger().visit(`/compromisos/${id}`)).text).not.toContain("Ya llega limpia");
  await luz.visit("/gestion/comentarios");
  await luz.send(/^Mostrar/);
  expect((await stranger().visit(`/compromisos/${id}`)).text).toContain("Ya llega limpia");
});
