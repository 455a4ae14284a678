// Two officials open the same form. The second to send it is told, keeps what they typed, and may still save it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getPublicProcess } from "#modules/processes/index.ts";
import type { Role } from "#platform/module.ts";
import { openConversation } from "#test/support/conversing.ts";
import { Person, type Words } from "#test/support/person.ts";
import { answer, prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
});
afterAll(() => house?.stop());

const official = async (name: string, role: Role): Promise<Person> =>
  new Person({ url: house.url, session: await house.signIn({ name, role }) });
const planner = (name: string): Promise<Person> => official(name, "planner");

interface Editing {
  path: string;
  button: Words;
  field: string;
  /** What the form asks besides. */
  more?: Record<string, string>;
  /** Where what was saved is read; the form itself unless told. */
  readAt?: string;
  role?: Role;
}

/** Both open the form; the first saves; the second is told and keeps their words, then insists. */
async function both({ path, button, field, more = {}, readAt = path, role = "planner" }: Editing): Promise<void> {
  const first = await official("Gloria Mina", role);
  const second = await official("Efraín Caicedo", role);
  await first.visit(path);
  await second.visit(path);
  await first.send(button, { [field]: "Lo que escribió Gloria primero", ...more });
  const told = await second.press(button, { [field]: "Lo que escribió Efraín después", ...more });
  expect(told.status).toBe(409);
  expect(told.problems.join()).toContain("Gloria Mina cambió esto mientras escribías");
  expect(told.html).toContain("Lo que escribió Efraín después");
  expect((await first.visit(readAt)).html).toContain("Lo que escribió Gloria primero");
  await second.send(button);
  expect((await first.visit(readAt)).html).toContain("Lo que escribió Efraín después");
}

describe("two officials with the same form open", () => {
  it("a commitment", async () => {
    const { need } = await sayNeed(house, village, "Hace falta un puente peatonal sobre la quebrada");
    const id = await answer(village, [need]);
    await both({
      path: `/gestion/compromisos/${id}/corregir`,
      button: "Guardar la corrección",
      field: "title",
      more: { reason: "Estaba mal escrito" },
    });
  });

  it("the dates of a place", () =>
    both({
      path: `/gestion/procesos/conversatorios/fechas/${village.place.code}`,
      button: "Guardar",
      field: "reason",
      readAt: "/procesos/conversatorios",
    }));

  it("a meeting, also in what nobody is told of", async () => {
    const gloria = await planner("Gloria");
    await gloria.visit(`/gestion/reuniones/nueva/conversatorios/${village.place.slug}`);
    const day = house.clock.now().toISOString().slice(0, 10);
    const hours = { startsAt: "08:00", endsAt: "16:00" };
    await gloria.send("Guardar la reunión", { title: "Reunión del barrio", place: "Caseta", day, ...hours });
    await both({ path: `${gloria.page.path}/editar`, button: "Guardar la reunión", field: "agenda" });
  });

  it("what is told of a commitment, and its day", async () => {
    const { need } = await sayNeed(house, village, "Hace falta una baranda en la escalera del parque");
    const path = `/gestion/compromisos/${await answer(village, [need])}`;
    const told = { button: "Publicar la novedad", field: "text", more: { state: "in_progress" } };
    await both({ path, ...told, readAt: path.replace("/gestion", "") });
    const [first, second] = [await planner("Gloria Mina"), await planner("Efraín Caicedo")];
    for (const one of [first, second]) await one.visit(path);
    await first.send("Cambiar la fecha", { dueDate: "2027-05-05", reason: "Llovió mucho" });
    const late = await second.press("Cambiar la fecha", { dueDate: "2027-06-06", reason: "Faltó cemento" });
    expect([late.status, late.html.includes("Faltó cemento")]).toEqual([409, true]);
    expect((await first.visit(path.replace("/gestion", ""))).text).not.toContain("Faltó cemento");
  });

  it("how authors are answered, and the first words stay in the history", async () => {
    const path = "/gestion/necesidades/conversatorios/respuestas?que=merged";
    const [first, second] = [await official("Gloria Mina", "analyst"), await official("Efraín Caicedo", "analyst")];
    for (const one of [first, second]) await one.visit(path);
    const words = (who: string) => ({
      es: `Lo que dijiste, {need}, lo leyó ${who}.`,
      en: `What you said, {need}, ${who}.`,
    });
    await first.send("Guardar la plantilla", words("Gloria"));
    const told = await second.press("Guardar la plantilla", words("Efraín"));
    expect([told.status, told.html.includes("lo leyó Efraín")]).toEqual([409, true]);
    await second.send("Guardar la plantilla");
    const { rows } = await house.db.pool.query(
      "select data ->> 'es' as es from history where event = 'demands.template-changed' order by id",
    );
    expect(rows.map(({ es }) => es)).toEqual([words("Gloria").es, words("Efraín").es]);
  });

  it("a conversation", async () => {
    const process = await getPublicProcess(house.db.read, "conversatorios");
    await openConversation(house.db, house.entity, { process, now: house.clock.now(), slug: "el-parque" });
    const path = "/gestion/conversaciones/el-parque/editar";
    await both({ path, button: /^Guardar/, field: "intro", role: "analyst" });
  });

  it("a mistake in the form does not hide what somebody else wrote meanwhile", async () => {
    const path = `/gestion/procesos/conversatorios/fechas/${village.other.code}`;
    const [first, second] = [await planner("Gloria Mina"), await planner("Efraín Caicedo")];
    await first.visit(path);
    await second.visit(path);
    await first.send("Guardar", { reason: "Creció el río" });
    expect((await second.press("Guardar", { reason: "" })).status).toBe(400);
    expect((await second.press("Guardar", { reason: "Hubo fiesta" })).status).toBe(409);
  });
});
