// Inviting organisations: to whom, seen before, once each, never to who asked for peace, and two officials at once.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAccount, loadOrganisations } from "#core/people/index.ts";
import { lettersTo, pathOf } from "#test/support/letter-box.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const PATH = "/gestion/procesos/prueba/invitaciones";
const WORDS = {
  subject: "Vengan a decidir",
  text: "El sábado en la caseta se decide qué se hace.\n\nTraigan a su gente.",
};
let test: TestApp;
let gloria: Person;
let group = "";
let here = "";
let there = "";

beforeAll(async () => {
  test = await startTestApp();
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  gloria = new Person({ url: test.url, session: await test.signIn({ name: "Gloria", role: "planner" }) });
  [here = "", there = ""] = test.entity.participationTerritories().map(({ code }) => code);
  group = test.entity.populationGroups()[0]?.code ?? "";
  await test.db.write(async (tx) => {
    const now = test.clock.now();
    const account = async (key: string) => {
      const id = await createAccount(tx, { name: key, email: `${key}@ejemplo.org`, locale: "es", now });
      await tx.updateTable("account_emails").set({ verified_at: now }).where("account_id", "=", id).execute();
      return id;
    };
    const [luz, tito] = [await account("luz"), await account("tito")];
    const one = (name: string, territory: string, groups: string[], representativeId?: number) => ({
      ...{ name, kind: "association", territory, groups, representativeId, now },
    });
    await loadOrganisations(tx, [
      one("Mujeres del río", here, [group], luz),
      one("Pescadoras del río", here, [group], luz),
      one("Jóvenes de la loma", there, [group], tito),
      one("Junta del centro", here, [], tito),
      one("Sin nadie", here, [group]),
    ]);
  });
});
afterAll(() => test?.stop());

it("reaches those of a group and a place, once each account, and says who is left out", async () => {
  await gloria.visit(PATH);
  await gloria.follow("Escribir una invitación");
  expect((await gloria.press("Ver cómo queda y a quiénes llega", { subject: "no" })).status).toBe(400);
  expect(gloria.page.problems).toHaveLength(2);
  await gloria.send("Ver cómo queda y a quiénes llega", { ...WORDS, groups: [group], territories: [here] });
  expect(gloria.page.text).toContain("Va a llegar a 2 organizaciones");
  expect(gloria.page.text).toContain("Mujeres del río");
  expect(gloria.page.text).toContain("1 no tiene correo de quien la representa");
  expect(gloria.page.text).not.toContain("Jóvenes de la loma");
  const before = gloria.form("Enviar a 2 organizaciones");
  await gloria.follow("Corregir");
  await gloria.send("Ver cómo queda y a quiénes llega", { subject: "Vengan el sábado" });
  // The preview that somebody had open shows other words: they are not sent.
  expect((await gloria.throwAt(before.action, before.body.toString())).status).toBe(409);
  expect(gloria.page.text).toContain("Alguien corrigió esta invitación");
  await gloria.send("Enviar a 2 organizaciones");
  const letters = await lettersTo(test, "luz@ejemplo.org");
  expect(letters.map(({ subject }) => subject)).toEqual(["Vengan el sábado"]);
  expect(letters[0]?.text).toContain("Traigan a su gente.");
  expect(letters[0]?.paths).toContain("/procesos/prueba");
  expect(await lettersTo(test, "tito@ejemplo.org")).toEqual([]);
  expect((await gloria.throwAt(before.action, before.body.toString())).status).toBe(409);
  await gloria.visit(PATH);
  expect(gloria.page.text).toContain("2 organizaciones invitadas · 1 correo enviado · 1 sin invitar");
});

it("who asks for no more is left in peace, by the page or by one click of the mail program, and can take it back", async () => {
  const [letter] = await lettersTo(test, "luz@ejemplo.org");
  const address = pathOf(letter, "/invitaciones/parar/");
  expect(letter?.headers.get("List-Unsubscribe")).toContain(address);
  const luz = new Person({ url: test.url });
  for (const wrong of [`${address.slice(0, -2)}AA`, "/invitaciones/parar/1", "/invitaciones/parar/1-x"]) {
    expect((await luz.open(wrong)).status).toBe(404);
  }
  const click = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) };
  expect(await (await fetch(test.url + address, click)).text()).toBe("ok\n");
  await gloria.visit(`${PATH}/nueva`);
  await gloria.send("Ver cómo queda y a quiénes llega", WORDS);
  expect(gloria.page.text).toContain("2 pidieron no recibir invitaciones");
  await gloria.send("Enviar a 2 organizaciones");
  expect(await lettersTo(test, "luz@ejemplo.org")).toHaveLength(1);
  expect(await lettersTo(test, "tito@ejemplo.org")).toHaveLength(1);
  await luz.visit(address);
  await luz.send("Quiero recibirlas otra vez");
  expect(luz.page.heading).toBe("Recibes invitaciones por correo");
});

it("is not for whoever prepares another place", async () => {
  const session = await test.signIn({ name: "Marta", role: "planner", territory: there });
  const marta = new Person({ url: test.url, session });
  await marta.visit(`${PATH}/nueva`);
  expect((await marta.press("Ver cómo queda y a quiénes llega", { ...WORDS, territories: [here] })).status).toBe(403);
  await marta.visit(`${PATH}/nueva`);
  expect((await marta.press("Ver cómo queda y a quiénes llega", WORDS)).status).toBe(403);
  await marta.visit(`${PATH}/nueva`);
  await marta.send("Ver cómo queda y a quiénes llega", { ...WORDS, territories: [there] });
  expect(marta.page.text).toContain("Va a llegar a 1 organización");
});
