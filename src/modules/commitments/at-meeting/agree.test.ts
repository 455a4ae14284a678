// What is agreed in a room becomes a commitment that everybody can follow from where it was agreed.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let rosa: Person;
let gloria: Person;
let path = "";
let agency = "";
let other = "";

beforeAll(async () => {
  test = await startTestApp();
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  const place = test.entity.participationTerritories()[0];
  [agency = "", other = ""] = test.entity.agencies().map(({ code }) => code);
  const enter = async (
    name: string,
    role: "facilitator" | "planner",
    within: { agency?: string; territory?: string },
  ) => new Person({ url: test.url, session: await test.signIn({ name, role, ...within }) });
  rosa = await enter("Rosa", "facilitator", { territory: place?.code });
  gloria = await enter("Gloria", "planner", { agency });
  await rosa.visit(`/gestion/reuniones/nueva/prueba/${place?.slug}`);
  const day = test.clock.now().toISOString().slice(0, 10);
  const values = { title: "Mesa de acuerdos", place: "Casa de la Cultura", day, startsAt: "08:00", endsAt: "16:00" };
  path = (await rosa.send("Guardar la reunión", values)).path;
  await rosa.visit(`${path}/necesidades`);
  await rosa.send("Guardar", { line: "Hace falta un puente en la quebrada" });
});
afterAll(() => test?.stop());

const AGREED = { title: "Poner un puente peatonal", responsible: "Jefe de obras", dueDate: "2027-06-30" };
const states = async () =>
  (
    await test.db.pool.query<{ title: string; state: string }>(
      `select c.title, c.state from links l join commitments c on c.id = l.to_id where l.relation = 'agreed' order by c.id`,
    )
  ).rows.map(({ title, state }) => `${title}: ${state}`);

it("who runs the meeting proposes; the thread goes from the meeting to the commitment", async () => {
  await rosa.visit(`${path}/acuerdos`);
  const [need] = rosa.page.choices("needs");
  expect(rosa.page.text).not.toContain("Guardar como acordado");
  const form = rosa.form("Guardar la propuesta", { ...AGREED, agency, needs: need?.value ?? "" });
  const sent = [
    await rosa.throwAt(form.action, form.body.toString()),
    await rosa.throwAt(form.action, form.body.toString()),
  ];
  expect(sent.map(({ status }) => status)).toEqual([200, 200]);
  // Sent twice it is one.
  expect(await states()).toEqual(["Poner un puente peatonal: proposed"]);
  const ana = new Person({ url: test.url });
  await ana.visit(path.replace("/gestion", ""));
  await rosa.visit(`${path}/asistencia`);
  await rosa.send("La reunión se hizo: guardar", { people: "20" });
  const shown = await ana.visit(path.replace("/gestion", ""));
  const [commitment] = shown.links("Poner un puente peatonal");
  const thread = await ana.visit(`/hilo/${commitment?.split("/").at(-1)}`);
  expect(thread.text).toContain("Se acordó en una reunión");
  expect(thread.text).toContain("Hace falta un puente en la quebrada");
});

it("nobody agrees for an agency that is not theirs", async () => {
  await rosa.visit(`${path}/acuerdos`);
  const form = rosa.form("Guardar la propuesta", { ...AGREED, title: "Otra cosa que se pidió", agency });
  form.body.set("state", "agreed");
  expect((await rosa.throwAt(form.action, form.body.toString())).status).toBe(403);
  await gloria.visit(`${path}/acuerdos`);
  expect((await gloria.press("Guardar como acordado", { ...AGREED, agency: other })).status).toBe(403);
  await gloria.visit(`${path}/acuerdos`);
  await gloria.send("Guardar como acordado", { ...AGREED, title: "Arreglar el techo", agency });
  expect(await states()).toEqual(["Poner un puente peatonal: proposed", "Arreglar el techo: agreed"]);
});

it.each<[string, Record<string, string>, string]>([
  ["a day that has passed", { dueDate: "2026-01-01" }, "dueDate"],
  ["no agency", { agency: "" }, "agency"],
  ["an agency that does not exist", { agency: "nadie" }, "agency"],
  ["nothing agreed", { title: "" }, "title"],
])("comes back with %s", async (_, values, field) => {
  await rosa.visit(`${path}/acuerdos`);
  const form = rosa.form("Guardar la propuesta", { ...AGREED, agency });
  for (const [name, value] of Object.entries(values)) form.body.set(name, value);
  const page = await rosa.throwAt(form.action, form.body.toString());
  expect(page.status).toBe(400);
  expect(page.html).toContain(`href="#${field}"`);
});
