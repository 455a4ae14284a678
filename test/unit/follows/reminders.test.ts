// Reminders of commitments, from the promise to the letter, and the public list of who has told nothing.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "#core/people/index.ts";
import { lettersTo, runJob } from "../../support/letter-box.ts";
import { Person } from "../../support/person.ts";
import { answer, prepareVillage, sayNeed, type Village } from "../../support/promising.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

const GLORIA = "gloria@example.gov";
const BOSS = "jefe@example.gov";

let house: TestApp;
let village: Village;
let id: number;
let gloria: number;

/** The planner of the village with a session of today. */
async function atWork(): Promise<Person> {
  const session = await house.signIn({ name: "Gloria", role: "planner" });
  const person = new Person({ url: house.url, session });
  await person.visit(`/gestion/compromisos/${id}`);
  return person;
}

/** Somebody who plans in an agency, with an address. */
async function planner(email: string, agency: string | undefined): Promise<number> {
  return house.db.write(async (tx) => {
    const now = house.clock.now();
    const accountId = await createAccount(tx, { name: email, email, locale: "es", now });
    await grantRole(tx, { accountId, role: "planner", agency, by: undefined, now });
    return accountId;
  });
}

const at = async (instant: string): Promise<void> => {
  house.clock.set(new Date(instant));
  await runJob(house, "commitments.remind");
};

beforeAll(async () => {
  house = await startTestApp({ now: new Date("2026-10-14T15:20:00Z") });
  village = await prepareVillage(house);
  // Promised for Friday 18 December 2026.
  id = await answer(village, [(await sayNeed(house, village, "Falta agua potable en la vereda")).need]);
  gloria = await planner(GLORIA, village.agency);
  await planner(BOSS, undefined);
});
afterAll(() => house?.stop());

describe("reminders", () => {
  it("come before the day, in business hours, once", async () => {
    await at("2026-12-01T15:00:00Z");
    expect(await lettersTo(house, GLORIA)).toEqual([]);
    await at("2026-12-06T15:00:00Z"); // a Sunday
    expect(await lettersTo(house, GLORIA)).toEqual([]);
    await at("2026-12-07T03:00:00Z"); // Sunday night there
    expect(await lettersTo(house, GLORIA)).toEqual([]);
    await at("2026-12-07T15:00:00Z");
    await at("2026-12-07T15:20:00Z");
    await at("2026-12-09T15:00:00Z");
    const letters = await lettersTo(house, GLORIA);
    expect(letters.map(({ subject }) => subject)).toEqual(["Un compromiso se vence pronto"]);
    expect(letters[0]?.text).toMatch(/Planta de agua para la vereda\nSe vence el 18\sde\sdiciembre\sde\s2026/);
    expect(letters[0]?.paths).toContain(`/gestion/compromisos/${id}`);
    expect(letters[0]?.headers.has("List-Unsubscribe")).toBe(false);
  });

  it("reach the boss when it is late", async () => {
    await at("2026-12-21T15:00:00Z");
    expect((await lettersTo(house, GLORIA)).at(-1)?.subject).toBe("1 compromiso vencido");
    expect(await lettersTo(house, BOSS)).toEqual([]);
    await at("2026-12-28T15:00:00Z");
    expect((await lettersTo(house, BOSS)).map(({ subject }) => subject)).toEqual([
      "1 compromiso de tus dependencias va tarde",
    ]);
  });

  it("begin again when the date moves, and go to whoever is left when the planner leaves", async () => {
    await (await atWork()).send("Cambiar la fecha", { dueDate: "2027-02-15", reason: "Llovió mucho" });
    const known = (await lettersTo(house, GLORIA)).length;
    await house.db.write((tx) =>
      tx.updateTable("role_grants").set({ revoked_at: house.clock.now() }).where("account_id", "=", gloria).execute(),
    );
    await at("2027-02-12T15:00:00Z");
    expect(await lettersTo(house, GLORIA)).toHaveLength(known);
    expect((await lettersTo(house, BOSS)).at(-1)?.subject).toBe("Un compromiso se vence pronto");
  });
});

describe("the public list of who has told nothing", () => {
  it("names the agency, says since when, and is fair", async () => {
    house.clock.set(new Date("2027-02-20T15:00:00Z"));
    const ana = new Person({ url: house.url });
    const page = await ana.visit("/compromisos/sin-reporte");
    const agency = house.entity.agency(village.agency).names.es;
    expect(page.text).toContain(agency);
    expect(page.text).toContain("Nunca ha contado nada");
    expect(page.text).toContain("No quiere decir que no hayan trabajado");
    await (await atWork()).send("Publicar la novedad", { state: "agreed", text: "Ya hay contratista." });
    house.clock.advance(61_000);
    expect((await ana.visit("/compromisos/sin-reporte")).text).toContain(
      "De todos los compromisos abiertos se ha contado algo",
    );
  });
});
