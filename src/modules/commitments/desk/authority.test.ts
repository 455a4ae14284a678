// Who may promise, correct and report: a planner within their agency and their territory.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#platform/module.ts";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let id: number;
let free: number;
let otherAgency: string;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  id = await answer(village, [(await sayNeed(house, village, "El agua llega turbia")).need]);
  free = (await sayNeed(house, village, "Hace falta un puente para la escuela")).need;
  otherAgency = house.entity.agencies()[1]?.code ?? "";
});
afterAll(() => house.stop());

const enter = async (role: Role, place: { agency?: string; territory?: string } = {}) =>
  new Person({ url: house.url, session: await house.signIn({ name: "Alguien", role, ...place }) });

const paths = () => [`/gestion/compromisos/${id}`, `/gestion/compromisos/${id}/corregir`];

describe("reporting and correcting", () => {
  it.each([
    ["a planner of everything", "planner", {}, 200],
    ["the planner of that agency and place", "planner", { agency: "mine", territory: "here" }, 200],
    ["a planner of that place", "planner", { territory: "here" }, 200],
    ["a planner of another place", "planner", { territory: "there" }, 403],
    ["a planner of another agency", "planner", { agency: "other", territory: "here" }, 403],
    ["an analyst", "analyst", {}, 403],
    ["a facilitator", "facilitator", {}, 403],
    ["a moderator", "moderator", {}, 403],
  ] as const)("%s", async (_name, role, where: { agency?: string; territory?: string }, status) => {
    const who = await enter(role, {
      agency: where.agency === undefined ? undefined : where.agency === "mine" ? village.agency : otherAgency,
      territory: where.territory && (where.territory === "here" ? village.place.code : village.other.code),
    });
    for (const path of paths()) expect((await who.open(path)).status).toBe(status);
  });

  it("sends whoever has not signed in to do it", async () => {
    const nobody = new Person({ url: house.url });
    for (const path of paths()) expect((await nobody.open(path)).path).toContain("/entrar");
  });

  it("is asked again when it is sent: an old form of somebody who lost the place", async () => {
    const who = await enter("planner", { territory: village.place.code });
    await who.visit(`/gestion/compromisos/${id}`);
    const { action, body } = who.form("Cambiar la fecha", { dueDate: "2027-05-05", reason: "Porque sí" });
    await house.db.write(async (tx) => {
      await tx
        .updateTable("role_grants")
        .set({ revoked_at: house.clock.now() })
        .where("territory_code", "=", village.place.code)
        .execute();
    });
    expect((await who.throwAt(action, String(body))).status).toBe(403);
    expect(await house.db.read.selectFrom("commitment_dates").select("id").execute()).toEqual([]);
  });
});

describe("promising", () => {
  const form = async (who: Person) => {
    await who.visit(`/gestion/compromisos/directo/conversatorios/${village.place.slug}`);
    return who.form("Guardar el compromiso", {
      title: "Un puente para la escuela",
      text: "Un puente peatonal.",
      responsible: "Director de Vías",
      dueDate: "2027-05-05",
      agency: village.agency,
      needs: [String(free)],
    });
  };

  it("only in their places: the list of places holds no other", async () => {
    const who = await enter("planner", { territory: village.other.code });
    const page = await who.visit("/gestion/compromisos/directo");
    expect(page.links(village.place.name)).toEqual([]);
    expect(page.links(village.other.name)).toHaveLength(1);
    expect((await who.open(`/gestion/compromisos/directo/conversatorios/${village.place.slug}`)).status).toBe(403);
  });

  it("not for another agency, nor for other places as well", async () => {
    const who = await enter("planner", { agency: otherAgency, territory: village.place.code });
    const { action, body } = await form(who);
    expect((await who.throwAt(action, String(body))).status).toBe(403);
    const local = await enter("planner", { territory: village.place.code });
    const wide = await form(local);
    wide.body.append("territories", village.other.code);
    expect((await local.throwAt(wide.action, String(wide.body))).status).toBe(403);
    expect(await house.db.read.selectFrom("commitments").select("id").execute()).toHaveLength(1);
  });

  it("once for each need: two who answer the same at once make one commitment", async () => {
    const one = await enter("planner");
    const two = await enter("planner");
    const [first, second] = [await form(one), await form(two)];
    const pages = await Promise.all([
      one.throwAt(first.action, String(first.body)),
      two.throwAt(second.action, String(second.body)),
    ]);
    expect(pages.map((page) => page.status).toSorted()).toEqual([200, 409]);
    expect(await house.db.read.selectFrom("commitments").select("id").execute()).toHaveLength(2);
  });
});

describe("the desk", () => {
  it("opens on what is mine to report", async () => {
    const mine = await enter("planner", { agency: village.agency, territory: village.place.code });
    expect((await mine.visit("/gestion/compromisos")).text).toContain("Planta de agua para la vereda");
    const other = await enter("planner", { agency: otherAgency });
    expect((await other.visit("/gestion/compromisos")).text).not.toContain("Planta de agua para la vereda");
    const far = await enter("planner", { territory: village.other.code });
    expect((await far.visit("/gestion/compromisos")).text).not.toContain("Planta de agua para la vereda");
  });
});
